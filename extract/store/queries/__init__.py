"""All reading SQL. Lists come in pages, `(total, items)`; every function raises `StoreError` alone."""

from extract.store.queries.article_views import article, articles
from extract.store.queries.attributions import quotes, speaker_mentions
from extract.store.queries.checked import checked, speaker_names
from extract.store.queries.compare import closest, comparison
from extract.store.queries.dossier_things import entry
from extract.store.queries.dossiers import dossier, dossiers
from extract.store.queries.facets import claim_facets, facets
from extract.store.queries.filters import Filters
from extract.store.queries.numbers import claims, measure, measures, reported_claims
from extract.store.queries.overview import (
    article_texts,
    failures,
    matched,
    revision,
    summary,
    underived,
)
from extract.store.queries.provenance import original, outdated, provenance, read_by_others, unsearched, waiting
from extract.store.queries.raw import raw_texts, taken_out
from extract.store.queries.review import evidence, first_reports, questions, speakers_named
from extract.store.queries.shared_texts import bodies
from extract.store.queries.speaker_views import speaker, speakers
from extract.store.queries.statements import ORDERS, statement, statement_cards
from extract.store.queries.table import claim_rows, preview, quote_rows, table_rows
from extract.store.queries.times import months_of_speaker, over_time
from extract.store.queries.versions import versions
from extract.store.zonings import zoning

SORTS = tuple(ORDERS)

__all__ = [
    "SORTS",
    "Filters",
    "article",
    "article_texts",
    "articles",
    "bodies",
    "checked",
    "claim_facets",
    "claim_rows",
    "claims",
    "closest",
    "comparison",
    "dossier",
    "dossiers",
    "entry",
    "evidence",
    "facets",
    "failures",
    "first_reports",
    "matched",
    "measure",
    "measures",
    "months_of_speaker",
    "original",
    "outdated",
    "over_time",
    "preview",
    "provenance",
    "questions",
    "quote_rows",
    "quotes",
    "raw_texts",
    "read_by_others",
    "reported_claims",
    "revision",
    "speaker",
    "speaker_mentions",
    "speaker_names",
    "speakers",
    "speakers_named",
    "statement",
    "statement_cards",
    "summary",
    "table_rows",
    "taken_out",
    "underived",
    "unsearched",
    "versions",
    "waiting",
    "zoning",
]
