//! Whatever the year was like, the figures are those of somebody who counts seat by seat.

use std::collections::BTreeMap;

use preau_testkit::{TestApp, TestEngine, both_engines, scale};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::ground::mark;
use crate::school::{
    NOW, Planned, count, enter_enrolment, enter_lesson, enter_structure, enter_student, exec, manager, open,
};

const STATUSES: [&str; 6] = ["present", "late", "absent", "excused", "left_early", "remote"];
/// Group 1 holds group 2; group 3 stands by itself.
const WITHIN: [(i64, &[i64]); 3] = [(1, &[1, 2]), (2, &[2]), (3, &[3])];
const FIRST: &str = "2026-11-02";

#[derive(Debug, Clone)]
struct Enrolled {
    student: usize,
    group: i64,
    from: i64,
    days: Option<i64>,
}

#[derive(Debug, Clone)]
struct Lesson {
    day: i64,
    hour: i64,
    module: i64,
    professors: Vec<i64>,
    groups: Vec<i64>,
    cancelled: bool,
    closed: bool,
    /// By student: a status, or none.
    marks: Vec<Option<usize>>,
    /// Which excused marks an accepted absence covers.
    accepted: Vec<bool>,
}

const STUDENTS: usize = 4;

fn enrolments() -> impl Strategy<Value = Vec<Enrolled>> {
    let one = (0..STUDENTS, 1_i64..4, 0_i64..14, proptest::option::of(0_i64..10));
    proptest::collection::vec(
        one.prop_map(|(student, group, from, days)| Enrolled { student, group, from, days }),
        3..9,
    )
}

fn lessons() -> impl Strategy<Value = Vec<Lesson>> {
    let professors = proptest::sample::subsequence(vec![3_i64, 8], 0..=2);
    let groups = proptest::sample::subsequence(vec![1_i64, 2, 3], 0..=3);
    let marks = proptest::collection::vec(proptest::option::of(0..STATUSES.len()), STUDENTS);
    let accepted = proptest::collection::vec(any::<bool>(), STUDENTS);
    let one = (
        0_i64..20,
        0_i64..8,
        1_i64..4,
        professors,
        groups,
        (proptest::bool::weighted(0.15), proptest::bool::weighted(0.8)),
        marks,
        accepted,
    );
    let lesson = one.prop_map(|(day, hour, module, professors, groups, (cancelled, closed), marks, accepted)| Lesson {
        day,
        hour,
        module,
        professors,
        groups,
        cancelled,
        closed,
        marks,
        accepted,
    });
    proptest::collection::vec(lesson, 4..14)
}

fn day(offset: i64) -> String {
    let first: chrono::NaiveDate = FIRST.parse().unwrap();
    (first + chrono::TimeDelta::days(offset)).to_string()
}

async fn forget(test: &TestApp) {
    for table in ["attendance_marks", "lesson_groups", "lesson_professors", "lessons", "enrolments", "absences"] {
        exec(test, &format!("DELETE FROM {table}")).await;
    }
}

async fn enter(test: &TestApp, students: &[i64], enrolled: &[Enrolled], lessons: &[Lesson]) {
    for one in enrolled {
        let last = one.days.map(|days| day(one.from + days));
        let sql = format!(
            "DELETE FROM enrolments WHERE student_id = {} AND group_id = {} AND first_day = '{}'",
            students[one.student],
            one.group,
            day(one.from)
        );
        exec(test, &sql).await;
        enter_enrolment(test, students[one.student], one.group, &day(one.from), last.as_deref()).await;
    }
    for one in lessons {
        // The first day is three weeks before the Monday of the tests.
        let from = NOW + (one.day - 21) * 86_400 + one.hour * 3600;
        let planned = Planned {
            module: one.module,
            from,
            to: from + 2700,
            day: &day(one.day),
            professors: &one.professors,
            groups: &one.groups,
        };
        let id = enter_lesson(test, &planned).await;
        for (student, status) in one.marks.iter().enumerate() {
            let Some(status) = status else { continue };
            mark(test, id, students[student], STATUSES[*status]).await;
            if STATUSES[*status] == "excused" && one.accepted[student] {
                cover(test, id, students[student]).await;
            }
        }
        let state = if one.closed { "closed" } else { "not_taken" };
        let status = if one.cancelled { "cancelled" } else { "planned" };
        exec(test, &format!("UPDATE lessons SET register_state = '{state}', status = '{status}' WHERE id = {id}"))
            .await;
    }
}

async fn cover(test: &TestApp, lesson: i64, student: i64) {
    exec(test, &format!(
        "INSERT INTO absences (student_id, from_at, to_at, origin, status, reason, decision_reason, row_version, created_at, updated_at) \
         VALUES ({student}, 1, 2, 'found', 'accepted', '', '', 1, 0, 0)"
    )).await;
    exec(test, &format!("UPDATE attendance_marks SET absence_id = (SELECT MAX(id) FROM absences) WHERE lesson_id = {lesson} AND student_id = {student}")).await;
}

/// planned, the six statuses, justified, minutes planned, minutes given.
type Counted = [i64; 10];

/// The slow way: every lesson, every student, every enrolment.
fn recount(
    by: &str,
    students: &[i64],
    enrolled: &[Enrolled],
    lessons: &[Lesson],
    only: &Only,
) -> BTreeMap<String, Counted> {
    let mut counted: BTreeMap<String, Counted> = BTreeMap::new();
    // The last of two enrolments that begin on one day holds.
    let holds = |one: &Enrolled, at: usize| {
        !enrolled[at + 1..]
            .iter()
            .any(|next| (next.student, next.group, next.from) == (one.student, one.group, one.from))
    };
    let member = |student: usize, group: i64, day: i64| {
        let within = WITHIN.iter().find(|(id, _)| *id == group).unwrap().1;
        enrolled.iter().enumerate().any(|(at, one)| {
            holds(one, at)
                && one.student == student
                && within.contains(&one.group)
                && one.from <= day
                && one.days.is_none_or(|days| day <= one.from + days)
        })
    };
    for lesson in lessons {
        if only.module.is_some_and(|module| module != lesson.module)
            || only.professor.is_some_and(|one| !lesson.professors.contains(&one))
        {
            continue;
        }
        let seats: Vec<usize> = (0..STUDENTS)
            .filter(|student| lesson.groups.iter().any(|group| member(*student, *group, lesson.day)))
            .filter(|student| only.student.is_none_or(|only| only == students[*student]))
            .filter(|student| only.group.is_none_or(|group| member(*student, group, lesson.day)))
            .collect();
        let is_of_students = only.student.is_some() || only.group.is_some() || matches!(by, "student" | "group");
        let mut hours = Vec::new();
        for seat in seats.iter().copied().map(Some).chain([None]) {
            let keys: Vec<String> = match (by, seat) {
                ("student", Some(student)) => vec![students[student].to_string()],
                ("group", Some(student)) => {
                    let inside = |group: &i64| {
                        only.group
                            .is_none_or(|only| WITHIN.iter().find(|(id, _)| *id == only).unwrap().1.contains(group))
                    };
                    [1, 2, 3]
                        .into_iter()
                        .filter(|group| inside(group) && member(student, *group, lesson.day))
                        .map(|group| group.to_string())
                        .collect()
                }
                ("student" | "group", None) => vec![],
                (_, None) if is_of_students => vec![],
                ("module", _) => vec![lesson.module.to_string()],
                ("professor", _) => lesson
                    .professors
                    .iter()
                    .filter(|one| only.professor.is_none_or(|only| only == **one))
                    .map(ToString::to_string)
                    .collect(),
                ("weekday", _) => vec![(lesson.day % 7 + 1).to_string()],
                _ => vec![format!("2026-W{}", 45 + lesson.day / 7)],
            };
            for key in keys {
                let row = counted.entry(key.clone()).or_default();
                if !hours.contains(&key) {
                    row[8] += 45;
                    row[9] += if lesson.closed && !lesson.cancelled { 45 } else { 0 };
                    hours.push(key);
                }
                let Some(student) = seat else { continue };
                if lesson.cancelled {
                    continue;
                }
                row[0] += 1;
                if let Some(status) = lesson.marks[student].filter(|_| lesson.closed) {
                    row[status + 1] += 1;
                    row[7] += i64::from(STATUSES[status] == "excused" && lesson.accepted[student]);
                }
            }
        }
    }
    counted
}

#[derive(Debug, Clone, Default)]
struct Only {
    module: Option<i64>,
    group: Option<i64>,
    student: Option<i64>,
    professor: Option<i64>,
}

impl Only {
    fn query(&self) -> String {
        let pairs =
            [("module", self.module), ("group", self.group), ("student", self.student), ("professor", self.professor)];
        pairs.iter().filter_map(|(name, id)| Some(format!("&{name}={}", (*id)?))).collect()
    }
}

fn shown(answer: &Value) -> BTreeMap<String, Counted> {
    let names = [
        "planned",
        "present",
        "late",
        "absent",
        "excused",
        "left_early",
        "remote",
        "justified",
        "minutes_planned",
        "minutes_given",
    ];
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["key"].to_string().trim_matches('"').to_owned(), names.map(|name| row[name].as_i64().unwrap())))
        .collect()
}

both_engines! {
    async fn statistics_equal_a_slow_recount(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) VALUES (1, 'B', 'b', 'b', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        let mut students = vec![4];
        for name in ["Un", "Deux", "Trois"] {
            students.push(enter_student(&test, name).await);
        }
        assert_eq!(count(&test, "class_groups").await, 3);
        let manager = manager(&test).await;
        let mut runner = TestRunner::deterministic();
        for _ in 0..scale(6, 60) {
            let enrolled = enrolments().new_tree(&mut runner).unwrap().current();
            let lessons = lessons().new_tree(&mut runner).unwrap().current();
            forget(&test).await;
            enter(&test, &students, &enrolled, &lessons).await;
            // Whoever was never enrolled is no student whose figures could be asked for.
            let known = students[enrolled[0].student];
            for only in [
                Only::default(), Only { module: Some(2), ..Only::default() }, Only { group: Some(1), ..Only::default() },
                Only { group: Some(2), module: Some(1), ..Only::default() }, Only { student: Some(known), ..Only::default() },
            ] {
                for by in ["student", "module", "group", "professor", "weekday", "week"] {
                    let path = format!("/api/statistics/?by={by}&from={FIRST}&to=2026-11-22{}", only.query());
                    let answer = manager.get(&path).send().await.expect(200).json();
                    assert_eq!(shown(&answer), recount(by, &students, &enrolled, &lessons, &only), "{path}\n{enrolled:?}\n{lessons:?}");
                }
            }
        }
    }
}
