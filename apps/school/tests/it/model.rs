//! Random sequences of planning, moving, cancelling, series, enrolling and leaving: no two exclusive claims of a subject ever
//! overlap, every accepted one carries its reason, every lesson to come takes exactly whom it expects, and nothing is refused
//! but by a code of the contract.

use preau_testkit::{Client, TestApp, TestEngine, both_engines, scale};
use serde_json::{Value, json};

use super::school::{
    count, enter_professor, enter_rooms, enter_structure, enter_student, enter_student_profile, exec, manager, open,
    overlaps,
};

/// Numbers that look like chance and are the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

struct Stage {
    office: Client,
    professors: Vec<i64>,
    students: Vec<i64>,
    lessons: Vec<i64>,
    series: Vec<i64>,
    enrolments: Vec<i64>,
}

/// The id of what was made; what is refused is refused by a code that clients know.
fn told(answer: &preau_testkit::TestResponse) -> Option<i64> {
    const KNOWN: [&str; 9] = [
        "clash",
        "enrolled_already",
        "past_is_closed",
        "lesson_is_cancelled",
        "register_is_taken",
        "invalid",
        "reference_gone",
        "group_has_a_past",
        "not_found",
    ];
    let body = if answer.status() == 204 { Value::Null } else { answer.json() };
    if answer.status() < 300 {
        return body["id"].as_i64();
    }
    let code = body["code"].as_str().unwrap_or_default();
    assert!(answer.status() < 500 && KNOWN.contains(&code), "{} {body}", answer.status());
    None
}

impl Stage {
    fn lesson(&self, dice: &mut Dice) -> Value {
        let (day, hour) = (24 + dice.below(5), 7 + dice.below(4));
        let quarter = dice.of(&["00", "30"]);
        let accept = dice.below(3) == 0;
        json!({
            "module": 1 + dice.below(3), "starts_at": format!("2026-11-{day}T{hour:02}:{quarter}:00Z"),
            "ends_at": format!("2026-11-{day}T{:02}:{quarter}:00Z", hour + 1), "room": dice.of(&[Some(1), Some(2), None]),
            "professors": [dice.of(&self.professors)], "groups": [1 + dice.below(3)], "accept_clash": accept, "reason": "Accepté",
        })
    }

    async fn step(&mut self, dice: &mut Dice) {
        match dice.below(14) {
            0..=4 => {
                let body = self.lesson(dice);
                self.lessons.extend(told(&self.office.post("/api/lessons/").json(body).send().await));
            }
            5 | 6 if !self.lessons.is_empty() => {
                let path = format!("/api/lessons/{}/", dice.of(&self.lessons));
                let mut body = self.lesson(dice);
                if dice.below(2) == 0 {
                    body.as_object_mut()
                        .unwrap()
                        .retain(|name, _| ["starts_at", "ends_at", "accept_clash", "reason"].contains(&name.as_str()));
                }
                told(&self.office.patch(&path).json(body).send().await);
            }
            7 if !self.lessons.is_empty() => {
                let path = format!("/api/lessons/{}/cancellation/", dice.of(&self.lessons));
                told(&self.office.post(&path).json(json!({"reason": "Annulé"})).send().await);
            }
            8 => {
                let mut body = self.lesson(dice);
                let hour = 14 + dice.below(3);
                for (name, value) in [
                    ("weekday", json!(1 + dice.below(5))),
                    ("from_time", json!(format!("{hour}:00"))),
                    ("to_time", json!(format!("{hour}:45"))),
                    ("first_day", json!("2026-11-16")),
                    ("last_day", json!("2026-12-20")),
                ] {
                    body[name] = value;
                }
                self.series.extend(told(&self.office.post("/api/series/").json(body).send().await));
            }
            9 if !self.series.is_empty() => {
                let path = format!("/api/series/{}/", dice.of(&self.series));
                let hour = 14 + dice.below(3);
                let body = json!({"weekday": 1 + dice.below(5), "from_time": format!("{hour}:00"), "to_time": format!("{hour}:45"),
                    "groups": [1 + dice.below(3)], "accept_clash": dice.below(2) == 0, "reason": "Accepté"});
                told(&self.office.patch(&path).json(body).send().await);
            }
            10 | 11 => {
                let body = json!({"student": dice.of(&self.students), "group": 2 + dice.below(2),
                    "first_day": format!("2026-11-{}", 20 + dice.below(9)), "accept_clash": dice.below(2) == 0, "reason": "Accepté"});
                self.enrolments.extend(told(&self.office.post("/api/enrolments/").json(body).send().await));
            }
            12 if !self.enrolments.is_empty() => {
                let path = format!("/api/enrolments/{}/", dice.of(&self.enrolments));
                let body = json!({"last_day": dice.of(&[None, Some("2026-11-26"), Some("2026-12-02")]), "accept_clash": true, "reason": "Accepté"});
                told(&self.office.patch(&path).json(body).send().await);
            }
            13 => {
                let parent = dice.of(&[None, Some(1)]);
                let body = json!({"parent": parent, "accept_clash": true, "reason": "Accepté"});
                told(&self.office.patch("/api/groups/2/").json(body).send().await);
            }
            _ => {}
        }
    }
}

async fn holds(test: &TestApp) {
    assert_eq!(overlaps(test).await, 0);
    assert_eq!(count(test, "time_claims WHERE exclusive = FALSE AND reason <> 'Accepté'").await, 0);
    let orphans = "time_claims c WHERE c.source_kind = 'lesson' AND NOT EXISTS (SELECT 1 FROM lessons l WHERE l.id = c.source_id \
        AND l.status <> 'cancelled' AND l.starts_at = c.starts * 1000000 AND l.ends_at = c.ends * 1000000)";
    assert_eq!(count(test, orphans).await, 0);
    let expected = "SELECT lg.lesson_id, e.student_id FROM lesson_groups lg JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
        JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= lg.day AND (e.last_day IS NULL OR e.last_day >= lg.day)";
    let missing = format!(
        "({expected}) x JOIN lessons l ON l.id = x.lesson_id WHERE l.status IN ('planned', 'moved') \
        AND l.starts_at > 1795420800000000 AND NOT EXISTS (SELECT 1 FROM time_claims c WHERE c.source_kind = 'lesson' \
        AND c.source_id = x.lesson_id AND c.subject_kind = 'person' AND c.subject_id = x.student_id)"
    );
    assert_eq!(count(test, &missing).await, 0, "somebody expected is not claimed");
    let beyond = format!(
        "time_claims c JOIN lessons l ON l.id = c.source_id WHERE c.source_kind = 'lesson' AND c.subject_kind = 'person' \
        AND l.starts_at > 1795420800000000 AND NOT EXISTS (SELECT 1 FROM lesson_professors p WHERE p.lesson_id = l.id AND p.user_id = c.subject_id) \
        AND NOT EXISTS (SELECT 1 FROM ({expected}) x WHERE x.lesson_id = l.id AND x.student_id = c.subject_id)"
    );
    assert_eq!(count(test, &beyond).await, 0, "somebody not expected is claimed");
    let groups = "group_ancestors ga JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id JOIN lessons l ON l.id = lg.lesson_id \
        WHERE l.status IN ('planned', 'moved') AND l.starts_at > 1795420800000000 AND NOT EXISTS (SELECT 1 FROM time_claims c \
        WHERE c.source_kind = 'lesson' AND c.source_id = l.id AND c.subject_kind = 'group' AND c.subject_id = ga.group_id)";
    assert_eq!(count(test, groups).await, 0, "a group within is not claimed");
}

both_engines! {
    async fn whatever_is_planned_no_time_is_given_twice(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) VALUES (1, 'B', 'b', 'b', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        let mut students = vec![crate::school::STUDENT];
        for name in ["Un", "Deux", "Trois"] {
            let person = enter_student(&test, name).await;
            enter_student_profile(&test, person).await;
            students.push(person);
        }
        exec(&test, "DELETE FROM enrolments WHERE student_id <> 4").await;
        let professors = vec![crate::school::PROFESSOR, enter_professor(&test, "Lovelace", &[1]).await];
        let office = manager(&test).await;
        let mut stage = Stage { office, professors, students, lessons: vec![], series: vec![], enrolments: vec![] };
        let mut dice = Dice(7);
        for n in 0..scale(150, 2000) {
            stage.step(&mut dice).await;
            if n % 25 == 0 {
                holds(&test).await;
            }
        }
        holds(&test).await;
        assert!(stage.lessons.len() > 10 && !stage.series.is_empty() && stage.enrolments.len() > 3);
        assert!(count(&test, "time_claims WHERE exclusive = FALSE").await > 0);
        test.may_leave_jobs();
    }
}
