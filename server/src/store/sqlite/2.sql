-- Of a pool's free numbers those of the lowest rank go first: they are most like
-- the number that they are shown in place of.
ALTER TABLE numbers ADD COLUMN rank INTEGER NOT NULL DEFAULT 0;

DROP INDEX numbers_longest_free;
CREATE INDEX numbers_longest_free ON numbers (site, pool, rank, free_from, number);
