"""What of a batch the store has already, and what is new."""

from collections.abc import Sequence
from dataclasses import replace

from extract.article import content_key
from extract.model import Article, Document, content_id
from extract.store import Store, queries

Read = tuple[Document, Article]


class Known:
    """The articles of a store, and those that were met and are not written yet: of a dry run, all of them."""

    def __init__(self, store: Store | None, dry: bool) -> None:
        self._store, self._dry = store, dry
        self._met: dict[str, str] = {}

    def parted(self, articles: Sequence[Read]) -> tuple[list[Read], list[Article]]:
        """Return what is new, and what is known.

        Two files may give one id to two texts: the second one gets the id of its content, so that none is lost.
        """
        held = self._held([id for _, article in articles for id in (article.id, content_key(article))])
        fresh: list[Read] = []
        known: list[Article] = []
        for document, article in articles:
            digest = content_id(article.text)
            if held.get(article.id, digest) != digest:
                article = replace(article, id=content_key(article))
            if article.id in held:
                known.append(article)
                continue
            held[article.id] = digest
            fresh.append((document, article))
            self._met[article.id] = digest
        return fresh, known

    def written(self, ids: Sequence[str]) -> None:
        """Forget articles that the store has now; a dry run, which writes none, keeps them."""
        for id in ids if not self._dry else ():
            self._met.pop(id, None)

    def _held(self, ids: Sequence[str]) -> dict[str, str]:
        texts = queries.article_texts(self._store, ids) if self._store else {}
        held = {id: content_id(text) for id, text in texts.items()}
        return held | {id: self._met[id] for id in ids if id in self._met}
