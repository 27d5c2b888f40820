//! A person's rights: what is told of them, what remains of them, and two records that become one.

use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::school::{
    PROFESSOR, STUDENT, count, enter_professor, enter_rooms, enter_structure, enter_student, enter_todays_lesson, exec,
    lesson_body, manager, open,
};

both_engines! {
    async fn somebody_who_goes_gives_back_their_time_and_the_numbers_stay(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        enter_todays_lesson(&test).await;
        manager(&test).await.post("/api/lessons/").json(lesson_body("2026-11-27T08:00:00Z", "2026-11-27T09:00:00Z")).send().await.expect(201);
        let told = School.export_person(test.app(), STUDENT).await.unwrap();
        assert_eq!(told["enrolments"], json!([{"group": "Groupe 1", "first_day": "2026-09-01", "last_day": null}]));
        let told = School.export_person(test.app(), PROFESSOR).await.unwrap();
        assert_eq!(told["lessons_given"].as_array().unwrap().len(), 2);
        let tx = test.db().write_tx().await.unwrap();
        assert!(School.remembers_person(&tx, STUDENT).await.unwrap() && School.remembers_person(&tx, PROFESSOR).await.unwrap());
        assert!(!School.remembers_person(&tx, 7).await.unwrap());
        School.erase_person(test.app(), &tx, STUDENT).await.unwrap();
        School.erase_person(test.app(), &tx, PROFESSOR).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&test, "enrolments WHERE last_day = '2026-11-23'").await, 1);
        assert_eq!(count(&test, "time_claims WHERE subject_kind = 'person'").await, 0);
        assert_eq!(count(&test, "lesson_professors").await, 1, "today's stays");
        test.may_leave_jobs();
    }

    async fn two_records_of_one_person_become_one(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = enter_todays_lesson(&test).await;
        let again = enter_student(&test, "Encore").await;
        let colleague = enter_professor(&test, "Lovelace", &[1]).await;
        exec(&test, &format!("INSERT INTO lesson_professors (lesson_id, user_id, starts_at) VALUES ({lesson}, {colleague}, 0)")).await;
        let tx = test.db().write_tx().await.unwrap();
        School.merge_person(&tx, again, STUDENT).await.unwrap();
        School.merge_person(&tx, colleague, PROFESSOR).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&test, &format!("enrolments WHERE student_id = {STUDENT}")).await, 1);
        assert_eq!(count(&test, &format!("enrolments WHERE student_id = {again}")).await, 0);
        assert_eq!(count(&test, &format!("lesson_professors WHERE user_id = {PROFESSOR}")).await, 1);
    }
}
