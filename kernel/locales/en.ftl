# Texts of the kernel. Refusals: `refusal-<code>`; what is wrong with a field: `field-<code>`.

refusal-not-authenticated = Please log in to continue.
refusal-forbidden = You are not allowed to do this.
refusal-password-change-required = Please change your password first.
refusal-otp-setup-required = Please set up two-step log-in first.
refusal-not-found = Not found.
refusal-method-not-allowed = This address does not accept this method.
refusal-bad-request = The request could not be understood.
refusal-invalid = Some fields need correcting.
refusal-broken-body = The content of the request did not arrive whole.
refusal-broken-json = The content sent is not valid JSON.
refusal-not-an-object = The content sent must be a JSON object.
refusal-too-large = { $kilobytes ->
    [0] The content sent is too large.
   *[other] The content sent is too large: at most { $kilobytes } kB.
}
refusal-unsupported-media-type = This type of content is not accepted; expected: { $expected }.
refusal-host-not-allowed = This host name is not served here.
refusal-row-changed = This record was changed in the meantime. Reload it before saving.
refusal-reference-gone = Other records refer to it.
refusal-wrong-idempotency-key = The Idempotency-Key header takes 1 to 255 visible ASCII characters, without spaces.
refusal-idempotency-key-reused = This Idempotency-Key was already used for another request.
refusal-request-in-progress = This request is already being carried out.
refusal-request-already-done = This request was already carried out; its answer is not kept.
refusal-request-outcome-unknown = This request was interrupted and its outcome is unknown. Please check before trying again.
refusal-timeout = The answer took too long. Please try again in a moment.
refusal-unavailable = The service is unavailable for the moment. Please try again shortly.
refusal-shutting-down = The service is shutting down.
refusal-database-unavailable = The database does not answer.
refusal-outcome-unknown = The database broke off while this was being saved. Please check before trying again.
refusal-storage-full = There is no room left on the server and nothing was saved. What is there can still be read. Please try again later.
refusal-storage-read-only = The server can only read for now and nothing was saved. Please try again later.
refusal-storage-failing = The server’s disk does not answer as it should and nothing was saved. Please try again later.
refusal-migrations-pending = The database must be brought up to date first.
refusal-internal = Something went wrong on our side. It has been logged.

field-required = This field is required.
field-blank = This field may not be blank.
field-wrong-value = This value is not accepted.
field-too-long = { $max ->
    [one] At most { $max } character.
   *[other] At most { $max } characters.
}
field-too-small = This value is too small.
field-not-a-text = A text is expected.
field-control-characters = This text contains control characters.
field-not-a-number = A whole number is expected.
field-not-between = A number from { $min } to { $max } is expected.
field-in-the-past = This is in the past already.
field-not-a-boolean = True or false is expected.
field-not-a-date = A date is expected, such as 2026-11-23.
field-not-an-instant = A date or an instant is expected, such as 2026-11-23 or 2026-11-23T08:00:00Z.
field-not-an-object = An object is expected.
field-not-a-list-of-numbers = A list of whole numbers is expected.
field-not-a-list-of-texts = A list of texts is expected.
field-too-many-items = { $max ->
    [one] At most { $max } item.
   *[other] At most { $max } items.
}
field-unknown-ordering = There is no such ordering. Known ones: { $known }.
field-wrong-cursor = This position in the list is not valid. Please start again from the beginning.

audit-action-place-updated = Settings of the place changed
audit-place-updated = { $actor } changed the settings of the place.
audit-action-record-created = Record created
audit-record-created = { $actor } created “{ $target }” ({ $entity }).
audit-action-record-updated = Record changed
audit-record-updated = { $actor } changed “{ $target }” ({ $entity }).
audit-action-record-deleted = Record deleted
audit-record-deleted = { $actor } deleted “{ $target }” ({ $entity }).
audit-action-backup-made = Backup made
audit-backup-made = A backup was made.
audit-action-idempotency-replayed = Request repeated
audit-idempotency-replayed = { $actor } sent the same request twice; the first answer was given again.
