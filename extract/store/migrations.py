"""The schema, as steps that `user_version` counts; a step that has been released is never edited.

What the articles gave (documents to failures) is only ever added to; what matching derived (speakers to redirects) is
replaced whole. Rows are joined by integer `row`, named to the outside by content hash `id`. Spans, zones and other
small lists are JSON. An unknown outlet or language is NULL in `articles` and "" in `members`, for filters to name it.
"""

import sqlite3
import time

from extract.errors import StoreError

APPLICATION = 0x4F6E5265  # "OnRe": marks the file as a store of ours

SOURCES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('revision', 0);
CREATE TABLE outlets (id TEXT PRIMARY KEY, name TEXT NOT NULL, domain TEXT, country TEXT) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, uri TEXT NOT NULL, media_type TEXT NOT NULL, fetched_at TEXT, sha256 TEXT NOT NULL,
    content TEXT,
    metadata TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE articles (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL REFERENCES documents (id),
    uri TEXT NOT NULL, outlet_id TEXT REFERENCES outlets (id), outlet TEXT, title TEXT, author TEXT,
    published_at TEXT, updated_at TEXT, dateline_date TEXT, day TEXT, language TEXT,
    text TEXT NOT NULL, zones TEXT NOT NULL, note TEXT
);
CREATE INDEX articles_document ON articles (document_id);
CREATE INDEX articles_outlet ON articles (outlet_id);
CREATE INDEX articles_day ON articles (day);
CREATE TABLE attributions (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL REFERENCES articles (row),
    kind TEXT NOT NULL, stance TEXT NOT NULL, content TEXT NOT NULL, cue TEXT NOT NULL, source TEXT NOT NULL,
    text TEXT NOT NULL, plain TEXT, cue_text TEXT NOT NULL, source_text TEXT NOT NULL,
    context TEXT NOT NULL, context_start INTEGER NOT NULL,
    confidence REAL NOT NULL, rule TEXT NOT NULL, speaker TEXT, resolution TEXT NOT NULL
);
CREATE INDEX attributions_article ON attributions (article);
CREATE TABLE claims (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, article INTEGER NOT NULL REFERENCES articles (row),
    start INTEGER NOT NULL, end INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    surface TEXT NOT NULL, sentence TEXT NOT NULL,
    kind TEXT NOT NULL, value TEXT, low TEXT, high TEXT, comparator TEXT NOT NULL, modifier TEXT, unit TEXT,
    entity TEXT, predicate TEXT, rate TEXT, period TEXT, place TEXT, scope TEXT,
    attribution_id TEXT REFERENCES attributions (id), source_text TEXT, speaker TEXT,
    checkworthy INTEGER NOT NULL, reason TEXT
);
CREATE INDEX claims_article ON claims (article);
CREATE INDEX claims_attribution ON claims (attribution_id);
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, text, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '3');
CREATE VIRTUAL TABLE attribution_words USING fts5 (
    text, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '3');
CREATE VIRTUAL TABLE claim_words USING fts5 (
    sentence, entity, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '3');
CREATE TABLE failures (
    row INTEGER PRIMARY KEY, uri TEXT NOT NULL, place TEXT NOT NULL, cause TEXT NOT NULL, remedy TEXT NOT NULL,
    time TEXT NOT NULL, UNIQUE (uri, place, cause)
);
CREATE TABLE judgements (
    row INTEGER PRIMARY KEY, left TEXT NOT NULL, right TEXT NOT NULL, verdict TEXT NOT NULL, evidence TEXT NOT NULL,
    author TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT
)
"""

DERIVED = """
CREATE TABLE speakers (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, role TEXT,
    quotes INTEGER NOT NULL, articles INTEGER NOT NULL, outlets TEXT NOT NULL
);
CREATE TABLE speaker_words (
    speaker INTEGER NOT NULL REFERENCES speakers (row), what TEXT NOT NULL, position INTEGER NOT NULL,
    text TEXT NOT NULL, articles TEXT NOT NULL, PRIMARY KEY (speaker, what, position)
) WITHOUT ROWID;
CREATE TABLE spoken (
    attribution INTEGER PRIMARY KEY REFERENCES attributions (row), speaker INTEGER NOT NULL REFERENCES speakers (row)
);
CREATE INDEX spoken_speaker ON spoken (speaker);
CREATE TABLE statements (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, canonical TEXT NOT NULL, passage_id TEXT,
    language TEXT, kind TEXT NOT NULL, speaker INTEGER REFERENCES speakers (row),
    outlets TEXT NOT NULL, outlet_count INTEGER NOT NULL, members INTEGER NOT NULL, wordings INTEGER NOT NULL,
    reworded INTEGER NOT NULL,
    languages TEXT NOT NULL, flags TEXT NOT NULL, first_outlet TEXT, first_date TEXT, first_day TEXT, last_day TEXT,
    numbers_differ INTEGER NOT NULL, translated INTEGER NOT NULL
);
CREATE INDEX statements_speaker ON statements (speaker);
CREATE INDEX statements_outlets ON statements (outlet_count DESC, wordings DESC, members DESC, row);
CREATE INDEX statements_varied ON statements (wordings DESC, outlet_count DESC, members DESC, row);
CREATE INDEX statements_newest ON statements (last_day DESC, outlet_count DESC, row);
CREATE INDEX statements_first ON statements (first_day IS NULL, first_day, outlet_count DESC, row);
CREATE TABLE members (
    statement INTEGER NOT NULL REFERENCES statements (row), position INTEGER NOT NULL,
    attribution INTEGER NOT NULL UNIQUE REFERENCES attributions (row),
    relation TEXT NOT NULL, score REAL NOT NULL, flags TEXT NOT NULL,
    speaker_id TEXT, outlet TEXT NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL, day TEXT,
    numbers_differ INTEGER NOT NULL, PRIMARY KEY (statement, position)
) WITHOUT ROWID;
CREATE INDEX members_speaker ON members (speaker_id, statement);
CREATE INDEX members_outlet ON members (outlet, statement);
CREATE INDEX members_language ON members (language, statement);
CREATE INDEX members_kind ON members (kind, statement);
CREATE INDEX members_day ON members (day);
CREATE TABLE measures (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entity TEXT NOT NULL, conflict INTEGER NOT NULL,
    outlet_count INTEGER NOT NULL, members INTEGER NOT NULL
);
CREATE INDEX measures_order ON measures (conflict DESC, outlet_count DESC, members DESC, row);
CREATE TABLE relations (
    measure INTEGER NOT NULL REFERENCES measures (row), position INTEGER NOT NULL,
    a TEXT NOT NULL, b TEXT NOT NULL, relation TEXT NOT NULL, evidence TEXT NOT NULL, PRIMARY KEY (measure, position)
) WITHOUT ROWID;
CREATE TABLE claim_facts (
    claim INTEGER PRIMARY KEY REFERENCES claims (row), measure INTEGER REFERENCES measures (row), position INTEGER,
    speaker INTEGER REFERENCES speakers (row), quote_kind TEXT, disputed INTEGER NOT NULL
);
CREATE INDEX claim_facts_measure ON claim_facts (measure, position);
CREATE INDEX claim_facts_speaker ON claim_facts (speaker);
CREATE TABLE redirects (what TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, PRIMARY KEY (what, old)) WITHOUT ROWID
"""

# Why a name is a speaker's, and where a judged attribution stood; what was derived without it is derived again.
JUDGED = """
ALTER TABLE speaker_words ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE judgements ADD COLUMN about TEXT NOT NULL DEFAULT 'speaker';
ALTER TABLE judgements ADD COLUMN left_at TEXT;
ALTER TABLE judgements ADD COLUMN right_at TEXT;
DELETE FROM meta WHERE key = 'matching';
INSERT OR REPLACE INTO meta (key, value) SELECT 'underived', '1' WHERE EXISTS (SELECT 1 FROM articles)
"""

SHARED_TEXTS = """
ALTER TABLE statements ADD COLUMN independent INTEGER;
CREATE INDEX statements_passage ON statements (passage_id);
CREATE TABLE shared_texts (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source INTEGER NOT NULL REFERENCES articles (row), credit TEXT
);
CREATE TABLE shared_articles (
    text INTEGER NOT NULL REFERENCES shared_texts (row), position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (row), PRIMARY KEY (text, position)
) WITHOUT ROWID;
CREATE INDEX shared_articles_article ON shared_articles (article);
CREATE TABLE shared_passages (
    text INTEGER NOT NULL REFERENCES shared_texts (row), position INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (row), start INTEGER NOT NULL, end INTEGER NOT NULL,
    source_start INTEGER NOT NULL, source_end INTEGER NOT NULL, words INTEGER NOT NULL, PRIMARY KEY (text, position)
) WITHOUT ROWID;
DELETE FROM meta WHERE key = 'matching';
INSERT OR REPLACE INTO meta (key, value) SELECT 'underived', '1' WHERE EXISTS (SELECT 1 FROM articles)
"""

MEMORIES = """
CREATE TABLE memories (
    name TEXT NOT NULL, part INTEGER NOT NULL, version TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (name, part)
)
"""

# What judgements correct of a quote or a claim, and which things (ids) a standing judgement is about.
CORRECTED = """
CREATE TABLE corrected (
    attribution INTEGER PRIMARY KEY REFERENCES attributions (row), rejected INTEGER NOT NULL, unnamed INTEGER NOT NULL,
    speaker TEXT, content TEXT, text TEXT, plain TEXT
);
CREATE TABLE corrected_claims (
    claim INTEGER PRIMARY KEY REFERENCES claims (row), checkworthy INTEGER, unnamed INTEGER NOT NULL, speaker TEXT
);
CREATE TABLE checked (
    id TEXT NOT NULL, judgement INTEGER NOT NULL REFERENCES judgements (row), PRIMARY KEY (id, judgement)
) WITHOUT ROWID;
CREATE INDEX judgements_about ON judgements (about, deleted_at);
CREATE INDEX attributions_doubtful ON attributions (confidence);
CREATE INDEX members_doubtful ON members (score);
DELETE FROM meta WHERE key = 'matching';
INSERT OR REPLACE INTO meta (key, value) SELECT 'underived', '1' WHERE EXISTS (SELECT 1 FROM judgements)
"""

# What articles were extracted from, by its hash; who read an article and when; which are stored and not yet searched;
# what a watch was told of (`news` is None for what was there before it began).
INTAKE = """
CREATE TABLE originals (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, data BLOB NOT NULL);
ALTER TABLE documents ADD COLUMN original TEXT REFERENCES originals (sha256);
CREATE TABLE readings (
    article INTEGER PRIMARY KEY REFERENCES articles (row), time TEXT NOT NULL, onrecord TEXT NOT NULL, model TEXT
);
CREATE TABLE waiting (article INTEGER PRIMARY KEY REFERENCES articles (row));
CREATE TABLE watched (watch TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE told (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, watch TEXT NOT NULL, time TEXT NOT NULL, news TEXT)
"""

# What the filters offer is counted once for all readers, when matching has ended.
COUNTED = """
CREATE TABLE flagged (
    flag TEXT NOT NULL, statement INTEGER NOT NULL REFERENCES statements (row), PRIMARY KEY (flag, statement)
) WITHOUT ROWID;
CREATE TABLE facet_counts (
    field TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (field, value)
) WITHOUT ROWID;
CREATE TABLE day_counts (
    day TEXT NOT NULL, outlet TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, outlet)
) WITHOUT ROWID;
CREATE INDEX members_relation ON members (relation, statement);
CREATE INDEX claims_unit ON claims (unit);
DELETE FROM meta WHERE key = 'matching';
INSERT OR REPLACE INTO meta (key, value) SELECT 'underived', '1' WHERE EXISTS (SELECT 1 FROM articles)
"""

# By which keys articles may be one, which are versions of which and which of them stands, where else they were read;
# how a person zoned an article.
VERSIONS = """
CREATE TABLE article_keys (
    key TEXT NOT NULL, article INTEGER NOT NULL REFERENCES articles (row), PRIMARY KEY (key, article)
) WITHOUT ROWID;
CREATE INDEX article_keys_article ON article_keys (article);
CREATE TABLE versions (
    article INTEGER PRIMARY KEY REFERENCES articles (row), version_of INTEGER NOT NULL REFERENCES articles (row),
    position INTEGER NOT NULL, relation TEXT NOT NULL, stands INTEGER NOT NULL
);
CREATE INDEX versions_of ON versions (version_of, position);
CREATE TABLE addresses (
    article INTEGER NOT NULL REFERENCES articles (row), uri TEXT NOT NULL, time TEXT NOT NULL,
    PRIMARY KEY (article, uri)
) WITHOUT ROWID;
CREATE TABLE zonings (
    row INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (row), zones TEXT NOT NULL,
    author TEXT NOT NULL, created_at TEXT NOT NULL, deleted_at TEXT
);
CREATE INDEX zonings_article ON zonings (article, row)
"""

# What of feeds and sitemaps was read: by what their servers call that state of them, and which version of each entry.
SEEN = """
CREATE TABLE sources (uri TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, read_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source_entries (
    source TEXT NOT NULL, entry TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (source, entry)
) WITHOUT ROWID;
CREATE INDEX source_entries_entry ON source_entries (entry)
"""

# What people put together for themselves: folders of statements, claims and passages, each with what it said then.
DOSSIERS = """
CREATE TABLE dossiers (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, note TEXT NOT NULL, author TEXT NOT NULL, created_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE dossier_items (
    row INTEGER PRIMARY KEY, dossier TEXT NOT NULL REFERENCES dossiers (id), position INTEGER NOT NULL,
    kind TEXT NOT NULL, thing TEXT NOT NULL, note TEXT NOT NULL, kept TEXT NOT NULL, added_at TEXT NOT NULL,
    removed_at TEXT
);
CREATE INDEX dossier_items_dossier ON dossier_items (dossier, position)
"""

# What was taken down, and when: the ids of the articles alone, so that the log tells nobody what they said.
TAKEN_DOWN = """
CREATE TABLE taken_down (
    row INTEGER PRIMARY KEY, what TEXT NOT NULL, id TEXT NOT NULL, articles INTEGER NOT NULL, reason TEXT NOT NULL,
    time TEXT NOT NULL
)
"""

# What the first page counts, without reading what is counted.
INDEXED = """
CREATE INDEX articles_uri ON articles (uri);
CREATE INDEX claims_worthy ON claims (checkworthy, article);
CREATE INDEX statements_reworded ON statements (row) WHERE outlet_count >= 2 AND reworded
"""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (SOURCES, DERIVED),
    (JUDGED,),
    (SHARED_TEXTS,),
    (MEMORIES,),
    (CORRECTED,),
    (INTAKE,),
    (COUNTED,),
    (VERSIONS,),
    (SEEN,),
    (DOSSIERS,),
    (TAKEN_DOWN,),
    (INDEXED,),
)
VERSION = len(MIGRATIONS)
ATTEMPTS = 100


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many migrations the store has seen; 0 is an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_foreign(connection: sqlite3.Connection, path: str) -> None:
    """Raise `StoreError` for a database that is not ours, or is of a newer version of On Record."""
    version = version_of(connection)
    if version == 0 and not connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        return
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        raise StoreError(f"{path}: a database, but not a store of On Record; name another file with --store")
    if version > VERSION:
        raise StoreError(
            f"{path}: written by a newer On Record (store version {version}, this one reads {VERSION}); "
            "update it with: pip install --upgrade onrecord"
        )


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Bring the store up to `VERSION`, in one transaction, and into WAL mode; two processes may do so at once."""
    refuse_foreign(connection, path)
    _into_wal(connection)
    if version_of(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        refuse_foreign(connection, path)
        for step in MIGRATIONS[version_of(connection) :]:
            for script in step:
                for statement in script.split(";\n"):
                    connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # where the disk is full, SQLite has rolled back of itself
            connection.execute("ROLLBACK")
        raise


def _into_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL mode; a store that was restored from a backup is not in it."""
    for attempt in range(ATTEMPTS):
        try:
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # SQLite does not wait here of itself while another process makes the same switch.
            if not busy(error) or attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.02)


def busy(error: sqlite3.Error) -> bool:
    """Return whether the error is that another process has the store; the primary code is the low byte."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
