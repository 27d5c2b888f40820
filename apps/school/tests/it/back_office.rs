//! The pages of the back office, as a browser opens them, over a small school.

use std::sync::Arc;

use preau_admin::Admin;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::admin::{FilterKind, Verb};
use preau_kernel::module::Module;
use preau_school::School;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use serde_json::json;

use super::browser::{Browser, browser};
use super::place::{PASSWORD, start_among};
use super::school::{count, enter_rooms, enter_structure, manager};

async fn opened(test: &TestApp, email: &str) -> Browser {
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
    let modules: Vec<Arc<dyn Module>> = vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(School), Arc::new(Admin)];
    let test = start_among(engine, modules, &[]).await;
    enter_structure(&test).await;
    enter_rooms(&test).await;
    let office = manager(&test).await;
    for (path, body) in [
        ("/api/terms/", json!({"year": 1, "name": "<b>Note</b>", "starts_on": "2026-09-01", "ends_on": "2026-12-18"})),
        ("/api/programmes/", json!({"code": "SIO", "name": "BTS"})),
        ("/api/taught-modules/", json!({"module": 1, "programme": 1, "year": 1, "planned_minutes": 60})),
        (
            "/api/series/",
            json!({"module": 1, "weekday": 2, "from_time": "08:30", "to_time": "10:00", "first_day": "2026-11-24",
                "last_day": "2026-12-15", "room": 1, "professors": [3], "groups": [1], "title": "<b>Note</b>"}),
        ),
    ] {
        office.post(path).json(body).send().await.expect(201);
    }
    test.may_leave_jobs();
    test
}

both_engines! {
    async fn every_page_of_structure_and_timetable_opens_in_both_languages(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = opened(&test, "admin@example.com").await;
        let mut faults = Vec::new();
        let own = ["school_years", "terms", "programmes", "taught_modules", "class_groups", "enrolments", "lessons", "lesson_series"];
        let entities: Vec<_> = School.admin().into_iter().filter(|entity| own.contains(&entity.name)).collect();
        assert_eq!(entities.len(), own.len());
        for entity in entities {
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
                    _ => format!("{}=1", filter.name),
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

    /// A form goes the way of the API: the tree and the claims follow.
    async fn a_group_made_in_a_form_takes_part_in_what_is_to_come(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = opened(&test, "admin@example.com").await;
        let page = staff.open("/admin/class_groups/add/").await.expect(200).text();
        let fields: Vec<_> = super_hidden(&page);
        let answer = staff.send("/admin/class_groups/add/", &fields, &[("year", "1"), ("name", "Groupe 3"), ("parent", "1")]).await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        assert_eq!(count(&test, "group_ancestors WHERE group_id = 3").await, 2);
        assert_eq!(count(&test, "time_claims WHERE subject_kind = 'group' AND subject_id = 3").await, 4);
    }
}

fn super_hidden(page: &str) -> Vec<(String, String)> {
    let typed = ["year", "name", "parent", "programme"];
    super::browser::hidden(page).into_iter().filter(|(name, _)| !typed.contains(&name.as_str())).collect()
}
