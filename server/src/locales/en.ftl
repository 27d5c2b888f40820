# The program: help, messages in the terminal, checks before going live.

cli = Préau: runs a place where people learn (school, coaching practice, computer room).
cli-usage = Usage:
cli-commands = Commands
cli-command = COMMAND
cli-options = Options
cli-arguments = Arguments
cli-serve = Serve the place
cli-demo = Serve a sample place with made-up people
cli-migrate = Bring the database up to date
cli-createsuperuser = Create a superuser
cli-check = Tell what is wrong or unsafe before going live
cli-backup = Make a checked copy of the place, even while it is running
cli-restore = Put a backup in the place of the database
cli-import-django = Import the people of a Django site (what “manage.py dumpdata” writes)
cli-audit = Verify the log or apply its retention
cli-audit-verify = Prove that nothing in the log was altered
cli-audit-retain = Remove from the log what is older than it is kept
cli-web = Write the web app as static files, for a host of its own
cli-openapi = Print the OpenAPI document of every route
cli-ready = Say whether the place that runs with this configuration can answer
cli-kiosk = Make this machine a seat: lock screen, time left, connection to the server
cli-kiosk-check = Say what is wrong with the installation of the seat
cli-kiosk-enrol = Enrol this seat with the enrolment code of an operator
cli-simulate-room = Play a room of seats against a server, with cuts, then compare everything

cli-arg-help = Show this help
cli-arg-version = Show the version
cli-arg-config = Configuration file [default: preau.toml if it exists]
cli-arg-listen = Address and port to listen on, for example 127.0.0.1:8000
cli-arg-url = Database: sqlite://file or postgres://user:password@host/name
cli-ready-arg-listen = Address and port to ask [default: server.listen]
cli-demo-arg-url = An empty database, or one of an earlier demonstration [default: temporary]
cli-createsuperuser-arg-email = Address; the password is read from standard input unless that is a terminal
cli-createsuperuser-arg-username = Username, instead of the address or beside it
cli-createsuperuser-arg-first-name = First name
cli-createsuperuser-arg-last-name = Last name
cli-createsuperuser-arg-coach = Give the coach role as well
cli-backup-arg-target = File to make; it is never overwritten
cli-restore-arg-source = Backup to put back
cli-restore-arg-force = Replace a database that is there (SQLite: it is moved aside)
cli-import-django-arg-file = JSON file made by dumpdata
cli-import-django-arg-mapping = Which fields, roles and groups are which (TOML or JSON)
cli-import-django-arg-dry-run = Show what would be done and change nothing
cli-audit-verify-arg-expect-head = Head of the chain as remembered elsewhere (seal, or number:seal)
cli-web-arg-to = Folder to write into; it is made when it is missing
cli-web-arg-api = Origin of the API, for example https://api.example.org [default: web.api_url]
cli-web-arg-name = Name of the place [default: Préau]
cli-kiosk-enrol-arg-server = Address of the server, for example https://preau.example.org
cli-kiosk-enrol-arg-code = Enrolment code, valid for 30 minutes
cli-simulate-room-arg-server = Address of the server
cli-simulate-room-arg-token = API token of an operator [default: PREAU_TOKEN]
cli-simulate-room-arg-workstations = How many seats
cli-simulate-room-arg-seconds = For how many seconds
cli-simulate-room-arg-cut-every = Each connection is cut about every N seconds; 0: never
cli-simulate-room-arg-trouble = Thousandths of messages that are lost, doubled or late

kiosk-enrolled = The seat is enrolled. Configuration: { $path }; key: { $key }. Check it with “preau kiosk check”.
kiosk-good = { $about }: good ({ $detail })
kiosk-unusable = { $about }: to be put right ({ $detail })
kiosk-key-in-the-clear = { $about }: { $detail } would send the key in the clear; use https://
kiosk-no-program = { $about }: there is no program { $detail }
kiosk-nothing-locks = { $about }: neither a screen nor a lock command; nothing closes this seat
kiosk-no-url = { $about }: the browser is not given the address of the screen ({ $detail })
kiosk-silent = { $about }: { $detail } does not answer
simulate-playing = { $count } seats are here; the room is played for { $seconds } s.
error-kiosk = { $reason }
error-simulate-token = Give --token or the variable { $variable }: the API token of an operator.

web-written = { $count } files of the web app are in { $path }. headers.txt says how to serve them.
web-description = The daily place of everybody here: log in, and find what concerns you.
web-noscript = This application needs JavaScript. What matters most also works without it.
web-noscript-link = Log in without JavaScript

error-line = Error: { $sentence }
error-config = { $key } ({ $origin }): { $problem }
error-field = { $field }: { $problem }
error-internal = { $reason }
error-database = The database { $database } cannot be opened: { $reason }
error-no-database = The database { $path } does not exist.
error-migrations-pending = The database comes from another version. Run “preau migrate” first.
error-listen-taken = The address { $address } is taken by another program. Choose another one with --listen.
error-not-ready = { $address } is not ready: { $reason }
error-listen = It is impossible to listen on { $address }: { $reason }
error-demo-real-place = This database holds a real place; the demonstration pours nobody into it. Give it an empty one.
error-superuser-who = Give --email or --username: standard input is not a terminal.
error-superuser-differ = The two passwords are not the same.
error-mapping = The mapping file { $path } is not valid: { $reason }
error-file = { $path } cannot be read: { $reason }
error-cli-unknown-argument = There is no option { $argument }. See “preau --help”.
error-cli-missing-argument = Missing: { $argument }
error-cli-missing-value = A value is missing or does not fit: { $argument }
error-cli-repeated-argument = { $argument } is given twice, or with an option that excludes it.
error-cli-unknown-command = There is no command { $command }. See “preau --help”.
error-cli-missing-command = A command is missing. See “preau --help”.

config-file-missing = this file does not exist.
config-broken-dotenv = a line is not of the form NAME=value.
config-not-utf8 = the value is not UTF-8 text.

serve-listening = Préau is listening on { $address }
serve-first-run = First run: create the superuser at { $link }

demo-ready = Préau, demonstration: { $address }
demo-docs = Documentation of the API: { $address }
demo-role = Role
demo-login = Login
demo-password = Password
demo-role-superuser = Superuser
demo-role-school-manager = School manager
demo-role-professor = Professor
demo-role-student = Student
demo-role-tutor = Tutor
demo-role-coach = Coach
demo-role-client = Client
demo-role-operator = Operator
demo-stop = Ctrl+C to stop.

ready-yes = Ready: { $address }

migrate-applied = Applied: { $name }
migrate-done = { $count ->
    [one] { $count } step applied.
   *[other] { $count } steps applied.
}
migrate-nothing = The database is up to date.

superuser-ask-email = Address:
superuser-ask-first-name = First name:
superuser-ask-last-name = Last name:
superuser-ask-password = Password:
superuser-ask-again = Password, once more:
superuser-done = Superuser created: { $login }
superuser-done-coach = Superuser and coach created: { $login }

backup-done = Backup made and checked: { $path } ({ $bytes } bytes, { $rows } rows)
backup-note = Note: { $note }
restore-done = Backup restored: { $path } ({ $bytes } bytes, { $rows } rows)
restore-aside = The old database was moved aside: { $path }

retain-class = Entries removed, class { $class }: { $count }
retain-nothing = Nothing is old enough.

import-done = People in the file: { $people }; imported: { $created }; here already: { $existing }
import-would = A trial, nothing was changed. People in the file: { $people }; would be imported: { $created }; here already: { $existing }
import-role = { $role }: { $count }
import-staff = With access to the administration: { $staff }, superusers among them: { $superusers }
import-findings = To know ({ $count }):

check-severity-broken = [BROKEN]
check-severity-unsafe = [UNSAFE]
check-severity-note = [note]
check-nothing = Nothing to report.
check-counts = Broken: { $broken }; unsafe: { $unsafe }; notes: { $notes }
check-database-missing = There is no database yet ({ $detail }): “preau serve” or “preau migrate” makes it.
check-database-unreachable = The database does not answer. { $detail }
check-migrations-pending = The database is not up to date: run “preau migrate”. Steps: { $detail }
check-demo-database = This database is a demonstration: everybody knows its passwords.
check-hosts-any = “*” in server.allowed_hosts: any host name is accepted, forged ones too.
check-cors-any = “*” in server.cors_origins: any web page may read the answers of the API.
check-proxies-any = server.trusted_proxies covers all addresses: everybody may claim any IP address.
check-base-url-http = The public address { $detail } is http: passwords and tokens travel in clear. Use https.
check-base-url-unset = server.base_url is not given although other machines are served: links in mails would lead to { $detail }.
check-mail-console = mail.transport is console: mails, first passwords included, are printed in the terminal and reach nobody.
check-mail-memory = mail.transport is memory: mails are lost.
check-sqlite-normal = database.sqlite_synchronous is normal: a power cut may lose the last instants.
check-no-direct-url = database.direct_url is empty behind a pooler: nodes do not hear one another, and every request asks the database.
check-no-backups = jobs.backup_dir is empty: no daily backup is made.
check-no-workers = jobs.workers is 0: another node must send mails and do the tasks.
check-temporary-folder = Nothing can be written to the temporary folder { $detail } (TMPDIR): lists cannot be exported as XLSX.
check-registration-open = auth.registration is true: anybody can register as a client.
check-key-not-made = The signing key will be made at the first start: { $detail }
check-key-readable = The signing key can be read by others; the program will not start. Run: chmod 600 { $detail }
check-key-default = The signing key is in { $detail }: it is not in the backups, keep a copy of it elsewhere.
