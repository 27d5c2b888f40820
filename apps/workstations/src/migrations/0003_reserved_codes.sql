-- A code that is for whoever comes with a reservation: the reserved seat takes it.
ALTER TABLE workstation_sessions ADD COLUMN reservation_id BIGINT REFERENCES seat_reservations (id) ON DELETE SET NULL;
CREATE INDEX workstation_sessions_reservation ON workstation_sessions (reservation_id);
