//! The log in the back office: read only, coloured by kind, and cleaned from its list by whoever may.

use std::sync::Arc;

use chrono::TimeDelta;
use preau_admin::Admin;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use preau_workstations::Workstations;
use serde_json::json;

use super::browser::hidden;
use super::place::start_among;
use super::rooms::{act, count, enter_room, enter_visitor, id, logged_in, operator, run, seal_all, seat, signed_in};

const LOG: &str = "/admin/logs/";
const CLEAN: &str = "/admin/logs/chore/?name=clean";

async fn furnished(engine: TestEngine) -> TestApp {
    let modules: Vec<Arc<dyn Module>> =
        vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Workstations), Arc::new(Admin)];
    let test = start_among(engine, modules, &[("workstations.open_validation", true.into())]).await;
    enter_room(&test).await;
    let desk = operator(&test).await;
    let (ada, place) = (enter_visitor(&test, "Lovelace").await, seat(&desk, "Poste 1").await);
    let running = run(&test, &desk, ada, 30, place).await;
    act(&desk, id(&running), "terminate", json!({})).await.expect(200);
    test.may_leave_jobs();
    test
}

both_engines! {
    async fn the_log_is_read_only_and_coloured(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = signed_in(&test, "admin@example.com").await;
        let page = staff.open(&format!("{LOG}?view=none&lang=fr")).await.expect(200).text();
        for (tone, text) in [("good", "Session commencée"), ("quiet", "Session terminée"), ("good", "Code d’accès créé")] {
            assert!(page.contains(&format!("badge-{tone}\">{text}")), "{text}: {page}");
        }
        assert!(!page.contains(&format!("{LOG}add/")), "nothing is added by hand");
        let entry = staff.open(&format!("{LOG}1/")).await.expect(200).text();
        assert!(!entry.contains("type=\"submit\" class=\"button\""), "{entry}");
        let token = hidden(&page).into_iter().find(|(name, _)| name == "csrf_token").unwrap();
        let before = count(&test, "audit_entries").await;
        for path in ["add/", "1/", "1/delete/"] {
            let answer = staff.send(&format!("{LOG}{path}"), std::slice::from_ref(&token), &[("action", "login")]).await;
            assert!(matches!(answer.status(), 403..=405), "{path}: {}", answer.status());
        }
        assert_eq!(count(&test, "audit_entries").await, before);
    }

    async fn old_entries_are_cleaned_from_the_list(engine: TestEngine) {
        let test = furnished(engine).await;
        seal_all(&test).await;
        test.advance(TimeDelta::days(181));
        let staff = signed_in(&test, "admin@example.com").await;
        let page = staff.open(&format!("{LOG}?view=none&lang=fr")).await.expect(200).text();
        assert!(page.contains(CLEAN) && page.contains("Nettoyer les anciens journaux"), "{page}");
        let asked = staff.open(&format!("{CLEAN}&lang=fr")).await.expect(200).text();
        assert!(markup_faults(&asked).is_empty(), "{:?}", markup_faults(&asked));
        let old = count(&test, "audit_entries WHERE class = 'operation'").await;
        assert!(old >= 3 && asked.contains(&format!("Fonctionnement\u{a0}: {old} entrées de plus de 180 jours")), "{asked}");
        assert!(asked.contains("rien de plus de 1825 jours"), "{asked}");
        assert_eq!(count(&test, "audit_entries WHERE class = 'operation'").await, old, "asking does nothing");
        staff.send("/admin/logs/chore/", &[], &[("name", "clean")]).await.expect(403);
        let done = staff.send("/admin/logs/chore/", &hidden(&asked), &[]).await.expect(303);
        let page = staff.open(done.header("location").unwrap()).await.expect(200).text();
        assert!(page.contains("role=\"status\""), "it says that it was done: {page}");
        assert_eq!(count(&test, "audit_entries WHERE class = 'operation'").await, 0);
        assert_eq!(count(&test, "audit_entries WHERE action = 'workstation_created'").await, 1, "what is kept for longer stays");
        assert_eq!(count(&test, "audit_entries WHERE action = 'logs_cleaned' AND actor_id = 1").await, 1, "and is recorded");
        staff.send("/admin/logs/chore/", &hidden(&asked), &[]).await.expect(303);
        assert_eq!(count(&test, "audit_entries WHERE action = 'logs_cleaned'").await, 2, "that somebody asked for nothing, too");
    }

    async fn cleaning_is_for_who_may(engine: TestEngine) {
        let test = furnished(engine).await;
        let staff = signed_in(&test, "admin@example.com").await;
        staff.open("/admin/logs/chore/?name=rubbish").await.expect(404);
        staff.open("/admin/workstations/chore/?name=clean").await.expect(404);
        // Somebody who may read the log, no more.
        let boss = logged_in(&test, "admin@example.com").await;
        let right = json!({"user_id": 8, "permission": "admin.logs.view", "scope": "all"});
        boss.post("/api/grants/").json(right).send().await.expect(201);
        let reader = signed_in(&test, "operateur@example.com").await;
        let page = reader.open(&format!("{LOG}?view=none")).await.expect(200).text();
        assert!(!page.contains("chore/"), "{page}");
        reader.open(CLEAN).await.expect(403);
        let token = hidden(&page).into_iter().find(|(name, _)| name == "csrf_token").unwrap();
        reader.send("/admin/logs/chore/", &[token], &[("name", "clean")]).await.expect(403);
    }
}
