# The channel to the workstations.

audit-action-workstation-enrolled = Workstation enrolled
audit-workstation-enrolled = Workstation { $target } was enrolled
audit-action-workstation-enrolment-code = Enrolment code made
audit-workstation-enrolment-code = { $actor } made an enrolment code for workstation { $target }
audit-action-seat-refused = Workstation refused
audit-seat-refused = A workstation was refused ({ $reason })
audit-action-seat-message-sent = Message sent to a workstation
audit-seat-message-sent = { $actor } wrote to workstation { $target }
audit-action-seat-order-sent = Order given to a workstation
audit-seat-order-sent = { $actor } gave an order to workstation { $target } ({ $kind })
audit-action-seat-woken = Workstation woken
audit-seat-woken = { $actor } woke workstation { $target }
