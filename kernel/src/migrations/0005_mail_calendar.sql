-- The iCalendar part of a mail, and what it asks of the receiver (REQUEST, CANCEL).
ALTER TABLE mails ADD COLUMN calendar TEXT;
ALTER TABLE mails ADD COLUMN calendar_method TEXT;
