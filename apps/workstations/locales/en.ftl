# Workstations and sessions: what refusals, the log, rights and tasks say.

right-workstations-manage = Manage workstations and sessions
right-visitors-manage = Manage visitors

config-named-or-none = { $value } is neither named nor none.
config-minutes-before-the-end = Each warning is a number of minutes, from 1 to 600.
config-no-address-with-port = An address with a port is expected, such as 192.168.1.255:9.
config-more-than-nothing = A time longer than zero is expected.
config-not-negative = A positive number or zero is expected.

audit-action-workstation-created = Workstation created
audit-workstation-created = { $actor } created workstation { $target }
audit-action-workstation-updated = Workstation changed
audit-workstation-updated = { $actor } changed workstation { $target }
audit-action-workstation-deleted = Workstation deleted
audit-workstation-deleted = { $actor } deleted workstation { $target }
audit-action-workstation-status-changed = State of a workstation changed
audit-workstation-status-changed = Workstation { $target }: { $from } → { $to }
audit-action-code-generated = Access code made
audit-code-generated = { $actor } made a code of { $minutes } min for { $target }
audit-action-code-refused = Code refused
audit-code-refused = An access code was refused ({ $reason })
audit-action-session-started = Session started
audit-session-started = The session of { $target } started
audit-action-session-suspended = Session suspended
audit-session-suspended = { $actor } suspended the session of { $target }
audit-action-session-resumed = Session resumed
audit-session-resumed = { $actor } resumed the session of { $target }
audit-action-session-extended = Session extended
audit-session-extended = The session of { $target } was extended by { $minutes } min
audit-action-session-ended = Session ended
audit-session-ended = The session of { $target } ended ({ $reason })
audit-action-session-expired = Session expired
audit-session-expired = The session of { $target } expired ({ $reason })
audit-action-session-moved = Session moved
audit-session-moved = { $actor } moved the session of { $target }
audit-action-seat-freed = Workstation freed
audit-seat-freed = The workstation kept for the session of { $target } was freed
audit-action-warning-sent = Warning sent
audit-warning-sent = { $target } was warned: { $minutes } min left
