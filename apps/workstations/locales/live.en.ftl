# The channel to the workstations.

audit-action-workstation-enrolled = Workstation enrolled
audit-workstation-enrolled = Workstation { $target } was enrolled
audit-action-workstation-enrolment-code = Enrolment code made
audit-workstation-enrolment-code = { $actor } made an enrolment code for workstation { $target }
audit-action-seat-refused = Workstation refused
audit-seat-refused = A workstation was refused: { $reason ->
    [unknown_key] unknown key
    [unknown_seat] unknown workstation
    [wrong_enrolment_code] wrong enrolment code
    [malformed] malformed message
    [too_large] message too long
    [unknown_version] unknown version
    [wrong_number] wrong numbers
    [no_hello] no greeting
    [second_hello] second greeting
   *[too_many] too many messages
}
audit-action-seat-order-refused = Order refused by a workstation
audit-seat-order-refused = Workstation { $target } refused an order ({ $kind })
audit-action-seat-message-sent = Message sent to a workstation
audit-seat-message-sent = { $actor } wrote to workstation { $target }
audit-action-seat-order-sent = Order given to a workstation
audit-seat-order-sent = { $kind ->
    [lock] { $actor } locked workstation { $target }
   *[reboot] { $actor } restarted workstation { $target }
}
audit-action-seat-woken = Workstation woken
audit-seat-woken = { $actor } woke workstation { $target }
audit-action-workstation-key-withdrawn = Key of a seat withdrawn
audit-workstation-key-withdrawn = { $actor } withdrew the key of seat { $target }
audit-action-seat-message-received = Message from a seat
audit-seat-message-received = Message from seat { $target }

refusal-enrolment-code-refused = This enrolment code cannot be used. Ask an operator for another one.
refusal-unknown-seat = This seat is not known.
refusal-seat-not-enrolled = This seat has no agent: set it up first.
refusal-no-mac-address = The MAC address of this seat is not known.
refusal-wake-failed = The signal that wakes it could not be sent.
refusal-wrong-number = The numbers of the messages do not fit.

refusal-no-session = No session is open at this seat.
refusal-no-such-workstation = There is no workstation { $id }.
field-no-such-order = One of these orders is expected: { $known }.
field-seats-room-or-site = Either workstations, or a room, or a site.
