-- postgres
-- A seat's row changes with all that it says and is told: where the new version finds room beside the old, no index is
-- touched, unless its column changed. Of what is written from here on.
ALTER TABLE workstations SET (fillfactor = 50);
