# The public site and the page of an appointment.
pages-booking-title = Your appointment
pages-booking-coach = Coach
pages-booking-service = Service
pages-booking-place = Place
pages-booking-video = Video call
pages-booking-zone = Time zone
pages-booking-booked = Upcoming
pages-booking-held = Held
pages-booking-no-show = Missed
pages-booking-cancelled = Cancelled
pages-booking-reason = Reason for cancelling
pages-booking-reason-label = Reason for cancelling (optional)
pages-booking-give-up = You cannot come?
pages-booking-cancel = Cancel this appointment
pages-booking-move = Choose another time
pages-booking-moved = Your appointment has been moved.
pages-booking-calendar = Add to my calendar
pages-booking-file = appointment
pages-booking-all = All my appointments

pages-move-title = Choose another time
pages-move-now = Present time
pages-move-days = Days on which times are free
pages-move-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
pages-move-day = { $date }: { $count ->
    [0] no free time
    [one] one free time
   *[other] { $count } free times
}
pages-move-before = Earlier weeks
pages-move-after = Later weeks
pages-move-near = The nearest free times
pages-move-none = No time is free on that day. Choose another day.
pages-move-submit = Move the appointment
pages-move-back = Keep the present time
refusal-no-time-chosen = Choose a time first.

pages-book-title = Book an appointment
pages-book-show = See the times
pages-book-message = Message for the coach
pages-book-submit = Book this appointment
pages-book-done = Your appointment is booked.
pages-book-nobody = Appointments cannot be booked here yet.

pages-site-nav = The site
pages-site-book = Book an appointment
pages-site-account = My appointments
pages-site-more = See the services
pages-site-services = Services
pages-site-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
pages-site-practical = Practical information
pages-site-days = { $first } to { $last }
pages-site-invite = A first conversation is often enough to see more clearly.
pages-site-draft = Draft: this page is not published; only you and the team see it here.
pages-site-edit = Edit the page
field-not-a-slug = Small letters without accents, digits and hyphens are expected, for example “about-me”.
