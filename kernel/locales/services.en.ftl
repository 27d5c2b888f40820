# Services of the kernel: mails, files, place, backups, jobs.

mail-footer = Sent automatically by { $place }; there is no need to reply.

refusal-file-storage-unavailable = The file storage does not answer for now. Try again in a moment.
refusal-mail-address-wrong = “{ $address }” is not an email address.
refusal-mail-refused = The mail server refused this message: { $reason }
field-unknown-zone = This time zone is unknown (example: Europe/Paris).
field-unknown-language = This language is not offered (fr, en).
field-not-among-languages = The default language must be one of the place’s languages.
field-not-an-email = This is not an email address.
field-wrong-opening-hours = Each entry has a day (1 Monday to 7 Sunday), an opening and a closing time (09:00); two entries of a day do not overlap.

refusal-backup-target-exists = The file { $path } exists already; a backup never overwrites anything.
refusal-backup-tool-missing = The program { $tool } was not found (neither in PATH nor in /usr/lib/postgresql). Install the PostgreSQL client.
refusal-backup-tool-failed = { $tool } failed: { $reason }
refusal-backup-damaged = The copy is damaged: { $reason }
refusal-backup-no-room = There is no room left in { $folder }: the copy was not made, and nothing of it is left.
refusal-backup-newer = The backup comes from a newer version of Préau. Install that one first. Steps not known here: { $names }
refusal-backup-foreign = { $path } is not a backup of Préau.
refusal-backup-unsettled = { $path } is a live database (a -wal journal stands beside it), not a backup. Make one with “preau backup”.
refusal-restore-target-exists = The database { $path } exists already. With --force it is moved aside and replaced.
refusal-restore-not-empty = The target database is not empty. With --force its content is replaced.
refusal-restore-in-use = The database is in use by a running program. Stop it first.
backup-note-key = The signing key is not in the backup. Keep it apart: { $path }
backup-note-key-configured = The signing key (PREAU_SECRET_KEY) is not in the backup. Keep it apart.
backup-note-files = Files kept in S3 storage are not in the backup.
backup-note-sessions = Log-ins revoked after this backup become valid again: end the doubtful sessions.
backup-note-unrecorded = The copy was made, but the log could not note it: the database cannot be written.
backup-note-unsealed = This backup has no checksum: a changed byte may pass unnoticed.
backup-note-unknown-migrations = The backup holds steps that this program does not know (a newer version, or a module switched off): { $names }

job-kernel-deliver-mail = Delivery of a mail
job-kernel-delete-file = Removal of a file from the storage
periodic-kernel-purge = Cleaning of old counters, mails and jobs
periodic-kernel-idempotency-purge = Forgetting of answers kept for Idempotency-Key
periodic-kernel-clean-files = Cleaning of orphaned files
periodic-kernel-backup = Verified daily backup

config-unknown-key = there is no such key.
config-not-a-span = a length of time is expected, for example 30min, 24h or 7d (ten years at most).
config-not-a-boolean = true or false is expected.
config-not-a-text = a text is expected.
config-not-a-list = a list is expected (in a variable: separated by commas).
config-not-a-number = a whole number is expected, neither negative nor too large.
config-not-a-network = a network is expected, for example 10.0.0.0/8.
config-not-one-of = “{ $value }” is not a possible value; possible values: { $known }.
config-too-small = at least { $min }.
config-too-large = at most { $max }.
config-not-a-listen-address = an address and a port are expected, for example 127.0.0.1:8000.
config-not-a-web-address = a web address is expected, for example https://preau.example.org.
config-not-an-origin = a web origin is expected, without a path, for example https://api.example.org.
config-not-a-database = the address of a database is expected, for example sqlite://preau.db or postgres://user:password@host/name.
config-not-a-postgres-database = the address of a PostgreSQL database is expected, for example postgres://user:password@host/name.
config-not-a-filter = a level is expected (error, warn, info, debug) or a filter such as warn,preau_kernel=debug.
config-not-a-sender = a sender is expected, for example Préau <noreply@example.org>.
config-not-a-header = a line “Name: value” is expected.
config-needed-for-s3 = this value is needed when files.storage is s3.
config-needed-for-smtp = this value is needed when mail.transport is smtp.
config-not-an-smtp-address = the address of a mail server is expected, for example smtps://user:password@host or smtp://host:587?tls=required.
config-key-too-short = at least { $min } characters are needed; there are { $length }.
