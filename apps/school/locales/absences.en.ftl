# Absences, mails, statistics, attendance sheets.
refusal-absence-overlaps = An absence is already known at this time.
refusal-too-many-absences = Too many coming absences are already declared for this person.
refusal-absence-decided = This absence has already been decided about.
refusal-absence-withdrawn = This absence was withdrawn by the person who had declared it.
refusal-absence-in-registers = A register has already found this absence: it cannot be withdrawn any more.
refusal-deadline-passed = The deadline to justify this absence has passed. Please contact the school.
refusal-too-many-documents = An absence takes at most { $most } documents.
refusal-too-many-messages = Too many messages were sent. Try again later.
refusal-sheet-link-is-over = This link shows the sheet only once, within five minutes. Please ask for another one.
refusal-too-many-rows = Too many rows for one file: choose a shorter period.

field-unknown-absent-student = There is no student { $id } whom you can declare absent.
field-unknown-message-group = There is no group { $id } to which you can write.
field-too-many-groups = At most { $most } groups can be asked for.
field-before-from = The end must come after the start.
field-period-too-long = A period of at most { $days } days is expected.
field-absence-in-the-past = An absence is declared ahead, or on the same day. Earlier ones can be justified once a register has found them.
field-deadline-in-the-past = This deadline has already passed.
field-document-unsupported = A PDF or a JPEG, PNG or WebP picture is expected.
field-document-too-large = This picture has too many pixels.
field-document-broken = This file cannot be read.
field-document-active = This PDF holds a program or an attached file. Send a printed version or a photo.
field-document-encrypted = This PDF is protected by a password. Send a version without protection or a photo.
field-document-opaque = This PDF cannot be checked. Send a printed version or a photo.
field-unknown-absence-status = This status is unknown; possible ones: { $known }.
field-unknown-grouping = This grouping is unknown; possible ones: { $known }.
field-not-a-month = A month is expected, for example 2026-11.

job-school-tell-absent = Mails about absences found
job-school-tell-declared = Mails about a declared absence
job-school-tell-withdrawn = Mails about a withdrawn absence
job-school-tell-decision = Mails about a decision
job-school-send-message = Message to groups

audit-action-absence-declared = Absence declared
audit-absence-declared = { $actor } declared an absence
audit-action-absence-found = Absence found by a register
audit-absence-found = An absence was found by a register
audit-action-absence-gone = Absence removed
audit-absence-gone = An absence was removed: the student was there
audit-action-absence-justified = Absence justified
audit-absence-justified = { $actor } brought a justification
audit-action-absence-decided = Absence decided about
audit-absence-decided = { $actor } decided about an absence
audit-action-absence-withdrawn = Declared absence withdrawn
audit-absence-withdrawn = { $actor } withdrew a declared absence
audit-action-group-message-sent = Message sent to groups
audit-group-message-sent = { $actor } sent the message “{ $target }”
audit-action-absence-document-read = Document of an absence read
audit-absence-document-read = { $actor } read a document of an absence
audit-action-statistics-exported = Statistics exported
audit-statistics-exported = { $actor } exported statistics

absence-date = { $weekday ->
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
absence-moment = { $date }, { $time }

mail-absence-hello = Hello { $name },
mail-absence-button = See absences
mail-absence-zone = Times are those of the school ({ $zone }).
mail-absence-reason = Reason: { $text }
mail-absence-justify = This absence can be justified until { $until }, with a document (PDF or photo) or a few words.

mail-absence-found-title = Absence of { $student }, { $day }
mail-absence-found-body = { $student } was not in class on { $day }, and nobody had told us:
mail-absence-found-own-title = Your absence on { $day }
mail-absence-found-own-body = You were not in class on { $day }, and nobody had told us:
mail-absence-declared-title = Absence declared for { $student }
mail-absence-declared-body = An absence of { $student } was declared, from { $from } to { $to }.
mail-absence-withdrawn-title = Absence of { $student } cancelled
mail-absence-withdrawn-body = The absence of { $student } that had been declared from { $from } to { $to } will not take place: it was withdrawn.
mail-absence-accepted-title = Absence of { $student } excused
mail-absence-accepted-body = The absence of { $student } on { $day } is excused.
mail-absence-refused-title = Absence of { $student } not excused
mail-absence-refused-body = The absence of { $student } on { $day } is not excused.
mail-threshold-absences-title = Absences of { $student }
mail-threshold-absences-body = { $count ->
    [1] { $student } was absent without an excuse on one day this month.
   *[other] { $student } was absent without an excuse on { $count } days this month.
}
mail-threshold-presence-title = Attendance of { $student }
mail-threshold-presence-body = The attendance rate of { $student } is { $rate }% this month, below { $limit }%.
mail-message-from = Message sent by { $sender }.

statistics-by-student = Student
statistics-by-module = Module
statistics-by-group = Group
statistics-by-professor = Professor
statistics-by-weekday = Day
statistics-by-week = Week
statistics-planned = Expected
statistics-present = Present
statistics-late = Late
statistics-absent = Absent without excuse
statistics-excused = Excused
statistics-justified = Of these justified
statistics-left-early = Left early
statistics-remote = Remote
statistics-rate = Attendance rate (%)
statistics-minutes-planned = Minutes planned
statistics-minutes-given = Minutes given
statistics-day = Date
statistics-from = Start
statistics-to = End
statistics-module = Module
statistics-title = Title
statistics-room = Room
statistics-professors = Professors
statistics-weekday = { $number ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
statistics-week = Week of { $date }

sheet-title = Attendance sheet
sheet-morning = Morning
sheet-afternoon = Afternoon
sheet-name = Name
sheet-professor = Signature of the professor
sheet-signature = Signature
sheet-expected = Expected: { $count }
sheet-not-expected = Not expected
sheet-no-lesson = No lesson in this half-day.
sheet-no-student = Nobody is expected at these lessons.
sheet-foot = Everybody present signs in their box, at each lesson; the professor strikes out the boxes of those who are absent.

admin-absences = Absences
admin-absences-one = absence
admin-absences-from-at = From
admin-absences-to-at = To
admin-absences-student = Student
admin-absences-status = Status
admin-absences-status-declared = To be justified
admin-absences-status-justified = To be decided
admin-absences-status-accepted = Excused
admin-absences-status-refused = Not excused
admin-absences-status-withdrawn = Withdrawn
admin-absences-origin = Origin
admin-absences-origin-declared = Declared
admin-absences-origin-found = Found by a register
admin-absences-reason = Reason
admin-absences-documents = Documents
admin-absences-deadline = To be justified before
admin-absences-withdrawn-at = Withdrawn on
admin-absences-created-at = Known since
admin-absences-decision-reason = Reason of the decision
admin-absences-decided-by = Decided by
admin-absences-decided-at = Decided at
admin-absences-set-absence = Absence
admin-absences-set-decision = Decision
admin-absences-do-accept = Excuse
admin-absences-do-refuse = Do not excuse

admin-absence-documents = Justifications
admin-absence-documents-one = justification
admin-absence-documents-name = Name
admin-absence-documents-absence = Absence
admin-absence-documents-content-type = Type
admin-absence-documents-size = Size
admin-absence-documents-uploaded-by = Brought by
admin-absence-documents-created-at = Brought at
admin-absence-documents-set-document = Justification

admin-school-alerts = Alerts
admin-school-alerts-one = alert
admin-school-alerts-created-at = At
admin-school-alerts-kind = Subject
admin-school-alerts-kind-absent = Absence found
admin-school-alerts-kind-absences = Repeated absences
admin-school-alerts-kind-presence = Attendance rate
admin-school-alerts-kind-declared = Absence declared
admin-school-alerts-kind-withdrawn = Absence withdrawn
admin-school-alerts-kind-decision = Decision
admin-school-alerts-kind-message = Message
admin-school-alerts-about = About
admin-school-alerts-told = Told to
admin-school-alerts-period = Period
admin-school-alerts-set-alert = Alert

admin-group-messages = Messages to groups
admin-group-messages-one = message
admin-group-messages-created-at = Sent at
admin-group-messages-subject = Subject
admin-group-messages-body = Text
admin-group-messages-sender = Sent by
admin-group-messages-recipients = Recipients
admin-group-messages-set-message = Message
