//! The dashboard, the tasks, and the entities over the kernel's own tables.

use std::sync::atomic::Ordering;

use preau_kernel::db::Sql;
use preau_kernel::jobs;
use preau_kernel::mail::{self, Mail};
use preau_testkit::{TestApp, TestEngine, both_engines, markup_faults};
use serde_json::json;

use crate::garden::{GARDENER, NOBODY, STAFF, Weather, garden, number, visitor};
use crate::place;

const TASKS: &str = "/admin/tasks/";

both_engines! {
    async fn a_trial_is_told_from_the_real_place(engine: TestEngine) {
        let trial = place::start_with(engine, &[("server.ribbon", "Essais <du soir>")]).await;
        let page = place::logged_in(&trial, place::STAFF).await.page("/admin/").await;
        assert!(page.contains("<p class=\"ribbon\">Essais &#60;du soir&#62;</p>"), "{page}");
        assert_eq!(markup_faults(&page), Vec::<String>::new());
    }

    async fn the_dashboard_shows_what_one_may_see(engine: TestEngine) {
        let test = garden(engine, &[("rose", 1, "green"), ("fern", 2, "green")]).await;
        let staff = visitor(&test, STAFF);
        staff.run("/admin/plants/action/", &[("action", "water"), ("id", "1")]).await;
        let page = staff.get("/admin/").await.expect(200).text();
        for part in ["The garden", "<span class=\"figure-number\">2</span>", "plot-today", "Rain from 10 Nov 2026 to 23 Nov 2026",
            "/admin/jobs/?state=dead", "/admin/mails/?state=failed", "aria-current=\"page\">Dashboard</a>", "&#60;i&#62;Person 1"] {
            assert!(page.contains(part), "no {part} in\n{page}");
        }
        assert_eq!(markup_faults(&page), Vec::<String>::new());
        assert!(!page.contains("style="), "{page}");
        let page = visitor(&test, GARDENER).get("/admin/").await.expect(200).text();
        assert!(page.contains("The garden") && !page.contains("/admin/jobs/") && !page.contains(TASKS), "{page}");
        visitor(&test, NOBODY).get("/admin/").await.expect(403);
    }

    async fn a_task_is_run_now_and_recorded(engine: TestEngine) {
        let test = garden(engine, &[]).await;
        let staff = visitor(&test, STAFF);
        let page = staff.get(TASKS).await.expect(200).text();
        assert!(page.contains("Raking") && page.contains("every 2 hours") && page.contains("never"), "{page}");
        assert_eq!(markup_faults(&page), Vec::<String>::new());
        let answer = staff.post(TASKS, &[("run", "garden.rake")]).await.expect(303);
        let page = staff.get(answer.header("location").unwrap()).await.expect(200).text();
        assert!(page.contains("“Raking” ended without an error."), "{page}");
        assert_eq!(test.app().state::<Weather>().watered.load(Ordering::SeqCst), 1);
        let answer = staff.post(TASKS, &[("run", "garden.hail")]).await.expect(303);
        let page = staff.get(answer.header("location").unwrap()).await.expect(200).text();
        assert!(page.contains("“Hail” failed") && page.contains("&#60;b&#62;hail"), "{page}");
        let runs = "SELECT COUNT(*) FROM audit_entries WHERE action = 'task_run' AND actor_id = 1";
        assert_eq!(number(&test, runs).await, 2);
        staff.post(TASKS, &[("run", "garden.nothing")]).await.expect(404);
        staff.post(TASKS, &[]).await.expect(400);
        staff.post(TASKS, &[("retry", "x")]).await.expect(400);
        staff.post_bare(TASKS, &[("run", "garden.rake")]).await.expect(403);
        assert_eq!(number(&test, runs).await, 2);
        let page = staff.get("/admin/tasks/?done=%3Cb%3E&task=%3Cb%3E").await.expect(200).text();
        assert!(!page.contains("class=\"note"), "{page}");
    }

    async fn tasks_are_for_staff(engine: TestEngine) {
        let test = garden(engine, &[]).await;
        for user in [GARDENER, NOBODY] {
            visitor(&test, user).get(TASKS).await.expect(403);
            visitor(&test, user).post(TASKS, &[("run", "garden.rake")]).await.expect(403);
        }
        assert_eq!(test.app().state::<Weather>().watered.load(Ordering::SeqCst), 0);
    }

    async fn a_job_that_failed_is_tried_again_or_dropped(engine: TestEngine) {
        let test = garden(engine, &[]).await;
        let (first, second) = (weed(&test).await, weed(&test).await);
        test.drain_jobs().await;
        let staff = visitor(&test, STAFF);
        let page = staff.get(TASKS).await.expect(200).text();
        assert!(page.contains("Weeding") && page.contains("a thorn"), "{page}");
        staff.post(TASKS, &[("retry", &first.to_string())]).await.expect(303);
        staff.post(TASKS, &[("discard", &second.to_string())]).await.expect(303);
        assert_eq!(test.drain_jobs().await, 1);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM jobs WHERE state = 'dead'").await, 1);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM audit_entries WHERE action IN ('job_retried', 'job_discarded')").await, 2);
        staff.post(TASKS, &[("discard", &second.to_string())]).await.expect(400);
    }

    async fn mails_are_read_and_sent_again(engine: TestEngine) {
        let test = garden(engine, &[]).await;
        let tx = test.db().write_tx().await.unwrap();
        let letter = Mail { to: "ana@example.com".into(), subject: "<b>Hello</b>".into(), text: "The text.".into(), ..Mail::default() };
        let id = mail::queue(&tx, test.app(), letter).await.unwrap();
        tx.commit().await.unwrap();
        test.drain_jobs().await;
        let staff = visitor(&test, STAFF);
        let page = staff.get("/admin/mails/").await.expect(200).text();
        assert!(page.contains("&#60;b&#62;Hello") && page.contains("badge-good"), "{page}");
        let page = staff.get(&format!("/admin/mails/{id}/")).await.expect(200).text();
        assert!(page.contains("The text."), "{page}");
        let (_, page) = staff.run("/admin/mails/action/", &[("action", "resend"), ("id", &id.to_string())]).await;
        assert!(page.text().contains("This mail has not failed."));
        let tx = test.db().write_tx().await.unwrap();
        tx.exec("UPDATE mails SET state = 'failed', attempts = 30, error = 'No.'", vec![]).await.unwrap();
        tx.commit().await.unwrap();
        staff.run("/admin/mails/action/", &[("action", "resend"), ("id", &id.to_string())]).await;
        test.drain_jobs().await;
        assert_eq!(test.mails().len(), 2);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'mail_resent'").await, 1);
        staff.get("/admin/jobs/?state=dead").await.expect(200);
        visitor(&test, GARDENER).get("/admin/mails/").await.expect(403);
    }
}

async fn weed(test: &TestApp) -> i64 {
    let tx = test.db().write_tx().await.unwrap();
    let id = jobs::enqueue(&tx, test.app(), "garden.weed", json!({})).await.unwrap();
    tx.commit().await.unwrap();
    id
}
