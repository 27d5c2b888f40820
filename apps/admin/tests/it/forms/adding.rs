//! Adding a row: values of every kind, what is wrong with them, what no form shows.

use preau_testkit::{TestEngine, both_engines, markup_faults};

use crate::forms::sender::{somebody, standing};
use crate::forms::workshop::{STAFF, number, text, widget, workshop, write};

const ADD: &str = "/admin/widgets/add/";
const XSS: &str = "\"><script>alert('x')</script>";
/// One valid value of every kind.
const FULL: &[(&str, &str)] = &[
    ("name", "clock"),
    ("email", "a@b.fr"),
    ("color", "red"),
    ("room", "12"),
    ("maker", "1"),
    ("friends", "3"),
    ("friends", "2"),
    ("owner.nickname", "tick"),
    ("phone", "01 02"),
    ("story", "one\r\ntwo"),
    ("notes", "**bold**"),
    ("size", "-3"),
    ("made_on", "2026-11-23"),
    ("opens_at", "09:05"),
    ("seen_at", "2026-07-01T09:00"),
    ("grade", "g4"),
    ("tags", "new"),
    ("tags", "old"),
    ("owned_by", "3"),
];

both_engines! {
    async fn a_row_is_added_with_a_value_of_every_kind(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let page = staff.get(ADD).await.expect(200).text();
        assert_eq!(markup_faults(&page), [""; 0]);
        for part in ["type=\"date\"", "type=\"time\"", "type=\"datetime-local\"", "inputmode=\"email\"", "type=\"file\"",
            "data-suggest=\"/admin/makers/suggest/\"", "data-only-if=\"color=red\"", "<details class=\"fieldset\">",
            "As it stands on the box.", "href=\"/admin/makers/add/\"", "enctype=\"multipart/form-data\""] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
        let answer = staff.post(ADD, FULL).await.expect(303);
        assert_eq!(answer.header("location"), Some("/admin/widgets/?done=added"));
        let sql = "SELECT name || '|' || email || '|' || color || '|' || room || '|' || CAST(maker AS TEXT) || '|' || friends \
                   || '|' || nickname || '|' || phone || '|' || story || '|' || notes || '|' || CAST(size AS TEXT) || '|' || \
                   made_on || '|' || opens_at || '|' || CAST(seen_at AS TEXT) || '|' || grade || '|' || tags || '|' || \
                   CAST(owned_by AS TEXT) FROM widgets";
        let seen = "1782889200000000";
        assert_eq!(
            text(&test, sql).await,
            format!("clock|a@b.fr|red|12|1|2,3|tick|01 02|one\ntwo|**bold**|-3|2026-11-23|09:05|{seen}|g4|old,new|3")
        );
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets WHERE is_active = TRUE").await, 0, "a box not ticked");
        assert_eq!(number(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'record_created'").await, 1);
        // Where the other buttons lead.
        for (button, way) in [("continue", "/admin/widgets/2/?done=added"), ("another", "/admin/widgets/add/?done=added")] {
            write(&test, "UPDATE widgets SET email = NULL", vec![]).await;
            write(&test, "DELETE FROM widgets WHERE id > 1 AND id < 0", vec![]).await;
            let answer = staff.post(ADD, &[FULL, &[("do", button)]].concat()).await.expect(303);
            assert_eq!(answer.header("location"), Some(way));
        }
        let page = staff.get("/admin/widgets/2/?done=added").await.expect(200).text();
        assert!(page.contains("role=\"status\">Added.") && page.contains("value=\"2026-07-01T09:00\""), "{page}");
        assert_eq!(markup_faults(&page), [""; 0]);
    }

    async fn what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let typed = [("name", "  "), ("email", XSS), ("color", "green"), ("phone", XSS), ("story", "\nkept & <kept>"),
            ("notes", XSS), ("size", "many"), ("made_on", "yesterday"), ("opens_at", "noon"), ("seen_at", "2026-03-29T02:30"),
            ("grade", "g77"), ("tags", "none"), ("maker", "99"), ("friends", "1"), ("owner.nickname", XSS)];
        let page = staff.post(ADD, &typed).await.expect(400).text();
        assert!(!page.contains("<script>alert"), "{page}");
        assert_eq!(markup_faults(&page), [""; 0]);
        let now = standing(&page);
        for (name, value) in typed {
            if !matches!(name, "color" | "tags") {
                assert!(now.contains(&(name.to_owned(), value.to_owned())), "{name} is lost in {now:?}\n{page}");
            }
        }
        assert!(page.contains("<details class=\"fieldset\" open>"), "what is wrong is not folded away");
        for (id, problem) in [("name", "Name: This field is required"), ("size", "Size: "), ("made-on", "Made on: "),
            ("opens-at", "Opens at: A time"), ("seen-at", "Seen at: This time does not exist"), ("maker", "Maker: This record"),
            ("grade", "Grade: "), ("color", "Colour: "), ("tags", "Tags: ")] {
            let line = format!("<a href=\"#f-{id}\">{problem}");
            assert!(page.contains(&line), "{line} is not in {page}");
            assert!(page.contains(&format!("id=\"f-{id}-error\"")), "{id}");
        }
        assert!(page.contains("aria-invalid=\"true\" aria-describedby=\"f-name-hint f-name-error\""), "{page}");
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets").await, 0);
        // What the writer refuses, at a field, at a nested one, as a whole, by a defect, by an index.
        widget(&test, "taken", 1).await;
        write(&test, "UPDATE widgets SET email = 'in@use.fr'", vec![]).await;
        for (name, status, said) in [("wrong", 400, "<a href=\"#f-name\">"), ("nested", 400, "<a href=\"#f-owner-nickname\">"),
            ("refused", 409, "Other records refer to it"), ("storm", 500, "Something went wrong"), ("dup", 400, "In use already")] {
            let mut fields = vec![("name", name), ("color", "blue"), ("story", "a long one")];
            fields.extend((name == "dup").then_some(("email", "in@use.fr")));
            let page = staff.post(ADD, &fields).await.expect(status).text();
            assert!(page.contains(said) && page.contains("a long one"), "{name}: {page}");
        }
    }

    async fn what_no_form_shows_cannot_be_written(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "old", 3).await;
        let path = format!("/admin/widgets/{id}/");
        let more = [("secret", "stolen"), ("id", "77"), ("owned_by", "9"), ("created_at", "0"), ("owner.secret", "x"),
            ("name.x", "y"), ("updated_at", "5")];
        staff.fill(&path, &[&more[..], &[("name", "new")]].concat()).await.expect(303);
        let sql = "SELECT name || secret || CAST(owned_by AS TEXT) || CAST(created_at AS TEXT) || CAST(row_version AS TEXT) FROM widgets";
        assert_eq!(text(&test, sql).await, "newhidden312");
        staff.post(ADD, &[("name", "b"), ("color", "blue"), ("secret", "stolen")]).await.expect(303);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets WHERE secret = 'stolen'").await, 0);
    }

    async fn markdown_is_shown_as_it_will_be_read(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let typed = [("name", "kept"), ("color", "blue"), ("notes", "**bold** <img src=x onerror=alert(1)><script>alert(1)</script>"),
            ("do", "preview:notes")];
        let page = staff.post(ADD, &typed).await.expect(200).text();
        assert!(page.contains("<strong>bold</strong>") && page.contains("value=\"kept\""), "{page}");
        assert!(!page.contains("<script>alert") && !page.contains("<img src=\"x\" onerror"), "{page}");
    }
}
