-- What search engines and those who show a link say of a page; empty: the beginning of its text.
ALTER TABLE site_pages ADD COLUMN description_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE site_pages ADD COLUMN description_en TEXT NOT NULL DEFAULT '';

-- What a picture shows, for those who do not see it.
ALTER TABLE site_pages ADD COLUMN image_alt_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE site_pages ADD COLUMN image_alt_en TEXT NOT NULL DEFAULT '';
ALTER TABLE services ADD COLUMN image_alt_fr TEXT NOT NULL DEFAULT '';
ALTER TABLE services ADD COLUMN image_alt_en TEXT NOT NULL DEFAULT '';

-- The picture of a page or of a service, in two sizes. `hash` is that of the large one: by it anybody may read it.
CREATE TABLE site_images (
  id {id},
  page_id BIGINT REFERENCES site_pages (id) ON DELETE CASCADE,
  service_id BIGINT REFERENCES services (id) ON DELETE CASCADE,
  hash {sorted} NOT NULL,
  large_file TEXT NOT NULL,
  small_file TEXT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  small_width BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  CHECK ((page_id IS NULL) <> (service_id IS NULL))
);
CREATE UNIQUE INDEX site_images_page ON site_images (page_id);
CREATE UNIQUE INDEX site_images_service ON site_images (service_id);
CREATE INDEX site_images_hash ON site_images (hash);
