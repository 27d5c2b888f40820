-- What is offered. Without a coach: by every coach of the place.
CREATE TABLE services (
  id {id},
  coach_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
  name_fr TEXT NOT NULL,
  name_en TEXT NOT NULL,
  description_fr TEXT NOT NULL,
  description_en TEXT NOT NULL,
  minutes BIGINT NOT NULL,
  -- Minutes after it; without: as the coach's rules say.
  pause BIGINT,
  position BIGINT NOT NULL,
  is_active BOOLEAN NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX services_coach ON services (coach_id, position, id);
CREATE INDEX services_position ON services (position, id);
CREATE INDEX services_sort_name ON services (sort_name, id);
CREATE INDEX services_active ON services (is_active, position, id);
-- search: services
INSERT INTO services (name_fr, name_en, description_fr, description_en, minutes, position, is_active, sort_name, search, row_version, created_at, updated_at)
  VALUES ('Séance individuelle', 'Individual session', '', '', 45, 0, TRUE, 'seance individuelle', '  seance  individuelle  individual  session', 1, 0, 0);

-- What a coach decides; a coach without a row has the defaults of the program. `hours`: JSON, as the place's.
CREATE TABLE coach_rules (
  id {id},
  coach_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hours TEXT NOT NULL,
  pause BIGINT NOT NULL,
  horizon_days BIGINT NOT NULL,
  notice BIGINT NOT NULL,
  cancel BIGINT NOT NULL,
  most_active BIGINT,
  location TEXT NOT NULL,
  video_url TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX coach_rules_coach ON coach_rules (coach_id);

-- Days off, hours off, extra hours: rules of availability, not claims.
CREATE TABLE coach_exceptions (
  id {id},
  coach_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  day {sorted} NOT NULL,
  kind {sorted} NOT NULL CHECK (kind IN ('closed', 'closed_part', 'extra')),
  from_time TEXT,
  to_time TEXT,
  reason TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (kind = 'closed' OR (from_time IS NOT NULL AND to_time IS NOT NULL AND from_time < to_time))
);
CREATE INDEX coach_exceptions_coach ON coach_exceptions (coach_id, day, id);
CREATE INDEX coach_exceptions_day ON coach_exceptions (day, id);
CREATE INDEX coach_exceptions_kind ON coach_exceptions (kind, day, id);

-- Kept for ever, cancelled ones too; the time itself is in time_claims.
CREATE TABLE appointments (
  id {id},
  uid {sorted} NOT NULL,
  sequence BIGINT NOT NULL,
  coach_id BIGINT NOT NULL REFERENCES users (id),
  client_id BIGINT NOT NULL REFERENCES users (id),
  service_id BIGINT NOT NULL REFERENCES services (id),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  status {sorted} NOT NULL CHECK (status IN ('booked', 'held', 'no_show', 'cancelled')),
  message TEXT NOT NULL,
  cancel_reason TEXT NOT NULL,
  cancelled_at BIGINT,
  cancelled_by BIGINT,
  booked_by BIGINT NOT NULL,
  reminded_at BIGINT,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE UNIQUE INDEX appointments_uid ON appointments (uid);
CREATE INDEX appointments_starts_at ON appointments (starts_at, id);
CREATE INDEX appointments_created_at ON appointments (created_at, id);
CREATE INDEX appointments_coach ON appointments (coach_id, starts_at, id);
CREATE INDEX appointments_client ON appointments (client_id, starts_at, id);
CREATE INDEX appointments_status ON appointments (status, starts_at, id);
CREATE INDEX appointments_service ON appointments (service_id, starts_at, id);
CREATE INDEX appointments_unreminded ON appointments (starts_at) WHERE status = 'booked' AND reminded_at IS NULL;

-- What was told of an appointment to its client or coach, so that a job that runs twice tells it once, and the mails that
-- name a person can be found.
CREATE TABLE appointment_mails (
  appointment_id BIGINT NOT NULL REFERENCES appointments (id) ON DELETE CASCADE,
  what TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  side TEXT NOT NULL,
  mail_id BIGINT,
  queued_at BIGINT NOT NULL,
  PRIMARY KEY (appointment_id, what, sequence, side)
);

-- A time kept while a form is filled in, or offered to somebody who waits.
CREATE TABLE holds (
  id {id},
  coach_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  service_id BIGINT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  is_offer BOOLEAN NOT NULL,
  expires_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX holds_client ON holds (client_id, expires_at);
CREATE INDEX holds_coach ON holds (coach_id, starts_at);
CREATE INDEX holds_expires ON holds (expires_at);
