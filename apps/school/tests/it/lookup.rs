//! Looking people and enrolments up: by name, by what they are narrowed to, and never beyond the asker's reach.

use preau_testkit::{Client, TestApp, TestEngine, both_engines};
use serde_json::Value;

use super::school::{
    MANAGER, PROFESSOR, STUDENT, admin, enter_professor, enter_structure, enter_student, enter_student_profile,
    enter_todays_lesson, enter_tutoring, exec, manager, open, professor, student, tutor,
};

async fn results(who: &Client, path: &str) -> Vec<Value> {
    who.get(path).send().await.expect(200).json()["results"].as_array().unwrap().clone()
}

async fn ids(who: &Client, query: &str) -> Vec<i64> {
    results(who, &format!("/api/school/people/?{query}")).await.iter().map(|one| one["id"].as_i64().unwrap()).collect()
}

async fn enrolled(who: &Client, query: &str) -> Vec<i64> {
    let found = results(who, &format!("/api/enrolments/?{query}")).await;
    let mut found: Vec<_> = found.iter().map(|one| one["student"].as_i64().unwrap()).collect();
    found.sort_unstable();
    found
}

/// Group 3 of another year, with a stranger in it whom a colleague teaches module 3.
async fn two_worlds(test: &TestApp) -> (i64, i64) {
    enter_structure(test).await;
    exec(test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
    for sql in [
        "INSERT INTO school_years (name, name_key, starts_on, ends_on, search, row_version, created_at, updated_at) \
         VALUES ('2025-2026', '2025-2026', '2025-09-01', '2026-07-03', '', 1, 0, 0)",
        "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
         VALUES (2, 'Autre', 'autre', 'autre', '', 1, 0, 0)",
        "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)",
    ] {
        exec(test, sql).await;
    }
    let colleague = enter_professor(test, "Lovelace", &[3]).await;
    let stranger = enter_student(test, "Zola").await;
    enter_student_profile(test, stranger).await;
    exec(test, &format!("UPDATE enrolments SET group_id = 3 WHERE student_id = {stranger}")).await;
    let lesson = enter_todays_lesson(test).await;
    let theirs = enter_todays_lesson(test).await;
    exec(test, &format!("UPDATE lessons SET module_id = 3 WHERE id = {theirs}")).await;
    exec(test, &format!("UPDATE lesson_groups SET group_id = 3 WHERE lesson_id = {theirs}")).await;
    exec(test, &format!("UPDATE lesson_professors SET user_id = {colleague} WHERE lesson_id = {theirs}")).await;
    assert!(lesson < theirs);
    // As the names would have been entered.
    let (a, b) = ("  ada  lovelace", "  eve  zola");
    for (person, name) in [(colleague, a), (stranger, b)] {
        exec(test, &format!("UPDATE users SET search = '{name}' WHERE id = {person}")).await;
    }
    (colleague, stranger)
}

both_engines! {
    async fn everybody_finds_whom_they_may_see_in_the_timetable(engine: TestEngine) {
        let test = open(engine).await;
        let (colleague, stranger) = two_worlds(&test).await;
        enter_tutoring(&test).await;
        let (office, teacher) = (manager(&test).await, professor(&test).await);
        let all = results(&office, "/api/school/people/").await;
        let named: Vec<_> = all.iter().map(|one| (one["id"].as_i64().unwrap(), one["kind"].as_str().unwrap())).collect();
        for wanted in [(colleague, "professor"), (PROFESSOR, "professor"), (STUDENT, "student"), (stranger, "student")] {
            assert!(named.contains(&wanted), "{wanted:?} {named:?}");
        }
        assert!(!named.iter().any(|(id, _)| *id == MANAGER));
        assert_eq!(ids(&office, "search=zol").await, [stranger]);
        assert_eq!(ids(&office, "search=zol&kind=professor").await, Vec::<i64>::new());
        assert_eq!(ids(&office, "search=lovel&kind=professor").await, [colleague]);
        // A professor: their students, and all colleagues.
        assert_eq!(ids(&teacher, "kind=student").await, [STUDENT]);
        assert!(ids(&teacher, "search=zola").await.is_empty());
        assert_eq!(ids(&teacher, "search=lovelace").await, [colleague]);
        // Their own for everybody else.
        assert_eq!(ids(&tutor(&test).await, "").await, [STUDENT]);
        assert!(ids(&tutor(&test).await, "kind=professor").await.is_empty());
        assert_eq!(ids(&student(&test).await, "").await, [STUDENT]);
        // Whoever stands in the list can be asked for, and nobody else.
        for (asker, name) in [(&teacher, "professor"), (&tutor(&test).await, "tutor"), (&student(&test).await, "student")] {
            let listed = ids(asker, "limit=50").await;
            for person in [STUDENT, stranger, colleague, PROFESSOR, MANAGER] {
                let answer = asker.get(&format!("/api/timetable/?person={person}")).send().await;
                assert_eq!(answer.status(), if listed.contains(&person) { 200 } else { 404 }, "{person} for {name}");
            }
        }
    }

    async fn namesakes_are_told_apart_and_one_is_found_by_their_id(engine: TestEngine) {
        let test = open(engine).await;
        let (colleague, stranger) = two_worlds(&test).await;
        let (office, teacher, pupil) = (manager(&test).await, professor(&test).await, student(&test).await);
        let one = async |who: &Client, id: i64| who.get(&format!("/api/school/people/{id}/")).send().await;
        let detail = async |who: &Client, id: i64| one(who, id).await.expect(200).json()["detail"].as_str().unwrap().to_owned();
        assert_eq!(detail(&office, STUDENT).await, "Groupe 1");
        assert_eq!(detail(&office, stranger).await, "Autre");
        assert_eq!(detail(&office, colleague).await, "Histoire", "what they teach");
        exec(&test, &format!("UPDATE professors SET specialty = 'Physique' WHERE user_id = {colleague}")).await;
        assert_eq!(detail(&teacher, colleague).await, "Physique");
        exec(&test, "UPDATE enrolments SET last_day = '2026-11-22' WHERE student_id = 4").await;
        assert_eq!(detail(&office, STUDENT).await, "", "of today");
        assert_eq!(results(&office, "/api/school/people/?search=lovelace").await[0]["detail"], "Physique");
        for (who, id) in [(&teacher, stranger), (&pupil, colleague), (&pupil, stranger), (&office, MANAGER), (&office, 4711)] {
            one(who, id).await.refused(404, "not_found");
        }
    }

    async fn groups_say_how_many_are_in_them_and_which_one_may_write_to(engine: TestEngine) {
        let test = open(engine).await;
        two_worlds(&test).await;
        let groups = async |who: &Client, query: &str| -> Vec<(i64, Value)> {
            let mut found: Vec<_> = results(who, &format!("/api/groups/?{query}")).await.iter().map(|one| (one["id"].as_i64().unwrap(), one["students"].clone())).collect();
            found.sort_by_key(|(id, _)| *id);
            found
        };
        let (office, teacher) = (manager(&test).await, professor(&test).await);
        let all: Vec<(i64, Value)> = [(1, 1), (2, 1), (3, 1)].into_iter().map(|(id, students)| (id, students.into())).collect();
        assert_eq!(groups(&teacher, "").await, all);
        assert_eq!(groups(&teacher, "taught=true").await, all[..2]);
        assert_eq!(groups(&office, "taught=true").await, all);
        assert_eq!(groups(&student(&test).await, "").await, [(1, Value::Null), (2, Value::Null)]);
        assert!(groups(&student(&test).await, "taught=true").await.is_empty());
        exec(&test, "UPDATE enrolments SET last_day = '2026-11-22' WHERE student_id = 4").await;
        assert_eq!(groups(&office, "parent=1").await, [(2, 0.into())]);
        assert_eq!(office.get("/api/groups/3/").send().await.expect(200).json()["students"], 1);
        teacher.get("/api/groups/?taught=x").send().await.refused(400, "invalid");
    }

    async fn a_choice_of_people_is_short_and_its_questions_are_checked(engine: TestEngine) {
        let test = open(engine).await;
        two_worlds(&test).await;
        let office = admin(&test).await;
        let page = office.get("/api/school/people/?limit=1").send().await.expect(200).json();
        assert_eq!(page["results"].as_array().unwrap().len(), 1);
        assert!(page["next"].is_string());
        for wrong in ["kind=tutor", "limit=0", "limit=51", "limit=x", "limit=-1"] {
            office.get(&format!("/api/school/people/?{wrong}")).send().await.refused(400, "invalid");
        }
    }

    async fn enrolments_stand_in_the_order_of_names_when_asked(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        for name in ["zola", "adam", "martin"] {
            enter_student(&test, name).await;
        }
        exec(&test, "UPDATE users SET sort_name = 'etudiant' WHERE id = 4").await;
        let names = async |ordering: &str| -> Vec<String> {
            let found = results(&manager(&test).await, &format!("/api/enrolments/?ordering={ordering}")).await;
            found.iter().map(|one| one["student_name"].as_str().unwrap().split(' ').next_back().unwrap().to_owned()).collect()
        };
        assert_eq!(names("student_name").await, ["adam", "etudiant", "martin", "zola"]);
        assert_eq!(names("-student_name").await, ["zola", "martin", "etudiant", "adam"]);
    }

    async fn enrolments_are_found_by_name_year_module_and_whether_they_hold(engine: TestEngine) {
        let test = open(engine).await;
        let (_, stranger) = two_worlds(&test).await;
        let gone = enter_student(&test, "Parti").await;
        exec(&test, &format!("UPDATE enrolments SET last_day = '2026-11-22' WHERE student_id = {gone}")).await;
        let office = manager(&test).await;
        for (query, found) in [
            ("search=zola", vec![stranger]),
            ("search=ZÔLA", vec![stranger]),
            ("search=zola&group=2", vec![]),
            ("year=2", vec![stranger]),
            ("year=1", vec![STUDENT, gone]),
            ("current=true", vec![STUDENT, stranger]),
            ("current=false", vec![gone]),
            ("on=2026-11-22", vec![STUDENT, stranger, gone]),
            ("module=3", vec![stranger]),
            // The lesson is today's; whoever left yesterday is not expected there.
            ("module=1", vec![STUDENT]),
            ("module=2", vec![]),
            ("student=4&group=2&module=1&year=1&current=true&search=etud", vec![STUDENT]),
        ] {
            assert_eq!(enrolled(&office, query).await, found, "{query}");
        }
        for wrong in ["current=maybe", "module=x", "year=x", "on=22-11-2026"] {
            office.get(&format!("/api/enrolments/?{wrong}")).send().await.refused(400, "invalid");
        }
    }

    async fn enrolments_beyond_ones_reach_are_not_found(engine: TestEngine) {
        let test = open(engine).await;
        let (_, stranger) = two_worlds(&test).await;
        enter_tutoring(&test).await;
        let teacher = professor(&test).await;
        assert_eq!(enrolled(&teacher, "").await, [STUDENT]);
        assert!(enrolled(&teacher, "search=zola").await.is_empty());
        assert!(enrolled(&teacher, "year=2").await.is_empty());
        for who in [&teacher, &student(&test).await, &tutor(&test).await] {
            for query in [format!("student={stranger}"), "group=3".to_owned(), "module=3".to_owned()] {
                who.get(&format!("/api/enrolments/?{query}")).send().await.refused(404, "not_found");
            }
            assert_eq!(enrolled(who, &format!("student={STUDENT}&module=1")).await, [STUDENT]);
        }
        // Given a lesson there once, it is found.
        exec(&test, &format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES (2, {PROFESSOR}, 0)")).await;
        assert_eq!(enrolled(&teacher, "module=3").await, [stranger]);
    }
}
