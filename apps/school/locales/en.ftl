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
