//! Saved views: one's own, and those of a role.

use preau_kernel::actor::Scope;
use preau_kernel::db::Sql;
use preau_testkit::{TestApp, TestEngine, both_engines};

use crate::browser::{leads_to, links};
use crate::place::{self, PROFESSOR, STAFF};

const LIST: &str = "/admin/widgets/";
const VIEWS: &str = "/admin/widgets/views/";

async fn ids(test: &TestApp) -> Vec<i64> {
    let rows = test.db().read().all("SELECT id FROM admin_views ORDER BY id", vec![]).await.unwrap();
    rows.iter().map(|row| row.try_get("", "id").unwrap()).collect()
}

both_engines! {
    async fn a_view_is_saved_opened_and_deleted(engine: TestEngine) {
        let test = place::start(engine).await;
        let staff = place::logged_in(&test, STAFF).await;
        let saved = staff.post(VIEWS, &[("do", "save"), ("name", " Bons <b> "), ("query", "?x=1&kind=good&cursor=abc&page_size=25")]).await;
        leads_to(&saved, "/admin/widgets/?kind=good&page_size=25");
        let page = staff.page(LIST).await;
        assert!(page.contains("Bons &#60;b&#62;") && links(&page).contains(&"?kind=good&page_size=25".into()), "{page}");
        let open = staff.page(&format!("{LIST}?kind=good&page_size=25")).await;
        assert!(open.contains("href=\"?kind=good&#38;page_size=25\" aria-current=\"page\""), "{open}");

        let id = ids(&test).await[0].to_string();
        staff.post(VIEWS, &[("do", "default"), ("id", &id), ("query", "")]).await.expect(303);
        leads_to(&staff.open(LIST).await, "/admin/widgets/?kind=good&page_size=25");
        staff.page(&format!("{LIST}?view=none")).await;
        staff.post(VIEWS, &[("do", "plain"), ("id", &id)]).await.expect(303);
        staff.page(LIST).await;

        // The same name again takes the new query.
        staff.post(VIEWS, &[("do", "save"), ("name", "Bons <b>"), ("query", "kind=busy"), ("default", "1")]).await.expect(303);
        assert_eq!(ids(&test).await.len(), 1);
        leads_to(&staff.open(LIST).await, "/admin/widgets/?kind=busy");
        let id = ids(&test).await[0].to_string();
        staff.post(VIEWS, &[("do", "delete"), ("id", &id)]).await.expect(303);
        assert!(ids(&test).await.is_empty());
    }

    async fn views_of_others_are_never_changed(engine: TestEngine) {
        let test = place::start(engine).await;
        place::grant(&test, PROFESSOR, "admin.widgets.view", Scope::Own).await;
        let staff = place::logged_in(&test, STAFF).await;
        let professor = place::logged_in(&test, PROFESSOR).await;
        staff.post(VIEWS, &[("do", "save"), ("name", "à moi"), ("query", "kind=good")]).await.expect(303);
        staff.post(VIEWS, &[("do", "save"), ("name", "à tous"), ("query", "kind=odd"), ("role", "PROFESSOR"), ("default", "1")]).await.expect(303);
        for id in ids(&test).await {
            for what in ["delete", "default", "plain"] {
                professor.post(VIEWS, &[("do", what), ("id", &id.to_string())]).await.expect(404);
            }
        }
        professor.post(VIEWS, &[("do", "save"), ("name", "x"), ("role", "PROFESSOR")]).await.expect(403);
        assert_eq!(ids(&test).await.len(), 2);
        leads_to(&professor.open(LIST).await, "/admin/widgets/?kind=odd");
        let page = professor.page(&format!("{LIST}?view=none")).await;
        assert!(page.contains("à tous") && !page.contains("à moi"), "{page}");
        // Staff keep them, and their own list does not open with a professor's.
        let page = staff.page(LIST).await;
        assert!(page.contains("à tous (Professeurs)") && page.contains("à moi"), "{page}");
        // A view of one list is none of another.
        let id = ids(&test).await[0].to_string();
        staff.post("/admin/makers/views/", &[("do", "delete"), ("id", &id)]).await.expect(404);
        staff.post("/admin/nothing/views/", &[("do", "delete"), ("id", &id)]).await.expect(404);
    }

    async fn a_wrong_name_is_said_in_the_list(engine: TestEngine) {
        let test = place::start(engine).await;
        let staff = place::logged_in(&test, STAFF).await;
        for name in ["", "  ", &"x".repeat(81), "a\u{7}b", "a\0b"] {
            let answer = staff.post(VIEWS, &[("do", "save"), ("name", name), ("query", "kind=good")]).await.expect(400);
            assert!(answer.text().contains("Nom de la vue : "), "{}", answer.text());
        }
        staff.post(VIEWS, &[("do", "save"), ("name", "x"), ("role", "EMPEROR")]).await.expect(400);
        staff.post(VIEWS, &[("do", "else")]).await.expect(400);
        staff.send(VIEWS, &[("do", "save"), ("name", "x")]).await.expect(403);
        assert!(ids(&test).await.is_empty());
    }

    async fn fifty_views_are_enough(engine: TestEngine) {
        let test = place::start(engine).await;
        let staff = place::logged_in(&test, STAFF).await;
        let tx = test.db().write_tx().await.unwrap();
        let id = place::id_of(&test, STAFF).await;
        for i in 0..50 {
            let sql = "INSERT INTO admin_views (entity, user_id, name, query, is_default, created_by, created_at) \
                       VALUES ('widgets', $1, $2, 'kind=good', FALSE, $1, 0)";
            tx.exec(sql, vec![id.into(), format!("vue {i}").into()]).await.unwrap();
        }
        tx.commit().await.unwrap();
        let answer = staff.post(VIEWS, &[("do", "save"), ("name", "une de plus"), ("query", "")]).await.expect(400);
        assert!(answer.text().contains("50 vues au plus"), "{}", answer.text());
        staff.post(VIEWS, &[("do", "save"), ("name", "vue 7"), ("query", "")]).await.expect(303);
        staff.post("/admin/makers/views/", &[("do", "save"), ("name", "x"), ("query", "")]).await.expect(303);
    }
}
