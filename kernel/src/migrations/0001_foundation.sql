CREATE TABLE throttles (
  key TEXT PRIMARY KEY,
  count BIGINT NOT NULL,
  window_start BIGINT NOT NULL,
  last BIGINT NOT NULL
);
CREATE INDEX throttles_last ON throttles (last);

-- The audit trail: entries that nobody changes, and the erasable part that identifies people.
CREATE TABLE audit_entries (
  id {id},
  at BIGINT NOT NULL,
  class TEXT NOT NULL,
  action TEXT NOT NULL,
  actor_id BIGINT,
  on_behalf_of_id BIGINT,
  target_kind TEXT,
  target_id BIGINT,
  metadata TEXT NOT NULL,
  request_id TEXT NOT NULL,
  personal_hash {blob} NOT NULL
);
CREATE INDEX audit_entries_at ON audit_entries (at, id);
CREATE INDEX audit_entries_action ON audit_entries (action, at, id);
CREATE INDEX audit_entries_actor ON audit_entries (actor_id, at, id);
CREATE INDEX audit_entries_target ON audit_entries (target_kind, target_id, at, id);
CREATE INDEX audit_entries_class ON audit_entries (class, at, id);
CREATE TABLE audit_personal (
  entry_id BIGINT PRIMARY KEY,
  actor_id BIGINT,
  target_kind TEXT,
  target_id BIGINT,
  ip_address TEXT,
  salt {blob} NOT NULL,
  content TEXT NOT NULL
);
CREATE INDEX audit_personal_actor ON audit_personal (actor_id);
CREATE INDEX audit_personal_target ON audit_personal (target_kind, target_id);
