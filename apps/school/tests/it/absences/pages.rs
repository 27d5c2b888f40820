//! The sheet to print.

use preau_testkit::{TestEngine, both_engines, markup_faults};

use serde_json::json;

use super::ground::lesson_at;
use crate::school::{
    NOW, PROFESSOR, Planned, enter_enrolment, enter_lesson, enter_rooms, enter_structure, enter_student, exec,
    logged_in, manager, open, professor,
};

both_engines! {
    async fn a_sheet_has_names_hours_and_boxes(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        // In the class, not in its group.
        let alone = enter_student(&test, "Seul <b>").await;
        exec(&test, &format!("DELETE FROM enrolments WHERE student_id = {alone}")).await;
        enter_enrolment(&test, alone, 1, "2026-09-01", None).await;
        let morning = lesson_at(&test, 0, 0).await;
        let planned = Planned { module: 2, from: NOW + 3600, to: NOW + 7200, day: "2026-11-23", professors: &[PROFESSOR], groups: &[2] };
        enter_lesson(&test, &planned).await;
        lesson_at(&test, 0, 5).await;
        let manager = manager(&test).await;
        let answer = manager.get("/school/sheet/?group=1&date=2026-11-23&half=am").send().await.expect(200);
        assert!(answer.header("content-type").unwrap().starts_with("text/html"));
        let html = answer.text();
        assert_eq!(markup_faults(&html), [""; 0], "{html}");
        for part in ["Feuille d’émargement", "Terminale A", "lundi 23 novembre 2026", "Matin", "09:00–10:00", "10:00–11:00", "Mathématiques", "Français", "Jean professeur", "ETUDIANT Jean", "Signature", "Non attendu"] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("14:00") && !html.contains("<b>") && !html.contains("<script"));
        assert_eq!(html.matches("<span class=\"box-label\">Signature</span>").count(), 3);
        let style = html.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(test.anonymous().get(style).send().await.expect(200).header("content-type"), Some("text/css; charset=utf-8"));
        let one = professor(&test).await.get(&format!("/school/sheet/?lesson={morning}")).header("accept-language", "en").send().await.expect(200).text();
        assert!(one.contains("Attendance sheet") && one.contains("Morning") && !one.contains("10:00–11:00"), "{one}");
        let empty = manager.get("/school/sheet/?group=1&date=2026-11-24&half=pm").send().await.expect(200).text();
        assert!(empty.contains("Aucun cours") && empty.contains("mardi 24 novembre 2026") && empty.contains("Après-midi"));
        for wrong in ["", "?group=1", "?group=1&half=noon", "?group=x&half=am", "?group=1&half=am&date=hier"] {
            manager.get(&format!("/school/sheet/{wrong}")).send().await.refused(400, "invalid");
        }
        manager.get("/school/sheet/?group=99&half=am").send().await.expect(404);
        test.anonymous().get("/school/sheet/?group=1&half=am").send().await.expect(401);
    }

    /// More names than fit on a page: its head stands on each.
    async fn a_printed_sheet_says_on_every_page_what_it_is(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        exec(&test, "UPDATE rooms SET name = 'Salle Curie' WHERE id = 1").await;
        exec(&test, &format!("UPDATE lessons SET room_id = 1 WHERE id = {lesson}")).await;
        logged_in(&test, "admin@example.com").await.patch("/api/place/").json(json!({"name": "Lycée", "address": "12 rue des Tilleuls\n75011 Paris"})).send().await.expect(200);
        let html = manager(&test).await.get("/school/sheet/?group=1&date=2026-11-23&half=am").send().await.expect(200).text();
        assert!(html.contains("<span>Salle Curie</span>") && !html.contains("Salle Salle"), "{html}");
        let head = html.split("<thead>").nth(1).unwrap().split("</thead>").next().unwrap();
        for part in ["Lycée, 12 rue des Tilleuls, 75011 Paris", "Feuille d’émargement · Terminale A", "lundi 23 novembre 2026 · Matin"] {
            assert!(head.contains(part), "{part} in {head}");
        }
        let foot = html.split("<tfoot>").nth(1).unwrap().split("</tfoot>").next().unwrap();
        assert!(foot.contains("Chaque personne présente signe"), "{foot}");
        assert_eq!(markup_faults(&html), [""; 0], "{html}");
    }

    /// A new tab carries no token: the link shows the sheet to it, once.
    async fn a_link_shows_one_sheet_once_within_five_minutes(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        exec(&test, &format!("UPDATE lessons SET room_id = 1 WHERE id = {lesson}")).await;
        let teacher = professor(&test).await;
        let link = async |body: serde_json::Value| {
            let answer = teacher.post("/api/school/sheets/link/").json(&body).send().await.expect(200).json();
            (answer["url"].as_str().unwrap().to_owned(), answer["expires_at"].clone())
        };
        let tab = test.anonymous();
        for body in [json!({"lesson": lesson}), json!({"group": 1, "day": "2026-11-23", "half": "am"}), json!({"room": 1, "day": "2026-11-23", "half": "am"})] {
            let (url, expires_at) = link(body.clone()).await;
            assert_eq!(expires_at, "2026-11-23T08:05:00.000000Z");
            let html = tab.get(&url).send().await.expect(200).text();
            assert!(html.contains("ETUDIANT Jean") && html.contains("09:00–10:00"), "{body}: {html}");
            tab.get(&url).send().await.expect(403);
            // Loaded again in a browser it says so in words.
            let again = tab.get(&url).header("accept", "text/html").header("accept-language", "fr").send().await.expect(403);
            assert!(again.header("content-type").unwrap().starts_with("text/html"));
            assert!(again.text().contains("Ce lien montre la feuille une seule fois"), "{}", again.text());
        }
        // Another sheet, another person, another key: never given.
        let (url, _) = link(json!({"group": 1, "day": "2026-11-23", "half": "am"})).await;
        for forged in [url.replace("half=am", "half=pm"), url.replace("group=1", "group=2"), url.replace("-3-s", "-2-s"), format!("{url}0"), "/school/sheet/?lesson=1&link=1".to_owned()] {
            assert_ne!(forged, url);
            tab.get(&forged).send().await.expect(404);
        }
        test.advance(chrono::TimeDelta::minutes(5));
        tab.get(&url).send().await.expect(403);
    }

    async fn a_link_is_for_what_its_maker_reaches_and_dies_with_their_login(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_rooms(&test).await;
        let planned = Planned { module: 3, from: NOW, to: NOW + 3600, day: "2026-11-23", professors: &[], groups: &[1] };
        let foreign = enter_lesson(&test, &planned).await;
        exec(&test, &format!("UPDATE lessons SET room_id = 1 WHERE id = {foreign}")).await;
        exec(&test, "DELETE FROM user_modules WHERE user_id = 3 AND module_id = 3").await;
        let teacher = professor(&test).await;
        let post = async |body: serde_json::Value| teacher.post("/api/school/sheets/link/").json(&body).send().await;
        post(json!({"lesson": foreign})).await.refused(404, "not_found");
        post(json!({"group": 1, "day": "2026-11-23", "half": "am"})).await.refused(404, "not_found");
        post(json!({"room": 99, "day": "2026-11-23", "half": "am"})).await.refused(404, "not_found");
        for (body, field) in [(json!({}), "group"), (json!({"group": 1}), "day"), (json!({"group": 1, "day": "2026-11-23"}), "half"), (json!({"room": 1, "day": "hier", "half": "am"}), "day"), (json!({"room": 1, "day": "2026-11-23", "half": "xx"}), "half")] {
            assert!(post(body.clone()).await.refused(400, "invalid").json()["errors"][field].is_array(), "{body}");
        }
        let room = post(json!({"room": 1, "day": "2026-11-23", "half": "am"})).await.expect(200).json();
        let html = test.anonymous().get(room["url"].as_str().unwrap()).send().await.expect(200).text();
        assert!(html.contains("A101") && !html.contains("ETUDIANT"), "a colleague's lesson in that room is not theirs: {html}");
        let last = post(json!({"room": 1, "day": "2026-11-23", "half": "am"})).await.expect(200).json();
        let others = logged_in(&test, "professeur@example.com").await;
        others.post("/api/me/sessions/end-others/").json(json!({})).send().await.expect(200);
        test.anonymous().get(last["url"].as_str().unwrap()).send().await.expect(403);
    }
}
