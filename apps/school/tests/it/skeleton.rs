//! That the module starts at all, and that the ground of the tests holds.

use preau_testkit::{TestEngine, both_engines};

use super::school::{NOW, STUDENT, enter_structure, enter_student, enter_todays_lesson, open};

both_engines! {
    async fn a_school_opens_and_knows_whom_it_expects(engine: TestEngine) {
        let test = open(engine).await;
        assert_eq!(test.now().seconds(), NOW);
        enter_structure(&test).await;
        let lesson = enter_todays_lesson(&test).await;
        let other = enter_student(&test, "Zola").await;
        let expected = preau_school::store::expected::at_lesson(test.db().read(), lesson).await.unwrap();
        let expected: Vec<_> = expected.iter().map(|one| one.id).collect();
        assert_eq!(expected, [other, STUDENT], "in the order of their names");
    }
}
