# The back office: what the trail shows in it.
admin-logs = Log
admin-logs-one = log entry
admin-logs-at = When
admin-logs-action = Action
admin-logs-actor = By whom
admin-logs-actor-id = By whom
admin-logs-on-behalf-of = On behalf of
admin-logs-target = About
admin-logs-target-kind = Kind
admin-logs-target-id = Number
admin-logs-target-name = About
admin-logs-ip-address = IP address
admin-logs-class = Class
admin-logs-request-id = Request
admin-logs-metadata = Details
admin-logs-personal = Personal part
admin-logs-personal-help = Empty once it is erased.
admin-logs-set-entry = Entry
admin-logs-set-content = Content
admin-logs-class-security = Security
admin-logs-class-data = Data
admin-logs-class-access = Access
admin-logs-class-operation = Operation
admin-logs-class-proof = Proof
admin-logs-do-clean = Clean old entries
admin-logs-do-clean-help = Removes sealed entries that are older than they are kept, and nothing else. The cleaning itself is written to the log.
audit-clean-class = { $count ->
    [0] { $class }: nothing older than { $days } days
    [one] { $class }: one entry older than { $days } days
   *[other] { $class }: { $count } entries older than { $days } days
}

admin-seals = Seals
admin-seals-one = seal
admin-seals-seq = Number
admin-seals-entries = Entries
admin-seals-first-id = First entry
admin-seals-last-id = Last entry
admin-seals-at = Made
admin-seals-key-id = Key
admin-seals-set-seal = Seal
