//! Workstations and sessions in the back office, as a browser opens them.

use std::sync::Arc;

use chrono::TimeDelta;
use preau_admin::Admin;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::admin::{FilterKind, Verb};
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use preau_workstations::Workstations;
use serde_json::json;

use super::browser::{Browser, hidden};
use super::place::start_among;
use super::rooms::{act, count, enter_room, enter_visitor, id, operator, run, seat, session, signed_in, workstation};

async fn furnished(engine: TestEngine) -> TestApp {
    let modules: Vec<Arc<dyn Module>> =
        vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Workstations), Arc::new(Admin)];
    let test = start_among(engine, modules, &[("workstations.open_validation", true.into())]).await;
    enter_room(&test).await;
    test.may_leave_jobs();
    test
}

both_engines! {
    async fn every_page_of_seats_and_sessions_opens_in_both_languages(engine: TestEngine) {
        let test = furnished(engine).await;
        let operator = operator(&test).await;
        let one = seat(&operator, "Poste 1").await;
        let ada = enter_visitor(&test, "<b>Note</b>").await;
        run(&test, &operator, ada, 30, one).await;
        test.advance(TimeDelta::minutes(24));
        let staff = signed_in(&test, "admin@example.com").await;
        let mut faults = Vec::new();
        for entity in Workstations.admin().into_iter().filter(|entity| ["workstations", "workstation_sessions"].contains(&entity.name)) {
            let root = format!("/admin/{}/", entity.name);
            let mut paths = vec![format!("{root}?view=none"), format!("{root}1/"), format!("{root}?view=none&search=poste")];
            paths.extend(entity.verbs.contains(&Verb::Add).then(|| format!("{root}add/")));
            paths.extend(entity.verbs.contains(&Verb::Delete).then(|| format!("{root}1/delete/")));
            for column in entity.columns.iter().filter(|column| column.sort.is_some()) {
                paths.push(format!("{root}?view=none&ordering=-{}", column.name));
            }
            for filter in &entity.filters {
                let value = match filter.kind {
                    FilterKind::Choices(words) => format!("{}={}", filter.name, words[0]),
                    FilterKind::Flag => format!("{}=true", filter.name),
                    FilterKind::Days => format!("{}_from=2026-11-01", filter.name),
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
                    // A key without its text shows as itself.
                    if status != 200 || !wrong.is_empty() || html.contains("<b>Note</b>") || html.contains("admin-work") {
                        faults.push(format!("{path} ({lang}): {status} {wrong:?}"));
                    }
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        let page = staff.open("/admin/workstation_sessions/?view=none&lang=fr").await.expect(200).text();
        assert!(page.contains("badge-warning\">6\u{a0}min") && page.contains("80"), "six minutes are left, 80 % are used: {page}");
    }

    async fn seats_and_sessions_are_changed_in_bulk(engine: TestEngine) {
        let test = furnished(engine).await;
        let operator = operator(&test).await;
        let mut sessions = Vec::new();
        for i in 1..=3 {
            let seat = seat(&operator, &format!("Poste {i}")).await;
            let visitor = enter_visitor(&test, &format!("V{i}")).await;
            sessions.push(id(&run(&test, &operator, visitor, 30, seat).await));
        }
        act(&operator, sessions[2], "terminate", json!({})).await.expect(200);
        let staff = signed_in(&test, "admin@example.com").await;
        bulk(&test, &staff, "workstation_sessions", "add_15", &sessions).await;
        assert_eq!(session(&operator, sessions[0]).await["duration_seconds"], 45 * 60);
        assert_eq!(session(&operator, sessions[2]).await["duration_seconds"], 30 * 60, "what is over is refused by itself");
        bulk(&test, &staff, "workstation_sessions", "end", &sessions).await;
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'ended' AND end_reason = 'terminated'").await, 3);
        for (action, shown) in [("maintenance", "maintenance"), ("offline", "offline"), ("available", "available")] {
            bulk(&test, &staff, "workstations", action, &[1, 2]).await;
            assert_eq!(workstation(&operator, 1).await["status"], shown);
        }
        assert_eq!(count(&test, "audit_entries WHERE action = 'workstation_status_changed'").await, 6);
    }

    async fn a_code_given_in_the_back_office_carries_who_gave_it(engine: TestEngine) {
        let test = furnished(engine).await;
        let operator = operator(&test).await;
        seat(&operator, "Poste 1").await;
        let ada = enter_visitor(&test, "Lovelace").await;
        let staff = signed_in(&test, "admin@example.com").await;
        let page = staff.open("/admin/workstation_sessions/add/").await.expect(200).text();
        let typed = ["visitor", "workstation", "minutes"];
        let fields: Vec<_> = hidden(&page).into_iter().filter(|(name, _)| !typed.contains(&name.as_str())).collect();
        let visitor = ada.to_string();
        let answer = staff.send("/admin/workstation_sessions/add/", &fields, &[("visitor", &visitor), ("minutes", "45")]).await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        assert_eq!(session(&operator, 1).await["operator"], 1);
    }
}

/// Chooses rows, confirms, and lets the run go to its end.
async fn bulk(test: &TestApp, staff: &Browser, entity: &str, action: &str, ids: &[i64]) {
    let page = staff.open(&format!("/admin/{entity}/?view=none")).await.expect(200).text();
    let token = hidden(&page).into_iter().find(|(name, _)| name == "csrf_token").unwrap();
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    let mut typed = vec![("action", action), ("confirmed", "1")];
    typed.extend(ids.iter().map(|id| ("id", id.as_str())));
    let answer = staff.send(&format!("/admin/{entity}/action/"), &[token], &typed).await;
    assert_eq!(answer.status(), 303, "{}", answer.text());
    test.drain_jobs().await;
}
