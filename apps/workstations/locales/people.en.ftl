# Visitors, batches of codes, queue, reservations.

audit-action-visitor-created = Visitor registered
audit-visitor-created = { $actor } registered { $target }
audit-action-visitor-updated = Visitor changed
audit-visitor-updated = { $actor } changed the file of { $target }
audit-action-visitor-deleted = Visitor deleted
audit-visitor-deleted = { $actor } deleted the file of { $target }
audit-action-visitor-merged = Visitors merged
audit-visitor-merged = { $actor } merged two files into that of { $target }
audit-action-visitor-read = Visitor’s file read
audit-visitor-read = { $actor } read the file of { $target }
audit-action-visitor-held = Legal hold changed
audit-visitor-held = { $actor } changed the legal hold of { $target }
audit-action-consent-given = Consent given
audit-consent-given = The consent of { $target } was recorded
audit-action-consent-withdrawn = Consent withdrawn
audit-consent-withdrawn = The consent of { $target } was withdrawn
audit-action-consent-text-published = Consent text published
audit-consent-text-published = { $actor } published text { $target }
audit-action-visitor-category-created = Category created
audit-visitor-category-created = { $actor } created category { $target }
audit-action-visitor-category-updated = Category changed
audit-visitor-category-updated = { $actor } changed category { $target }
audit-action-visitor-category-deleted = Category deleted
audit-visitor-category-deleted = { $actor } deleted category { $target }
audit-action-batch-made = Batch of codes made
audit-batch-made = { $actor } made a batch of { $count } codes
audit-action-reservation-created = Workstation reserved
audit-reservation-created = { $actor } reserved workstation { $target }
audit-action-reservation-updated = Reservation changed
audit-reservation-updated = { $actor } changed the reservation of workstation { $target }
audit-action-reservation-cancelled = Reservation cancelled
audit-reservation-cancelled = { $actor } cancelled the reservation of workstation { $target }
audit-action-queue-joined = Ticket taken
audit-queue-joined = Ticket { $number } was taken
audit-action-queue-called = Ticket called
audit-queue-called = Ticket { $number } was called
audit-action-queue-left = Ticket given back
audit-queue-left = Ticket { $number } is closed
audit-action-visitors-cleaned = Data of visitors erased
audit-visitors-cleaned = { $clock ->
    [identity] Retention: visitors made anonymous, { $count }
    [account] Retention: files that were never used deleted, { $count }
    [technical] Retention: orders, messages and enrolment codes deleted, { $count }
   *[security] Retention: sessions that no longer say whose they were, { $count }
}

# Refusals

refusal-nobody-is-named = Nobody is registered here: sessions carry no name.
refusal-probable-double = This person may be registered already ({ $count }). Look before you make another file.
refusal-person-has-login = This person has an account: their identity is changed there.
refusal-no-consent-text = No consent text is published.
refusal-no-consent = No consent holds.
refusal-legal-hold = This file is under legal hold: it cannot be erased.
refusal-category-in-use = Visitors are in this category.
refusal-text-is-published = This text is published: it no longer changes. Make a new version.
refusal-ticket-taken = This visitor has a ticket already.
refusal-seats-taken = { $count ->
    [one] A workstation is taken at that time.
   *[other] { $count } workstations are taken at that time.
}
field-no-such-category = There is no category { $id }.
field-no-such-site = There is no site { $id }.
field-no-such-text = No published text has version “{ $version }”.
field-guardian-required = Under 15, a guardian gives consent.
field-no-guardian-here = A guardian’s name has a meaning only when the guardian consents.
field-no-birth-date = This birth date is not possible.
field-probable-double = This person may be registered already. Tick this when you have checked that it is somebody else.
field-person-has-login = This person has an account: the photo is changed there.
field-ends-too-early = The end must come after the start.
field-too-far-ahead = { $max } days ahead at most.
field-too-long-a-time = { $max } hours at most.
field-too-long-a-range = { $max } days at most.
field-count-out-of-range = From 1 to { $max }.
field-unknown-figures = One of these is expected: { $known }.

# Tasks

periodic-workstations-extend = Sessions lengthened when nobody waits
periodic-workstations-reservations = Reservations that are over or were missed
periodic-workstations-queue = Tickets of days that are over
periodic-workstations-retention = Retention of visitors’ data

# Log

audit-action-consent-text-created = Consent text written
audit-consent-text-created = { $actor } wrote text { $target }
audit-action-consent-text-updated = Consent text changed
audit-consent-text-updated = { $actor } changed text { $target }
audit-action-consent-text-deleted = Consent text deleted
audit-consent-text-deleted = { $actor } deleted text { $target }
audit-action-batch-printed = Batch of codes shown
audit-batch-printed = { $actor } looked at the codes of batch { $target }
audit-action-reservation-missed = Reservation missed
audit-reservation-missed = Nobody came to workstation { $target }
audit-action-queue-seated = Ticket served
audit-queue-seated = Ticket { $number } was given a code
audit-action-room-statistics-exported = Statistics of workstations exported
audit-room-statistics-exported = { $actor } exported { $file }

# Slips to print

batch-title = Access codes
batch-summary = { $count } codes of { $of } can still be used
batch-none-left = No code of this batch can be used any more.
batch-minutes = { $minutes } minutes
batch-how = Type this code at a free workstation. Upper or lower case does not matter.
batch-until = Can be used until { $day }, { $time }.
batch-hours = Opening hours
batch-weekday = { $number ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}

# Statistics

room-statistics-by-hour = Hour
room-statistics-by-category = Category
room-statistics-by-seat = Workstation
room-statistics-by-day = Day
room-statistics-minutes = Minutes
room-statistics-sessions = Sessions
room-statistics-visitors = Visitors
room-statistics-guests = Guests
room-statistics-occupancy = Occupancy (%)
room-statistics-open-occupancy = Occupancy while open (%)
room-statistics-no-category = Without category
room-statistics-seat-gone = Deleted workstation

# The back office

admin-group-rooms = Computer room
admin-visitors = Visitors
admin-visitors-one = visitor
admin-visitors-photo = Photo
admin-visitors-name = Name
admin-visitors-first-name = First name
admin-visitors-last-name = Last name
admin-visitors-age = Age
admin-visitors-consent = Consent
admin-visitors-category = Category
admin-visitors-sessions-count = Sessions
admin-visitors-used-minutes = Minutes used
admin-visitors-last-visit-at = Last visit
admin-visitors-registered-by = Registered by
admin-visitors-created-at = Registered
admin-visitors-email = Email
admin-visitors-phone = Telephone
admin-visitors-birth-date = Birth date
admin-visitors-lang = Language
admin-visitors-accept-double = It is somebody else
admin-visitors-accept-double-help = To be ticked after a check, when a file of that name is there already.
admin-visitors-legal-hold = Legal hold
admin-visitors-legal-hold-held = In force
admin-visitors-legal-hold-not-held = None
admin-visitors-legal-hold-until = Keep until
admin-visitors-legal-hold-reason = Reason
admin-visitors-consent-given = Given
admin-visitors-consent-by-guardian = By a guardian
admin-visitors-consent-outdated = Old text
admin-visitors-consent-none = None
admin-visitors-consent-given-by = Given by
admin-visitors-consent-given-by-self = the person
admin-visitors-consent-given-by-guardian = a guardian
admin-visitors-consent-guardian = Guardian’s name
admin-visitors-consent-text = Version of the text
admin-visitors-consent-given-at = Given
admin-visitors-notes = Notes
admin-visitors-lang-fr = French
admin-visitors-lang-en = English
admin-visitors-set-identity = Identity
admin-visitors-set-picture = Photo
admin-visitors-set-consent = Data protection
admin-visitors-set-visits = Visits
admin-visitors-set-legal-hold = Legal hold
admin-visitors-set-dates = Registration
admin-visitors-do-withdraw-consent = Withdraw the consent
admin-visitors-visitor-consents = Consents
admin-visitors-sessions = Sessions
admin-visitors-seat-reservations = Reservations
admin-visitor-consents = Consents
admin-visitor-consents-one = consent
admin-visitor-consents-visitor = Visitor
admin-visitor-consents-text = Text
admin-visitor-consents-text-version = Version of the text
admin-visitor-consents-given-at = Given
admin-visitor-consents-given-by = Given by
admin-visitor-consents-given-by-self = the person
admin-visitor-consents-given-by-guardian = a guardian
admin-visitor-consents-guardian-name = Guardian
admin-visitor-consents-recorded-by = Recorded by
admin-visitor-consents-withdrawn-at = Withdrawn or replaced
admin-visitor-categories = Categories of visitors
admin-visitor-categories-one = category
admin-visitor-categories-name = Name
admin-visitor-categories-minutes-per-day = Minutes per day
admin-visitor-categories-minutes-per-day-help = 0: no limit.
admin-visitor-categories-minutes-per-session = Minutes per session
admin-visitor-categories-minutes-per-session-help = 0: no limit.
admin-visitor-categories-is-default = Default
admin-visitor-categories-visitors-count = Visitors
admin-visitor-categories-set-category = Category
admin-visitor-categories-visitors = Visitors
admin-consent-texts = Consent texts
admin-consent-texts-one = consent text
admin-consent-texts-version = Version
admin-consent-texts-state = State
admin-consent-texts-state-published = Published
admin-consent-texts-state-draft = Draft
admin-consent-texts-published-at = Published
admin-consent-texts-consents-count = Consents
admin-consent-texts-body-fr = French text
admin-consent-texts-body-en = English text
admin-consent-texts-set-text = Text
admin-consent-texts-do-publish = Publish
admin-code-batches = Batches of codes
admin-code-batches-one = batch of codes
admin-code-batches-label = Label
admin-code-batches-minutes = Minutes
admin-code-batches-count = Codes
admin-code-batches-started = Used
admin-code-batches-created-by = Made by
admin-code-batches-created-at = Made
admin-seat-reservations = Reservations of workstations
admin-seat-reservations-one = reservation
admin-seat-reservations-starts-at = Start
admin-seat-reservations-ends-at = End
admin-seat-reservations-workstation = Workstation
admin-seat-reservations-visitor = Visitor
admin-seat-reservations-label = Label
admin-seat-reservations-status = State
admin-seat-reservations-status-booked = Booked
admin-seat-reservations-status-used = Used
admin-seat-reservations-status-cancelled = Cancelled
admin-seat-reservations-status-missed = Missed
admin-seat-reservations-created-by = Booked by
admin-seat-reservations-do-cancel = Cancel
admin-queue-tickets = Queue
admin-queue-tickets-one = ticket
admin-queue-tickets-created-at = Taken
admin-queue-tickets-number = Number
admin-queue-tickets-site = Site
admin-queue-tickets-visitor = Visitor
admin-queue-tickets-minutes = Minutes
admin-queue-tickets-status = State
admin-queue-tickets-status-waiting = Waiting
admin-queue-tickets-status-called = Called
admin-queue-tickets-status-seated = Served
admin-queue-tickets-status-gone = Gone
admin-queue-tickets-called-at = Called
admin-queue-tickets-closed-at = Closed
admin-seat-orders = Orders to workstations
admin-seat-orders-one = order
admin-seat-orders-created-at = Given
admin-seat-orders-workstation = Workstation
admin-seat-orders-number = Number
admin-seat-orders-kind = Order
admin-seat-orders-state = State
admin-seat-orders-state-done = Done
admin-seat-orders-state-received = Received
admin-seat-orders-state-sent = Sent
admin-seat-orders-state-open = To be sent
admin-seat-orders-state-not-done = Not done yet
admin-seat-orders-sent-at = Sent
admin-seat-orders-received-at = Received
admin-seat-orders-done-at = Done
admin-seat-orders-outcome = Outcome
admin-seat-orders-created-by = Given by
