-- Times are milliseconds since 1970-01-01T00:00:00Z.

-- The numbers of the pools. A number held is one whose free_from lies ahead.
CREATE TABLE numbers (
    site      TEXT    NOT NULL,
    number    TEXT    NOT NULL,
    pool      TEXT,                        -- NULL: left its pool, goes to nobody
    free_from INTEGER NOT NULL DEFAULT 0,  -- the end of its last lease
    fence     INTEGER NOT NULL DEFAULT 0,  -- grows each time it changes hands
    PRIMARY KEY (site, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX numbers_longest_free ON numbers (site, pool, free_from, number);

-- Who held which number from when until when.
CREATE TABLE leases (
    site       TEXT    NOT NULL,
    id         TEXT    NOT NULL,
    pool       TEXT    NOT NULL,
    number     TEXT    NOT NULL,
    fence      INTEGER NOT NULL,
    visitor    TEXT    NOT NULL,
    hold       INTEGER NOT NULL,           -- how long each renewal lasts, in ms
    held_from  INTEGER NOT NULL,
    held_until INTEGER NOT NULL,
    PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX leases_of_number ON leases (site, number, held_from);
CREATE INDEX leases_of_visitor ON leases (site, visitor, pool, held_until);

-- What a leased number was shown for, since when: the holder may come again
-- from elsewhere while the lease lasts.
CREATE TABLE shown_for (
    site    TEXT    NOT NULL,
    lease   TEXT    NOT NULL,
    since   INTEGER NOT NULL,
    rule    TEXT    NOT NULL,
    target  TEXT    NOT NULL,
    source  TEXT    NOT NULL,              -- JSON
    cmp     TEXT    NOT NULL,
    service TEXT    NOT NULL,
    PRIMARY KEY (site, lease, since)
) STRICT, WITHOUT ROWID;

-- Visitors who withdrew a moment ago, whose claims may still be on their way.
CREATE TABLE withdrawn (
    site    TEXT    NOT NULL,
    visitor TEXT    NOT NULL,
    until   INTEGER NOT NULL,              -- then the row means nothing any more
    PRIMARY KEY (site, visitor)
) STRICT, WITHOUT ROWID;

CREATE INDEX withdrawn_until ON withdrawn (site, until);

CREATE TABLE calls (
    site             TEXT    NOT NULL,
    provider         TEXT    NOT NULL,
    id               TEXT    NOT NULL,     -- the provider's
    number           TEXT    NOT NULL,     -- the number called
    started_at       INTEGER NOT NULL,
    received_at      INTEGER NOT NULL,
    duration_seconds INTEGER,
    status           TEXT,
    attribution      TEXT    NOT NULL,     -- JSON
    PRIMARY KEY (site, provider, id)
) STRICT, WITHOUT ROWID;
