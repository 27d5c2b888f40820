-- The durable queue. A row lives from its enqueuing to its success; `dead` ones wait for someone to look.
CREATE TABLE jobs (
  id {id},
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  max_attempts BIGINT NOT NULL,
  lease_owner TEXT,
  lease_until BIGINT,
  last_error TEXT,
  dedupe_key TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX jobs_due ON jobs (state, run_at, id);
CREATE UNIQUE INDEX jobs_dedupe ON jobs (dedupe_key);

-- One row per run of a periodic task; a slot below zero is a run asked for by hand.
CREATE TABLE periodic_runs (
  name TEXT NOT NULL,
  slot BIGINT NOT NULL,
  node TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  error TEXT,
  PRIMARY KEY (name, slot)
);
CREATE INDEX periodic_runs_started ON periodic_runs (name, started_at);

CREATE TABLE mails (
  id {id},
  recipient TEXT NOT NULL,
  recipient_name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  sensitive BOOLEAN NOT NULL,
  attempts BIGINT NOT NULL,
  error TEXT,
  created_at BIGINT NOT NULL,
  sent_at BIGINT
);
CREATE INDEX mails_created ON mails (created_at, id);

-- `data` is null when the bytes are in the object storage, under the row's id.
CREATE TABLE files (
  id TEXT PRIMARY KEY,
  owner_kind TEXT NOT NULL,
  owner_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  data {blob},
  created_at BIGINT NOT NULL
);
CREATE INDEX files_owner ON files (owner_kind, owner_id);

CREATE TABLE place (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  phone TEXT NOT NULL,
  email TEXT NOT NULL,
  zone TEXT NOT NULL,
  languages TEXT NOT NULL,
  default_language TEXT NOT NULL,
  logo_file TEXT REFERENCES files (id) ON DELETE SET NULL,
  opening_hours TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
INSERT INTO place VALUES (1, 'Préau', '', '', '', 'Europe/Paris', '["fr","en"]', 'fr', NULL, '[]', 1, 0);
