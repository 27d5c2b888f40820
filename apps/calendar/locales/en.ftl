# The calendar: what refusals, the trail, rights and tasks say.
refusal-clash = This time is already taken.
refusal-site-has-rooms = This site still has rooms: delete them or move them to another site first.
refusal-room-has-claims = This room is or was booked: it stays, for the history. Put it out of use instead.

field-unknown-site = There is no site { $id }.
field-unknown-room-kind = This kind of room is unknown; possible kinds: { $known }.
field-wrong-capacity = A number of people between 0 and { $max } is expected.
field-before-first-day = The last day is before the first.
field-not-after-free-from = The end must come after the beginning.
field-wrong-year = A year between { $first } and { $last } is expected.
field-unknown-feed = There is no calendar of this kind.

config-no-own-holiday = “{ $value }” is no day: write “12-24 Christmas Eve” (each year) or “2027-05-07 Bridge day” (once).

check-overlap-rule-missing = The rule that forbids two bookings at the same time is missing in the database (table { $detail }). Restore a whole backup.

feed-all = My whole calendar

holiday-new-year = New Year’s Day
holiday-good-friday = Good Friday
holiday-easter-monday = Easter Monday
holiday-labour-day = Labour Day
holiday-victory-1945 = Victory in Europe Day
holiday-ascension = Ascension Day
holiday-whit-monday = Whit Monday
holiday-abolition = Abolition of slavery
holiday-national-day = Bastille Day
holiday-assumption = Assumption Day
holiday-all-saints = All Saints’ Day
holiday-armistice-1918 = Armistice Day
holiday-christmas = Christmas Day
holiday-second-christmas-day = St Stephen’s Day

right-calendar-manage = Keep sites, rooms and closed days

periodic-calendar-remove-expired = Removal of expired holds

audit-action-site-created = Site created
audit-site-created = { $actor } created the site { $target }
audit-action-site-updated = Site changed
audit-site-updated = { $actor } changed the site { $target }
audit-action-site-deleted = Site deleted
audit-site-deleted = { $actor } deleted the site { $target }
audit-action-room-created = Room created
audit-room-created = { $actor } created the room { $target }
audit-action-room-updated = Room changed
audit-room-updated = { $actor } changed the room { $target }
audit-action-room-deleted = Room deleted
audit-room-deleted = { $actor } deleted the room { $target }
audit-action-closed-day-created = Closed days created
audit-closed-day-created = { $actor } created the closed days { $target }
audit-action-closed-day-updated = Closed days changed
audit-closed-day-updated = { $actor } changed the closed days { $target }
audit-action-closed-day-deleted = Closed days deleted
audit-closed-day-deleted = { $actor } deleted the closed days { $target }
audit-action-calendar-link-made = Calendar link made
audit-calendar-link-made = { $actor } made a private link to their calendar
audit-action-calendar-link-ended = Calendar link revoked
audit-calendar-link-ended = { $actor } revoked a private link to their calendar
