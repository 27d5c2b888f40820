//! The sheet to print.

use preau_testkit::{TestEngine, both_engines, markup_faults};

use super::ground::lesson_at;
use crate::school::{
    NOW, PROFESSOR, Planned, enter_enrolment, enter_lesson, enter_structure, enter_student, exec, manager, open,
    professor,
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
}
