-- Seats. What is shown (`available`, `in_use`, `reserved`…) follows from three facts: what an operator set
-- (admin_state), whether a session is open there, and whether the seat is heard (key_mac, is_online).
CREATE TABLE workstations (
  id {id},
  room_id BIGINT NOT NULL REFERENCES rooms (id),
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  location TEXT NOT NULL,
  ip_address {sorted} NOT NULL,
  mac_address {sorted} NOT NULL,
  admin_state {sorted} NOT NULL CHECK (admin_state IN ('available', 'in_use', 'maintenance', 'offline')),
  position_x BIGINT,
  position_y BIGINT,
  -- The seat's key itself is only on the seat. NULL: never enrolled.
  key_mac {blob},
  enrolled_at BIGINT,
  last_seen_at BIGINT,
  is_online BOOLEAN NOT NULL CHECK (is_online IN (TRUE, FALSE)),
  online_changed_at BIGINT,
  -- The number of the seat's last message that was applied; of the next order to it; of the last lease granted.
  last_uplink BIGINT NOT NULL,
  next_order BIGINT NOT NULL,
  lease_serial BIGINT NOT NULL,
  -- Of closed intervals; microseconds, so that the sum of many is exact.
  sessions_count BIGINT NOT NULL,
  used_micros BIGINT NOT NULL,
  last_session_at BIGINT,
  notes TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX workstations_name_key ON workstations (name_key);
CREATE INDEX workstations_sort_name ON workstations (sort_name, id);
CREATE INDEX workstations_room ON workstations (room_id, sort_name, id);
CREATE INDEX workstations_admin_state ON workstations (admin_state, sort_name, id);
CREATE INDEX workstations_online ON workstations (is_online, sort_name, id);
CREATE INDEX workstations_sessions ON workstations (sessions_count, id);
CREATE INDEX workstations_used ON workstations (used_micros, id);
CREATE INDEX workstations_last_seen ON workstations ((COALESCE(last_seen_at, 0)), id);
CREATE INDEX workstations_created ON workstations (created_at, id);
-- Who has gone silent.
CREATE INDEX workstations_heard ON workstations (last_seen_at) WHERE is_online = TRUE;
-- search: workstations

CREATE TABLE enrolment_codes (
  id {id},
  workstation_id BIGINT NOT NULL REFERENCES workstations (id) ON DELETE CASCADE,
  code_mac {blob} NOT NULL,
  created_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE UNIQUE INDEX enrolment_codes_mac ON enrolment_codes (code_mac);
CREATE INDEX enrolment_codes_workstation ON enrolment_codes (workstation_id);
CREATE INDEX enrolment_codes_created_by ON enrolment_codes (created_by);
CREATE INDEX enrolment_codes_expires ON enrolment_codes (expires_at);

-- 0 minutes: no limit.
CREATE TABLE visitor_categories (
  id {id},
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  minutes_per_day BIGINT NOT NULL CHECK (minutes_per_day >= 0),
  minutes_per_session BIGINT NOT NULL CHECK (minutes_per_session >= 0),
  is_default BOOLEAN NOT NULL CHECK (is_default IN (TRUE, FALSE)),
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX visitor_categories_name_key ON visitor_categories (name_key);
CREATE UNIQUE INDEX visitor_categories_default ON visitor_categories (is_default) WHERE is_default = TRUE;
CREATE INDEX visitor_categories_sort_name ON visitor_categories (sort_name, id);
-- search: visitor_categories

-- What is particular to a visitor; who they are stands in `users`, without credentials.
CREATE TABLE visitors (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  category_id BIGINT REFERENCES visitor_categories (id),
  notes TEXT NOT NULL,
  legal_hold_until {sorted},
  legal_hold_reason TEXT NOT NULL,
  sessions_count BIGINT NOT NULL,
  used_micros BIGINT NOT NULL,
  last_visit_at BIGINT,
  created_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX visitors_user ON visitors (user_id);
CREATE INDEX visitors_sort_name ON visitors (sort_name, id);
CREATE INDEX visitors_category ON visitors (category_id, sort_name, id);
CREATE INDEX visitors_created_by ON visitors (created_by, sort_name, id);
CREATE INDEX visitors_created ON visitors (created_at, id);
CREATE INDEX visitors_sessions ON visitors (sessions_count, id);
CREATE INDEX visitors_used ON visitors (used_micros, id);
CREATE INDEX visitors_last_visit ON visitors ((COALESCE(last_visit_at, created_at)), id);
CREATE INDEX visitors_hold ON visitors (legal_hold_until) WHERE legal_hold_until IS NOT NULL;
-- search: visitors

CREATE TABLE consent_texts (
  id {id},
  version {sorted} NOT NULL,
  body_fr TEXT NOT NULL,
  body_en TEXT NOT NULL,
  published_at BIGINT,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX consent_texts_version ON consent_texts (version);
CREATE INDEX consent_texts_published ON consent_texts ((COALESCE(published_at, 0)), id);

CREATE TABLE visitor_consents (
  id {id},
  visitor_id BIGINT NOT NULL REFERENCES visitors (id) ON DELETE CASCADE,
  text_version {sorted} NOT NULL,
  given_at BIGINT NOT NULL,
  given_by {sorted} NOT NULL CHECK (given_by IN ('self', 'guardian')),
  guardian_name TEXT NOT NULL,
  recorded_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  withdrawn_at BIGINT
);
CREATE UNIQUE INDEX visitor_consents_current ON visitor_consents (visitor_id) WHERE withdrawn_at IS NULL;
CREATE INDEX visitor_consents_visitor ON visitor_consents (visitor_id, given_at, id);
CREATE INDEX visitor_consents_text ON visitor_consents (text_version, given_at, id);
CREATE INDEX visitor_consents_recorded_by ON visitor_consents (recorded_by);
CREATE INDEX visitor_consents_given_at ON visitor_consents (given_at, id);

CREATE TABLE code_batches (
  id {id},
  label TEXT NOT NULL,
  minutes BIGINT NOT NULL CHECK (minutes >= 1),
  count BIGINT NOT NULL CHECK (count >= 1),
  created_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  search TEXT NOT NULL
);
CREATE INDEX code_batches_created ON code_batches (created_at, id);
CREATE INDEX code_batches_created_by ON code_batches (created_by, created_at, id);
-- search: code_batches

-- A right to so many seconds at a seat. How much of it is used follows from the intervals, never from a counter.
CREATE TABLE workstation_sessions (
  id {id},
  visitor_id BIGINT REFERENCES visitors (id),
  workstation_id BIGINT REFERENCES workstations (id) ON DELETE SET NULL,
  operator_id BIGINT REFERENCES users (id) ON DELETE SET NULL,
  batch_id BIGINT REFERENCES code_batches (id) ON DELETE SET NULL,
  access_code {sorted} NOT NULL,
  status {sorted} NOT NULL CHECK (status IN ('waiting', 'active', 'suspended', 'ended', 'expired')),
  duration_seconds BIGINT NOT NULL CHECK (duration_seconds > 0),
  -- Of a session that waits or rests: after this it is over.
  code_expires_at BIGINT NOT NULL,
  started_at BIGINT,
  ended_at BIGINT,
  end_reason {sorted} NOT NULL,
  suspended_at BIGINT,
  seat_kept_until BIGINT,
  closes_at BIGINT,
  -- Of an active session only: when it is over unless something happens.
  ends_at BIGINT,
  -- The fewest minutes of which the visitor was warned; NULL: of none yet.
  warned_minutes BIGINT,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK ((status = 'active') = (ends_at IS NOT NULL)),
  CHECK (status NOT IN ('active') OR (workstation_id IS NOT NULL AND started_at IS NOT NULL)),
  CHECK (ended_at IS NULL OR status IN ('ended', 'expired'))
);
CREATE UNIQUE INDEX workstation_sessions_live_code ON workstation_sessions (access_code)
  WHERE status IN ('waiting', 'active', 'suspended');
CREATE UNIQUE INDEX workstation_sessions_open_seat ON workstation_sessions (workstation_id)
  WHERE status IN ('active', 'suspended') AND workstation_id IS NOT NULL;
CREATE UNIQUE INDEX workstation_sessions_open_visitor ON workstation_sessions (visitor_id)
  WHERE status IN ('active', 'suspended') AND visitor_id IS NOT NULL;
CREATE INDEX workstation_sessions_created ON workstation_sessions (created_at, id);
CREATE INDEX workstation_sessions_started ON workstation_sessions ((COALESCE(started_at, 0)), id);
CREATE INDEX workstation_sessions_ended ON workstation_sessions ((COALESCE(ended_at, 0)), id);
CREATE INDEX workstation_sessions_status ON workstation_sessions (status, created_at, id);
CREATE INDEX workstation_sessions_visitor ON workstation_sessions (visitor_id, created_at, id);
CREATE INDEX workstation_sessions_seat ON workstation_sessions (workstation_id, created_at, id);
CREATE INDEX workstation_sessions_operator ON workstation_sessions (operator_id, created_at, id);
CREATE INDEX workstation_sessions_batch ON workstation_sessions (batch_id, created_at, id);
CREATE INDEX workstation_sessions_code ON workstation_sessions (access_code, id);
CREATE INDEX workstation_sessions_ends ON workstation_sessions (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX workstation_sessions_kept ON workstation_sessions (seat_kept_until)
  WHERE status = 'suspended' AND workstation_id IS NOT NULL;
CREATE INDEX workstation_sessions_lapsing ON workstation_sessions (code_expires_at)
  WHERE status IN ('waiting', 'suspended');
-- search: workstation_sessions

-- When a session ran, and where: half-open, microseconds.
CREATE TABLE session_intervals (
  id {id},
  session_id BIGINT NOT NULL REFERENCES workstation_sessions (id) ON DELETE CASCADE,
  workstation_id BIGINT REFERENCES workstations (id) ON DELETE SET NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK (ended_at IS NULL OR ended_at >= started_at)
);
CREATE UNIQUE INDEX session_intervals_open_session ON session_intervals (session_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX session_intervals_open_seat ON session_intervals (workstation_id)
  WHERE ended_at IS NULL AND workstation_id IS NOT NULL;
CREATE INDEX session_intervals_session ON session_intervals (session_id, started_at, id);
CREATE INDEX session_intervals_seat ON session_intervals (workstation_id, started_at, id);
CREATE INDEX session_intervals_started ON session_intervals (started_at, id);

-- From the server to a seat, numbered per seat; from sent to received to done.
CREATE TABLE seat_orders (
  id {id},
  workstation_id BIGINT NOT NULL REFERENCES workstations (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  kind {sorted} NOT NULL,
  payload TEXT NOT NULL,
  created_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  received_at BIGINT,
  done_at BIGINT,
  outcome {sorted} NOT NULL
);
CREATE UNIQUE INDEX seat_orders_number ON seat_orders (workstation_id, number);
CREATE INDEX seat_orders_open ON seat_orders (workstation_id, number) WHERE done_at IS NULL;
CREATE INDEX seat_orders_created ON seat_orders (created_at, id);
CREATE INDEX seat_orders_kind ON seat_orders (kind, created_at, id);
CREATE INDEX seat_orders_created_by ON seat_orders (created_by);

-- What operator and visitor write to one another.
CREATE TABLE seat_messages (
  id {id},
  workstation_id BIGINT NOT NULL REFERENCES workstations (id) ON DELETE CASCADE,
  session_id BIGINT REFERENCES workstation_sessions (id) ON DELETE SET NULL,
  direction {sorted} NOT NULL CHECK (direction IN ('to_seat', 'from_seat')),
  text TEXT NOT NULL,
  at BIGINT NOT NULL,
  sent_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  order_id BIGINT REFERENCES seat_orders (id) ON DELETE SET NULL,
  read_at BIGINT
);
CREATE INDEX seat_messages_workstation ON seat_messages (workstation_id, at, id);
CREATE INDEX seat_messages_session ON seat_messages (session_id, at, id);
CREATE INDEX seat_messages_sent_by ON seat_messages (sent_by);
CREATE INDEX seat_messages_order ON seat_messages (order_id);
CREATE INDEX seat_messages_at ON seat_messages (at, id);
CREATE INDEX seat_messages_unread ON seat_messages (workstation_id, at, id)
  WHERE read_at IS NULL AND direction = 'from_seat';

-- The time itself is in `time_claims` (subject `seat`, source `reservation`). One group_key: booked together.
CREATE TABLE seat_reservations (
  id {id},
  workstation_id BIGINT NOT NULL REFERENCES workstations (id) ON DELETE CASCADE,
  visitor_id BIGINT REFERENCES visitors (id) ON DELETE SET NULL,
  label TEXT NOT NULL,
  group_key {sorted},
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  status {sorted} NOT NULL CHECK (status IN ('booked', 'used', 'cancelled', 'missed')),
  created_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE INDEX seat_reservations_starts ON seat_reservations (starts_at, id);
CREATE INDEX seat_reservations_status ON seat_reservations (status, starts_at, id);
CREATE INDEX seat_reservations_seat ON seat_reservations (workstation_id, starts_at, id);
CREATE INDEX seat_reservations_visitor ON seat_reservations (visitor_id, starts_at, id);
CREATE INDEX seat_reservations_group ON seat_reservations (group_key) WHERE group_key IS NOT NULL;
CREATE INDEX seat_reservations_created_by ON seat_reservations (created_by);
-- Which seats are reserved about now.
CREATE INDEX seat_reservations_booked ON seat_reservations (workstation_id, starts_at, ends_at) WHERE status = 'booked';
-- search: seat_reservations

-- The public board shows numbers only.
CREATE TABLE queue_tickets (
  id {id},
  site_id BIGINT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  day {sorted} NOT NULL,
  number BIGINT NOT NULL,
  visitor_id BIGINT REFERENCES visitors (id) ON DELETE SET NULL,
  minutes BIGINT NOT NULL CHECK (minutes >= 1),
  status {sorted} NOT NULL CHECK (status IN ('waiting', 'called', 'seated', 'gone')),
  created_by BIGINT REFERENCES users (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL,
  called_at BIGINT,
  closed_at BIGINT,
  session_id BIGINT REFERENCES workstation_sessions (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX queue_tickets_number ON queue_tickets (site_id, day, number);
CREATE INDEX queue_tickets_open ON queue_tickets (site_id, created_at, id) WHERE status IN ('waiting', 'called');
CREATE INDEX queue_tickets_created ON queue_tickets (created_at, id);
CREATE INDEX queue_tickets_status ON queue_tickets (status, created_at, id);
CREATE INDEX queue_tickets_visitor ON queue_tickets (visitor_id, created_at, id);
CREATE INDEX queue_tickets_session ON queue_tickets (session_id);
CREATE INDEX queue_tickets_created_by ON queue_tickets (created_by);
