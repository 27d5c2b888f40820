-- Daily figures of the dashboard; `day` in the place's zone, counted up to `counted_until`.
CREATE TABLE people_figures (
  name TEXT NOT NULL,
  day TEXT NOT NULL,
  value BIGINT NOT NULL,
  counted_until BIGINT NOT NULL,
  PRIMARY KEY (name, day)
);

-- A right is given once to a person or a role: of doubles the widest stays.
DELETE FROM grants WHERE EXISTS (
  SELECT 1 FROM grants o WHERE o.permission = grants.permission
  AND COALESCE(o.user_id, 0) = COALESCE(grants.user_id, 0) AND COALESCE(o.role, '') = COALESCE(grants.role, '')
  AND (CASE o.scope WHEN 'all' THEN 3 WHEN 'own_classes' THEN 2 ELSE 1 END, -o.id)
    > (CASE grants.scope WHEN 'all' THEN 3 WHEN 'own_classes' THEN 2 ELSE 1 END, -grants.id)
);
DROP INDEX grants_user;
DROP INDEX grants_role;
CREATE UNIQUE INDEX grants_user ON grants (user_id, permission) WHERE user_id IS NOT NULL;
CREATE UNIQUE INDEX grants_role ON grants (role, permission) WHERE role IS NOT NULL;

-- For lists of the back office that the API does not have.
CREATE INDEX coaches_created_at ON coaches (created_at, id);
CREATE INDEX clients_created_at ON clients (created_at, id);
CREATE INDEX operators_created_at ON operators (created_at, id);
CREATE INDEX auth_sessions_created_at ON auth_sessions (created_at, id);
CREATE INDEX api_tokens_created_at ON api_tokens (created_at, id);

-- search: coaches
-- search: clients
-- search: operators
-- sqlite
INSERT INTO coaches_search (coaches_search) VALUES ('rebuild');
INSERT INTO clients_search (clients_search) VALUES ('rebuild');
INSERT INTO operators_search (operators_search) VALUES ('rebuild');
-- both

-- Whether the person is active, kept beside the other keys that a profile takes from its person.
ALTER TABLE professors ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE professors SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX professors_active ON professors (is_active, sort_name, id);
ALTER TABLE students ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE students SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX students_active ON students (is_active, sort_name, id);
ALTER TABLE tutors ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE tutors SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX tutors_active ON tutors (is_active, sort_name, id);
ALTER TABLE school_managers ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE school_managers SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX school_managers_active ON school_managers (is_active, sort_name, id);
ALTER TABLE coaches ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE coaches SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX coaches_active ON coaches (is_active, sort_name, id);
ALTER TABLE clients ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE clients SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX clients_active ON clients (is_active, sort_name, id);
ALTER TABLE operators ADD COLUMN is_active BOOLEAN NOT NULL DEFAULT TRUE;
UPDATE operators SET is_active = FALSE WHERE user_id IN (SELECT u.id FROM users u WHERE u.is_active = FALSE);
CREATE INDEX operators_active ON operators (is_active, sort_name, id);
