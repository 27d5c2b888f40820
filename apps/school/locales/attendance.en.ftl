# Registers, check-in and marks: refusals, the log, jobs, mails, the back office.

refusal-closed = Check-in is not open.
refusal-already-in = You have already checked in to this lesson.
refusal-device-taken = This device has already been used to check in to this lesson.
refusal-wrong-code = This code is not the right one, or no longer.
refusal-second-code-needed = Two codes that follow one another are needed: wait for the next one and give both.
refusal-too-many-codes = Too many wrong codes. Try again later or turn to the professor.
refusal-lesson-is-to-come = This lesson has not begun.
refusal-register-closed = The register of this lesson is closed.
refusal-register-not-closed = The register of this lesson is not closed.
refusal-lesson-not-begun = This lesson has not begun yet.
refusal-lesson-over = This lesson is over.
refusal-lesson-cancelled = This lesson is cancelled.
refusal-claims-undecided = Check-ins wait for your decision.
field-unknown-mark-status = There is no such status.
field-twice = Somebody is in it twice.
field-not-expected = This person is not expected at this lesson.

audit-action-register-taken = Register taken
audit-register-taken = { $actor } took the register of { $target }
audit-action-register-closed = Register closed
audit-register-closed = { $actor } closed the register of { $target }
audit-action-register-reopened = Register reopened
audit-register-reopened = { $actor } reopened the register of { $target }
audit-action-register-reminded = Reminder of a register
audit-register-reminded = { $actor } reminded of the register of { $target }
audit-action-mark-changed = Mark changed
audit-mark-changed = { $actor } changed a mark of { $target }
audit-action-check-in-opened = Check-in opened
audit-check-in-opened = { $actor } opened the check-in of { $target }
audit-action-check-in-ended = Check-in ended
audit-check-in-ended = { $actor } ended the check-in of { $target }
audit-action-checked-in = Check-in
audit-checked-in = { $actor } checked in to { $target }
audit-action-check-in-decided = Check-in decided
audit-check-in-decided = { $actor } decided about a check-in to { $target }
audit-action-check-in-guessed = Many check-in codes tried
audit-check-in-guessed = { $actor } tried too many check-in codes for lesson { $target }

job-school-remind-of-registers = Reminder of registers that are not closed
periodic-school-missing-registers = Reminders of registers that are not closed
periodic-school-forget-devices = Forgetting devices and networks of check-ins

register-reminder-date = { $weekday ->
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
mail-register-missing-title = { $count ->
    [one] A register is not closed
   *[other] { $count } registers are not closed
}
mail-register-missing-hello = Hello { $name },
mail-register-missing-body = { $count ->
    [one] The register of this lesson is not closed yet:
   *[other] The registers of these lessons are not closed yet:
}
mail-register-missing-line = { $lesson }: { $date }, { $from } to { $to }
mail-register-missing-button = Take the register

admin-registers = Registers
admin-registers-one = register
admin-registers-starts-at = Begins
admin-registers-ends-at = Ends
admin-registers-module = Subject
admin-registers-lesson = Lesson
admin-registers-state = Register
admin-registers-state-not-taken = Not taken
admin-registers-state-open = Open
admin-registers-state-closed = Closed
admin-registers-head-count = Heads counted
admin-registers-closed-at = Closed at
admin-registers-professor = Professor
admin-registers-set-register = Register
admin-registers-do-close = Close
admin-registers-do-reopen = Reopen
admin-registers-reopened = Reopened in the back office

admin-attendance-marks = Marks
admin-attendance-marks-one = mark
admin-attendance-marks-starts-at = Lesson of
admin-attendance-marks-module = Subject
admin-attendance-marks-student = Student
admin-attendance-marks-status = What holds
admin-attendance-marks-student-status = The student’s check-in
admin-attendance-marks-confirmed = Check-in confirmed
admin-attendance-marks-professor-status = Professor
admin-attendance-marks-office-status = Office
admin-attendance-marks-office-status-help = It overrules the professor and the check-in. Empty: the office says nothing.
admin-attendance-marks-minutes-late = Minutes late
admin-attendance-marks-minutes-left = Minutes left early
admin-attendance-marks-note = Note
admin-attendance-marks-reason = Why it is changed
admin-attendance-marks-updated-at = Changed at
admin-attendance-marks-set-mark = Mark
admin-attendance-marks-set-voices = Who says what

admin-check-ins = Check-ins
admin-check-ins-one = check-in
admin-check-ins-at = At
admin-check-ins-student = Student
admin-check-ins-module = Subject
admin-check-ins-decision = Judgement
admin-check-ins-decision-green = Green
admin-check-ins-decision-amber = Amber
admin-check-ins-decision-red = Red
admin-check-ins-accepted = Accepted
admin-check-ins-score = Doubt
admin-check-ins-reasons = Reasons
admin-check-ins-decided-at = Decided at
admin-check-ins-set-check-in = Check-in

admin-value-present = Present
admin-value-absent = Absent
admin-value-late = Late
admin-value-excused = Excused
admin-value-left-early = Left early
admin-value-remote = Remote
