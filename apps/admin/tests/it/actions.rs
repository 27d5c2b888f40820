//! Something done to chosen rows: confirmed first, in steps, reported.

use std::sync::atomic::Ordering;

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines, scale};

use crate::garden::{GARDENER, NOBODY, STAFF, Weather, garden, number, plant, plant_many, visitor};

const ACTION: &str = "/admin/plants/action/";
const PLANTS: &[(&str, i64, &str)] =
    &[("rose", 1, "green"), ("fern", 2, "green"), ("ivy", 2, "dry"), ("oak", 1, "green"), ("<b>moss</b>", 1, "green")];
const WATERED: &str = "SELECT CAST(SUM(watered) AS BIGINT) FROM plants";

both_engines! {
    async fn an_action_is_confirmed_first(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let staff = visitor(&test, STAFF);
        let page = staff.post(ACTION, &[("action", "water"), ("id", "1"), ("id", "5"), ("id", "5")]).await.expect(200).text();
        assert!(page.contains("2 records are concerned") && page.contains("rose") && page.contains("&#60;b&#62;moss"), "{page}");
        assert!(page.contains("name=\"confirmed\"") && !page.contains("cannot be undone"), "{page}");
        let page = staff.post(ACTION, &[("action", "uproot"), ("all", "1"), ("query", "state=green")]).await.expect(200).text();
        assert!(page.contains("4 records are concerned") && page.contains("cannot be undone"), "{page}");
        assert_eq!((number(&test, WATERED).await, number(&test, "SELECT COUNT(*) FROM admin_runs").await), (0, 0));
        let page = staff.post(ACTION, &[("action", "water"), ("confirmed", "1")]).await.expect(400).text();
        assert!(page.contains("No record is selected"), "{page}");
    }

    async fn what_is_refused_is_undone_alone_and_told(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let staff = visitor(&test, STAFF);
        let (_, page) = staff.run(ACTION, &[("action", "water"), ("all", "1"), ("query", "")]).await;
        let page = page.text();
        assert!(page.contains("A dry plant is not watered.") && page.contains(">ivy</a>"), "{page}");
        assert!(page.contains("href=\"/admin/plants/4/\">oak</a>"), "what guards a row guards it here: {page}");
        assert_eq!(number(&test, WATERED).await, 3);
        assert_eq!(number(&test, "SELECT done * 10 + refused FROM admin_runs WHERE state = 'done'").await, 32);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'plant_watered'").await, 3);
        let runs = "SELECT COUNT(*) FROM audit_entries WHERE action = 'action_run' AND actor_id = 1";
        assert_eq!(number(&test, runs).await, 1);
        // What looks again later finds nothing to do.
        test.advance(TimeDelta::minutes(2));
        assert_eq!(test.drain_jobs().await, 1);
        assert_eq!((number(&test, WATERED).await, number(&test, runs).await), (3, 1));
    }

    async fn a_dry_run_keeps_nothing(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let staff = visitor(&test, STAFF);
        let (_, page) = staff.run(ACTION, &[("action", "water"), ("all", "1"), ("dry", "1")]).await;
        let page = page.text();
        assert!(page.contains("nothing was kept") && page.contains("A dry plant is not watered."), "{page}");
        assert_eq!(number(&test, "SELECT done * 10 + refused FROM admin_runs WHERE state = 'done'").await, 32);
        assert_eq!((number(&test, WATERED).await, number(&test, "SELECT COUNT(*) FROM audit_entries").await), (0, 0));
    }

    async fn many_rows_are_done_by_a_job_that_goes_on_where_it_was_cut_off(engine: TestEngine) {
        let test = garden(engine, &[]).await;
        let count = scale(450, 20_000);
        plant_many(&test, count).await;
        let weather = test.app().state::<Weather>();
        weather.storm_at.store(250, Ordering::SeqCst);
        let staff = visitor(&test, STAFF);
        let (path, page) = staff.run(ACTION, &[("action", "water"), ("all", "1"), ("query", "search=plant")]).await;
        let page = page.text();
        assert!(page.contains("data-follows") && page.contains("http-equiv=\"refresh\""), "{page}");
        assert_eq!(number(&test, WATERED).await, 0);
        assert_eq!(test.drain_jobs().await, 1, "cut off by the storm");
        assert_eq!(number(&test, WATERED).await, 200, "whole steps only");
        // Planted meanwhile: it counts among all that match.
        plant(&test, "plant late", 1, "green").await;
        test.advance(TimeDelta::minutes(1));
        test.drain_jobs().await;
        assert_eq!(number(&test, WATERED).await, count + 1);
        assert_eq!(number(&test, "SELECT MAX(watered) FROM plants").await, 1, "none twice");
        let page = staff.get(&path).await.expect(200).text();
        assert!(page.contains("Finished") && !page.contains("data-follows") && !page.contains("refresh"), "{page}");
    }

    async fn a_run_stops_when_its_beginner_loses_the_right(engine: TestEngine) {
        let test = garden(engine, &[]).await;
        plant_many(&test, 350).await;
        test.app().state::<Weather>().fired_after.store(100, Ordering::SeqCst);
        let staff = visitor(&test, STAFF);
        let (path, _) = staff.run(ACTION, &[("action", "water"), ("all", "1")]).await;
        test.drain_jobs().await;
        assert_eq!(number(&test, WATERED).await, 100);
        assert!(staff.get(&path).await.expect(200).text().contains("may not do it any more"));
    }

    async fn rows_out_of_reach_are_not_touched(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let gardener = visitor(&test, GARDENER);
        // Seen are all, watered only those of bed 2.
        let page = gardener.post(ACTION, &[("action", "water"), ("id", "1"), ("id", "2")]).await.expect(200).text();
        assert!(page.contains("1 record is concerned") && !page.contains("rose"), "{page}");
        gardener.run(ACTION, &[("action", "water"), ("id", "1"), ("id", "2")]).await;
        assert_eq!(number(&test, "SELECT watered FROM plants WHERE id = 1").await, 0);
        assert_eq!(number(&test, "SELECT watered FROM plants WHERE id = 2").await, 1);
        gardener.run(ACTION, &[("action", "water"), ("all", "1")]).await;
        assert_eq!(number(&test, WATERED).await, 2);
        for action in ["uproot", "delete"] {
            gardener.post(ACTION, &[("action", action), ("id", "2"), ("confirmed", "1")]).await.expect(403);
        }
        visitor(&test, NOBODY).post(ACTION, &[("action", "water"), ("id", "2"), ("confirmed", "1")]).await.expect(403);
        assert_eq!(number(&test, "SELECT COUNT(*) FROM plants").await, 5);
    }

    async fn tampered_forms_do_nothing(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let staff = visitor(&test, STAFF);
        let confirmed = ("confirmed", "1");
        staff.post_bare(ACTION, &[("action", "water"), ("id", "1"), confirmed]).await.expect(403);
        staff.post_bare(ACTION, &[("action", "water"), ("id", "1"), confirmed, ("csrf_token", "x")]).await.expect(403);
        staff.post(ACTION, &[("action", "nothing"), ("id", "1"), confirmed]).await.expect(404);
        staff.post("/admin/weeds/action/", &[("action", "water"), ("id", "1"), confirmed]).await.expect(404);
        staff.post(ACTION, &[("action", "water"), ("id", "1 OR 1=1"), confirmed]).await.expect(400);
        // A filter that is not understood would widen the list.
        for query in ["state=blue", "state=green&ordering=nothing", "state=%00"] {
            staff.post(ACTION, &[("action", "water"), ("all", "1"), ("query", query), confirmed]).await.expect(400);
        }
        let leads = staff.post(ACTION, &[("action", "water"), ("id", "1"), confirmed, ("next", "https://evil.test/")]).await;
        assert!(leads.header("location").unwrap().ends_with("?next=%2Fadmin%2Fplants%2F"));
        assert_eq!(number(&test, WATERED).await, 1);
    }

    async fn many_are_deleted_at_once(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let staff = visitor(&test, STAFF);
        staff.run(ACTION, &[("action", "delete"), ("all", "1"), ("query", "state=green")]).await;
        assert_eq!(number(&test, "SELECT COUNT(*) FROM plants").await, 2, "the oak and the dry one stay");
        assert_eq!(number(&test, "SELECT COUNT(*) FROM audit_entries WHERE action = 'record_deleted'").await, 3);
    }

    async fn a_report_is_for_its_beginner_and_staff(engine: TestEngine) {
        let test = garden(engine, PLANTS).await;
        let gardener = visitor(&test, GARDENER);
        let (own, _) = gardener.run(ACTION, &[("action", "water"), ("id", "2")]).await;
        visitor(&test, STAFF).get(&own).await.expect(200);
        let (other, _) = visitor(&test, STAFF).run(ACTION, &[("action", "water"), ("id", "1")]).await;
        gardener.get(&other).await.expect(404);
        visitor(&test, NOBODY).get(&own).await.expect(403);
        gardener.get("/admin/runs/99/").await.expect(404);
    }
}
