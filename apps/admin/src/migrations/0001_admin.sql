-- Lists as people keep them: a query of one entity under a name, for oneself or for everybody of a role.
CREATE TABLE admin_views (
  id {id},
  entity TEXT NOT NULL,
  user_id BIGINT,
  role TEXT,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  is_default BOOLEAN NOT NULL,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX admin_views_user ON admin_views (user_id, entity);
CREATE INDEX admin_views_role ON admin_views (role, entity);

-- Actions on many rows, done by a job in steps: `cursor` is the last row that was looked at.
CREATE TABLE admin_runs (
  id {id},
  entity TEXT NOT NULL,
  action TEXT NOT NULL,
  -- The query of the list (JSON), or the ids that were ticked.
  selection TEXT NOT NULL,
  is_dry BOOLEAN NOT NULL,
  actor_id BIGINT NOT NULL,
  state TEXT NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  cursor BIGINT NOT NULL,
  -- The first refusals: [{"id", "title", "code", "message"}].
  report TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX admin_runs_actor ON admin_runs (actor_id, id);

-- What the lists of the kernel's own tables are sorted and filtered by.
CREATE INDEX mails_state ON mails (state, created_at, id);
CREATE INDEX jobs_run_at ON jobs (run_at, id);
