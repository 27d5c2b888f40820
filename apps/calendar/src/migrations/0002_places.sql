-- Sites, their rooms, and the days on which they are closed.
CREATE TABLE sites (
  id {id},
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  address TEXT NOT NULL,
  zone TEXT,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX sites_name_key ON sites (name_key);
CREATE INDEX sites_sort_name ON sites (sort_name, id);
-- search: sites

CREATE TABLE rooms (
  id {id},
  site_id BIGINT NOT NULL REFERENCES sites (id),
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  kind {sorted} NOT NULL,
  capacity BIGINT,
  note TEXT NOT NULL,
  is_active BOOLEAN NOT NULL,
  sort_name {sorted} NOT NULL,
  sort_capacity BIGINT NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX rooms_name_key ON rooms (site_id, name_key);
CREATE INDEX rooms_sort_name ON rooms (sort_name, id);
CREATE INDEX rooms_capacity ON rooms (sort_capacity, id);
CREATE INDEX rooms_site ON rooms (site_id, sort_name, id);
CREATE INDEX rooms_kind ON rooms (kind, sort_name, id);
CREATE INDEX rooms_active ON rooms (is_active, sort_name, id);
-- search: rooms

-- Both days count. Without a site: the whole place.
CREATE TABLE closed_days (
  id {id},
  site_id BIGINT REFERENCES sites (id) ON DELETE CASCADE,
  first_day {sorted} NOT NULL,
  last_day {sorted} NOT NULL,
  name TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (first_day <= last_day)
);
CREATE INDEX closed_days_first ON closed_days (first_day, id);
CREATE INDEX closed_days_last ON closed_days (last_day, id);
CREATE INDEX closed_days_sort_name ON closed_days (sort_name, id);
CREATE INDEX closed_days_site ON closed_days (site_id, first_day, id);
-- search: closed_days

-- Private links to one's calendar; only a hash of the secret is kept.
CREATE TABLE calendar_feeds (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind {sorted} NOT NULL,
  secret_hash {sorted} NOT NULL,
  created_at BIGINT NOT NULL,
  last_read_at BIGINT
);
CREATE UNIQUE INDEX calendar_feeds_user ON calendar_feeds (user_id, kind);
CREATE UNIQUE INDEX calendar_feeds_secret ON calendar_feeds (secret_hash);
