//! Changing a row: what is not touched, relations, two editors at once.

use preau_testkit::{TestEngine, both_engines, markup_faults};

use crate::forms::sender::{somebody, standing};
use crate::forms::workshop::{READER, STAFF, number, part, text, widget, workshop, write};

const ADD: &str = "/admin/widgets/add/";
const XSS: &str = "\"><script>alert('x')</script>";

both_engines! {
    async fn what_nobody_touched_stays_as_it_is(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "old", 3).await;
        // Microseconds, an hour that comes twice, a choice that is none any more.
        let sql = "UPDATE widgets SET seen_at = 1792895400123456, color = 'mauve', story = $1, made_on = '1066-10-14', friends = '1,2'";
        write(&test, sql, vec!["\n a\r\nb".into()]).await;
        let path = format!("/admin/widgets/{id}/");
        staff.fill(&path, &[("do", "continue")]).await.expect(303);
        assert_eq!(number(&test, "SELECT row_version FROM widgets").await, 1, "nothing has changed");
        staff.fill(&path, &[("name", "new")]).await.expect(303);
        assert_eq!(number(&test, "SELECT seen_at FROM widgets").await, 1_792_895_400_123_456);
        assert_eq!(text(&test, "SELECT color || made_on FROM widgets").await, "mauve1066-10-14");
        staff.fill(&path, &[("seen_at", "2026-10-25T02:30")]).await.expect(303);
        assert_eq!(number(&test, "SELECT seen_at FROM widgets").await, 1_792_888_200_000_000, "the first of two");
    }

    async fn a_relation_is_searched_without_a_script(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let base = [("name", "clock"), ("color", "blue"), ("story", "kept")];
        let page = staff.post(ADD, &[&base[..], &[("maker__q", "bold"), ("do", "search:maker")]].concat()).await.expect(200).text();
        assert!(page.contains("<input type=\"radio\" name=\"maker\" value=\"2\"> Bob &#60;b&#62;Bold"), "{page}");
        assert!(!page.contains("value=\"1\"> Ana") && page.contains("kept"), "{page}");
        assert_eq!(markup_faults(&page), [""; 0]);
        // Enter in the box searches; saving with an open question says so; both write nothing.
        let page = staff.post(ADD, &[&base[..], &[("maker__q", "zoe"), ("do", "enter")]].concat()).await.expect(200).text();
        assert!(page.contains("value=\"3\"> Zoé"), "{page}");
        let page = staff.post(ADD, &[&base[..], &[("maker__q", "zoe"), ("do", "save")]].concat()).await.expect(400).text();
        assert!(page.contains("Choose one") && page.contains("value=\"3\"> Zoé"), "{page}");
        let nothing = staff.post(ADD, &[&base[..], &[("maker__q", "nobody"), ("do", "search:maker")]].concat()).await.expect(200);
        assert!(nothing.text().contains("Nothing of the kind"), "{}", nothing.text());
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets").await, 0);
        let picked = [("maker__q", "zoe"), ("maker__asked", "zoe"), ("maker", "3"), ("friends", "1")];
        staff.post(ADD, &[&base[..], &picked].concat()).await.expect(303);
        assert_eq!(number(&test, "SELECT maker FROM widgets").await, 3);
        // The box holds the title; emptied, nothing is picked any more. A script's choice needs no search.
        let page = staff.get("/admin/widgets/1/").await.expect(200).text();
        assert!(page.contains("name=\"maker__q\" value=\"Zoé\"") && page.contains("value=\"1\" checked> Ana Silva"), "{page}");
        staff.fill("/admin/widgets/1/", &[("maker__q", "Ana Silva"), ("maker", "1")]).await.expect(303);
        assert_eq!(number(&test, "SELECT maker FROM widgets").await, 1);
        staff.fill("/admin/widgets/1/", &[("maker__q", "")]).await.expect(303);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM widgets WHERE maker IS NULL").await, 1);
    }

    async fn who_saves_returns_to_the_list_as_it_was(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "old", 3).await;
        let list = staff.get("/admin/widgets/?page_size=100").await.expect(200).text();
        let row = format!("/admin/widgets/{id}/?list=page_size%3D100");
        assert!(list.contains(&format!("href=\"{row}\"")), "{list}");
        let page = staff.get(&row).await.expect(200).text();
        for way in ["/admin/widgets/?page_size=100\"", "history/?list=page_size%3D100", "delete/?list=page_size%3D100"] {
            assert!(page.contains(way), "{way} is not in {page}");
        }
        let saved = staff.fill(&row, &[("name", "new"), ("do", "save")]).await.expect(303);
        assert_eq!(saved.header("location"), Some("/admin/widgets/?page_size=100&done=saved"));
        let stays = staff.fill(&row, &[("name", "newer"), ("do", "continue")]).await.expect(303);
        assert_eq!(stays.header("location"), Some(format!("{row}&done=saved").as_str()));
        // Whatever stands in the address, it stays a query of the list.
        let forged = format!("/admin/widgets/{id}/?list=%0D%0AX%3A+y%23//evil.example");
        let saved = staff.fill(&forged, &[("name", "newest"), ("do", "save")]).await.expect(303);
        let way = saved.header("location").unwrap_or_default();
        assert!(way.starts_with("/admin/widgets/?") && !way.contains(['#', '\r', '\n']), "{way}");
    }

    async fn two_editors_see_one_another(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "old", 3).await;
        let path = format!("/admin/widgets/{id}/");
        let page = staff.get(&path).await.expect(200).text();
        staff.fill(&path, &[("name", "theirs"), ("size", "7")]).await.expect(303);
        let mut mine: Vec<_> = standing(&page);
        mine.retain(|(name, _)| name != "name");
        mine.push(("name".into(), "<b>mine</b>".into()));
        let send = |fields: &[(String, String)]| fields.to_vec();
        let fields = send(&mine);
        let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let clash = staff.post(&path, &pairs).await.expect(409).text();
        assert_eq!(markup_faults(&clash), [""; 0]);
        for part in ["Somebody saved this record", "<td data-label=\"Saved\">theirs</td>",
            "<td data-label=\"What you typed\">&#60;b&#62;mine&#60;/b&#62;</td>", "<td data-label=\"Saved\">7</td>",
            "Last saved: &#60;i&#62;Person 1", "name=\"row_version\" value=\"2\""] {
            assert!(clash.contains(part), "{part} is not in {clash}");
        }
        assert!(!clash.contains("data-label=\"Saved\">blue"), "only what differs");
        assert_eq!(text(&test, "SELECT name FROM widgets").await, "theirs");
        // Saved again, knowingly.
        let fields = standing(&clash);
        let pairs: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        staff.post(&path, &pairs).await.expect(303);
        assert_eq!(text(&test, "SELECT name FROM widgets").await, "<b>mine</b>");
        // A form that does not say its version does not overwrite.
        let pairs: Vec<_> = pairs.into_iter().filter(|(name, _)| *name != "row_version").collect();
        staff.post(&path, &pairs).await.expect(409);
    }

    async fn what_is_stored_runs_nowhere(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, XSS, 3).await;
        let sql = "UPDATE widgets SET email = $1, phone = $1, story = $1, notes = $1, made_on = $1, opens_at = $1, color = $1, \
                   grade = $1, tags = $1, nickname = $1, room = $1, maker = 2";
        write(&test, sql, vec![XSS.into()]).await;
        part(&test, id, XSS).await;
        write(&test, "UPDATE makers SET name = $1", vec![XSS.into()]).await;
        for path in ["", "history/", "delete/"] {
            for user in [STAFF, READER] {
                let page = somebody(&test, user).get(&format!("/admin/widgets/{id}/{path}")).await.text();
                assert!(!page.contains("<script>alert"), "{page}");
                assert_eq!(markup_faults(&page), [""; 0]);
            }
        }
        let page = staff.post(&format!("/admin/widgets/{id}/"), &[("maker__q", ""), ("do", "search:maker")]).await.expect(200).text();
        assert!(!page.contains("<script>alert") && page.contains("type=\"radio\" name=\"maker\""), "{page}");
    }

    async fn a_page_costs_few_queries(engine: TestEngine) {
        let test = workshop(engine).await;
        let staff = somebody(&test, STAFF);
        let id = widget(&test, "clock", 3).await;
        part(&test, id, "cog").await;
        write(&test, "UPDATE widgets SET maker = 1, friends = '2,3'", vec![]).await;
        for path in [String::from(ADD), format!("/admin/widgets/{id}/"), format!("/admin/widgets/{id}/history/"),
            format!("/admin/widgets/{id}/delete/")] {
            let heard = test.db().watch().listen();
            staff.get(&path).await.expect(200);
            let asked = heard.take();
            assert!(asked.len() <= 8, "{path}: {asked:#?}");
        }
    }
}
