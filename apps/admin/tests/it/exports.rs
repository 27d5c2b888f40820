//! Exports: what the list shows, harmless for spreadsheets, recorded before it leaves.

use std::io::Read;

use preau_kernel::actor::Scope;
use preau_kernel::db::Sql;
use preau_testkit::{TestApp, TestEngine, TestResponse, both_engines};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::place::{self, PROFESSOR, STAFF};
use crate::sample::{Widget, add, add_maker, widget};

const EXPORT: &str = "/admin/widgets/export/";
/// More than one batch.
const MANY: usize = 1203;

async fn export(browser: &Browser, format: &str, query: &str) -> TestResponse {
    browser.post(EXPORT, &[("format", format), ("query", query)]).await
}

/// Rows of a CSV file, without its mark.
fn csv_rows(answer: &TestResponse, delimiter: u8) -> Vec<Vec<String>> {
    let text = answer.text();
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut rows = Vec::new();
    for line in text.lines() {
        rows.push(line.split(delimiter as char).map(str::to_owned).collect());
    }
    rows
}

async fn last_entry(test: &TestApp) -> (Value, Value) {
    let sql = "SELECT e.metadata, p.content FROM audit_entries e JOIN audit_personal p ON p.entry_id = e.id \
               WHERE e.action = 'list_exported' ORDER BY e.id DESC LIMIT 1";
    let row = test.db().read().get(sql, vec![]).await.unwrap();
    let text = |name: &str| -> String { row.try_get("", name).unwrap() };
    (serde_json::from_str(&text("metadata")).unwrap(), serde_json::from_str(&text("content")).unwrap())
}

both_engines! {
    async fn everything_that_is_filtered_is_exported(engine: TestEngine) {
        let test = place::start(engine).await;
        let rows: Vec<_> = (0..MANY).map(|i| Widget { is_live: i % 3 > 0, weight: Some(-(i as i64)), ..widget(&format!("g{i:04}")) }).collect();
        add(&test, &rows).await;
        let staff = place::logged_in(&test, STAFF).await;
        let query = "is_live=true&search=g&ordering=-name&columns=name,weight,seen_at&page_size=25&cursor=zzz";
        let expected: Vec<_> = (0..MANY).rev().filter(|i| i % 3 > 0).collect();

        let csv = export(&staff, "csv", query).await.expect(200);
        assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"widgets-2026-11-23.csv\""));
        let lines = csv_rows(&csv, b';');
        assert_eq!(lines[0], ["Nom", "Poids", "Vu le"]);
        assert_eq!(lines.len(), expected.len() + 1);
        for (line, i) in lines[1..].iter().zip(&expected) {
            assert_eq!(*line, [format!("g{i:04}"), format!("-{i}"), "2026-11-23 09:00:00".into()]);
        }

        let json = export(&staff, "json", query).await.expect(200).json();
        let json = json.as_array().unwrap();
        assert_eq!(json.len(), expected.len());
        assert_eq!((&json[0]["name"], &json[0]["weight"], &json[0]["seen_at"]), (&json!("g1202"), &json!(-1202), &json!("2026-11-23T09:00:00+01:00")));

        let sheet = sheet(&export(&staff, "xlsx", query).await.expect(200));
        assert_eq!(sheet.matches("<row ").count(), expected.len() + 1);
        assert!(sheet.contains("<v>-1202</v>") && sheet.contains(">g1202<") && sheet.contains(">2026-11-23 09:00:00<"), "{}", &sheet[..2000]);

        let (metadata, personal) = last_entry(&test).await;
        assert_eq!(metadata, json!({"entity": "widgets", "format": "xlsx", "filters": {"is_live": "true"}}));
        assert_eq!(personal["search"], "g");
    }

    async fn nothing_in_an_export_is_computed(engine: TestEngine) {
        let test = place::start(engine).await;
        let maker = add_maker(&test, "@SUM(1)").await;
        let evil = ["=1+1", "+33 1", "-2+3", "@x", "\t=1", "plain; \"quoted\""];
        add(&test, &evil.map(|name| Widget { weight: Some(-5), maker: Some(maker), ..widget(name) })).await;
        let staff = place::logged_in(&test, STAFF).await;
        let csv = export(&staff, "csv", "columns=name,weight,maker&ordering=id").await.expect(200).text();
        for line in ["'=1+1;-5;'@SUM(1)", "'+33 1;-5;", "'-2+3;-5;", "'@x;-5", "'\t=1;-5", "\"plain; \"\"quoted\"\"\";-5"] {
            assert!(csv.contains(line), "no {line} in\n{csv}");
        }
        let english = staff.post(&format!("{EXPORT}?lang=en"), &[("format", "csv"), ("query", "columns=name,weight")]).await.expect(200).text();
        assert!(english.starts_with("\u{feff}Name,Weight\r\n"), "{english}");
        let sheet = sheet(&export(&staff, "xlsx", "").await.expect(200));
        assert!(!sheet.contains("<f>") && sheet.contains(">=1+1<"), "{sheet}");
        let json = export(&staff, "json", "columns=maker").await.expect(200).json();
        assert_eq!(json[0]["maker"], json!({"id": maker, "text": "@SUM(1)"}));
    }

    async fn an_export_holds_what_its_reader_may_see(engine: TestEngine) {
        let test = place::start(engine).await;
        let professor = place::id_of(&test, PROFESSOR).await;
        add(&test, &[widget("autre"), Widget { keeper: Some(professor), ..widget("mien") }]).await;
        place::grant(&test, PROFESSOR, "admin.widgets.view", Scope::Own).await;
        let browser = place::logged_in(&test, PROFESSOR).await;
        for format in ["csv", "json"] {
            let text = export(&browser, format, "").await.expect(200).text();
            assert!(text.contains("mien") && !text.contains("autre"), "{text}");
        }
    }

    async fn a_query_that_is_not_understood_exports_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        add(&test, &[widget("a")]).await;
        let staff = place::logged_in(&test, STAFF).await;
        for query in ["kind=none", "maker=ana", "seen_from=x", "columns=password", "ordering=note"] {
            export(&staff, "csv", query).await.expect(400);
        }
        export(&staff, "exe", "").await.expect(400);
        let stolen = staff.send(EXPORT, &[("csrf_token", "AAAA"), ("format", "csv"), ("query", "")]).await;
        stolen.expect(403);
        let recorded = test.db().read().number("SELECT COUNT(*) FROM audit_entries WHERE action = 'list_exported'", vec![]).await;
        assert_eq!(recorded.unwrap(), 0);
    }
}

/// The XML of the first sheet of a workbook.
fn sheet(answer: &TestResponse) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(answer.bytes().to_vec())).unwrap();
    let mut xml = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    xml
}
