-- Answers kept for `Idempotency-Key`, 24 hours (see web/idempotency.rs).
CREATE TABLE idempotency (
  user_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  fingerprint {blob} NOT NULL,
  state TEXT NOT NULL,
  status BIGINT,
  content_type TEXT,
  body {blob},
  created_at BIGINT NOT NULL,
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);
