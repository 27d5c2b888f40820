//! Files: what a spreadsheet would compute stays a text.

use preau_testkit::{TestEngine, both_engines};

use super::ground::{close, lesson_at, mark};
use crate::school::{STUDENT, count, enter_structure, exec, manager, open};

both_engines! {
    async fn a_name_is_never_a_formula(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        exec(&test, "UPDATE users SET first_name = '=HYPERLINK(\"http://evil.test\";\"x\")' WHERE id = 4").await;
        exec(&test, "UPDATE modules SET name = '@SUM(1;2)' WHERE id = 1").await;
        let lesson = lesson_at(&test, 0, 0).await;
        mark(&test, lesson, STUDENT, "absent").await;
        close(&test, lesson).await;
        let manager = manager(&test).await;
        let csv = manager.get("/api/statistics/?by=student&format=csv").send().await.expect(200);
        assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"statistics-student-2026-10-24-2026-11-23.csv\""));
        let text = csv.text();
        assert!(text.starts_with("\u{feff}Élève;Attendus;"), "{text}");
        assert!(text.contains("\r\n\"'=HYPERLINK(\"\"http://evil.test\"\";\"\"x\"\") etudiant\";1;0;0;1;0;0;0;0;0;60;60\r\n"), "{text}");
        let lessons = manager.get("/api/statistics/lessons/?format=csv").header("accept-language", "en").send().await.expect(200).text();
        assert!(lessons.contains("2026-11-23,09:00,10:00,'@SUM(1;2),,,Jean professeur,1,0,0,1,"), "{lessons}");
        for path in ["/api/statistics/?by=module&format=xlsx", "/api/statistics/lessons/?format=xlsx"] {
            let file = manager.get(path).send().await.expect(200);
            assert!(file.header("content-disposition").unwrap().ends_with(".xlsx\""));
            assert!(file.bytes().starts_with(b"PK"));
        }
        assert_eq!(count(&test, "audit_entries WHERE action = 'statistics_exported'").await, 4);
    }
}
