-- Of whom there is a file, and who is whose client. Kept by the triggers below, whoever writes people, roles or
-- appointments: `/api/clients/` then costs what its page does, however many people there are.

-- People with the role of a client, and whoever has had an appointment; those who are gone have none. The id is that of
-- the person; `sort_name` and `search` are index keys, as those of profiles.
CREATE TABLE client_files (
  id {id} REFERENCES users (id) ON DELETE CASCADE,
  has_coach BOOLEAN NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL
);
CREATE INDEX client_files_sort_name ON client_files (sort_name, id);
CREATE INDEX client_files_has_coach ON client_files (has_coach, sort_name, id);
-- search: client_files

-- Who has had an appointment with whom; of those who are gone without a name.
CREATE TABLE coach_clients (
  coach_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  client_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  sort_name {sorted} NOT NULL,
  PRIMARY KEY (client_id, coach_id)
);
CREATE INDEX coach_clients_coach ON coach_clients (coach_id, sort_name, client_id);

INSERT INTO coach_clients (coach_id, client_id, sort_name)
  SELECT DISTINCT a.coach_id, a.client_id, CASE WHEN u.tombstone_at IS NULL THEN u.sort_name ELSE '' END
  FROM appointments a JOIN users u ON u.id = a.client_id;
INSERT INTO client_files (id, has_coach, sort_name, search)
  SELECT u.id, EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = u.id), u.sort_name, u.search FROM users u
  WHERE u.tombstone_at IS NULL AND (EXISTS (SELECT 1 FROM clients c WHERE c.user_id = u.id)
    OR EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = u.id));

-- sqlite
CREATE TRIGGER client_files_booked AFTER INSERT ON appointments WHEN NOT EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = new.client_id AND k.coach_id = new.coach_id) BEGIN
  INSERT INTO coach_clients (coach_id, client_id, sort_name) SELECT new.coach_id, u.id, u.sort_name FROM users u WHERE u.id = new.client_id;
  INSERT INTO client_files (id, has_coach, sort_name, search) SELECT u.id, TRUE, u.sort_name, u.search FROM users u
    WHERE u.id = new.client_id AND u.tombstone_at IS NULL ON CONFLICT (id) DO UPDATE SET has_coach = TRUE;
END;
CREATE TRIGGER client_files_handed_over AFTER UPDATE OF coach_id, client_id ON appointments WHEN old.coach_id <> new.coach_id OR old.client_id <> new.client_id BEGIN
  INSERT INTO coach_clients (coach_id, client_id, sort_name) SELECT new.coach_id, u.id, u.sort_name FROM users u
    WHERE u.id = new.client_id ON CONFLICT DO NOTHING;
  INSERT INTO client_files (id, has_coach, sort_name, search) SELECT u.id, TRUE, u.sort_name, u.search FROM users u
    WHERE u.id = new.client_id AND u.tombstone_at IS NULL ON CONFLICT (id) DO UPDATE SET has_coach = TRUE;
  DELETE FROM coach_clients WHERE client_id = old.client_id AND coach_id = old.coach_id
    AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.client_id = old.client_id AND a.coach_id = old.coach_id);
  UPDATE client_files SET has_coach = FALSE WHERE id = old.client_id AND has_coach = TRUE
    AND NOT EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = old.client_id);
END;
CREATE TRIGGER client_files_role_given AFTER INSERT ON clients BEGIN
  INSERT INTO client_files (id, has_coach, sort_name, search) SELECT u.id, FALSE, u.sort_name, u.search FROM users u
    WHERE u.id = new.user_id AND u.tombstone_at IS NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER client_files_role_taken AFTER DELETE ON clients BEGIN
  DELETE FROM client_files WHERE id = old.user_id AND has_coach = FALSE;
END;
CREATE TRIGGER client_files_role_moved AFTER UPDATE OF user_id ON clients WHEN old.user_id <> new.user_id BEGIN
  DELETE FROM client_files WHERE id = old.user_id AND has_coach = FALSE;
  INSERT INTO client_files (id, has_coach, sort_name, search) SELECT u.id, FALSE, u.sort_name, u.search FROM users u
    WHERE u.id = new.user_id AND u.tombstone_at IS NULL ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER client_files_person AFTER UPDATE OF sort_name, search, tombstone_at ON users WHEN old.sort_name <> new.sort_name OR old.search <> new.search OR (old.tombstone_at IS NULL) <> (new.tombstone_at IS NULL) BEGIN
  UPDATE client_files SET sort_name = new.sort_name, search = new.search WHERE id = new.id;
  UPDATE coach_clients SET sort_name = CASE WHEN new.tombstone_at IS NULL THEN new.sort_name ELSE '' END WHERE client_id = new.id;
  DELETE FROM client_files WHERE id = new.id AND new.tombstone_at IS NOT NULL;
END;
-- postgres
CREATE FUNCTION client_files_appointment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = NEW.client_id AND k.coach_id = NEW.coach_id) AND TG_OP = 'INSERT' THEN
    RETURN NULL;
  END IF;
  INSERT INTO coach_clients (coach_id, client_id, sort_name) SELECT NEW.coach_id, u.id, u.sort_name FROM users u
    WHERE u.id = NEW.client_id ON CONFLICT DO NOTHING;
  INSERT INTO client_files (id, has_coach, sort_name, search) SELECT u.id, TRUE, u.sort_name, u.search FROM users u
    WHERE u.id = NEW.client_id AND u.tombstone_at IS NULL ON CONFLICT (id) DO UPDATE SET has_coach = TRUE;
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM coach_clients WHERE client_id = OLD.client_id AND coach_id = OLD.coach_id
      AND NOT EXISTS (SELECT 1 FROM appointments a WHERE a.client_id = OLD.client_id AND a.coach_id = OLD.coach_id);
    UPDATE client_files SET has_coach = FALSE WHERE id = OLD.client_id AND has_coach
      AND NOT EXISTS (SELECT 1 FROM coach_clients k WHERE k.client_id = OLD.client_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER client_files_booked AFTER INSERT ON appointments FOR EACH ROW EXECUTE FUNCTION client_files_appointment();
CREATE TRIGGER client_files_handed_over AFTER UPDATE OF coach_id, client_id ON appointments FOR EACH ROW
  WHEN (OLD.coach_id <> NEW.coach_id OR OLD.client_id <> NEW.client_id) EXECUTE FUNCTION client_files_appointment();
CREATE FUNCTION client_files_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM client_files WHERE id = OLD.user_id AND NOT has_coach;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO client_files (id, has_coach, sort_name, search) SELECT u.id, FALSE, u.sort_name, u.search FROM users u
      WHERE u.id = NEW.user_id AND u.tombstone_at IS NULL ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER client_files_role AFTER INSERT OR DELETE OR UPDATE OF user_id ON clients FOR EACH ROW EXECUTE FUNCTION client_files_role();
CREATE FUNCTION client_files_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE client_files SET sort_name = NEW.sort_name, search = NEW.search WHERE id = NEW.id;
  UPDATE coach_clients SET sort_name = CASE WHEN NEW.tombstone_at IS NULL THEN NEW.sort_name ELSE '' END WHERE client_id = NEW.id;
  DELETE FROM client_files WHERE id = NEW.id AND NEW.tombstone_at IS NOT NULL;
  RETURN NULL;
END
$$;
CREATE TRIGGER client_files_person AFTER UPDATE OF sort_name, search, tombstone_at ON users FOR EACH ROW
  WHEN (OLD.sort_name <> NEW.sort_name OR OLD.search <> NEW.search OR (OLD.tombstone_at IS NULL) <> (NEW.tombstone_at IS NULL))
  EXECUTE FUNCTION client_files_person();
-- both

-- A coach's list by status, and in the order in which they were booked; the waiting list of a coach.
CREATE INDEX appointments_coach_status ON appointments (coach_id, status, starts_at, id);
CREATE INDEX appointments_coach_created_at ON appointments (coach_id, created_at, id);
CREATE INDEX waiting_wishes_coach_created_at ON waiting_wishes (coach_id, created_at, id);
