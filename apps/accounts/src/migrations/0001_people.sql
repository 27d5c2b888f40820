-- People: the personal information stands here once; role profiles point to it.
CREATE TABLE users (
  id {id},
  email TEXT,
  username TEXT,
  username_key TEXT,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  phone TEXT NOT NULL,
  birth_date TEXT,
  photo_large TEXT,
  photo_small TEXT,
  lang TEXT,
  is_active BOOLEAN NOT NULL,
  is_staff BOOLEAN NOT NULL,
  is_superuser BOOLEAN NOT NULL,
  email_verified_at BIGINT,
  last_login_at BIGINT,
  tombstone_at BIGINT,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_email ON users (email);
CREATE UNIQUE INDEX users_username ON users (username_key);
CREATE INDEX users_sort_name ON users (sort_name, id);
CREATE INDEX users_created_at ON users (created_at, id);
CREATE INDEX users_active ON users (is_active, sort_name, id);
CREATE INDEX users_staff ON users (is_staff, sort_name, id);
CREATE INDEX users_superuser ON users (is_superuser, sort_name, id);
-- search: users

-- What proves who somebody is; apart, so that no list ever selects it.
CREATE TABLE credentials (
  user_id BIGINT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  password TEXT NOT NULL,
  foreign_scheme TEXT,
  must_change BOOLEAN NOT NULL,
  epoch BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  otp_secret TEXT,
  otp_confirmed_at BIGINT,
  otp_last_step BIGINT
);
CREATE INDEX credentials_foreign ON credentials (foreign_scheme) WHERE foreign_scheme IS NOT NULL;

CREATE TABLE recovery_codes (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  mac {blob} NOT NULL,
  used_at BIGINT
);
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);

-- Single-use secrets, stored as HMACs: reset links, temporary and initial passwords, proofs of an address.
CREATE TABLE one_time_secrets (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL,
  mac {blob} NOT NULL,
  email TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT
);
CREATE INDEX one_time_secrets_user ON one_time_secrets (user_id, purpose);
CREATE INDEX one_time_secrets_expiry ON one_time_secrets (expires_at);

-- The subjects taught; the school module builds on them.
CREATE TABLE modules (
  id {id},
  code {sorted} NOT NULL,
  name TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX modules_code ON modules (code);
CREATE INDEX modules_sort_name ON modules (sort_name, id);
-- search: modules
CREATE TABLE user_modules (
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  module_id BIGINT NOT NULL REFERENCES modules (id),
  PRIMARY KEY (user_id, module_id)
);
CREATE INDEX user_modules_module ON user_modules (module_id);

-- Role profiles: what is particular to the role. `sort_name` and `search` are index keys taken from the person.
CREATE TABLE professors (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  specialty TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX professors_user ON professors (user_id);
CREATE INDEX professors_sort_name ON professors (sort_name, id);
CREATE INDEX professors_created_at ON professors (created_at, id);
-- search: professors
CREATE TABLE students (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  student_number {sorted} NOT NULL,
  level TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX students_user ON students (user_id);
CREATE UNIQUE INDEX students_student_number ON students (student_number);
CREATE INDEX students_sort_name ON students (sort_name, id);
CREATE INDEX students_created_at ON students (created_at, id);
CREATE INDEX students_level ON students (level, sort_name, id);
-- search: students
-- The last number generated in a year (2026-0042).
CREATE TABLE student_numbers (
  year BIGINT PRIMARY KEY,
  last BIGINT NOT NULL
);
CREATE TABLE tutors (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  relationship TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX tutors_user ON tutors (user_id);
CREATE INDEX tutors_sort_name ON tutors (sort_name, id);
CREATE INDEX tutors_created_at ON tutors (created_at, id);
-- search: tutors
CREATE TABLE tutor_students (
  tutor_id BIGINT NOT NULL REFERENCES tutors (id) ON DELETE CASCADE,
  student_id BIGINT NOT NULL REFERENCES students (id) ON DELETE CASCADE,
  PRIMARY KEY (tutor_id, student_id)
);
CREATE INDEX tutor_students_student ON tutor_students (student_id);
CREATE TABLE school_managers (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  title TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX school_managers_user ON school_managers (user_id);
CREATE INDEX school_managers_sort_name ON school_managers (sort_name, id);
CREATE INDEX school_managers_created_at ON school_managers (created_at, id);
-- search: school_managers
CREATE TABLE coaches (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  headline TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX coaches_user ON coaches (user_id);
CREATE INDEX coaches_sort_name ON coaches (sort_name, id);
CREATE TABLE clients (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX clients_user ON clients (user_id);
CREATE INDEX clients_sort_name ON clients (sort_name, id);
CREATE TABLE operators (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id),
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX operators_user ON operators (user_id);
CREATE INDEX operators_sort_name ON operators (sort_name, id);

-- One login, one row. No row per token: tokens carry the session and a generation.
CREATE TABLE auth_sessions (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  device TEXT NOT NULL,
  ip_address TEXT NOT NULL,
  hmac_key {blob} NOT NULL,
  generation BIGINT NOT NULL,
  confirmed_generation BIGINT NOT NULL,
  rotated_at BIGINT NOT NULL,
  -- When the pair of the present generation was last given.
  given_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  idle_expires_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  revoked_why TEXT
);
CREATE INDEX auth_sessions_user ON auth_sessions (user_id, id);
CREATE INDEX auth_sessions_expiry ON auth_sessions (expires_at);

-- Long-lived tokens: the token text is an HMAC of id and version, so nothing usable is stored.
CREATE TABLE api_tokens (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  is_default BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX api_tokens_user ON api_tokens (user_id, id);
CREATE UNIQUE INDEX api_tokens_default ON api_tokens (user_id) WHERE is_default AND revoked_at IS NULL;

-- Rights given beyond those that a role carries: to a role or to one person.
CREATE TABLE grants (
  id {id},
  user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
  role TEXT,
  permission TEXT NOT NULL,
  scope TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX grants_user ON grants (user_id);
CREATE INDEX grants_role ON grants (role);
