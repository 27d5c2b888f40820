# Appointments: what refusals, the log, rights, tasks and mails say.
refusal-outside-days = The coach does not work on that day.
refusal-outside-hours = This time is outside the coach’s hours.
refusal-not-on-grid = No appointment begins at this time. Choose one of the times that are offered.
refusal-in-the-past = This time has passed already.
refusal-beyond-horizon = { $days ->
    [one] Appointments are booked for the next day at most.
   *[other] Appointments are booked for the next { $days } days at most.
}
refusal-notice-too-short = { $unit ->
    [days] { $count ->
        [one] An appointment is booked at least one day ahead.
       *[other] An appointment is booked at least { $count } days ahead.
    }
    [hours] { $count ->
        [one] An appointment is booked at least one hour ahead.
       *[other] An appointment is booked at least { $count } hours ahead.
    }
   *[minutes] An appointment is booked at least { $count } minutes ahead.
}
refusal-too-many-bookings = { $most ->
    [one] You already have one coming appointment: that is the most.
   *[other] You already have { $most } coming appointments: that is the most.
}
refusal-slot-taken = This time has just been taken. Choose another one.
refusal-person-busy = Another appointment or lesson takes place at this time.
refusal-too-late = It is too late to change or cancel this appointment. Contact the coach.
refusal-not-booked = This appointment is not coming any more: it was held, missed or cancelled.
refusal-not-begun = This appointment has not begun yet.
refusal-already-there = These days are entered like this already.
refusal-too-many-wishes = You are waiting for { $most } times already: withdraw one of these requests first.

field-unknown-coach = There is no coach { $id }.
field-no-coach = There is no coach here yet.
field-unknown-service = This coach does not offer the service { $id }.
field-too-many-days = A period has at most { $max } days.
field-unknown-appointment = This person has no appointment { $id }.
field-unknown-status = This status is unknown; possible ones: { $known }.
field-unknown-exception-kind = This kind of exception is unknown; possible ones: { $known }.
field-wrong-time = A time is expected, such as 09:00.
field-not-a-link = An address that begins with https:// is expected.
field-day-is-over = This day is over, or before the first one.
field-before-from-time = The end must follow the beginning.

right-appointments-manage = See and change appointments, rules and exceptions
right-appointments-notes = Read and write notes about clients

feed-appointments = My appointments

job-appointments-tell = Mails of an appointment
job-appointments-offer = Offer of a time that was given back
job-appointments-tell-offer = Mail of an offered time
periodic-appointments-remind = Reminders of the next day’s appointments
periodic-appointments-remove-expired-holds = Removal of expired holds and offers
periodic-appointments-end-wishes = End of requests whose last day is over

audit-action-appointment-booked = Appointment booked
audit-appointment-booked = { $actor } booked the appointment { $target }
audit-action-appointment-moved = Appointment moved
audit-appointment-moved = { $actor } moved an appointment to { $target }
audit-action-appointment-cancelled = Appointment cancelled
audit-appointment-cancelled = { $actor } cancelled the appointment { $target }
audit-action-appointment-marked = Outcome of an appointment noted
audit-appointment-marked = { $actor } noted the outcome of the appointment { $target }
audit-action-time-offered = Freed time offered
audit-time-offered = The time { $target } was offered to somebody who waits
audit-action-wish-made = Waiting list joined
audit-wish-made = { $actor } entered a request in the waiting list for { $target }
audit-action-wish-ended = Waiting list left
audit-wish-ended = { $actor } ended a wait for { $target }
audit-action-note-written = Note written
audit-note-written = { $actor } wrote a note about a client
audit-action-note-changed = Note changed
audit-note-changed = { $actor } changed a note about a client
audit-action-note-deleted = Note deleted
audit-note-deleted = { $actor } deleted a note about a client
audit-action-coach-rules-changed = Rules of a coach changed
audit-coach-rules-changed = { $actor } changed the rules of { $target }
audit-action-coach-exception-created = Exception of a coach created
audit-coach-exception-created = { $actor } created an exception on { $target }
audit-action-coach-exception-deleted = Exception of a coach deleted
audit-coach-exception-deleted = { $actor } deleted an exception of { $target }

appointment-date = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
} { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
appointment-when = { $date }, { $start } to { $end }
appointment-until = { $date } at { $time }
appointment-policy-any = You can move or cancel this appointment until it begins.
appointment-policy = { $unit ->
    [days] { $count ->
        [one] You can move or cancel this appointment until one day before it begins.
       *[other] You can move or cancel this appointment until { $count } days before it begins.
    }
    [hours] { $count ->
        [one] You can move or cancel this appointment until one hour before it begins.
       *[other] You can move or cancel this appointment until { $count } hours before it begins.
    }
   *[minutes] You can move or cancel this appointment until { $count } minutes before it begins.
}

calendar-appointment-of-client = Appointment with { $coach } ({ $service })
calendar-appointment-of-coach = { $client } ({ $service })

mail-appointment-hello = Hello { $name },
mail-appointment-service = Service: { $service }
mail-appointment-place = Place: { $text }
mail-appointment-phone = Phone: { $text }
mail-appointment-message = Message: { $text }
mail-appointment-reason = Reason: { $text }
mail-appointment-button = See the appointments
mail-appointment-zone = Times are those of the zone { $zone }.
mail-appointment-booked-client-title = Appointment confirmed: { $when }
mail-appointment-booked-client-body = Your appointment with { $coach } is confirmed: { $when }.
mail-appointment-booked-coach-title = New appointment: { $when }
mail-appointment-booked-coach-body = { $client } has an appointment with you: { $when }.
mail-appointment-moved-client-title = Appointment moved: { $when }
mail-appointment-moved-client-body = Your appointment with { $coach } was moved. It now takes place: { $when }.
mail-appointment-moved-coach-title = Appointment moved: { $when }
mail-appointment-moved-coach-body = The appointment of { $client } was moved. It now takes place: { $when }.
mail-appointment-cancelled-client-title = Appointment cancelled: { $when }
mail-appointment-cancelled-client-body = Your appointment with { $coach } is cancelled: { $when }.
mail-appointment-cancelled-coach-title = Appointment cancelled: { $when }
mail-appointment-cancelled-coach-body = The appointment of { $client } is cancelled: { $when }.
mail-appointment-reminder-client-title = Reminder of your appointment: { $when }
mail-appointment-reminder-client-body = This is a reminder of your appointment with { $coach }: { $when }.
mail-wish-title = You are on the waiting list
mail-wish-body = We have put you on the waiting list for an appointment with { $coach }.
mail-wish-wanted = Your wish: { $days }, { $times }.
mail-wish-day = on { $day }
mail-wish-days = from { $first } to { $last }
mail-wish-between = between { $from } and { $to }
mail-wish-from = from { $from } on
mail-wish-to = before { $to }
mail-wish-any-time = at any time
mail-wish-then = As soon as a time that suits you becomes free, it is offered to you by mail. You can leave the list at any time.
mail-wish-button = See my appointments
mail-offer-title = A time has become free: { $when }
mail-offer-body = A time that you were waiting for with { $coach } has become free: { $when }.
mail-offer-until = It is kept for you until { $until }. Without an answer it goes to the next person.
mail-offer-button = Answer the offer
