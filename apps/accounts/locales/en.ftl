# Accounts: logins, people, passwords.

login-admin-done = Administrator logged in
login-user-done = Logged in as { $user_type }
session-opened = Logged in
logout-done = Logged out
password-changed = Password changed
password-changed-tokens-kept = { $count ->
    [one] Password changed. { $count } named API token stays valid.
   *[other] Password changed. { $count } named API tokens stay valid.
}
forgot-password-done = If an account has this address, a mail is on its way to it.
password-reset-done = Password reset
email-confirmed = Address confirmed
email-change-asked = A confirmation mail is on its way to the new address.
sessions-ended = { $count ->
    [0] No login was open.
    [one] { $count } login ended.
   *[other] { $count } logins ended.
}

refusal-invalid-credentials = Wrong login or password.
refusal-otp-required = A one-time code is needed.
refusal-otp-invalid = This one-time code is not valid.
refusal-too-many-attempts = Too many attempts. Try again in { $seconds } s.
refusal-hash-queue-full = Too many log-ins at once. Try again in a moment.
refusal-token-not-valid = The token is not valid or has expired.
refusal-refresh-superseded = This token has just been replaced by a newer one.
refusal-refresh-token-not-valid = This refresh token is not valid.
refusal-reset-link-not-valid = This link is not valid, has expired or has been used.
refusal-confirm-link-not-valid = This link is not valid, has expired or has been used.
refusal-registration-closed = Registration is not open.
refusal-email-in-use = Somebody else uses this address.
refusal-above-your-rank = This person or role is above your rights.
refusal-not-yourself = You cannot do this to your own account.
refusal-superuser-only = Only a superuser can do this.
refusal-no-address = This person has no mail address.
refusal-not-mergeable = This record cannot be merged into another one.
refusal-duplicate = This value is in use.
refusal-too-many-tokens = At most { $max } tokens.
refusal-otp-already-on = Two-step login is on already.
refusal-otp-not-set-up = Create a secret first.
refusal-import-refused = { $count ->
    [one] { $count } error: nothing was imported.
   *[other] { $count } errors: nothing was imported.
}

field-in-use = This value is in use.
field-unknown-module = There is no module { $id }.
field-unknown-person = There is no person { $id }.
field-unknown-student = There is no student { $id }.
field-unknown-role = There is no such role.
field-unknown-scope = There is no such scope (own, own_classes, all).
field-unknown-permission = There is no such right.
field-user-or-role = Give either a person or a role.
field-role-already-given = This person has the role already.
field-same-person = This is the same person.
field-superuser-only = Only a superuser can change this.
field-email-or-username-required = An address or a username is needed.
field-wrong-password = Wrong password.
field-same-password = The new password is the same as the old one.
field-otp-invalid = This one-time code is not valid.
field-password-too-short = At least { $min } characters.
field-password-too-long = At most { $max } characters.
field-password-common = This password is too common.
field-password-personal = This password is too close to your name or address.
field-password-control-character = This password holds control characters.
field-invalid-email = This is not a mail address.
field-invalid-username = Letters, digits and . + - _ only.
field-invalid-name = This name holds characters that do not fit.
field-invalid-phone = This is not a phone number.
field-invalid-date = A date is expected, for example 14/03/2007.
field-duplicate = This value stands twice in the file.
field-ragged = This row has more cells than the header.
field-photo-unsupported = A JPEG, PNG or WebP picture is expected.
field-photo-broken = This picture is damaged.
field-photo-too-large = This picture is too large.
field-csv-empty = The file is empty.
field-csv-not-text = The file is not text (CSV).
field-csv-missing-headers = Missing columns: { $fields }.
field-csv-duplicate-headers = Columns given twice: { $fields }.
field-csv-too-many-rows = At most { $max } rows.

time-days = { $count ->
    [1] one day
   *[other] { $count } days
}
time-hours = { $count ->
    [1] one hour
   *[other] { $count } hours
}
time-minutes = { $count ->
    [1] one minute
   *[other] { $count } minutes
}
time-seconds = { $count ->
    [1] one second
   *[other] { $count } seconds
}

mail-hello = Hello { $name },
mail-login-line = Login: { $login }
mail-password-line = Password: { $password }
mail-login-button = Log in
mail-not-you = If you did not ask for this, you can ignore this message.
mail-initial-subject = Your access to { $place }
mail-initial-title = Your account is ready
mail-initial-body = An account was made for you at { $place }. This is how you log in:
mail-initial-note = You will choose your own password at the first login.
mail-reset-subject = Resetting your password
mail-reset-title = Choose a new password
mail-reset-body = You asked for a new password for { $place }. This link holds for { $time } and works once:
mail-reset-button = Choose a password
mail-temporary-subject = Your temporary password
mail-temporary-title = Your temporary password
mail-temporary-body = You asked for a temporary password for { $place }. It holds for { $time }, and you will have to choose another one when you log in. Until then the old one still works.
mail-changed-subject = Your password was changed
mail-changed-title = Your password was changed
mail-changed-body = The password of your account at { $place } has just been changed. Your other logins were ended.
mail-changed-note = If it was not you, ask for a new password at once and tell the front desk.
mail-confirm-subject = Confirm your address
mail-confirm-title = Confirm your address
mail-confirm-body = You gave the address { $email } to { $place }. Confirm that it is yours:
mail-confirm-button = Confirm this address
mail-email-changed-subject = Your address was changed
mail-email-changed-title = Your address was changed
mail-email-changed-body = Your account at { $place } now uses another address.

audit-action-user-created = Person created
audit-user-created = { $actor } created { $target }
audit-action-user-updated = Person changed
audit-user-updated = { $actor } changed { $target }
audit-action-user-deleted = Person deleted
audit-user-deleted = { $actor } deleted { $target }
audit-action-user-merged = Records merged
audit-user-merged = { $actor } merged another record into { $target }
audit-action-user-erased = Person erased
audit-user-erased = { $actor } erased the data of { $target }
audit-action-user-exported = Data exported
audit-user-exported = { $actor } exported the data of { $target }
audit-action-role-given = Role given
audit-role-given = { $actor } gave the role { $role } to { $target }
audit-action-role-taken = Role taken
audit-role-taken = { $actor } took the role { $role } from { $target }
audit-action-right-given = Right given
audit-right-given = { $actor } gave the right { $permission }
audit-action-right-taken = Right taken
audit-right-taken = { $actor } took the right { $permission }
audit-action-module-created = Module created
audit-module-created = { $actor } created the module { $target }
audit-action-module-updated = Module changed
audit-module-updated = { $actor } changed the module { $target }
audit-action-module-deleted = Module deleted
audit-module-deleted = { $actor } deleted the module { $target }
audit-action-people-imported = People imported
audit-people-imported = { $actor } imported people ({ $role }): { $count }
audit-action-password-slip-printed = Password printed
audit-password-slip-printed = { $actor } printed a new password for { $target }
audit-action-password-sent = Password sent
audit-password-sent = { $actor } sent a new password to { $target }
audit-action-login = Login
audit-login = { $target } logged in
audit-action-login-failed = Login refused
audit-login-failed = Login refused
audit-action-logout = Logout
audit-logout = { $target } logged out
audit-action-session-replayed = Token replayed
audit-session-replayed = An old token of { $target } was replayed: the login was ended
audit-action-password-changed = Password changed
audit-password-changed = { $target } changed their password
audit-action-password-reset = Password reset
audit-password-reset = { $target } reset their password
audit-action-password-reset-asked = Reset asked for
audit-password-reset-asked = A password reset was asked for { $target }
audit-action-email-changed = Address changed
audit-email-changed = { $target } changed their address
audit-action-email-proven = Address confirmed
audit-email-proven = { $target } confirmed their address
audit-action-otp-enabled = Two steps turned on
audit-otp-enabled = { $target } turned on two-step login
audit-action-otp-disabled = Two steps turned off
audit-otp-disabled = { $actor } turned off two-step login of { $target }
audit-action-recovery-code-used = Recovery code used
audit-recovery-code-used = { $target } used a recovery code
audit-action-recovery-codes-made = Recovery codes renewed
audit-recovery-codes-made = { $target } renewed their recovery codes
audit-action-api-token-created = API token created
audit-api-token-created = { $target } created an API token
audit-action-api-token-revoked = API token revoked
audit-api-token-revoked = { $target } revoked an API token

right-people-manage = Manage people
right-modules-manage = Manage subjects
check-no-superuser = There is no superuser: run "preau createsuperuser".
check-argon2-weak = auth.argon2_memory_kib is below what OWASP recommends (19456).

config-argon2-too-small = Argon2 needs 8 KiB per lane (auth.argon2_lanes).
config-smaller-than-one-hash = this is less than the memory of a single hash (auth.argon2_memory_kib).
config-no-lifetime = a token must live for a second at least.

refusal-django-not-json = This file is not JSON, or it is incomplete. Expected: what “manage.py dumpdata” writes.
refusal-django-not-a-dump = This file is not what “manage.py dumpdata” writes.
refusal-django-no-people = This file holds nobody of the model { $model }. Another model is named in the mapping file (user_model).
django-shared-email = somebody above in the file has this address; left out
django-no-email = no address
django-invalid-email = this is not an address; left out
django-duplicate-username = somebody above in the file has this username; left out
django-invalid-username = username with characters that do not fit; left out
django-username-is-email = the username was the address; the address is enough
django-email-from-username = the username was an address; it becomes the address
django-made-username = neither an address nor a usable username; a username was made
django-inactive = disabled account, and it stays so
django-no-password = no password: a reset will be needed
django-unknown-hash = unknown kind of password hash: a reset will be needed
django-no-name = first or last name is empty
django-invalid-name = name cleaned; it was
django-invalid-phone = phone number left out
django-invalid-date = date left out
django-unknown-group = group without a counterpart here
django-unknown-role = role without a counterpart here
django-own-permissions = permissions of this person alone, left out
django-unknown-field = field left out (number of people concerned)
django-other-model = rows of another model, left out
django-existing-person = here already; left as they are
django-username-taken = somebody else here has the username; the address is the login

job-accounts-forgot-password = Reset of a forgotten password
periodic-accounts-purge = Cleaning of expired secrets and of logins that have ended
periodic-accounts-figures = Daily figures of the dashboard
periodic-accounts-reseal = Move of secrets to the new signing key
