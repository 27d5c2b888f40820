-- The seals: each covers the entries of a contiguous range of ids, and the seal before.
CREATE TABLE audit_seals (
  seq BIGINT PRIMARY KEY,
  first_id BIGINT NOT NULL,
  last_id BIGINT NOT NULL,
  count BIGINT NOT NULL,
  leaves {blob} NOT NULL,
  previous_mac {blob} NOT NULL,
  mac {blob} NOT NULL,
  key_id TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- Who became whom: an erasure follows it, for the trail itself keeps the old numbers.
CREATE TABLE audit_merges (
  from_id BIGINT PRIMARY KEY,
  into_id BIGINT NOT NULL
);
CREATE INDEX audit_merges_into ON audit_merges (into_id);

-- For the filters of /api/logs/ that kernel's indexes do not serve in the order of the list.
CREATE INDEX audit_entries_target_kind ON audit_entries (target_kind, at, id) WHERE target_kind IS NOT NULL;
CREATE INDEX audit_entries_target_id ON audit_entries (target_id, at, id) WHERE target_id IS NOT NULL;
CREATE INDEX audit_entries_behalf ON audit_entries (on_behalf_of_id, at, id) WHERE on_behalf_of_id IS NOT NULL;

-- sqlite
-- A row stands here only inside a transaction of retention or erasure.
CREATE TABLE audit_window (
  open BIGINT PRIMARY KEY
);
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries BEGIN
  SELECT RAISE(ABORT, 'audit_entries: entries are never changed');
END;
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE ON audit_personal BEGIN
  SELECT RAISE(ABORT, 'audit_personal: entries are never changed');
END;
CREATE TRIGGER audit_seals_no_update BEFORE UPDATE ON audit_seals BEGIN
  SELECT RAISE(ABORT, 'audit_seals: seals are never changed');
END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries WHEN NOT EXISTS (SELECT 1 FROM audit_window) BEGIN
  SELECT RAISE(ABORT, 'audit_entries: only retention removes entries');
END;
CREATE TRIGGER audit_personal_no_delete BEFORE DELETE ON audit_personal WHEN NOT EXISTS (SELECT 1 FROM audit_window) BEGIN
  SELECT RAISE(ABORT, 'audit_personal: only retention and erasure remove entries');
END;
CREATE TRIGGER audit_seals_no_delete BEFORE DELETE ON audit_seals BEGIN
  SELECT RAISE(ABORT, 'audit_seals: seals are never removed');
END;
-- INSERT OR REPLACE removes the old row without asking the triggers above.
CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'audit_entries: entries are never changed');
END;
CREATE TRIGGER audit_personal_no_replace BEFORE INSERT ON audit_personal WHEN EXISTS (SELECT 1 FROM audit_personal WHERE entry_id = NEW.entry_id OR rowid = NEW.rowid) BEGIN
  SELECT RAISE(ABORT, 'audit_personal: entries are never changed');
END;
CREATE TRIGGER audit_seals_no_replace BEFORE INSERT ON audit_seals WHEN EXISTS (SELECT 1 FROM audit_seals WHERE seq = NEW.seq OR rowid = NEW.rowid) BEGIN
  SELECT RAISE(ABORT, 'audit_seals: seals are never changed');
END;

-- postgres
-- Below `entry_id` nothing can appear any more once no transaction before `xid` runs (see actions/seal.rs).
CREATE TABLE audit_horizon (
  id BIGINT PRIMARY KEY,
  entry_id BIGINT NOT NULL,
  xid BIGINT NOT NULL
);
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: % is refused, the audit trail is never changed', TG_TABLE_NAME, TG_OP;
END
$$;
CREATE FUNCTION audit_refuse_outside_window() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('preau.audit_window', true) IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION '%: only retention and erasure remove entries', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_personal_no_update BEFORE UPDATE OR TRUNCATE ON audit_personal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_seals_no_update BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_outside_window();
CREATE TRIGGER audit_personal_no_delete BEFORE DELETE ON audit_personal
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_outside_window();
-- both
