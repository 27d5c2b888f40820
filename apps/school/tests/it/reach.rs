//! What one asks for by its id is found within one's reach only, whatever the query around it calls its tables.

use preau_testkit::{TestEngine, both_engines};

use super::school::{
    STUDENT, count, enter_enrolment, enter_structure, enter_student, enter_todays_lesson, enter_tutoring, exec,
    manager, open, professor, student, tutor,
};

both_engines! {
    async fn an_enrolment_of_strangers_is_not_found(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutoring(&test).await;
        exec(&test, "INSERT INTO class_groups (year_id, name, name_key, sort_name, search, row_version, created_at, updated_at) \
            VALUES (1, 'Autre', 'autre', 'autre', '', 1, 0, 0)").await;
        exec(&test, "INSERT INTO group_ancestors (group_id, ancestor_id, depth) VALUES (3, 3, 0)").await;
        let stranger = enter_student(&test, "Zola").await;
        exec(&test, &format!("DELETE FROM enrolments WHERE student_id = {stranger}")).await;
        enter_enrolment(&test, stranger, 3, "2026-09-01", None).await;
        enter_todays_lesson(&test).await;
        let (own, theirs) = ("/api/enrolments/1/", "/api/enrolments/3/");
        assert_eq!(count(&test, &format!("enrolments WHERE (id = 1 AND student_id = {STUDENT}) OR (id = 3 AND student_id = {stranger})")).await, 2);
        for who in [professor(&test).await, student(&test).await, tutor(&test).await] {
            who.get(own).send().await.expect(200);
            who.get(theirs).send().await.refused(404, "not_found");
            assert_eq!(who.get("/api/enrolments/").send().await.expect(200).json()["count"], 1);
        }
        manager(&test).await.get(theirs).send().await.expect(200);
    }
}
