//! The pages of the back office, as a browser opens them.

use std::sync::Arc;

use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::admin::{FilterKind, Verb};
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::browser::{Browser, browser, hidden};
use super::place::{PASSWORD, logged_in, start_among};
use super::practice::{book, exec};

pub(crate) async fn opened(test: &TestApp, email: &str) -> Browser {
    let browser = browser(test);
    let answer = browser.log_in(email, PASSWORD).await.expect(303);
    let cookies: Vec<_> = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .map(|c| c.to_str().unwrap().split(';').next().unwrap().to_owned())
        .collect();
    Browser(browser.0.with_header("cookie", &cookies.join("; ")))
}

async fn furnished(engine: TestEngine) -> TestApp {
    let test =
        start_among(engine, vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Appointments), Arc::new(Admin)], &[])
            .await;
    let client = logged_in(&test, "client@example.com").await;
    book(&client, "2026-11-24", "09:00").await;
    client.post("/api/waiting-list/").json(json!({"first_day": "2026-11-25"})).send().await.expect(201);
    let coach = logged_in(&test, "coach@example.com").await;
    coach.post("/api/notes/?client=7").json(json!({"text": "<b>Note</b>"})).send().await.expect(201);
    coach.patch("/api/coaches/6/rules/").json(json!({"pause": 15})).send().await.expect(200);
    coach.post("/api/coaches/6/exceptions/").json(json!({"day": "2026-11-26"})).send().await.expect(201);
    test.drain_jobs().await;
    test
}

both_engines! {
    async fn every_page_opens_in_both_languages(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = opened(&test, "admin@example.com").await;
        let mut faults = Vec::new();
        for entity in Appointments.admin() {
            let root = format!("/admin/{}/", entity.name);
            let mut paths = vec![format!("{root}?view=none"), format!("{root}1/")];
            paths.extend(entity.verbs.contains(&Verb::Add).then(|| format!("{root}add/")));
            paths.extend(entity.verbs.contains(&Verb::Delete).then(|| format!("{root}1/delete/")));
            paths.extend(entity.search.then(|| format!("{root}?view=none&search=note")));
            for column in entity.columns.iter().filter(|column| column.sort.is_some()) {
                paths.push(format!("{root}?view=none&ordering=-{}", column.name));
            }
            for filter in &entity.filters {
                let value = match filter.kind {
                    FilterKind::Choices(words) => format!("{}={}", filter.name, words[0]),
                    FilterKind::Flag => format!("{}=true", filter.name),
                    FilterKind::Days | FilterKind::Dates => format!("{}_from=2026-11-01", filter.name),
                    _ => format!("{}=7", filter.name),
                };
                paths.push(format!("{root}?view=none&{value}"));
            }
            for path in paths {
                for lang in ["fr", "en"] {
                    let mark = if path.contains('?') { '&' } else { '?' };
                    let answer = staff.open(&format!("{path}{mark}lang={lang}")).await;
                    let (status, html) = (answer.status(), answer.text());
                    let wrong = markup_faults(&html);
                    if status != 200 || !wrong.is_empty() || html.contains("<b>Note</b>") {
                        faults.push(format!("{path} ({lang}): {status} {wrong:?}"));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    async fn staff_status_opens_the_planning_and_the_notes(engine: TestEngine) {
        let test = furnished(engine).await;
        let colleague = logged_in(&test, "operateur@example.com").await;
        colleague.get("/api/appointments/").send().await.refused(403, "forbidden");
        exec(&test, "UPDATE users SET is_staff = TRUE WHERE email = 'operateur@example.com'").await;
        let colleague = logged_in(&test, "operateur@example.com").await;
        assert_eq!(colleague.get("/api/appointments/").send().await.expect(200).json()["count"], 1);
        assert_eq!(colleague.get("/api/notes/?client=7").send().await.expect(200).json()["count"], 1);
        colleague.post("/api/notes/?client=7").json(json!({"text": "Vue par le collègue"})).send().await.expect(201);
    }

    async fn a_note_is_written_in_the_form(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = opened(&test, "admin@example.com").await;
        let page = staff.open("/admin/client_notes/add/").await.expect(200).text();
        let fields: Vec<_> = hidden(&page).into_iter().filter(|(name, _)| name != "client").collect();
        let answer = staff.send("/admin/client_notes/add/", &fields, &[("client", "7"), ("text", "Par le formulaire")]).await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        let notes = logged_in(&test, "coach@example.com").await.get("/api/notes/?search=formulaire").send().await.expect(200).json();
        assert_eq!(notes["count"], 1);
    }
}
