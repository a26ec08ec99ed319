-- What the visitor agreed to, as the page said it with its wish.
ALTER TABLE shown_for ADD COLUMN granted TEXT NOT NULL DEFAULT '[]';  -- JSON; []: not asked yet
ALTER TABLE shown_for ADD COLUMN version TEXT;      -- the consent platform's
ALTER TABLE shown_for ADD COLUMN consent_id TEXT;   -- the consent platform's
ALTER TABLE shown_for ADD COLUMN tc_string TEXT;
ALTER TABLE shown_for ADD COLUMN given_at INTEGER;  -- by the visitor's clock

-- A visitor who withdraws is forgotten: the table is made anew, since SQLite takes
-- NOT NULL from no column.
CREATE TABLE leases_anew (
    site         TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    pool         TEXT    NOT NULL,
    number       TEXT    NOT NULL,
    fence        INTEGER NOT NULL,
    visitor      TEXT,                     -- NULL: forgotten, and nothing in shown_for
    hold         INTEGER NOT NULL,         -- how long each renewal lasts, in ms
    held_from    INTEGER NOT NULL,
    held_until   INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (site, id)
) STRICT, WITHOUT ROWID;

INSERT INTO leases_anew
SELECT site, id, pool, number, fence, visitor, hold, held_from, held_until, NULL FROM leases;
DROP TABLE leases;
ALTER TABLE leases_anew RENAME TO leases;

CREATE INDEX leases_of_number ON leases (site, number, held_from);
CREATE INDEX leases_of_visitor ON leases (site, visitor, withdrawn_at, pool, held_until);

-- The leases that calls were attributed to: what a call uses is not forgotten.
CREATE TABLE candidates (
    site     TEXT NOT NULL,
    provider TEXT NOT NULL,
    call     TEXT NOT NULL,
    lease    TEXT NOT NULL,
    consent  TEXT,                         -- JSON, when the call began; NULL: not kept yet
    PRIMARY KEY (site, provider, call, lease)
) STRICT, WITHOUT ROWID;

CREATE INDEX candidates_of_lease ON candidates (site, lease);

-- Rather a lease too many than one too few, where two meet in a millisecond.
INSERT INTO candidates (site, provider, call, lease)
SELECT c.site, c.provider, c.id, l.id
FROM calls c JOIN leases l
  ON l.site = c.site AND l.number = c.number
 AND l.held_from <= c.started_at AND c.started_at <= l.held_until
WHERE json_extract(c.attribution, '$.by') = 'lease';
