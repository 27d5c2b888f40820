# Workstations and sessions: what refusals, the log, rights and tasks say.

right-workstations-manage = Manage workstations and sessions
right-visitors-manage = Manage visitors

config-named-or-none = { $value } is neither named nor none.
config-minutes-before-the-end = Each warning is a number of minutes, from 1 to 600.
config-no-address-with-port = An address with a port is expected, such as 192.168.1.255:9.
config-more-than-nothing = A time longer than zero is expected.
config-not-negative = A positive number or zero is expected.

periodic-workstations-settle = Ends sessions that are over, frees kept workstations
periodic-workstations-warn = Warnings before sessions end
periodic-workstations-mark-silent = Silent workstations marked offline

refusal-wrong-state = The session is not in a state in which this is possible.
refusal-seat-busy = This workstation is taken.
refusal-visitor-busy = This visitor has an open session already.
refusal-busy = This workstation or this visitor has an open session already.
refusal-seat-unavailable = Workstation { $name } is out of service.
refusal-seat-reserved = Workstation { $name } is reserved.
refusal-seat-promised = { $kind ->
    [held] Workstation { $name } is held for number { $number } until { $until }.
    [named] Workstation { $name } is reserved from { $from } to { $until } for { $whom }.
   *[reserved] Workstation { $name } is reserved from { $from } to { $until }.
}
refusal-place-closed = The place is closed at this hour.
refusal-daily-limit = This visitor has { $left } min left today.
refusal-session-too-long = A session lasts { $most } min at most.
refusal-code-refused = This code is not good here. Please ask at the desk.
refusal-too-many-wrong-codes = Too many wrong codes. Try again later or ask at the desk.

field-no-such-visitor = There is no visitor { $id }.
field-no-such-workstation = There is no workstation { $id }.
field-no-such-reservation = There is no reservation { $id }.
field-reservation-is-over = This reservation is over.
field-reservation-of-another-seat = This reservation is of another workstation.
field-no-such-room = There is no room { $id }.
field-minutes-out-of-range = From 1 to { $max } minutes.
field-nobody-is-named = Sessions carry no name here.
field-guest-or-visitor = Either a visitor or a guest.
field-already-there = The session is at this workstation already.
field-no-state-to-set = One of these states is expected: { $known }.
field-not-an-ip-address = An IP address is expected.
field-not-a-mac-address = A MAC address is expected, such as AA:BB:CC:DD:EE:0F.
field-outside-plan = From 0 to { $max }.

audit-action-workstation-created = Workstation created
audit-workstation-created = { $actor } created workstation { $target }
audit-action-workstation-updated = Workstation changed
audit-workstation-updated = { $actor } changed workstation { $target }
audit-action-workstation-deleted = Workstation deleted
audit-workstation-deleted = { $actor } deleted workstation { $target }
audit-action-workstation-status-changed = State of a workstation changed
audit-workstation-status-changed = { $cause ->
    [silence] Workstation { $target } is no longer heard: offline
    [return] Workstation { $target } is online again
   *[operator] { $actor } marked workstation { $target }: { $from ->
        [available] available
        [in_use] in use
        [maintenance] in maintenance
        [online] online
       *[offline] offline
    } → { $to ->
        [available] available
        [in_use] in use
        [maintenance] in maintenance
        [online] online
       *[offline] offline
    }
}
audit-action-code-generated = Access code made
audit-code-generated = { $actor } made the code of session { $target } ({ $minutes } min)
audit-action-code-refused = Code refused
audit-code-refused = An access code was refused: { $reason ->
    [malformed] it is malformed
    [unknown] it is unknown
    [wrong_key] the key of the workstation is wrong
    [no_key] the workstation showed no key
    [used] it is in use elsewhere
    [another_seat] it is meant for another workstation
    [suspended] the session is suspended
   *[over] the session is over
}
audit-action-session-started = Session started
audit-session-started = Session { $target } started
audit-action-session-suspended = Session suspended
audit-session-suspended = { $actor } suspended session { $target }
audit-action-session-resumed = Session resumed
audit-session-resumed = { $actor } resumed session { $target }
audit-action-session-extended = Session extended
audit-session-extended = Session { $target } was extended by { $minutes } min
audit-action-session-ended = Session ended
audit-session-ended = { $reason ->
    [terminated] { $actor } ended session { $target }
    [closing] Session { $target } ended: the place closed
    [by_visitor] The visitor ended session { $target }
   *[withdrawn] Session { $target } was withdrawn
}
audit-action-session-expired = Session expired
audit-session-expired = { $reason ->
    [code_unused] The code of session { $target } was not used in time
    [not_resumed] Session { $target } was not resumed in time
   *[time_up] Session { $target } ended: its time was up
}
audit-action-session-moved = Session moved
audit-session-moved = { $actor } moved session { $target }
audit-action-seat-freed = Workstation freed
audit-seat-freed = The workstation kept for session { $target } was freed
audit-action-warning-sent = Warning sent
audit-warning-sent = { $reason ->
    [closing] Session { $target }: warned, the place closes in { $minutes } min
   *[time_up] Session { $target }: warned, { $minutes } min left
}
