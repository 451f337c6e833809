//! Every statement of the archive, in one place, so that a second dialect can be written beside the first.

use crate::store::engine::Statement;

/// The tables of the first version.
///
/// The number of a document is its day (from 0000-03-01) times 2^20 and a count within that day; that of a quote
/// likewise. So newest first and "between two days" are the order in which FTS5 keeps its rows, and need no sorting.
/// `serial` rises with each arrival. `body` has a row a document, `said` a row a quote; their column `keys` has
/// tokens for actors, speakers and outlets, so that these need no join.
pub(super) const SCHEMA: Statement = Statement {
    sqlite: "
    CREATE TABLE outlets (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
    CREATE TABLE feeds (
        id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL,
        grouped TEXT, every INTEGER, state TEXT, next_try INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0, fault TEXT
    ) STRICT;
    CREATE TABLE seen (
        feed INTEGER NOT NULL REFERENCES feeds ON DELETE CASCADE, item TEXT NOT NULL, stamp TEXT NOT NULL,
        PRIMARY KEY (feed, item)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY, serial INTEGER NOT NULL UNIQUE, digest BLOB NOT NULL, outlet INTEGER REFERENCES outlets,
        feed INTEGER, address TEXT, version_of INTEGER, story INTEGER NOT NULL, received INTEGER NOT NULL,
        embargo INTEGER, flags INTEGER NOT NULL, title TEXT, text TEXT NOT NULL, blocks TEXT NOT NULL,
        metadata TEXT NOT NULL, analysed_by TEXT NOT NULL
    ) STRICT;
    CREATE INDEX documents_by_digest ON documents (digest);
    CREATE INDEX documents_by_address ON documents (address, id) WHERE address IS NOT NULL;
    CREATE INDEX documents_by_story ON documents (story);
    CREATE INDEX documents_by_feed ON documents (feed) WHERE feed IS NOT NULL;
    CREATE INDEX documents_changed ON documents (id) WHERE version_of IS NOT NULL;
    CREATE INDEX documents_flagged ON documents (id) WHERE flags <> 0;
    CREATE INDEX documents_embargoed ON documents (id) WHERE embargo IS NOT NULL;
    CREATE TABLE actors (
        id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, listed INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE names (
        term TEXT NOT NULL, name TEXT NOT NULL, actor INTEGER NOT NULL, PRIMARY KEY (term, name, actor)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mentions (
        document INTEGER NOT NULL, actor INTEGER NOT NULL, times INTEGER NOT NULL, name TEXT, role TEXT, country TEXT,
        PRIMARY KEY (document, actor)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE quotes (
        id INTEGER PRIMARY KEY, document INTEGER NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL,
        confidence REAL NOT NULL, spans TEXT NOT NULL, speakers TEXT NOT NULL, speaking TEXT
    ) STRICT;
    CREATE INDEX quotes_by_document ON quotes (document);
    CREATE TABLE links (
        quote INTEGER NOT NULL, other INTEGER NOT NULL, contained REAL NOT NULL, PRIMARY KEY (quote, other)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sketches (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    CREATE TABLE judgements (
        id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, who TEXT NOT NULL,
        made INTEGER NOT NULL, undone INTEGER
    ) STRICT;
    CREATE TABLE queries (
        person TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (person, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE been_read (
        person TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (person, document)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tags (
        person TEXT NOT NULL, tag TEXT NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (person, tag, document)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE notes (id INTEGER PRIMARY KEY, document INTEGER NOT NULL, note TEXT NOT NULL) STRICT;
    CREATE INDEX notes_by_document ON notes (document);
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE VIRTUAL TABLE body USING fts5(title, text, keys, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\");
    CREATE VIRTUAL TABLE said USING fts5(text, keys, content='', contentless_delete=1, tokenize=\"unicode61 remove_diacritics 0\");
    CREATE VIRTUAL TABLE said_terms USING fts5vocab('said', 'row');
    CREATE INDEX mentions_by_actor ON mentions (actor, document);
",
};

macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sqlite:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: Statement = Statement { sqlite: $sqlite };)*
    };
}

statements! {
    /// What is known under a digest: id, outlet.
    KNOWN = "SELECT id FROM documents WHERE digest = ?1 AND outlet IS ?2 LIMIT 1";
    SERIAL_OF = "SELECT serial FROM documents WHERE id = ?1";
    STORY_OF = "SELECT story FROM documents WHERE id = ?1";
    /// The last version of an address.
    LAST_VERSION = "SELECT id FROM documents WHERE address = ?1 ORDER BY serial DESC LIMIT 1";
    LAST_SERIAL = "SELECT coalesce(max(serial), 0) FROM documents";
    LAST_OF_DAY = "SELECT coalesce(max(id), ?1 - 1) FROM documents WHERE id >= ?1 AND id < ?2";
    LAST_QUOTE_OF_DAY = "SELECT coalesce(max(id), ?1 - 1) FROM quotes WHERE id >= ?1 AND id < ?2";
    INSERT_DOCUMENT = "INSERT INTO documents (id, serial, digest, outlet, feed, address, version_of, story, received, embargo,
        flags, title, text, blocks, metadata, analysed_by) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)";
    UPDATE_DOCUMENT = "UPDATE documents SET outlet = ?2, embargo = ?3, flags = ?4, title = ?5, metadata = ?6, analysed_by = ?7 WHERE id = ?1";
    OUTLET = "SELECT id FROM outlets WHERE key = ?1";
    INSERT_OUTLET = "INSERT INTO outlets (key, name) VALUES (?1, ?2) RETURNING id";
    OUTLETS = "SELECT id, name FROM outlets";
    ACTOR = "SELECT id FROM actors WHERE key = ?1";
    INSERT_ACTOR = "INSERT INTO actors (key, name, kind, listed) VALUES (?1, ?2, ?3, ?4) RETURNING id";
    ACTOR_BY_ID = "SELECT key, name, kind, listed FROM actors WHERE id = ?1";
    INSERT_NAME = "INSERT OR IGNORE INTO names (term, name, actor) VALUES (?1, ?2, ?3)";
    NAMES_FROM = "SELECT DISTINCT name, actor FROM names WHERE term >= ?1 AND term < ?2 LIMIT 5000";
    INSERT_MENTION = "INSERT OR IGNORE INTO mentions (document, actor, times, name, role, country) VALUES (?1,?2,?3,?4,?5,?6)";
    INSERT_QUOTE = "INSERT INTO quotes (id, document, kind, form, confidence, spans, speakers, speaking) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)";
    INSERT_BODY = "INSERT INTO body (rowid, title, text, keys) VALUES (?1, ?2, ?3, ?4)";
    INSERT_SAID = "INSERT INTO said (rowid, text, keys) VALUES (?1, ?2, ?3)";
    INSERT_SKETCH = "INSERT OR REPLACE INTO sketches (document, bytes) VALUES (?1, ?2)";
    INSERT_LINK = "INSERT OR REPLACE INTO links (quote, other, contained) VALUES (?1, ?2, ?3), (?2, ?1, ?3)";
    INSERT_NOTE = "INSERT INTO notes (document, note) VALUES (?1, ?2)";
    SKETCHES_BETWEEN = "SELECT document, bytes, story FROM sketches JOIN documents ON documents.id = document WHERE document BETWEEN ?1 AND ?2";
    QUOTES_BETWEEN = "SELECT quotes.id, document, spans, text, story FROM quotes JOIN documents ON documents.id = document WHERE document BETWEEN ?1 AND ?2";
    MOVE_STORY = "UPDATE documents SET story = ?2 WHERE story = ?1";
    QUOTES_OF = "SELECT id FROM quotes WHERE document = ?1";
    DELETE_SAID = "DELETE FROM said WHERE rowid = ?1";
    DELETE_BODY = "DELETE FROM body WHERE rowid = ?1";
    DELETE_QUOTES = "DELETE FROM quotes WHERE document = ?1";
    DELETE_MENTIONS = "DELETE FROM mentions WHERE document = ?1";
    DELETE_NOTES = "DELETE FROM notes WHERE document = ?1";
    DELETE_LINKS = "DELETE FROM links WHERE quote IN (SELECT id FROM quotes WHERE document = ?1) OR other IN (SELECT id FROM quotes WHERE document = ?1)";
    DELETE_SKETCH = "DELETE FROM sketches WHERE document = ?1";
    DELETE_DOCUMENT = "DELETE FROM documents WHERE id = ?1";
    DELETE_STATE = "DELETE FROM been_read WHERE document = ?1";
    DELETE_TAGS = "DELETE FROM tags WHERE document = ?1";
    DOCUMENT = "SELECT serial, outlet, feed, address, version_of, story, received, embargo, flags, title, text, blocks, metadata, analysed_by FROM documents WHERE id = ?1";
    BY_SERIAL = "SELECT id FROM documents WHERE serial = ?1";
    BY_DIGEST = "SELECT id FROM documents WHERE digest = ?1";
    QUOTE = "SELECT document, kind, form, confidence, spans, speakers, speaking FROM quotes WHERE id = ?1";
    OF_STORY = "SELECT id FROM documents WHERE story = ?1 ORDER BY id";
    STORY_OUTLETS = "SELECT count(*), count(DISTINCT outlet) FROM documents WHERE story = ?1";
    LINKED = "SELECT other, contained FROM links WHERE quote = ?1 ORDER BY other";
    FEEDS = "SELECT id, address, kind, name, grouped, every, state, next_try, failures, fault FROM feeds ORDER BY id";
    FOLLOW = "INSERT INTO feeds (address, kind, name, grouped, every) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (address) DO UPDATE SET name = excluded.name, grouped = excluded.grouped, every = excluded.every";
    UNFOLLOW = "DELETE FROM feeds WHERE address = ?1";
    FEED_TRIED = "UPDATE feeds SET state = ?2, next_try = ?3, failures = ?4, fault = ?5 WHERE id = ?1";
    SEEN = "SELECT item, stamp FROM seen WHERE feed = ?1";
    SEE = "INSERT OR REPLACE INTO seen (feed, item, stamp) VALUES (?1, ?2, ?3)";
    QUERIES = "SELECT name, text, seen FROM queries WHERE person = ?1 ORDER BY name";
    KEPT_QUERY = "SELECT text FROM queries WHERE person = ?1 AND name = ?2";
    KEEP_QUERY = "INSERT INTO queries (person, name, text) VALUES (?1, ?2, ?3) ON CONFLICT (person, name) DO UPDATE SET text = excluded.text";
    DROP_QUERY = "DELETE FROM queries WHERE person = ?1 AND name = ?2";
    SEE_QUERY = "UPDATE queries SET seen = ?3 WHERE person = ?1 AND name = ?2";
    MARK_READ = "INSERT OR IGNORE INTO been_read (person, document) VALUES (?1, ?2)";
    MARK_UNREAD = "DELETE FROM been_read WHERE person = ?1 AND document = ?2";
    ADD_TAG = "INSERT OR IGNORE INTO tags (person, tag, document) VALUES (?1, ?2, ?3)";
    DROP_TAG = "DELETE FROM tags WHERE person = ?1 AND tag = ?2 AND document = ?3";
    JUDGE = "INSERT INTO judgements (a, b, verdict, who, made) VALUES (?1, ?2, ?3, ?4, ?5)";
    JUDGEMENTS = "SELECT id, a, b, verdict FROM judgements WHERE undone IS NULL ORDER BY id";
    LAST_JUDGEMENT = "SELECT id, a, b FROM judgements WHERE undone IS NULL AND who = ?1 ORDER BY id DESC LIMIT 1";
    UNDO_JUDGEMENT = "UPDATE judgements SET undone = ?2 WHERE id = ?1";
    PEOPLE_OF = "SELECT m.document, d.serial, d.story, m.times, m.name, m.role, m.country FROM mentions m JOIN documents d ON d.id = m.document WHERE m.actor = ?1 ORDER BY m.document LIMIT 2000";
    FACT = "SELECT value FROM facts WHERE name = ?1";
    KEEP_FACT = "INSERT OR REPLACE INTO facts (name, value) VALUES (?1, ?2)";
    ALL_DOCUMENTS = "SELECT id FROM documents WHERE id > ?1 ORDER BY id LIMIT ?2";
    STALE = "SELECT id FROM documents WHERE analysed_by <> ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    SPOKEN = "SELECT rowid FROM said WHERE said MATCH ?1 ORDER BY rowid DESC";
    ROLES = "SELECT role FROM mentions WHERE actor = ?1 AND role IS NOT NULL ORDER BY document DESC LIMIT 500";
    BESIDE = "SELECT actors.name, count(*) AS times FROM (SELECT DISTINCT document FROM quotes WHERE id IN (SELECT value FROM json_each(?1))) AS docs
        CROSS JOIN mentions ON mentions.document = docs.document CROSS JOIN actors ON actors.id = mentions.actor
        WHERE actor <> ?2 GROUP BY actor ORDER BY times DESC, actors.name LIMIT ?3";
    COUNT_QUOTES = "SELECT count(*) FROM quotes";
    COUNT_DOCUMENTS = "SELECT count(*) FROM documents";
    SAID_BY_ALL = "SELECT doc FROM said_terms WHERE term = ?1";
    SKETCH = "SELECT bytes FROM sketches WHERE document = ?1";
    TEXT_OF = "SELECT text FROM documents WHERE id = ?1";
    SPANS_OF = "SELECT id, spans FROM quotes WHERE document = ?1 ORDER BY id";
    COUNT_SINCE = "SELECT count(*) FROM documents WHERE serial > ?1 AND id IN";
    ANY_SAID = "SELECT rowid FROM said WHERE said MATCH ?1 LIMIT 1";
    EXTENT = "SELECT count(*), min(rowid), max(rowid) FROM body WHERE body MATCH ?1";
    /// Sets of documents, for parts of a query that no index of words has.
    OF_FEEDS = "SELECT id FROM documents WHERE feed IN (SELECT id FROM feeds WHERE ?1 COLLATE NOCASE IN (grouped, name))";
    OF_TAG = "SELECT document FROM tags WHERE person = ?1 AND tag = ?2";
    OF_READ = "SELECT document FROM been_read WHERE person = ?1";
    OF_NOTES = "SELECT document FROM notes WHERE note LIKE ?1 ESCAPE '\\'";
    OF_CHANGED = "SELECT id FROM documents WHERE version_of IS NOT NULL";
    OF_FLAGS = "SELECT id FROM documents WHERE flags <> 0 AND flags & ?1 <> 0";
    OF_EMBARGO = "SELECT id FROM documents WHERE embargo IS NOT NULL AND embargo > ?1";
    OF_STORY_NUMBER = "SELECT id FROM documents WHERE story = (SELECT story FROM documents WHERE serial = ?1)";
    OF_NUMBERS = "SELECT value FROM json_each(?1)";
    OF_DAYS = "SELECT id FROM documents WHERE id BETWEEN ?1 AND ?2";
    OF_WORDS = "SELECT rowid FROM body WHERE body MATCH ?1";
    OF_QUOTES = "SELECT document FROM quotes WHERE id IN (SELECT rowid FROM said WHERE said MATCH ?1)";
    OF_NOT = "SELECT id FROM documents WHERE id NOT IN";
}
