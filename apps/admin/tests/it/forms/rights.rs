//! Who may do what, and what is recorded of it.

use preau_testkit::{TestEngine, both_engines};

use crate::forms::sender::somebody;
use crate::forms::workshop::{OWNER, READER, STAFF, number, part, widget, workshop};

const ADD: &str = "/admin/widgets/add/";

both_engines! {
    async fn whoever_may_not_is_refused_by_hand_too(engine: TestEngine) {
        let test = workshop(engine).await;
        let (staff, reader, owner) = (somebody(&test, STAFF), somebody(&test, READER), somebody(&test, OWNER));
        let mine = widget(&test, "mine", OWNER).await;
        let foreign = widget(&test, "foreign", 9).await;
        let sealed = widget(&test, "sealed", 3).await;
        let part = part(&test, mine, "cog").await;
        let path = |id: i64| format!("/admin/widgets/{id}/");
        let fields = [("name", "new"), ("color", "blue"), ("row_version", "1")];
        let page = reader.get(&path(mine)).await.expect(200).text();
        assert!(page.contains("You may read this record") && !page.contains("name=\"name\"") && !page.contains("cog"), "{page}");
        assert!(!page.contains("delete/"), "{page}");
        reader.post(&path(mine), &fields).await.expect(403);
        reader.post(ADD, &fields).await.expect(403);
        reader.get(ADD).await.expect(403);
        reader.get(&format!("{}delete/", path(mine))).await.expect(403);
        for page in ["", "history/", "file/photo/"] {
            owner.get(&format!("{}{page}", path(foreign))).await.expect(404);
        }
        owner.post(&path(foreign), &fields).await.expect(404);
        owner.post(&format!("{}history/", path(foreign)), &[]).await.expect(404);
        assert!(staff.get(&path(sealed)).await.expect(200).text().contains("You may read this record"));
        staff.post(&path(sealed), &fields).await.expect(403);
        staff.post(&format!("{}delete/", path(sealed)), &[]).await.expect(403);
        // Without the token; a part without the right to parts.
        staff.post_bare(&path(mine), &fields).await.expect(403);
        staff.post_bare(&format!("{}delete/", path(mine)), &[]).await.expect(403);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets WHERE name = 'new'").await, 0);
        let id = part.to_string();
        let (name, delete) = (format!("inline.parts.{part}.name"), format!("inline.parts.{part}.delete"));
        let by_hand = [("inline.parts.ids", id.as_str()), (&name, "stolen"), (&delete, "true"), ("inline.parts.new.name", "x")];
        owner.fill(&path(mine), &by_hand).await.expect(303);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM parts WHERE name = 'cog'").await, 1);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM parts").await, 1);
        for missing in ["/admin/widgets/999/", "/admin/nothing/1/", "/admin/nothing/add/", "/admin/widgets/x/"] {
            staff.get(missing).await.expect(404);
        }
    }

    async fn reading_is_recorded_where_it_is_demanded(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "clock", 3).await;
        staff.get(&format!("/admin/widgets/{id}/")).await.expect(200);
        staff.get("/admin/makers/1/").await.expect(200);
        let sql = "SELECT target_id FROM audit_entries WHERE action = 'record_read' AND actor_id = 1 AND target_kind = 'widgets'";
        assert_eq!((number(&test, sql).await, number(&test, "SELECT COUNT(*) FROM audit_entries").await), (id, 1));
    }
}
