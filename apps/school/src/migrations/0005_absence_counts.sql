-- An absence that was withdrawn by whoever declared it stands, but says nothing any more.
ALTER TABLE absences ADD COLUMN withdrawn_at BIGINT;
CREATE INDEX absences_standing ON absences (status, from_at, id) WHERE withdrawn_at IS NULL;
CREATE INDEX absences_withdrawn ON absences (from_at, id) WHERE withdrawn_at IS NOT NULL;
