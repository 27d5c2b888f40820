//! Inlines: rows of another entity in the form of a row.

use preau_testkit::{TestEngine, both_engines};

use crate::forms::sender::{somebody, standing};
use crate::forms::workshop::{STAFF, number, part, text, widget, workshop, write};

both_engines! {
    async fn parts_are_written_with_their_widget_or_not_at_all(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "clock", 3).await;
        let other = widget(&test, "other", 3).await;
        let (one, two, foreign) = (part(&test, id, "cog").await, part(&test, id, "spring").await, part(&test, other, "far").await);
        let path = format!("/admin/widgets/{id}/");
        let page = staff.get(&path).await.expect(200).text();
        assert!(page.contains(&format!("name=\"inline.parts.{one}.name\"")) && !page.contains("far"), "{page}");
        assert!(page.contains("form=\"do-parts-polish\" name=\"id\""), "{page}");
        let named = |id: i64, field: &str| format!("inline.parts.{id}.{field}");
        let (first, gone) = (named(one, "name"), named(two, "delete"));
        let done = [("name", "watch"), (first.as_str(), "wheel"), (gone.as_str(), "true"), ("inline.parts.new.name", "hand"),
            ("inline.parts.new.count", "2"), ("inline.parts.new.secret", "stolen")];
        // One wrong line, and nothing of it happens.
        let wrong = [&done[..4], &[("inline.parts.new.count", "999")]].concat();
        let page = staff.fill(&path, &wrong).await.expect(400).text();
        assert!(page.contains("<a href=\"#f-inline-parts-new-count\">") && page.contains("value=\"wheel\""), "{page}");
        assert!(page.contains(&format!("name=\"{gone}\" value=\"true\"")) && page.contains("checked"), "{page}");
        let refused = [&done[..], &[("inline.parts.new.name", "a name that is too long")]].concat();
        staff.fill(&path, &refused).await.expect(400);
        let all = "SELECT CAST(COALESCE(SUM(count), 0) * 100 + COUNT(*) AS BIGINT) FROM parts WHERE name IN ('cog', 'spring')";
        assert_eq!((number(&test, all).await, text(&test, "SELECT name FROM widgets WHERE id = 1").await), (202, "clock".into()));
        staff.fill(&path, &done).await.expect(303);
        let names = "SELECT name FROM parts WHERE id = ";
        assert_eq!(text(&test, &format!("{names}{one}")).await, "wheel");
        assert_eq!(number(&test, &format!("SELECT COUNT(*) FROM parts WHERE id = {two}")).await, 0);
        assert_eq!(number(&test, "SELECT widget FROM parts WHERE name = 'hand' AND count = 2 AND secret IS NULL").await, id);
        assert_eq!(text(&test, "SELECT name FROM widgets WHERE id = 1").await, "watch");
        // The part of another widget is not reached from here.
        let far = foreign.to_string();
        let (ids, reach) = (("inline.parts.ids", far.as_str()), named(foreign, "name"));
        let page = staff.fill(&path, &[ids, (reach.as_str(), "stolen")]).await.expect(400).text();
        assert!(page.contains("A line was deleted meanwhile"), "{page}");
        assert_eq!(text(&test, &format!("{names}{foreign}")).await, "far");
    }

    async fn a_refusal_of_the_last_line_undoes_the_first(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "clock", 3).await;
        let one = part(&test, id, "cog").await;
        let path = format!("/admin/widgets/{id}/");
        let page = staff.get(&path).await.expect(200).text();
        write(&test, "UPDATE parts SET row_version = 5, name = 'theirs'", vec![]).await;
        let mut fields = standing(&page);
        fields.retain(|(name, _)| name != "name");
        fields.extend([("name".into(), "watch".into()), ("inline.parts.new.name".into(), "hand".into())]);
        let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let clash = staff.post(&path, &pairs).await.expect(409).text();
        assert!(clash.contains("Parts · theirs · Part") && clash.contains("data-label=\"What you typed\">cog"), "{clash}");
        assert!(clash.contains(&format!("name=\"inline.parts.{one}.row_version\" value=\"5\"")), "{clash}");
        assert_eq!(text(&test, "SELECT name FROM widgets").await, "clock");
        assert_eq!(number(&test, "SELECT COUNT(*) FROM parts").await, 1);
    }

    async fn many_parts_come_by_the_page(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "clock", 3).await;
        for i in 0..25 {
            part(&test, id, &format!("part {i:02}")).await;
        }
        let page = staff.get(&format!("/admin/widgets/{id}/")).await.expect(200).text();
        assert!(page.contains("part 09") && !page.contains("part 10") && page.contains(">25<"), "{page}");
        let next = page.split("?parts_cursor=").nth(1).unwrap().split('"').next().unwrap();
        let page = staff.get(&format!("/admin/widgets/{id}/?parts_cursor={next}")).await.expect(200).text();
        assert!(page.contains("part 10") && page.contains("part 19") && !page.contains("part 09"), "{page}");
        staff.get(&format!("/admin/widgets/{id}/?parts_cursor=nonsense")).await.expect(400);
    }
}
