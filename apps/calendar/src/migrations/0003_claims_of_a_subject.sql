-- The claims of one person or room in the back office, which orders by microseconds: without it PostgreSQL walks all of them.
CREATE INDEX time_claims_subject_at ON time_claims (subject_kind, subject_id, (starts * 1000000), id);
