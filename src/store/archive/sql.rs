//! Every statement of the archive, in one place, so that a second dialect can be written beside the first.

use crate::store::engine::{Statement, statements};

/// The tables of the first version.
///
/// The number of a document is its day (from 0000-03-01) times 2^20 plus a count within that day; that of a quote
/// likewise. So "newest first" and "between two days" follow the order in which FTS5 keeps its rows, and need no
/// sorting. `serial` rises with each arrival. `body` has a row per document, `said` a row per quote; their column
/// `keys` has tokens for actors, speakers and outlets, so that these need no join.
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
    #[cfg(feature = "postgres")]
    postgres: Some(TABLES),
};

/// The tables on PostgreSQL; the first version. `body` and `said` are tables with the lexemes of each row, see
/// `lexemes`. Names are compared byte by byte, as in SQLite, and only the owning role sees a person's own data.
#[cfg(feature = "postgres")]
pub(super) const TABLES: &str = "
    CREATE TABLE outlets (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT COLLATE \"C\" NOT NULL);
    CREATE TABLE feeds (
        id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, address TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT COLLATE \"C\" NOT NULL,
        grouped TEXT, every BIGINT, state TEXT, next_try BIGINT NOT NULL DEFAULT 0,
        failures BIGINT NOT NULL DEFAULT 0, fault TEXT
    );
    CREATE TABLE seen (
        feed BIGINT NOT NULL REFERENCES feeds ON DELETE CASCADE, item TEXT NOT NULL, stamp TEXT NOT NULL
    );
    CREATE UNIQUE INDEX seen_items ON seen (feed, md5(item));
    CREATE TABLE documents (
        id BIGINT PRIMARY KEY, serial BIGINT NOT NULL UNIQUE, digest BYTEA NOT NULL, outlet BIGINT REFERENCES outlets,
        feed BIGINT, address TEXT, version_of BIGINT, story BIGINT NOT NULL, received BIGINT NOT NULL,
        embargo BIGINT, flags BIGINT NOT NULL, title TEXT, text TEXT NOT NULL, blocks TEXT NOT NULL,
        metadata TEXT NOT NULL, analysed_by TEXT NOT NULL
    );
    CREATE INDEX documents_by_digest ON documents (digest);
    CREATE INDEX documents_by_address ON documents USING HASH (address);
    CREATE INDEX documents_by_story ON documents (story);
    CREATE INDEX documents_by_feed ON documents (feed) WHERE feed IS NOT NULL;
    CREATE INDEX documents_changed ON documents (id) WHERE version_of IS NOT NULL;
    CREATE INDEX documents_flagged ON documents (id) WHERE flags <> 0;
    CREATE INDEX documents_embargoed ON documents (id) WHERE embargo IS NOT NULL;
    CREATE TABLE actors (
        id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT COLLATE \"C\" NOT NULL, kind TEXT NOT NULL, listed BIGINT NOT NULL
    );
    CREATE TABLE names (
        term TEXT COLLATE \"C\" NOT NULL, name TEXT COLLATE \"C\" NOT NULL, actor BIGINT NOT NULL, PRIMARY KEY (term, name, actor)
    );
    CREATE TABLE mentions (
        document BIGINT NOT NULL, actor BIGINT NOT NULL, times BIGINT NOT NULL, name TEXT, role TEXT, country TEXT,
        PRIMARY KEY (document, actor)
    );
    CREATE TABLE quotes (
        id BIGINT PRIMARY KEY, document BIGINT NOT NULL, kind TEXT NOT NULL, form TEXT NOT NULL,
        confidence DOUBLE PRECISION NOT NULL, spans TEXT NOT NULL, speakers TEXT NOT NULL, speaking TEXT
    );
    CREATE INDEX quotes_by_document ON quotes (document);
    CREATE TABLE links (
        quote BIGINT NOT NULL, other BIGINT NOT NULL, contained DOUBLE PRECISION NOT NULL, PRIMARY KEY (quote, other)
    );
    CREATE TABLE sketches (document BIGINT PRIMARY KEY, bytes BYTEA NOT NULL);
    CREATE TABLE judgements (
        id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, verdict TEXT NOT NULL, who TEXT NOT NULL,
        made BIGINT NOT NULL, undone BIGINT
    );
    CREATE TABLE queries (
        person TEXT NOT NULL, name TEXT COLLATE \"C\" NOT NULL, text TEXT NOT NULL, seen BIGINT NOT NULL DEFAULT 0,
        PRIMARY KEY (person, name)
    );
    CREATE TABLE been_read (
        person TEXT NOT NULL, document BIGINT NOT NULL, PRIMARY KEY (person, document)
    );
    CREATE TABLE tags (
        person TEXT NOT NULL, tag TEXT NOT NULL, document BIGINT NOT NULL, PRIMARY KEY (person, tag, document)
    );
    CREATE TABLE notes (id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, document BIGINT NOT NULL, note TEXT NOT NULL);
    CREATE INDEX notes_by_document ON notes (document);
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE body (id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL, terms TEXT NOT NULL);
    CREATE INDEX body_words ON body USING GIN (words);
    CREATE TABLE said (id BIGINT PRIMARY KEY, document BIGINT NOT NULL, words TSVECTOR NOT NULL, terms TEXT NOT NULL);
    CREATE INDEX said_words ON said USING GIN (words);
    CREATE INDEX mentions_by_actor ON mentions (actor, document);
    ALTER TABLE queries ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON queries USING (person = current_user) WITH CHECK (person = current_user);
    ALTER TABLE been_read ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON been_read USING (person = current_user) WITH CHECK (person = current_user);
    ALTER TABLE tags ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON tags USING (person = current_user) WITH CHECK (person = current_user);
";

/// The third version adds shared corrections, and each person's decisions about them. `given` is how many of the changes
/// of its text a document's indexes include.
pub(super) const SHARING: Statement = Statement {
    sqlite: "
    CREATE TABLE changes (
        digest BLOB NOT NULL, replica TEXT NOT NULL, seq INTEGER NOT NULL, author TEXT, made TEXT, act TEXT NOT NULL,
        PRIMARY KEY (digest, replica, seq)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE decided (
        person TEXT NOT NULL, replica TEXT NOT NULL, seq INTEGER NOT NULL, accepted INTEGER NOT NULL,
        PRIMARY KEY (person, replica, seq)
    ) STRICT, WITHOUT ROWID;
    ALTER TABLE documents ADD COLUMN given INTEGER NOT NULL DEFAULT 0;
",
    #[cfg(feature = "postgres")]
    postgres: Some(SHARED_TABLES),
};

/// In the fourth version, words are counted among words alone, without the keys. PostgreSQL always did so.
pub(super) const TERMS_BY_COLUMN: Statement = Statement {
    sqlite: "DROP TABLE said_terms; CREATE VIRTUAL TABLE said_terms USING fts5vocab('said', 'col');",
    #[cfg(feature = "postgres")]
    postgres: Some("SELECT 1"),
};

/// The fifth version adds, for dossiers, the number of quotes with each word, so that nobody has to scan the index (the row
/// without a term counts all quotes), the places where an actor has a role, and a story's outlets beside it. On a server
/// the word sets of new documents are stored in their rows: PostgreSQL's planner takes scanning rows from the newest back
/// for free, and each set stored elsewhere costs it four more pages.
pub(super) const WORDS_SAID: Statement = Statement {
    sqlite: "
    CREATE TABLE words_said (term TEXT PRIMARY KEY, quotes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO words_said (term, quotes) SELECT term, doc FROM said_terms WHERE col = 'text'
        UNION ALL SELECT '', count(*) FROM quotes;
    CREATE INDEX mentions_with_role ON mentions (actor, document) WHERE role IS NOT NULL;
    DROP INDEX documents_by_story;
    CREATE INDEX documents_by_story ON documents (story, outlet);
",
    #[cfg(feature = "postgres")]
    postgres: Some(
        "
    CREATE TABLE words_said (term TEXT COLLATE \"C\" PRIMARY KEY, quotes BIGINT NOT NULL);
    INSERT INTO words_said (term, quotes) SELECT word, ndoc FROM ts_stat('SELECT words FROM said') WHERE word NOT LIKE '@%'
        UNION ALL SELECT '', count(*) FROM quotes;
    CREATE INDEX mentions_with_role ON mentions (actor, document) WHERE role IS NOT NULL;
    DROP INDEX documents_by_story;
    CREATE INDEX documents_by_story ON documents (story, outlet);
    ALTER TABLE body ALTER COLUMN words SET STORAGE MAIN;
",
    ),
};

/// The sixth version compresses a text and its blocks into one column in place of both. Documents stored earlier stay as
/// they are until they are indexed again. A server compresses by itself.
pub(super) const PACKED: Statement = Statement {
    sqlite: "ALTER TABLE documents ADD COLUMN packed BLOB;",
    #[cfg(feature = "postgres")]
    postgres: Some("ALTER TABLE documents ADD COLUMN packed BYTEA;"),
};

/// The same on PostgreSQL. A role may store its own data, and those of people who share it: their names begin with the
/// role's and a slash. A slash in the name of a role is escaped as in addresses.
#[cfg(feature = "postgres")]
const SHARED_TABLES: &str = "
    CREATE TABLE changes (
        digest BYTEA NOT NULL, replica TEXT NOT NULL, seq BIGINT NOT NULL, author TEXT, made TEXT, act TEXT NOT NULL,
        PRIMARY KEY (digest, replica, seq)
    );
    CREATE TABLE decided (
        person TEXT NOT NULL, replica TEXT NOT NULL, seq BIGINT NOT NULL, accepted BIGINT NOT NULL,
        PRIMARY KEY (person, replica, seq)
    );
    ALTER TABLE documents ADD COLUMN given BIGINT NOT NULL DEFAULT 0;
    ALTER TABLE decided ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON decided USING (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'));
    ALTER POLICY own ON queries USING (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'))
        WITH CHECK (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'));
    ALTER POLICY own ON been_read USING (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'))
        WITH CHECK (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'));
    ALTER POLICY own ON tags USING (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'))
        WITH CHECK (split_part(person, '/', 1) = replace(replace(current_user, '%', '%25'), '/', '%2F'));
";

statements! {
    /// The document with a digest: id, outlet.
    KNOWN = "SELECT id FROM documents WHERE digest = ?1 AND outlet IS NOT DISTINCT FROM ?2 LIMIT 1";
    SERIAL_OF = "SELECT serial FROM documents WHERE id = ?1";
    STORY_OF = "SELECT story FROM documents WHERE id = ?1";
    /// The latest version at an address.
    LAST_VERSION = "SELECT id FROM documents WHERE address = ?1 ORDER BY serial DESC LIMIT 1";
    LAST_SERIAL = "SELECT coalesce(max(serial), 0) FROM documents";
    LAST_OF_DAY = "SELECT coalesce(max(id), CAST(?1 AS bigint) - 1) FROM documents WHERE id >= ?1 AND id < ?2";
    LAST_QUOTE_OF_DAY = "SELECT coalesce(max(id), CAST(?1 AS bigint) - 1) FROM quotes WHERE id >= ?1 AND id < ?2";
    INSERT_DOCUMENT = "INSERT INTO documents (id, serial, digest, outlet, feed, address, version_of, story, received, embargo,
        flags, title, text, blocks, metadata, analysed_by, packed) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)";
    PACK = "UPDATE documents SET text = ?2, blocks = ?3, packed = ?4 WHERE id = ?1 AND packed IS NULL";
    UPDATE_DOCUMENT = "UPDATE documents SET outlet = ?2, embargo = ?3, flags = ?4, title = ?5, metadata = ?6, analysed_by = ?7, given = ?8 WHERE id = ?1";
    USAGE = "SELECT serial, flags, embargo, metadata FROM documents WHERE id = ?1";
    UPDATE_USAGE = "UPDATE documents SET flags = ?2, embargo = ?3, metadata = ?4 WHERE id = ?1";
    OUTLET = "SELECT id FROM outlets WHERE key = ?1";
    INSERT_OUTLET = "INSERT INTO outlets (key, name) VALUES (?1, ?2) RETURNING id";
    OUTLETS = "SELECT id, name FROM outlets";
    ACTOR = "SELECT id FROM actors WHERE key = ?1";
    INSERT_ACTOR = "INSERT INTO actors (key, name, kind, listed) VALUES (?1, ?2, ?3, ?4) RETURNING id";
    ACTOR_BY_ID = "SELECT key, name, kind, listed FROM actors WHERE id = ?1";
    INSERT_NAME = "INSERT INTO names (term, name, actor) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    NAMES_FROM = "SELECT name, actor FROM names WHERE term >= ?1 AND term < ?2 LIMIT 5000";
    INSERT_MENTION = "INSERT INTO mentions (document, actor, times, name, role, country) VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT DO NOTHING";
    INSERT_QUOTE = "INSERT INTO quotes (id, document, kind, form, confidence, spans, speakers, speaking) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)";
    INSERT_BODY = "INSERT INTO body (rowid, title, text, keys) VALUES (?1, ?2, ?3, ?4)"
        | "INSERT INTO body (id, words, terms) VALUES (?1, array_to_tsvector(string_to_array(?2, ' ')), ?3)";
    INSERT_SAID = "INSERT INTO said (rowid, text, keys) VALUES (?1, ?2, ?3)"
        | "INSERT INTO said (id, document, words, terms) VALUES (?1, ?2, array_to_tsvector(string_to_array(?3, ' ')), ?4)";
    INSERT_SKETCH = "INSERT INTO sketches (document, bytes) VALUES (?1, ?2) ON CONFLICT (document) DO UPDATE SET bytes = excluded.bytes";
    INSERT_LINK = "INSERT INTO links (quote, other, contained) VALUES (?1, ?2, ?3), (?2, ?1, ?3) ON CONFLICT (quote, other) DO UPDATE SET contained = excluded.contained";
    INSERT_NOTE = "INSERT INTO notes (document, note) VALUES (?1, ?2)";
    SKETCHES_BETWEEN = "SELECT document, bytes, story FROM sketches JOIN documents ON documents.id = document WHERE document BETWEEN ?1 AND ?2";
    QUOTES_BETWEEN = "SELECT quotes.id, document, spans, text, story, blocks, packed FROM quotes JOIN documents ON documents.id = document WHERE document BETWEEN ?1 AND ?2 ORDER BY document";
    MOVE_STORY = "UPDATE documents SET story = ?2 WHERE story = ?1";
    QUOTES_OF = "SELECT id FROM quotes WHERE document = ?1";
    DELETE_SAID = "DELETE FROM said WHERE rowid = ?1" | "DELETE FROM said WHERE id = ?1";
    DELETE_BODY = "DELETE FROM body WHERE rowid = ?1" | "DELETE FROM body WHERE id = ?1";
    DELETE_QUOTES = "DELETE FROM quotes WHERE document = ?1";
    DELETE_MENTIONS = "DELETE FROM mentions WHERE document = ?1";
    DELETE_NOTES = "DELETE FROM notes WHERE document = ?1";
    DELETE_LINKS = "DELETE FROM links WHERE quote IN (SELECT id FROM quotes WHERE document = ?1) OR other IN (SELECT id FROM quotes WHERE document = ?1)";
    DELETE_SKETCH = "DELETE FROM sketches WHERE document = ?1";
    DELETE_DOCUMENT = "DELETE FROM documents WHERE id = ?1";
    DELETE_STATE = "DELETE FROM been_read WHERE document = ?1";
    DELETE_TAGS = "DELETE FROM tags WHERE document = ?1";
    DOCUMENT = "SELECT serial, outlet, feed, address, version_of, story, received, embargo, flags, title, text, blocks, metadata, analysed_by, packed FROM documents WHERE id = ?1";
    BY_SERIAL = "SELECT id FROM documents WHERE serial = ?1";
    BY_DIGEST = "SELECT id FROM documents WHERE digest = ?1";
    DOCUMENT_OF = "SELECT document FROM quotes WHERE id = ?1";
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
    SEE = "INSERT INTO seen (feed, item, stamp) VALUES (?1, ?2, ?3) ON CONFLICT (feed, item) DO UPDATE SET stamp = excluded.stamp"
        | "INSERT INTO seen (feed, item, stamp) VALUES (?1, ?2, ?3) ON CONFLICT (feed, md5(item)) DO UPDATE SET stamp = excluded.stamp";
    QUERIES = "SELECT name, text, seen FROM queries WHERE person = ?1 ORDER BY name";
    KEPT_QUERY = "SELECT text FROM queries WHERE person = ?1 AND name = ?2";
    KEEP_QUERY = "INSERT INTO queries (person, name, text) VALUES (?1, ?2, ?3) ON CONFLICT (person, name) DO UPDATE SET text = excluded.text";
    DROP_QUERY = "DELETE FROM queries WHERE person = ?1 AND name = ?2";
    SEE_QUERY = "UPDATE queries SET seen = ?3 WHERE person = ?1 AND name = ?2";
    MARK_READ = "INSERT INTO been_read (person, document) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    MARK_UNREAD = "DELETE FROM been_read WHERE person = ?1 AND document = ?2";
    ADD_TAG = "INSERT INTO tags (person, tag, document) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    TAGS_OF = "SELECT tag FROM tags WHERE person = ?1 AND document = ?2 ORDER BY tag";
    /// What a person has done with some documents, which are given as a JSON list.
    READ_OF = "SELECT document FROM been_read WHERE person = ?1 AND document IN (SELECT value FROM json_each(?2))"
        | "SELECT document FROM been_read WHERE person = ?1 AND document = ANY (translate(?2, '[]', '{}')::bigint[])";
    TAGS_OF_ALL = "SELECT document, tag FROM tags WHERE person = ?1 AND document IN (SELECT value FROM json_each(?2)) ORDER BY document, tag"
        | "SELECT document, tag FROM tags WHERE person = ?1 AND document = ANY (translate(?2, '[]', '{}')::bigint[]) ORDER BY document, tag";
    TAGS = "SELECT tag, count(*) FROM tags WHERE person = ?1 GROUP BY tag ORDER BY tag";
    /// The documents that name an actor, the earliest first.
    NAMED_WHERE = "SELECT document FROM mentions WHERE actor = ?1 ORDER BY document LIMIT 2000";
    NAMED_IN = "SELECT count(*) FROM mentions WHERE actor = ?1";
    OUTLET_NAMES = "SELECT name FROM outlets ORDER BY name";
    VERSIONS_OF = "SELECT id FROM documents WHERE address = (SELECT address FROM documents WHERE id = ?1) ORDER BY serial";
    /// Added in the second version, because the tags of a document are queried for each hit.
    TAGS_BY_DOCUMENT = "CREATE INDEX tags_by_document ON tags (person, document)";
    DROP_TAG = "DELETE FROM tags WHERE person = ?1 AND tag = ?2 AND document = ?3";
    JUDGE = "INSERT INTO judgements (a, b, verdict, who, made) VALUES (?1, ?2, ?3, ?4, ?5)";
    JUDGEMENTS = "SELECT a, b, verdict, who FROM judgements WHERE undone IS NULL ORDER BY id";
    LAST_JUDGEMENT = "SELECT id FROM judgements WHERE undone IS NULL AND who = ?1 ORDER BY id DESC LIMIT 1";
    UNDO_JUDGEMENT = "UPDATE judgements SET undone = ?2 WHERE id = ?1";
    PEOPLE_OF = "SELECT m.document, d.serial, d.story, m.times, m.name, m.role, m.country FROM mentions m JOIN documents d ON d.id = m.document WHERE m.actor = ?1 ORDER BY m.document LIMIT 2000";
    GIVE = "INSERT INTO changes (digest, replica, seq, author, made, act) VALUES (?1,?2,?3,?4,?5,?6) ON CONFLICT DO NOTHING";
    GIVEN = "SELECT c.replica, c.seq, c.author, c.made, c.act, d.accepted FROM changes c
        LEFT JOIN decided d ON d.person = ?1 AND d.replica = c.replica AND d.seq = c.seq WHERE c.digest = ?2";
    DECIDE = "INSERT INTO decided (person, replica, seq, accepted) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (person, replica, seq) DO UPDATE SET accepted = excluded.accepted";
    BEHIND = "SELECT documents.id FROM documents JOIN (SELECT digest, count(*) AS times FROM changes GROUP BY digest) AS log
        ON log.digest = documents.digest WHERE documents.given <> log.times ORDER BY documents.id";
    DELETE_CHANGES = "DELETE FROM changes WHERE digest = (SELECT digest FROM documents WHERE id = ?1)
        AND 1 = (SELECT count(*) FROM documents WHERE digest = changes.digest)";
    FACT = "SELECT value FROM facts WHERE name = ?1";
    KEEP_FACT = "INSERT INTO facts (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    EVERY_DOCUMENT = "SELECT id FROM documents ORDER BY id";
    ALL_DOCUMENTS = "SELECT id FROM documents WHERE id > ?1 ORDER BY id LIMIT ?2";
    STALE = "SELECT id FROM documents WHERE analysed_by <> ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    SPOKEN = "SELECT rowid FROM said WHERE {match} ORDER BY rowid DESC" | "SELECT id FROM said WHERE {match} ORDER BY id DESC";
    ROLES = "SELECT role FROM mentions WHERE actor = ?1 AND role IS NOT NULL ORDER BY document DESC LIMIT 500";
    /// The others named in some documents, given as a JSON list. Names are looked up only for those that may be among the
    /// first.
    BESIDE = "WITH counted AS MATERIALIZED (SELECT actor, count(*) AS times FROM mentions
            WHERE document IN (SELECT value FROM json_each(?1)) AND actor <> ?2 GROUP BY actor)
        SELECT actors.name, times FROM counted CROSS JOIN actors ON actors.id = counted.actor
        WHERE times >= coalesce((SELECT times FROM counted ORDER BY times DESC LIMIT 1 OFFSET CAST(?3 AS bigint) - 1), 1)
        ORDER BY times DESC, actors.name LIMIT ?3"
        | "WITH counted AS MATERIALIZED (SELECT actor, count(*) AS times FROM mentions
            WHERE document = ANY (translate(?1, '[]', '{}')::bigint[]) AND actor <> ?2 GROUP BY actor)
        SELECT actors.name, times FROM counted JOIN actors ON actors.id = counted.actor
        WHERE times >= coalesce((SELECT times FROM counted ORDER BY times DESC LIMIT 1 OFFSET CAST(?3 AS bigint) - 1), 1)
        ORDER BY times DESC, actors.name LIMIT ?3";
    COUNT_DOCUMENTS = "SELECT count(*) FROM documents";
    /// The number of quotes with each of some words; the words come as a JSON list.
    SAID_BY_ALL = "SELECT term, quotes FROM words_said WHERE term IN (SELECT value FROM json_each(?1))"
        | "SELECT term, quotes FROM words_said WHERE term = ANY (ARRAY(SELECT json_array_elements_text(?1::text::json)))";
    COUNT_WORD = "INSERT INTO words_said (term, quotes) VALUES (?1, ?2) ON CONFLICT (term) DO UPDATE SET quotes = words_said.quotes + excluded.quotes";
    TAKE_WORD = "UPDATE words_said SET quotes = quotes - ?2 WHERE term = ?1";
    DROP_WORD = "DELETE FROM words_said WHERE term = ?1 AND quotes <= 0";
    DROP_WORDS = "DELETE FROM words_said";
    COUNT_WORDS = "INSERT INTO words_said (term, quotes) SELECT term, doc FROM said_terms WHERE col = 'text'
        UNION ALL SELECT '', count(*) FROM quotes"
        | "INSERT INTO words_said (term, quotes) SELECT word, ndoc FROM ts_stat('SELECT words FROM said') WHERE word NOT LIKE '@%'
        UNION ALL SELECT '', count(*) FROM quotes";
    SKETCH = "SELECT bytes FROM sketches WHERE document = ?1";
    TEXT_OF = "SELECT text, blocks, packed FROM documents WHERE id = ?1";
    SPANS_OF = "SELECT id, spans FROM quotes WHERE document = ?1 ORDER BY id";
    COUNT_SINCE = "SELECT count(*) FROM documents WHERE serial > ?1 AND id IN";
    ANY_SAID = "SELECT rowid FROM said WHERE {match} LIMIT 1" | "SELECT id FROM said WHERE {match} LIMIT 1";
    /// The same for an actor.
    EXTENT_OF = "SELECT count(*), min(document), max(document) FROM mentions WHERE actor = ?1";
    EXTENT = "SELECT count(*), min(rowid), max(rowid) FROM body WHERE {match}"
        | "SELECT count(*), min(id), max(id) FROM body WHERE {match}";
    /// Sets of documents, for parts of a query that no word index covers.
    OF_FEEDS = "SELECT id FROM documents WHERE feed IN (SELECT id FROM feeds WHERE ?1 COLLATE NOCASE IN (grouped, name))"
        | "SELECT id FROM documents WHERE feed IN (SELECT id FROM feeds WHERE lower(?1::text COLLATE \"C\") IN (lower(grouped COLLATE \"C\"), lower(name COLLATE \"C\")))";
    OF_TAG = "SELECT document FROM tags WHERE person = ?1 AND tag = ?2";
    OF_READ = "SELECT document FROM been_read WHERE person = ?1";
    OF_NOTES = "SELECT document FROM notes WHERE note LIKE ?1 ESCAPE '\\'"
        | "SELECT document FROM notes WHERE lower(note COLLATE \"C\") LIKE lower(?1::text COLLATE \"C\")";
    OF_CHANGED = "SELECT id FROM documents WHERE version_of IS NOT NULL";
    OF_FLAGS = "SELECT id FROM documents WHERE flags <> 0 AND flags & ?1 <> 0";
    OF_EMBARGO = "SELECT id FROM documents WHERE embargo IS NOT NULL AND embargo > ?1";
    OF_STORY_NUMBER = "SELECT id FROM documents WHERE story = (SELECT story FROM documents WHERE serial = ?1)";
    OF_NUMBERS = "SELECT value FROM json_each(?1)" | "SELECT unnest(translate(?1, '[]', '{}')::bigint[])";
    OF_DAYS = "SELECT id FROM documents WHERE id BETWEEN ?1 AND ?2";
    DAYS_OF_WORDS = "SELECT rowid >> 20 FROM body WHERE {match}" | "SELECT id >> 20 FROM body WHERE {match}";
    OF_WORDS = "SELECT rowid FROM body WHERE {match}" | "SELECT id FROM body WHERE {match}";
    OF_QUOTES = "SELECT document FROM quotes WHERE id IN (SELECT rowid FROM said WHERE {match})"
        | "SELECT document FROM said WHERE {match}";
    OF_NOT = "SELECT id FROM documents WHERE id NOT IN";
}

#[cfg(feature = "postgres")]
statements! {
    /// The data of several hits; numbers come as a JSON list.
    QUOTES_IN = "" | "SELECT document, kind, form, confidence, spans, speakers, speaking, id FROM quotes
        WHERE id = ANY (translate(?1, '[]', '{}')::bigint[])";
    /// Whether the schema in which this connection creates tables has those of an archive.
    TABLES_THERE = "" | "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename IN ('documents', 'facts')";
    LOCK_SYNC = "" | "SELECT CAST(CAST(pg_try_advisory_lock(hashtext('attache sync'), hashtext(current_schema())) AS integer) AS bigint)";
    ACTORS_IN = "" | "SELECT id, name FROM actors WHERE id = ANY (translate(?1, '[]', '{}')::bigint[])";
    DOCUMENTS_IN = "" | "SELECT d.serial, d.outlet, d.feed, d.address, d.version_of, d.story, d.received, d.embargo, d.flags, d.title,
        d.text, d.blocks, d.metadata, d.analysed_by, d.packed, d.id,
        (SELECT count(*) FROM documents s WHERE s.story = d.story), (SELECT count(DISTINCT s.outlet) FROM documents s WHERE s.story = d.story),
        (SELECT s.serial FROM documents s WHERE s.id = d.story)
        FROM documents d WHERE d.id = ANY (translate(?1, '[]', '{}')::bigint[])";
}
