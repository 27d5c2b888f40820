-- A coach's calendar elsewhere: when it says busy, no start is offered.
CREATE TABLE coach_busy_feeds (
  id {id},
  coach_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  -- Encrypted: whoever has the address reads the calendar.
  url TEXT NOT NULL,
  -- What may be seen of it: scheme and host.
  shown TEXT NOT NULL,
  -- Rises when the address is entered: what was asked for before is of another calendar.
  generation BIGINT NOT NULL,
  etag TEXT,
  modified TEXT,
  -- The zone that times without one were read in, and until when times were read (seconds).
  zone TEXT NOT NULL,
  covered_until BIGINT NOT NULL,
  times BIGINT NOT NULL,
  checked_at BIGINT,
  problem TEXT,
  failures BIGINT NOT NULL,
  failing_since BIGINT,
  told_at BIGINT,
  next_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX coach_busy_feeds_coach ON coach_busy_feeds (coach_id);
CREATE INDEX coach_busy_feeds_next ON coach_busy_feeds (next_at);

-- In seconds, half-open, none touching another; rules of availability, not claims.
CREATE TABLE coach_busy_times (
  feed_id BIGINT NOT NULL REFERENCES coach_busy_feeds (id) ON DELETE CASCADE,
  starts BIGINT NOT NULL,
  ends BIGINT NOT NULL,
  PRIMARY KEY (feed_id, starts),
  CHECK (starts < ends)
);

-- Other times that a coach proposes for an appointment; they are not held. One at a time, and of the appointment as it
-- was: with another SEQUENCE (moved, cancelled) it is over.
CREATE TABLE appointment_proposals (
  id {id},
  appointment_id BIGINT NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
  sequence BIGINT NOT NULL,
  message TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX appointment_proposals_appointment ON appointment_proposals (appointment_id);
CREATE TABLE appointment_proposal_times (
  proposal_id BIGINT NOT NULL REFERENCES appointment_proposals (id) ON DELETE CASCADE,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (proposal_id, starts_at)
);
