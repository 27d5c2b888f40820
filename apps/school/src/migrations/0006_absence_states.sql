-- By the state that the back office shows and filters: an absence that was withdrawn has that one.
CREATE INDEX absences_state ON absences ((CASE WHEN withdrawn_at IS NULL THEN status ELSE 'withdrawn' END), from_at, id);
