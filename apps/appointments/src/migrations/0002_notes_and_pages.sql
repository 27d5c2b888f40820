-- Who waits for a time that somebody gives back. Both days count; without times: at any time of the day.
CREATE TABLE waiting_wishes (
  id {id},
  client_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  coach_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  service_id BIGINT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
  first_day {sorted} NOT NULL,
  last_day {sorted} NOT NULL,
  from_time TEXT,
  to_time TEXT,
  status {sorted} NOT NULL CHECK (status IN ('waiting', 'offered', 'booked', 'ended')),
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (first_day <= last_day)
);
CREATE INDEX waiting_wishes_coach ON waiting_wishes (coach_id, status, created_at, id);
CREATE INDEX waiting_wishes_client ON waiting_wishes (client_id, created_at, id);
CREATE INDEX waiting_wishes_created_at ON waiting_wishes (created_at, id);
CREATE INDEX waiting_wishes_status ON waiting_wishes (status, created_at, id);

-- What was offered to whom; `hold_id` is the hold that keeps the time, gone once it is answered.
CREATE TABLE waiting_offers (
  id {id},
  wish_id BIGINT NOT NULL REFERENCES waiting_wishes (id) ON DELETE CASCADE,
  hold_id BIGINT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  status {sorted} NOT NULL CHECK (status IN ('open', 'taken', 'declined', 'expired')),
  -- When its mail was queued, so that a job that runs twice sends one.
  told_at BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX waiting_offers_wish ON waiting_offers (wish_id, id);
CREATE INDEX waiting_offers_hold ON waiting_offers (hold_id);
CREATE INDEX waiting_offers_open ON waiting_offers (expires_at) WHERE status = 'open';

-- About a client, for coach and staff; `shared` ones are read by the client too.
CREATE TABLE client_notes (
  id {id},
  client_id BIGINT NOT NULL REFERENCES users (id),
  author_id BIGINT NOT NULL REFERENCES users (id),
  -- Who wrote the text as it is now.
  editor_id BIGINT NOT NULL REFERENCES users (id),
  appointment_id BIGINT REFERENCES appointments (id) ON DELETE SET NULL,
  text TEXT NOT NULL,
  shared BOOLEAN NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX client_notes_client ON client_notes (client_id, created_at, id);
CREATE INDEX client_notes_author ON client_notes (author_id, created_at, id);
CREATE INDEX client_notes_editor ON client_notes (editor_id);
CREATE INDEX client_notes_created_at ON client_notes (created_at, id);
CREATE INDEX client_notes_shared ON client_notes (shared, created_at, id);
CREATE INDEX client_notes_appointment ON client_notes (appointment_id);
-- search: client_notes

-- What a note said before each change.
CREATE TABLE client_note_versions (
  id {id},
  note_id BIGINT NOT NULL REFERENCES client_notes (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  shared BOOLEAN NOT NULL,
  -- Who wrote this version, and when.
  author_id BIGINT NOT NULL REFERENCES users (id),
  written_at BIGINT NOT NULL
);
CREATE INDEX client_note_versions_note ON client_note_versions (note_id, id);
CREATE INDEX client_note_versions_author ON client_note_versions (author_id);

-- The pages of the public site, in Markdown.
CREATE TABLE site_pages (
  id {id},
  slug {sorted} NOT NULL,
  title_fr TEXT NOT NULL,
  title_en TEXT NOT NULL,
  body_fr TEXT NOT NULL,
  body_en TEXT NOT NULL,
  position BIGINT NOT NULL,
  is_published BOOLEAN NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX site_pages_slug ON site_pages (slug);
CREATE INDEX site_pages_position ON site_pages (position, id);
INSERT INTO site_pages (slug, title_fr, title_en, body_fr, body_en, position, is_published, row_version, created_at, updated_at) VALUES
  ('home', 'Accueil', 'Home', 'Bienvenue. Prenez rendez-vous en ligne, en quelques clics.', 'Welcome. Book your appointment online, in a few clicks.', 0, TRUE, 1, 0, 0),
  ('about', 'À propos de moi', 'About me', '', '', 1, TRUE, 1, 0, 0),
  ('methods', 'Méthodes de coaching', 'Coaching methods', '', '', 2, TRUE, 1, 0, 0),
  ('services', 'Prestations', 'Services', '', '', 3, TRUE, 1, 0, 0);
