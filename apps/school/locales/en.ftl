# The school: what refusals, the log, rights, jobs and mails say.

field-no-time-of-day = A time is expected, for example 09:00.

right-school-view = See the timetable
right-school-plan = Plan lessons
right-school-attend = Check in
right-school-register = Take registers
right-school-absences = See, declare and handle absences
right-school-statistics = See statistics
right-school-structure = Keep years, programmes, groups and enrolments

config-no-time-of-day = { $value } is no time of day, for example 07:00.

feed-lessons = My lessons
job-school-digest = Mails about changes of the timetable
periodic-school-remove-old-changes = Old changes of the timetable removed

refusal-terms-beyond-year = Terms of this year would lie beyond its dates.
refusal-group-has-a-past = Registers of this group are closed: it stays where it is.
refusal-enrolled-already = This person is in this group already on some of these days.
refusal-past-is-closed = The register of { $day } is closed: the past does not change. Choose a day from { $free } on.
refusal-lesson-is-cancelled = This lesson is cancelled.
refusal-register-is-taken = The register of this lesson is open or closed: it cannot be changed any more.

field-unknown-year = There is no school year { $id }.
field-unknown-programme = There is no programme { $id }.
field-unknown-group = There is no group { $id }.
field-unknown-professor = There is no professor { $id } here.
field-unknown-room = There is no room { $id } in use.
field-before-its-start = The end must come after the start.
field-outside-year = The year goes from { $from } to { $to }.
field-group-keeps-its-year = A group stays in its year.
field-parent-of-another-year = This group is of another year.
field-parent-within = A group cannot be within itself.
field-tree-too-deep = The tree of groups has at most { $max } levels.
field-enrolled-there = The student is in this group already.
field-move-too-early = The move must come after the first day of the enrolment ({ $day }).
field-move-too-late = The enrolment ends on { $day }: the move must come before that.
field-enrolment-keeps-it = An enrolment keeps its student and group; make another one.
field-on-another-day = A lesson ends on the day on which it begins.
field-wrong-length = A lesson takes { $min } to { $max } minutes.
field-not-a-whole-minute = A whole minute is expected.
field-not-a-week = A week is expected, for example 2026-W48.
field-no-lesson-between = No lesson falls between these two days.
field-series-too-long = A series takes at most { $max } days.

audit-action-school-year-created = School year created
audit-school-year-created = { $actor } created the school year { $target }
audit-action-school-year-updated = School year changed
audit-school-year-updated = { $actor } changed the school year { $target }
audit-action-school-year-deleted = School year deleted
audit-school-year-deleted = { $actor } deleted the school year { $target }
audit-action-term-created = Term created
audit-term-created = { $actor } created the term { $target }
audit-action-term-updated = Term changed
audit-term-updated = { $actor } changed the term { $target }
audit-action-term-deleted = Term deleted
audit-term-deleted = { $actor } deleted the term { $target }
audit-action-programme-created = Programme created
audit-programme-created = { $actor } created the programme { $target }
audit-action-programme-updated = Programme changed
audit-programme-updated = { $actor } changed the programme { $target }
audit-action-programme-deleted = Programme deleted
audit-programme-deleted = { $actor } deleted the programme { $target }
audit-action-taught-module-created = Module of a programme created
audit-taught-module-created = { $actor } planned { $target }
audit-action-taught-module-updated = Module of a programme changed
audit-taught-module-updated = { $actor } changed what is planned for { $target }
audit-action-taught-module-deleted = Module of a programme deleted
audit-taught-module-deleted = { $actor } removed { $target }
audit-action-class-group-created = Group created
audit-class-group-created = { $actor } created the group { $target }
audit-action-class-group-updated = Group changed
audit-class-group-updated = { $actor } changed the group { $target }
audit-action-class-group-deleted = Group deleted
audit-class-group-deleted = { $actor } deleted the group { $target }
audit-action-enrolment-created = Enrolment created
audit-enrolment-created = { $actor } enrolled { $target }
audit-action-enrolment-updated = Enrolment changed
audit-enrolment-updated = { $actor } changed the enrolment of { $target }
audit-action-enrolment-deleted = Enrolment deleted
audit-enrolment-deleted = { $actor } deleted the enrolment of { $target }
audit-action-school-imported = Import of the school
audit-school-imported = { $actor } imported a file ({ $target })
audit-action-lesson-created = Lesson created
audit-lesson-created = { $actor } created the lesson { $target }
audit-action-lesson-changed = Lesson changed
audit-lesson-changed = { $actor } changed the lesson { $target }
audit-action-lesson-moved = Lesson moved
audit-lesson-moved = { $actor } moved the lesson { $target }
audit-action-lesson-cancelled = Lesson cancelled
audit-lesson-cancelled = { $actor } cancelled the lesson { $target }
audit-action-lesson-substituted = Substitution
audit-lesson-substituted = { $actor } had a professor substituted at the lesson { $target }
audit-action-series-created = Series of lessons created
audit-series-created = { $actor } created the series { $target }
audit-action-series-changed = Series of lessons changed
audit-series-changed = { $actor } changed the series { $target }
audit-action-series-cancelled = Series of lessons cancelled
audit-series-cancelled = { $actor } cancelled the rest of the series { $target }

calendar-lesson-of = { $names }: { $title }
calendar-lesson-professors = Professors: { $names }
calendar-lesson-groups = Groups: { $names }

timetable-no-room = no room
timetable-when = { $date }, from { $start } to { $end }
timetable-date = { $weekday ->
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

mail-timetable-title = { $count ->
    [one] One change in your timetable
   *[other] { $count } changes in your timetable
}
mail-timetable-hello = Hello { $name },
mail-timetable-body = { $count ->
    [one] One lesson has changed:
   *[other] These lessons have changed:
}
mail-timetable-added = New: { $title }, { $when }, { $room }.
mail-timetable-moved = Moved: { $title }, { $when }, { $room } (before: { $before }).
mail-timetable-changed = Changed: { $title }, { $when }, { $room }.
mail-timetable-cancelled = Cancelled: { $title }, { $when }.
mail-timetable-substituted = Substitution: { $title }, { $when }, { $room }.
mail-timetable-reason = Reason: { $reason }
mail-timetable-button = See the timetable
mail-timetable-zone = Times are those of the zone { $zone }.

refusal-csv-open-quote = A quote opens on this line and does not close.
refusal-csv-row-twice = This row names the same as line { $line }: keep one of them.
refusal-clash-with = This time is already taken: { $what }.
field-names-nothing = Nothing is called “{ $text }” here.
field-unknown-sheet = This kind of file is unknown; possible kinds: { $known }.
