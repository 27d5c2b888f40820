-- Time claims: who or what is taken when. Overlap is refused here, whatever the code does: two exclusive claims of one
-- subject never share a second.

-- postgres
-- The extension comes with PostgreSQL's own contrib package; whoever may create in the database may add it (trusted
-- since 13).
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS btree_gist;
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION 'the extension btree_gist could not be added (%): install the contrib package of PostgreSQL, or let its administrator run "CREATE EXTENSION btree_gist" in this database', SQLERRM;
END
$$;
-- both

-- starts and ends: whole seconds since 1970, half-open. Other instants: microseconds, as everywhere.
CREATE TABLE time_claims (
  id {id},
  subject_kind {sorted} NOT NULL CHECK (subject_kind IN ('person', 'room', 'group', 'seat')),
  subject_id BIGINT NOT NULL,
  starts BIGINT NOT NULL CHECK (starts BETWEEN -62135596800 AND 253402300799),
  ends BIGINT NOT NULL CHECK (ends BETWEEN -62135596800 AND 253402300799),
  source_kind {sorted} NOT NULL,
  source_id BIGINT NOT NULL,
  exclusive BOOLEAN NOT NULL CHECK (exclusive IN (TRUE, FALSE)),
  reason TEXT NOT NULL,
  expires_at BIGINT,
  created_at BIGINT NOT NULL,
  CHECK (starts < ends),
  CHECK (exclusive OR reason <> '')
);
-- postgres
ALTER TABLE time_claims ADD CONSTRAINT time_claims_overlap
  EXCLUDE USING gist (subject_id WITH =, int8range(starts, ends) WITH &&, subject_kind WITH =) WHERE (exclusive);
-- sqlite
-- Claims that do not overlap end in the order in which they start: only the last one that starts before the new one ends
-- can reach into it.
CREATE TRIGGER time_claims_insert BEFORE INSERT ON time_claims WHEN new.exclusive BEGIN
  SELECT RAISE(ABORT, 'time_claims_overlap') WHERE (
    SELECT c.ends FROM time_claims c WHERE c.subject_kind = new.subject_kind AND c.subject_id = new.subject_id
      AND c.exclusive = TRUE AND c.starts < new.ends
    ORDER BY c.starts DESC LIMIT 1
  ) > new.starts;
END;
CREATE TRIGGER time_claims_update BEFORE UPDATE ON time_claims WHEN new.exclusive BEGIN
  SELECT RAISE(ABORT, 'time_claims_overlap') WHERE (
    SELECT c.ends FROM time_claims c WHERE c.subject_kind = new.subject_kind AND c.subject_id = new.subject_id
      AND c.exclusive = TRUE AND c.starts < new.ends AND c.id <> old.id
    ORDER BY c.starts DESC LIMIT 1
  ) > new.starts;
END;
-- both
CREATE INDEX time_claims_subject ON time_claims (subject_kind, subject_id, starts, id);
CREATE INDEX time_claims_accepted ON time_claims (subject_kind, subject_id, ends) WHERE exclusive = FALSE;
CREATE INDEX time_claims_source ON time_claims (source_kind, source_id);
CREATE INDEX time_claims_expires ON time_claims (expires_at) WHERE expires_at IS NOT NULL;
-- For the lists of the back office, which compare microseconds.
CREATE INDEX time_claims_starts ON time_claims ((starts * 1000000), id);
CREATE INDEX time_claims_source_kind ON time_claims (source_kind, (starts * 1000000), id);
