//! Deleting a row, its history and undoing.

use preau_testkit::{TestEngine, both_engines, markup_faults};

use crate::forms::sender::somebody;
use crate::forms::workshop::{READER, STAFF, number, part, text, widget, workshop, write};

const XSS: &str = "\"><script>alert('x')</script>";

both_engines! {
    async fn one_sees_what_goes_before_it_goes(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let (id, kept) = (widget(&test, XSS, 3).await, widget(&test, "kept", 3).await);
        for i in 0..101 {
            part(&test, id, &format!("{i}")).await;
        }
        write(&test, "INSERT INTO deals (widget) VALUES ($1)", vec![id.into()]).await;
        let path = format!("/admin/widgets/{id}/delete/");
        let page = staff.get(&path).await.expect(200).text();
        assert!(page.contains("(more than 100)") && page.contains("deals <span class=\"count\">(1)"), "{page}");
        assert!(!page.contains("Delete for good") && !page.contains("<script>alert"), "{page}");
        assert_eq!(markup_faults(&page), [""; 0]);
        assert!(staff.post(&path, &[]).await.expect(409).text().contains("cannot be deleted while"));
        write(&test, "DELETE FROM deals", vec![]).await;
        assert!(staff.get(&path).await.expect(200).text().contains("Delete for good"));
        let answer = staff.post(&path, &[]).await.expect(303);
        assert_eq!(answer.header("location"), Some("/admin/widgets/?done=deleted"));
        staff.get(&path).await.expect(404);
        let page = staff.post(&format!("/admin/widgets/{kept}/delete/"), &[]).await.expect(409).text();
        assert!(page.contains("role=\"alert\">Other records refer to it"), "{page}");
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets").await, 1);
    }

    async fn a_value_of_before_is_brought_back(engine: TestEngine) {
        let test = workshop(engine).await;
        let (staff, reader) = (somebody(&test, STAFF), somebody(&test, READER));
        let id = widget(&test, "old", 3).await;
        let path = format!("/admin/widgets/{id}/");
        let history = format!("{path}history/");
        staff.fill(&path, &[("name", XSS), ("owner.nickname", "tick"), ("maker", "1"), ("maker__q", "Ana Silva"), ("size", "7")])
            .await.expect(303);
        let page = staff.get(&history).await.expect(200).text();
        assert_eq!(markup_faults(&page), [""; 0]);
        assert!(page.contains("<th scope=\"row\">Nickname</th>") && page.contains("href=\"/admin/makers/1/\">Ana Silva"), "{page}");
        assert!(page.contains("&#60;i&#62;Person 1") && !page.contains("<script>alert"), "{page}");
        assert!(page.contains("Undo “Name”") && page.contains("Undo “Nickname”"), "{page}");
        let entry = number(&test, "SELECT id FROM audit_entries WHERE action = 'record_updated'").await.to_string();
        let read = reader.get(&history).await.expect(200).text();
        assert!(!read.contains("Undo"), "{read}");
        reader.post(&history, &[("entry", &entry), ("field", "name")]).await.expect(403);
        let answer = staff.post(&history, &[("entry", &entry), ("field", "name")]).await.expect(303);
        assert_eq!(answer.header("location"), Some(format!("{history}?done=undone").as_str()));
        staff.post(&history, &[("entry", &entry), ("field", "owner.nickname")]).await.expect(303);
        assert_eq!(text(&test, "SELECT name || COALESCE(nickname, '-') FROM widgets").await, "old-");
        assert_eq!(number(&test, "SELECT size FROM widgets").await, 7);
        // Undone already; no such field; an entry about something else.
        for field in ["name", "secret", "photo", "nothing"] {
            let page = staff.post(&history, &[("entry", &entry), ("field", field)]).await.expect(409).text();
            assert!(page.contains("cannot be brought back"), "{field}: {page}");
        }
        let other = widget(&test, "other", 3).await;
        staff.post(&format!("/admin/widgets/{other}/history/"), &[("entry", &entry), ("field", "name")]).await.expect(404);
        staff.post(&history, &[("entry", "x"), ("field", "name")]).await.expect(404);
    }
}
