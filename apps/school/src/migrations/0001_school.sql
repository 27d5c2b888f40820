-- Structure. Days are wall dates of the place; both count.
CREATE TABLE school_years (
  id {id},
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  starts_on {sorted} NOT NULL,
  ends_on {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (starts_on <= ends_on)
);
CREATE UNIQUE INDEX school_years_name_key ON school_years (name_key);
CREATE INDEX school_years_starts_on ON school_years (starts_on, id);
-- search: school_years

CREATE TABLE terms (
  id {id},
  year_id BIGINT NOT NULL REFERENCES school_years (id),
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  starts_on {sorted} NOT NULL,
  ends_on {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (starts_on <= ends_on)
);
CREATE UNIQUE INDEX terms_name_key ON terms (year_id, name_key);
CREATE INDEX terms_starts_on ON terms (starts_on, id);
CREATE INDEX terms_year ON terms (year_id, starts_on, id);
-- search: terms

CREATE TABLE programmes (
  id {id},
  code {sorted} NOT NULL,
  code_key {sorted} NOT NULL,
  name TEXT NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX programmes_code_key ON programmes (code_key);
CREATE INDEX programmes_code ON programmes (code, id);
CREATE INDEX programmes_sort_name ON programmes (sort_name, id);
-- search: programmes

-- How much of a subject (`modules` of accounts) a programme has in a year.
CREATE TABLE taught_modules (
  id {id},
  module_id BIGINT NOT NULL REFERENCES modules (id),
  programme_id BIGINT NOT NULL REFERENCES programmes (id),
  year_id BIGINT NOT NULL REFERENCES school_years (id),
  planned_minutes BIGINT NOT NULL CHECK (planned_minutes >= 0),
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX taught_modules_one ON taught_modules (module_id, programme_id, year_id);
CREATE INDEX taught_modules_programme ON taught_modules (programme_id, id);
CREATE INDEX taught_modules_year ON taught_modules (year_id, id);
CREATE INDEX taught_modules_planned ON taught_modules (planned_minutes, id);

-- A tree: a group is within its parent, and so are its students.
CREATE TABLE class_groups (
  id {id},
  year_id BIGINT NOT NULL REFERENCES school_years (id),
  programme_id BIGINT REFERENCES programmes (id),
  parent_id BIGINT REFERENCES class_groups (id),
  name TEXT NOT NULL,
  name_key {sorted} NOT NULL,
  sort_name {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX class_groups_name_key ON class_groups (year_id, name_key);
CREATE INDEX class_groups_sort_name ON class_groups (sort_name, id);
CREATE INDEX class_groups_year ON class_groups (year_id, sort_name, id);
CREATE INDEX class_groups_programme ON class_groups (programme_id, sort_name, id);
CREATE INDEX class_groups_parent ON class_groups (parent_id, sort_name, id);
-- search: class_groups

-- Every group with each group that it is within, itself at depth 0.
CREATE TABLE group_ancestors (
  group_id BIGINT NOT NULL REFERENCES class_groups (id) ON DELETE CASCADE,
  ancestor_id BIGINT NOT NULL REFERENCES class_groups (id) ON DELETE CASCADE,
  depth BIGINT NOT NULL,
  PRIMARY KEY (group_id, ancestor_id)
);
CREATE INDEX group_ancestors_ancestor ON group_ancestors (ancestor_id, group_id);

-- Without `last_day`: for as long as the group is there. Two of one student in one group never overlap.
CREATE TABLE enrolments (
  id {id},
  student_id BIGINT NOT NULL REFERENCES users (id),
  group_id BIGINT NOT NULL REFERENCES class_groups (id),
  first_day {sorted} NOT NULL,
  last_day {sorted},
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (last_day IS NULL OR first_day <= last_day)
);
CREATE UNIQUE INDEX enrolments_one ON enrolments (student_id, group_id, first_day);
CREATE INDEX enrolments_group ON enrolments (group_id, first_day, id);
CREATE INDEX enrolments_first_day ON enrolments (first_day, id);
CREATE INDEX enrolments_student ON enrolments (student_id, first_day, id);

-- Timetable. A series is a rule on the place's clock; its lessons are rows of their own from the start.
CREATE TABLE lesson_series (
  id {id},
  module_id BIGINT NOT NULL REFERENCES modules (id),
  title TEXT NOT NULL,
  -- 1 Monday to 7 Sunday.
  weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  from_time {sorted} NOT NULL,
  to_time {sorted} NOT NULL,
  every_weeks BIGINT NOT NULL CHECK (every_weeks BETWEEN 1 AND 12),
  first_day {sorted} NOT NULL,
  last_day {sorted} NOT NULL,
  room_id BIGINT REFERENCES rooms (id),
  sort_title {sorted} NOT NULL,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (first_day <= last_day),
  CHECK (from_time < to_time)
);
CREATE INDEX lesson_series_module ON lesson_series (module_id, first_day, id);
CREATE INDEX lesson_series_room ON lesson_series (room_id, first_day, id);
CREATE INDEX lesson_series_first_day ON lesson_series (first_day, id);
CREATE INDEX lesson_series_sort_title ON lesson_series (sort_title, id);
CREATE INDEX lesson_series_weekday ON lesson_series (weekday, first_day, id);
-- search: lesson_series

CREATE TABLE series_professors (
  series_id BIGINT NOT NULL REFERENCES lesson_series (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES users (id),
  PRIMARY KEY (series_id, user_id)
);
CREATE INDEX series_professors_user ON series_professors (user_id, series_id);

CREATE TABLE series_groups (
  series_id BIGINT NOT NULL REFERENCES lesson_series (id) ON DELETE CASCADE,
  group_id BIGINT NOT NULL REFERENCES class_groups (id),
  PRIMARY KEY (series_id, group_id)
);
CREATE INDEX series_groups_group ON series_groups (group_id, series_id);

-- `day`: the place's date of its start. Times are instants; `planned_*` where it stood before it was first moved.
CREATE TABLE lessons (
  id {id},
  uid {sorted} NOT NULL,
  sequence BIGINT NOT NULL,
  series_id BIGINT REFERENCES lesson_series (id),
  original_day {sorted},
  module_id BIGINT NOT NULL REFERENCES modules (id),
  title TEXT NOT NULL,
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  day {sorted} NOT NULL,
  planned_starts_at BIGINT,
  planned_ends_at BIGINT,
  room_id BIGINT REFERENCES rooms (id),
  status {sorted} NOT NULL CHECK (status IN ('planned', 'held', 'cancelled', 'moved')),
  -- Why it was cancelled, moved or given to somebody else.
  reason TEXT NOT NULL,
  -- Why a clash was accepted; empty: none was.
  clash_reason TEXT NOT NULL,
  register_state {sorted} NOT NULL CHECK (register_state IN ('not_taken', 'open', 'closed')),
  -- Of the register: rises with every write of a mark, of the state or of the head count.
  register_version BIGINT NOT NULL,
  register_closed_at BIGINT,
  head_count BIGINT,
  reminded_at BIGINT,
  search TEXT NOT NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (starts_at < ends_at)
);
CREATE UNIQUE INDEX lessons_uid ON lessons (uid);
CREATE UNIQUE INDEX lessons_series ON lessons (series_id, original_day) WHERE series_id IS NOT NULL;
CREATE INDEX lessons_series_starts_at ON lessons (series_id, starts_at, id);
CREATE INDEX lessons_starts_at ON lessons (starts_at, id);
CREATE INDEX lessons_module ON lessons (module_id, starts_at, id);
CREATE INDEX lessons_room ON lessons (room_id, starts_at, id);
CREATE INDEX lessons_status ON lessons (status, starts_at, id);
CREATE INDEX lessons_register ON lessons (register_state, starts_at, id);
CREATE INDEX lessons_day ON lessons (day, id);
-- search: lessons

-- `starts_at` and `day` as the lesson's, so that a person's or group's week is one range of an index.
CREATE TABLE lesson_professors (
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES users (id),
  -- Whom they stand in for.
  substitutes_id BIGINT REFERENCES users (id),
  starts_at BIGINT NOT NULL,
  PRIMARY KEY (lesson_id, user_id)
);
CREATE INDEX lesson_professors_user ON lesson_professors (user_id, starts_at, lesson_id);

CREATE TABLE lesson_groups (
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  group_id BIGINT NOT NULL REFERENCES class_groups (id),
  starts_at BIGINT NOT NULL,
  day {sorted} NOT NULL,
  PRIMARY KEY (lesson_id, group_id)
);
CREATE INDEX lesson_groups_group ON lesson_groups (group_id, starts_at, lesson_id);
CREATE INDEX lesson_groups_day ON lesson_groups (group_id, day, lesson_id);

-- Days of a series that are not as its rule says.
CREATE TABLE series_exceptions (
  id {id},
  series_id BIGINT NOT NULL REFERENCES lesson_series (id) ON DELETE CASCADE,
  day {sorted} NOT NULL,
  kind {sorted} NOT NULL CHECK (kind IN ('cancelled', 'changed')),
  lesson_id BIGINT REFERENCES lessons (id) ON DELETE SET NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX series_exceptions_day ON series_exceptions (series_id, day);

-- What changed of a lesson, and who is still to be told: one mail tells each person of everything at once.
CREATE TABLE timetable_changes (
  id {id},
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  kind {sorted} NOT NULL CHECK (kind IN ('added', 'moved', 'changed', 'cancelled', 'substituted')),
  old_starts_at BIGINT,
  old_ends_at BIGINT,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX timetable_changes_lesson ON timetable_changes (lesson_id, id);
CREATE TABLE timetable_notices (
  change_id BIGINT NOT NULL REFERENCES timetable_changes (id) ON DELETE CASCADE,
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  told_at BIGINT,
  PRIMARY KEY (user_id, change_id)
);
CREATE INDEX timetable_notices_untold ON timetable_notices (user_id, change_id) WHERE told_at IS NULL;
CREATE INDEX timetable_notices_change ON timetable_notices (change_id);

-- Attendance. What three voices say of one student in one lesson; `status`: what holds (the office's, else the
-- professor's, else the student's once confirmed); null: nobody has said anything that holds.
CREATE TABLE attendance_marks (
  id {id},
  lesson_id BIGINT NOT NULL REFERENCES lessons (id),
  student_id BIGINT NOT NULL REFERENCES users (id),
  starts_at BIGINT NOT NULL,
  student_status {sorted} CHECK (student_status IN ('present', 'absent', 'late', 'excused', 'left_early', 'remote')),
  student_confirmed BOOLEAN NOT NULL,
  professor_status {sorted} CHECK (professor_status IN ('present', 'absent', 'late', 'excused', 'left_early', 'remote')),
  office_status {sorted} CHECK (office_status IN ('present', 'absent', 'late', 'excused', 'left_early', 'remote')),
  status {sorted} CHECK (status IN ('present', 'absent', 'late', 'excused', 'left_early', 'remote')),
  -- How late they came, how much earlier they left; 0: not.
  minutes_late BIGINT NOT NULL,
  minutes_left BIGINT NOT NULL,
  note TEXT NOT NULL,
  -- The absence (`absences`) that covers it.
  absence_id BIGINT,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX attendance_marks_one ON attendance_marks (lesson_id, student_id);
CREATE INDEX attendance_marks_student ON attendance_marks (student_id, starts_at, lesson_id, status, minutes_late, minutes_left, absence_id);
CREATE INDEX attendance_marks_starts_at ON attendance_marks (starts_at, id);
CREATE INDEX attendance_marks_status ON attendance_marks (status, starts_at, id);
CREATE INDEX attendance_marks_absence ON attendance_marks (absence_id) WHERE absence_id IS NOT NULL;

-- Replayed in the order of the ids it gives the present mark: each row is what one voice says from then on.
CREATE TABLE mark_history (
  id {id},
  mark_id BIGINT NOT NULL REFERENCES attendance_marks (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  actor_id BIGINT,
  voice {sorted} NOT NULL CHECK (voice IN ('student', 'professor', 'office')),
  -- Of this voice; null: it says nothing (any more).
  old_status {sorted},
  new_status {sorted},
  confirmed BOOLEAN NOT NULL,
  minutes_late BIGINT NOT NULL,
  minutes_left BIGINT NOT NULL,
  note TEXT NOT NULL,
  absence_id BIGINT,
  reason TEXT NOT NULL
);
CREATE INDEX mark_history_mark ON mark_history (mark_id, id);
CREATE INDEX mark_history_actor ON mark_history (actor_id) WHERE actor_id IS NOT NULL;

CREATE TABLE register_events (
  id {id},
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  at BIGINT NOT NULL,
  actor_id BIGINT,
  what {sorted} NOT NULL CHECK (what IN ('opened', 'closed', 'reopened')),
  reason TEXT NOT NULL
);
CREATE INDEX register_events_lesson ON register_events (lesson_id, id);

-- Codes are an HMAC over the window's id, salt and step: nothing usable is stored.
CREATE TABLE check_in_windows (
  id {id},
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  mode {sorted} NOT NULL CHECK (mode IN ('code', 'proof')),
  salt {blob} NOT NULL,
  opened_by BIGINT NOT NULL,
  opens_at BIGINT NOT NULL,
  closes_at BIGINT NOT NULL,
  network_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX check_in_windows_lesson ON check_in_windows (lesson_id, id);
CREATE INDEX check_in_windows_closes_at ON check_in_windows (closes_at, id);

-- One per student and per device in a lesson. Without a device: without a phone, by one tap of the professor.
CREATE TABLE check_ins (
  id {id},
  lesson_id BIGINT NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
  window_id BIGINT REFERENCES check_in_windows (id) ON DELETE SET NULL,
  student_id BIGINT NOT NULL REFERENCES users (id),
  device_hash {sorted},
  network_hash TEXT NOT NULL,
  at BIGINT NOT NULL,
  score BIGINT NOT NULL,
  -- JSON: what the score is made of.
  reasons TEXT NOT NULL,
  decision {sorted} NOT NULL CHECK (decision IN ('green', 'amber', 'red')),
  -- Of the professor about an amber or red one; null: not yet.
  accepted BOOLEAN,
  decided_by BIGINT,
  decided_at BIGINT
);
CREATE UNIQUE INDEX check_ins_student ON check_ins (lesson_id, student_id);
CREATE UNIQUE INDEX check_ins_device ON check_ins (lesson_id, device_hash) WHERE device_hash IS NOT NULL;
CREATE INDEX check_ins_at ON check_ins (at, id);
CREATE INDEX check_ins_of_student ON check_ins (student_id, at, id);
CREATE INDEX check_ins_window ON check_ins (window_id);

-- Absences: declared ahead, or found by a register.
CREATE TABLE absences (
  id {id},
  student_id BIGINT NOT NULL REFERENCES users (id),
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  origin {sorted} NOT NULL CHECK (origin IN ('declared', 'found')),
  status {sorted} NOT NULL CHECK (status IN ('declared', 'justified', 'accepted', 'refused')),
  reason TEXT NOT NULL,
  -- Until when it can be justified.
  deadline BIGINT,
  decision_reason TEXT NOT NULL,
  declared_by BIGINT,
  decided_by BIGINT,
  decided_at BIGINT,
  -- The lesson whose register found it.
  lesson_id BIGINT REFERENCES lessons (id) ON DELETE SET NULL,
  row_version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CHECK (from_at < to_at)
);
CREATE INDEX absences_student ON absences (student_id, from_at, id);
CREATE INDEX absences_from_at ON absences (from_at, id);
CREATE INDEX absences_status ON absences (status, from_at, id);
CREATE INDEX absences_origin ON absences (origin, from_at, id);
CREATE INDEX absences_created_at ON absences (created_at, id);
CREATE INDEX absences_lesson ON absences (lesson_id, student_id) WHERE lesson_id IS NOT NULL;

CREATE TABLE absence_documents (
  id {id},
  absence_id BIGINT NOT NULL REFERENCES absences (id) ON DELETE CASCADE,
  -- In the kernel's files.
  file_id {sorted} NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  uploaded_by BIGINT,
  created_at BIGINT NOT NULL
);
CREATE INDEX absence_documents_absence ON absence_documents (absence_id, id);
CREATE UNIQUE INDEX absence_documents_file ON absence_documents (file_id);

-- What somebody was told of a student or a lesson, once per period (a day, a month, a lesson).
CREATE TABLE school_alerts (
  id {id},
  user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  about_id BIGINT NOT NULL,
  kind {sorted} NOT NULL,
  period {sorted} NOT NULL,
  mail_id BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX school_alerts_one ON school_alerts (user_id, about_id, kind, period);
CREATE INDEX school_alerts_about ON school_alerts (about_id, kind, period);
CREATE INDEX school_alerts_created_at ON school_alerts (created_at, id);

-- Messages to groups, as they were sent.
CREATE TABLE group_messages (
  id {id},
  sender_id BIGINT NOT NULL REFERENCES users (id),
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  -- JSON: ids of the groups.
  groups_json TEXT NOT NULL,
  recipients BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX group_messages_created_at ON group_messages (created_at, id);
CREATE INDEX group_messages_sender ON group_messages (sender_id, created_at, id);
