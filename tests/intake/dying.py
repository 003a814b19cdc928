"""What stands in for the search of articles in a worker: one article ends its process."""

import os
import signal
from collections.abc import Sequence

from extract import pipeline
from extract.model import Article, Document


def extract_read(batch: Sequence[tuple[Document, Article]]) -> list[pipeline.Found | pipeline.Failure]:
    if any("poison" in article.text for _, article in batch):
        os.kill(os.getpid(), signal.SIGSEGV)
    return [(document, pipeline.Extraction(article=article)) for document, article in batch]
