-- A seat is held for whoever is called from the queue, and after that for their code, until they sit down.
ALTER TABLE queue_tickets ADD COLUMN workstation_id BIGINT REFERENCES workstations (id) ON DELETE SET NULL;
ALTER TABLE queue_tickets ADD COLUMN held_until BIGINT;
CREATE INDEX queue_tickets_held ON queue_tickets (workstation_id, held_until) WHERE held_until IS NOT NULL;
CREATE INDEX queue_tickets_workstation ON queue_tickets (workstation_id);

-- The serial of a lease is the number of its order.
ALTER TABLE workstations DROP COLUMN lease_serial;

-- What a visitor used of a day is found among the sessions that reach into it.
CREATE INDEX workstation_sessions_visitor_ended
  ON workstation_sessions (visitor_id, (COALESCE(ended_at, 9223372036854775807)));
