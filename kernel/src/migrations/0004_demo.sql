-- A demonstration, whose passwords everybody knows: never served as a real place (see `preau check`).
ALTER TABLE place ADD COLUMN is_demo BOOLEAN NOT NULL DEFAULT FALSE;
