-- Whom an answer reaches, when it is not the place.
ALTER TABLE mails ADD COLUMN reply_to TEXT;
