-- Why a series ended before its time; empty: it did not.
ALTER TABLE lesson_series ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';

-- What happened to a lesson in the timetable, for everybody who may see the lesson. `changes` is JSON, old and new value
-- of each field, people and rooms by their ids.
CREATE TABLE lesson_events (
  id {id},
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  actor_id BIGINT,
  kind {sorted} NOT NULL CHECK (kind IN ('created', 'moved', 'changed', 'cancelled', 'substituted')),
  changes TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX lesson_events_lesson ON lesson_events (lesson_id, id);
CREATE INDEX lesson_events_actor ON lesson_events (actor_id) WHERE actor_id IS NOT NULL;
