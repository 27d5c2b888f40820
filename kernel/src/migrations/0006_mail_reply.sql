-- Whom an answer reaches, when it is not the place.
ALTER TABLE mails ADD COLUMN reply_to TEXT;
CREATE INDEX mails_reply_to ON mails (reply_to) WHERE reply_to IS NOT NULL;
