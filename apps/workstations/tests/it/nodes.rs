//! The periodic tasks of three nodes on one database: each piece of work is done once, goes on after a crash, and shows in
//! the back office.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use preau_admin::Admin;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::db::Sql;
use preau_kernel::jobs;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, both_engines};
use preau_workstations::Workstations;
use serde_json::json;

use super::place::start_among;
use super::rooms::{count, enrol, enter_room, enter_visitor, operator, run, seat, signed_in};

const SEATS: i64 = 8;

async fn furnished(engine: TestEngine) -> TestApp {
    let modules: Vec<Arc<dyn Module>> =
        vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Workstations), Arc::new(Admin)];
    let test = start_among(engine, modules, &[("workstations.open_validation", true.into())]).await;
    enter_room(&test).await;
    let desk = operator(&test).await;
    for n in 0..SEATS {
        let (visitor, place) = (enter_visitor(&test, &format!("V{n}")).await, seat(&desk, &format!("Poste {n}")).await);
        run(&test, &desk, visitor, 30, place).await;
    }
    test.may_leave_jobs();
    test
}

async fn until(test: &TestApp, from: &str, expected: i64) {
    for _ in 0..400 {
        if count(test, from).await == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{from}: {} rows, {expected} expected", count(test, from).await);
}

fn told(action: &str) -> String {
    format!("audit_entries WHERE action = '{action}'")
}

both_engines! {
    async fn three_nodes_warn_end_and_miss_each_seat_once(engine: TestEngine) {
        let test = furnished(engine).await;
        let silent = seat(&operator(&test).await, "Muet").await;
        enrol(&test, silent).await;
        let (two, three) = (test.another_node().await, test.another_node().await);
        two.may_leave_jobs();
        three.may_leave_jobs();
        let workers = [jobs::start(test.app()), jobs::start(two.app()), jobs::start(three.app())];
        test.advance(TimeDelta::minutes(26));
        until(&test, &told("warning_sent"), SEATS).await;
        until(&test, &format!("{} AND metadata LIKE '%silence%'", told("workstation_status_changed")), 1).await;
        test.advance(TimeDelta::minutes(5));
        until(&test, &told("session_expired"), SEATS).await;
        // Two more rhythms: nothing is done again.
        for _ in 0..2 {
            test.advance(TimeDelta::seconds(10));
            tokio::time::sleep(Duration::from_millis(1200)).await;
        }
        for worker in workers {
            worker.finish().await;
        }
        assert_eq!((count(&test, &told("warning_sent")).await, count(&test, &told("session_expired")).await), (SEATS, SEATS));
        assert_eq!(count(&test, &format!("{} AND metadata LIKE '%silence%'", told("workstation_status_changed"))).await, 1);
        assert_eq!(count(&test, "workstation_sessions WHERE status = 'active'").await, 0);
        // Every task of the rooms ran, without an error, and is shown.
        let own: Vec<_> = Workstations.periodic().iter().map(|task| task.name).collect();
        let statuses = jobs::periodic_status(three.app()).await.unwrap();
        for name in &own {
            let status = statuses.iter().find(|status| status.name == *name).unwrap();
            assert!(status.last_run.is_some() && status.last_error.is_none(), "{status:?}");
        }
        let staff = signed_in(&test, "admin@example.com").await;
        let page = staff.open("/admin/tasks/?lang=fr").await.expect(200).text();
        for text in ["Fin des sessions échues", "Avertissements avant la fin", "Postes silencieux", "Durées de conservation"] {
            assert!(page.contains(text), "{text}: {page}");
        }
    }

    async fn what_a_crash_left_is_done_by_the_others(engine: TestEngine) {
        let test = furnished(engine).await;
        let other = test.another_node().await;
        other.may_leave_jobs();
        test.advance(TimeDelta::minutes(31));
        // A node took the turn, ended three sessions and died.
        let ids: Vec<i64> = test.db().read().all("SELECT id FROM workstation_sessions ORDER BY id LIMIT 3", vec![]).await.unwrap()
            .iter().map(|row| row.try_get("", "id").unwrap()).collect();
        for id in ids {
            assert!(preau_workstations::actions::sessions::settle::one(test.app(), id).await.unwrap());
        }
        let slot = test.now().seconds().div_euclid(5);
        let tx = test.db().write_tx().await.unwrap();
        let sql = "INSERT INTO periodic_runs (name, slot, node, started_at) VALUES ('workstations.settle', $1, 'dead', $2)";
        tx.exec(sql, vec![slot.into(), test.now().into()]).await.unwrap();
        tx.commit().await.unwrap();
        let workers = jobs::start(other.app());
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert_eq!(count(&test, &told("session_expired")).await, 3, "the turn is taken");
        test.advance(TimeDelta::seconds(5));
        until(&test, &told("session_expired"), SEATS).await;
        workers.finish().await;
        assert_eq!(count(&test, "session_intervals WHERE ended_at IS NULL").await, 0);
        let status = jobs::periodic_status(other.app()).await.unwrap().into_iter().find(|one| one.name == "workstations.settle").unwrap();
        assert!(status.last_finished.is_some() && json!(status)["last_error"].is_null());
    }
}
