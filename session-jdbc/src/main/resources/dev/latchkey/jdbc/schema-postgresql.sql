-- Sessions of Latchkey in PostgreSQL. Keys are hashes, compared byte by byte; times are milliseconds since 1970, UTC.

CREATE TABLE IF NOT EXISTS latchkey_sessions (
    session_key VARCHAR(43) COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    content BYTEA NOT NULL
);
CREATE INDEX IF NOT EXISTS latchkey_sessions_expiry ON latchkey_sessions (expires_at);

CREATE TABLE IF NOT EXISTS latchkey_session_group (
    group_key VARCHAR(43) COLLATE "C" NOT NULL,
    session_key VARCHAR(43) COLLATE "C" NOT NULL,
    PRIMARY KEY (group_key, session_key),
    FOREIGN KEY (session_key) REFERENCES latchkey_sessions (session_key) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS latchkey_session_group_session ON latchkey_session_group (session_key);

CREATE TABLE IF NOT EXISTS latchkey_values (
    name VARCHAR(200) COLLATE "C" NOT NULL PRIMARY KEY,
    content BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS latchkey_values_expiry ON latchkey_values (expires_at);

CREATE TABLE IF NOT EXISTS latchkey_tombstones (
    group_key VARCHAR(43) COLLATE "C" NOT NULL PRIMARY KEY,
    issued_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS latchkey_tombstones_expiry ON latchkey_tombstones (expires_at);
