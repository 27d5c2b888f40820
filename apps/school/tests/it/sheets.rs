//! The structure and the series from CSV and back.

use preau_testkit::{Client, TestEngine, both_engines};
use serde_json::{Value, json};

use super::school::{STUDENT, count, enter_rooms, enter_student_profile, exec, manager, open, professor};

const SHEETS: [(&str, &str); 7] = [
    ("school-years", "name;starts_on;ends_on\n2026-2027;2026-09-01;2027-07-03\n"),
    ("terms", "year,name,starts_on,ends_on\n2026-2027,Trimestre 1,2026-09-01,2026-12-18\n"),
    ("programmes", "Code;Name;inconnu\nSIO;BTS SIO;x\n"),
    ("taught-modules", "module;programme;year;planned_minutes\nMATH;sio;2026-2027;3600\n"),
    ("groups", "year;name;programme;parent\n2026-2027;SIO 1;SIO;\n2026-2027;SIO 1 A;;SIO 1\n"),
    ("enrolments", "year;group;student;first_day;last_day\n2026-2027;SIO 1 A;etudiant@example.com;2026-09-01;\n"),
    (
        "series",
        "module;weekday;from_time;to_time;first_day;last_day;room;professors;year;groups\n\
         MATH;2;08:30;10:00;2026-11-24;2026-12-15;A101;professeur@example.com;2026-2027;SIO 1\n",
    ),
];

async fn import(who: &Client, kind: &str, csv: &str, dry_run: bool) -> preau_testkit::TestResponse {
    let path = format!("/api/school/import/?kind={kind}&dry_run={dry_run}");
    who.post(&path).body("text/csv", csv.to_owned()).send().await
}

both_engines! {
    async fn a_school_comes_from_seven_sheets_and_goes_out_again(engine: TestEngine) {
        let test = open(engine).await;
        enter_rooms(&test).await;
        let office = manager(&test).await;
        for (kind, csv) in SHEETS {
            let dry = import(&office, kind, csv, true).await.expect(200).json();
            let rows = csv.lines().count() as i64 - 1;
            assert_eq!((&dry["created"], &dry["error_count"], &dry["dry_run"]), (&json!(rows), &json!(0), &json!(true)), "{kind} {dry}");
            let done = import(&office, kind, csv, false).await.expect(200).json();
            assert_eq!(done["created"], rows, "{kind}");
        }
        assert_eq!(count(&test, "lessons").await, 4);
        assert_eq!(count(&test, "time_claims").await, 4 * 5);
        assert_eq!(count(&test, &format!("enrolments WHERE student_id = {STUDENT}")).await, 1);
        for (kind, _) in &SHEETS[..6] {
            let answer = office.get(&format!("/api/school/export/?kind={kind}")).send().await.expect(200);
            assert!(answer.header("content-disposition").unwrap().contains(".csv"));
            let again = import(&office, kind, &answer.text(), false).await.expect(200).json();
            assert_eq!((&again["created"], &again["changed"], &again["unchanged"]), (&json!(0), &json!(0), &again["rows"]), "{kind}: what went out changes nothing");
        }
        let series = office.get("/api/school/export/?kind=series").send().await.expect(200).text();
        assert!(series.contains("MATH;;2;08:30;10:00;1;2026-11-24;2026-12-15;A101;professeur@example.com;2026-2027;SIO 1"), "{series}");
        let twice = import(&office, "series", &series, false).await.expect(200).json();
        assert_eq!((&twice["created"], &twice["changed"], &twice["unchanged"]), (&json!(0), &json!(0), &json!(1)), "{twice}");
        assert_eq!(count(&test, "lessons").await, 4);
        // Another series at that time meets the room, and says so.
        let other = series.replace("MATH;;", "MATH;Soutien;");
        let refused = import(&office, "series", &other, false).await;
        let row = refused.json()["rows"][0].clone();
        assert_eq!((refused.status(), &row["code"]), (400, &json!("clash_with")));
        let message = row["message"].as_str().unwrap();
        assert!(message.contains("A101, mardi 24 novembre 2026, de 08:30 à 10:00 · Mathématiques"), "{message}");
        // What says something else changes that alone.
        let csv = "code;name\nSIO;BTS Services informatiques\n";
        let changed = import(&office, "programmes", csv, false).await.expect(200).json();
        assert_eq!((&changed["changed"], &changed["unchanged"]), (&json!(1), &json!(0)));
        test.may_leave_jobs();
    }

    async fn every_wrong_row_is_named_and_nothing_is_kept(engine: TestEngine) {
        let test = open(engine).await;
        let office = manager(&test).await;
        import(&office, "school-years", SHEETS[0].1, false).await.expect(200);
        let csv = "year;name;starts_on;ends_on\n2026-2027;T1;2026-09-01;2026-12-18\n2025;T2;2026-09-01;2026-12-18\n\
            2026-2027;T3;hier;2026-12-18\n2026-2027;;2026-09-01;2026-12-18\n2026-2027;T5;2026-01-01;2026-12-18\n";
        let dry = import(&office, "terms", csv, true).await.expect(200).json();
        let named: Vec<_> = dry["errors"].as_array().unwrap().iter().map(|error| (error["row"].as_i64().unwrap(), error["field"].as_str().unwrap().to_owned())).collect();
        assert_eq!(named, [(3, "year".to_owned()), (4, "starts_on".to_owned()), (5, "name".to_owned()), (6, "starts_on".to_owned())], "{dry}");
        let refused = import(&office, "terms", csv, false).await;
        let body: Value = refused.json();
        assert_eq!((refused.status(), &body["code"], &body["error_count"]), (400, &json!("import_refused"), &json!(4)));
        assert_eq!(count(&test, "terms").await, 0);
        for (kind, csv, status) in [("nothing", "a", 400), ("terms", "", 400), ("terms", "name\nx", 400), ("terms", "\u{0}", 400)] {
            assert_eq!(import(&office, kind, csv, false).await.status(), status, "{kind} {csv}");
        }
        office.post("/api/school/import/?kind=terms").json(json!({})).send().await.refused(415, "unsupported_media_type");
        import(&professor(&test).await, "terms", csv, true).await.refused(403, "forbidden");
    }

    async fn sheets_come_as_french_spreadsheets_write_them_and_broken_lines_are_named(engine: TestEngine) {
        let test = open(engine).await;
        let office = manager(&test).await;
        let utf16: Vec<u8> = "\u{feff}Nom\tDébut\tFin\r\n2026-2027\t01/09/2026\t03/07/2027\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let path = "/api/school/import/?kind=school-years&dry_run=false";
        let made = office.post(path).body("text/csv", utf16).send().await.expect(200).json();
        assert_eq!((&made["created"], &made["unknown_headers"]), (&json!(1), &json!([])));
        assert_eq!(count(&test, "school_years WHERE name = '2026-2027' AND starts_on = '2026-09-01'").await, 1);
        let csv = "année;nom\n;Y\n2026-2027;\"non fermé;\n2026-2027;Q\n2026-2027;R\n2026-2027;  q\n2027;S\n";
        let dry = import(&office, "groups", csv, true).await.expect(200).json();
        let errors: Vec<_> = dry["errors"].as_array().unwrap().iter().map(|one| (one["row"].as_i64().unwrap(), one["code"].as_str().unwrap())).collect();
        assert_eq!(errors, [(2, "required"), (3, "csv_open_quote"), (6, "csv_row_twice"), (7, "names_nothing")], "{dry}");
        assert_eq!(dry["created"], 2);
        let message = dry["errors"][2]["message"].as_str().unwrap();
        assert!(message.contains("ligne 4"), "{message}");
        assert_eq!(import(&office, "groups", csv, false).await.status(), 400);
        assert_eq!(count(&test, "class_groups").await, 0);
    }

    async fn a_sheet_of_enrolments_respects_the_past(engine: TestEngine) {
        let test = open(engine).await;
        crate::school::enter_structure(&test).await;
        let one = crate::school::enter_student(&test, "Un").await;
        enter_student_profile(&test, one).await;
        exec(&test, &format!("DELETE FROM enrolments WHERE student_id = {one}")).await;
        let lesson = crate::school::enter_todays_lesson(&test).await;
        exec(&test, &format!("UPDATE lessons SET register_state = 'closed' WHERE id = {lesson}")).await;
        let office = manager(&test).await;
        let sheet = |first: &str| format!("year;group;student;first_day\n2026-2027;Groupe 1;n{one};{first}\n");
        let refused = import(&office, "enrolments", &sheet("2026-09-01"), false).await;
        assert_eq!((refused.status(), refused.json()["rows"][0]["code"].clone()), (400, json!("past_is_closed")));
        import(&office, "enrolments", &sheet("2026-11-24"), false).await.expect(200);
    }
}
