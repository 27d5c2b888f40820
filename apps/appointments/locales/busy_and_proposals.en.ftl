# A coach’s calendar elsewhere, and proposals of other times.
refusal-no-free-time = No time is free in the coming weeks.
refusal-proposal-over = This proposal no longer holds: the appointment was moved or cancelled, or other times were proposed.

field-not-https = An address that begins with https:// is expected.
field-private-address = This address leads to a private network: it cannot be read.
field-same-time = This is the present time of the appointment.
field-wrong-times = A list of 1 to { $max } times is expected.

busy-feed-wrong-address = The address of the calendar is not valid.
busy-feed-not-https = The calendar leads to an address that is not protected (https).
busy-feed-private-address = The address of the calendar leads to a private network: it is not read.
busy-feed-unknown-host = The server of the calendar cannot be found.
busy-feed-unreachable = The server of the calendar does not answer, or its certificate is not valid.
busy-feed-too-many-redirects = The address of the calendar leads to another one too often.
busy-feed-forbidden = The server refuses access to the calendar. Create a new secret address and enter it here.
busy-feed-gone = There is no calendar at this address any more. Create a new secret address and enter it here.
busy-feed-server-failed = The server of the calendar answered with an error.
busy-feed-too-large = The calendar is larger than 2 MB.
busy-feed-too-slow = The server of the calendar took more than 20 seconds to answer.
busy-feed-no-calendar = What is at this address is not a calendar in iCalendar format.
busy-feed-too-many = The calendar holds too many events.
busy-feed-address-lost = The address can no longer be decrypted. Enter it again.

job-appointments-propose = Proposal of other times
job-appointments-tell-proposal = Mail of a proposal of times
job-appointments-read-busy-feed = Reading of an outside calendar
periodic-appointments-read-busy-feeds = Reading of the coaches’ outside calendars

audit-action-busy-feed-set = Outside calendar entered
audit-busy-feed-set = { $actor } entered the outside calendar of { $target }
audit-action-busy-feed-deleted = Outside calendar removed
audit-busy-feed-deleted = { $actor } removed the outside calendar of { $target }
audit-action-times-proposed = Other times proposed
audit-times-proposed = { $actor } proposed other times for the appointment { $target }

mail-proposal-title = Other times proposed for your appointment: { $when }
mail-proposal-body = { $coach } suggests moving your appointment ({ $when }). Choose one of these times:
mail-proposal-not-held = These times are not reserved: they remain open to everyone. Your appointment stays as it is until you have chosen.
mail-busy-feed-title = Your outside calendar could not be read for a day
mail-busy-feed-body = Préau reads your busy times from the calendar { $shown }. For a day it has not been able to.
mail-busy-feed-kept = The busy times read before still count.
mail-busy-feed-button = Open my appointments

pages-proposal-title = Other times for your appointment
pages-proposal-now = Your appointment: { $when }.
pages-proposal-intro = { $coach } suggests one of these times. They are not reserved: whoever chooses first has them.
pages-proposal-none-left = None of the times that { $coach } suggested is free any more.
pages-proposal-over = No time is proposed to you at the moment.
pages-proposal-gone = This time is no longer free: { $when }.
pages-proposal-others = The nearest free times
pages-proposal-choose = Choose: { $when }
pages-proposal-booking = See my appointment

admin-coach-busy-feeds = Outside calendars
admin-coach-busy-feeds-one = outside calendar
admin-coach-busy-feeds-coach = Coach
admin-coach-busy-feeds-url = Secret address
admin-coach-busy-feeds-url-help = It begins with https:// and is not shown afterwards.
admin-coach-busy-feeds-checked-at = Last read
admin-coach-busy-feeds-problem = Problem
admin-coach-busy-feeds-times = Busy times
admin-coach-busy-feeds-set-busy-feed = Outside calendar
