//! Files of a row.

use preau_testkit::{TestEngine, both_engines};

use crate::forms::sender::somebody;
use crate::forms::workshop::{MAX_PHOTO, OWNER, STAFF, number, widget, workshop, write};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

both_engines! {
    async fn a_picture_is_kept_shown_and_taken_away(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "clock", 9).await;
        let path = format!("/admin/widgets/{id}/");
        let fields = |version: &'static str| [("name", "clock"), ("color", "blue"), ("row_version", version), ("story", "kept")];
        let large = [PNG, &vec![7; MAX_PHOTO]].concat();
        let cases: [(&str, &[u8], &str); 5] = [
            ("x.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "A PNG, JPEG"),
            ("x.png", b"<!doctype html><script>alert(1)</script>", "A PNG, JPEG"),
            ("x.png", &large, "20 kB at most"),
            ("x.png", b"\x89PNG\r\n\x1a\nbroken", "This picture is broken"),
            ("x.png", b"\xff\xd8\xff broken", "This picture is broken"),
        ];
        for (name, bytes, said) in cases {
            let page = staff.upload(&path, &fields("1"), ("photo", name, bytes)).await.expect(400).text();
            assert!(page.contains(said) && page.contains("kept") && page.contains("choose it again"), "{said}: {page}");
        }
        assert_eq!(number(&test, "SELECT COUNT(*) FROM files").await, 0);
        staff.upload(&path, &fields("1"), ("photo", "x.png", &vec![7; 4 * 1024 * 1024])).await.expect(413);
        staff.get(&format!("{path}file/photo/")).await.expect(404);

        staff.upload(&path, &fields("1"), ("photo", "x.png", PNG)).await.expect(303);
        let page = staff.get(&path).await.expect(200).text();
        assert!(page.contains(&format!("src=\"{path}file/photo/\"")) && page.contains("name=\"photo__remove\""), "{page}");
        let file = staff.get(&format!("{path}file/photo/")).await.expect(200);
        assert_eq!(file.bytes().as_ref(), PNG);
        for (header, value) in [("content-type", "image/png"), ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-cache")] {
            assert_eq!(file.header(header), Some(value));
        }
        assert!(file.header("content-disposition").unwrap().starts_with("inline"));
        somebody(&test, OWNER).get(&format!("{path}file/photo/")).await.expect(404);
        staff.get(&format!("{path}file/name/")).await.expect(404);
        // Whatever a file says that it is, it is no page.
        write(&test, "UPDATE files SET content_type = 'text/html'", vec![]).await;
        let file = staff.get(&format!("{path}file/photo/")).await.expect(200);
        assert_eq!(file.header("content-type"), Some("application/octet-stream"));
        assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
        staff.fill(&path, &[("photo__remove", "true")]).await.expect(303);
        staff.get(&format!("{path}file/photo/")).await.expect(404);
    }
}
