//! PostgreSQL through a pooler in transaction mode: every transaction may have another connection, and what one client
//! leaves on it the next one finds. PgBouncer before 1.21 knows nothing of prepared statements.

use std::fs::File;
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use futures::future::join_all;
use preau_kernel::App;
use preau_kernel::bus::Event;
use preau_kernel::db::Sql;
use serde_json::{Value, json};

use crate::support::{Lab, as_postgres, note, notes};

const BORROWED: (&str, Value) = ("database.prepared_statements", Value::Bool(false));

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_outlives_a_transaction() {
    let Some(lab) = Lab::postgres().await else { return };
    let app = lab.app(&[BORROWED]).await;
    use_everything(&app).await;
    // Given back in a task of its own.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let watcher = lab.app(&[]).await;
    let open = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'";
    assert_eq!(watcher.db().read().number(open, vec![]).await.unwrap(), 0);
    // A read that its reader does not wait for is given back too.
    let slow = app.db().clone();
    let reading = tokio::spawn(async move { slow.read().number("SELECT 1::BIGINT FROM pg_sleep(30)", vec![]).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    reading.abort();
    use_everything(&app).await;
    // And a read does not write.
    let wrote = app.db().read().exec("INSERT INTO notes (text) VALUES ('by a reader')", vec![]).await;
    assert!(wrote.is_err(), "a read wrote");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_pooler_in_transaction_mode() {
    let Some(lab) = Lab::postgres().await else { return };
    let Some(pooler) = Pooler::start(&lab) else { return };
    let settings = [("database.url", json!(pooler.url(&lab))), ("database.direct_url", json!(lab.url)), BORROWED];
    let (first, second) = (lab.app(&settings).await, lab.app(&settings).await);
    join_all((0..8).map(|n| use_everything(if n % 2 == 0 { &first } else { &second }))).await;

    // They hear one another, by a connection that is not the pooler's.
    let heard = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let mark = heard.clone();
    second.bus().on("pooler.test", move |_| mark.store(true, std::sync::atomic::Ordering::SeqCst));
    let (bus, db, stop) = (second.bus().clone(), second.db().clone(), second.stop().clone());
    let hearing = tokio::spawn(async move { bus.listen(db, stop).await });
    until("the second node hears", || second.bus().is_hearing()).await;
    let tx = first.db().write_tx().await.unwrap();
    tx.publish(Event::new("pooler.test", 1));
    tx.commit().await.unwrap();
    until("an event of the first node", || heard.load(std::sync::atomic::Ordering::SeqCst)).await;
    hearing.abort();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_direct_address_nothing_is_believed_to_be_heard() {
    let Some(lab) = Lab::postgres().await else { return };
    let app = lab.app(&[BORROWED]).await;
    app.bus().listen(app.db().clone(), app.stop().clone()).await;
    assert!(!app.bus().is_hearing());
}

/// Listening through a pooler would send what is heard to whoever has the connection next, whose request would fail.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pooler_that_was_not_named_is_noticed() {
    let Some(lab) = Lab::postgres().await else { return };
    let Some(pooler) = Pooler::start(&lab) else { return };
    let settings =
        [("database.url", json!(pooler.url(&lab))), ("database.direct_url", json!(pooler.url(&lab))), BORROWED];
    let app = lab.app(&settings).await;
    let (bus, db, stop) = (app.bus().clone(), app.db().clone(), app.stop().clone());
    let gave_up = tokio::time::timeout(Duration::from_secs(10), async move { bus.listen(db, stop).await }).await;
    assert!(gave_up.is_ok() && !app.bus().is_hearing());
    let listening = "SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
    assert_eq!(app.db().read().number(listening, vec![]).await.unwrap(), 0);
    use_everything(&app).await;
}

/// Reads, writes, refused parts, a rollback, a limited count, many at once.
async fn use_everything(app: &App) {
    let one = async |n: i64| {
        let tx = app.db().write_tx().await.unwrap();
        note(&tx, &format!("note {n}")).await;
        let refused =
            tx.attempt(async { tx.exec("INSERT INTO notes (text) VALUES ($1)", vec![None::<String>.into()]).await });
        assert!(refused.await.is_err());
        tx.commit().await.unwrap();
        // The same number of parameters of other types: another client's statement would answer with what it holds.
        let doubled = app.db().read().number("SELECT CAST($1 AS BIGINT) * 2", vec![n.into()]).await.unwrap();
        assert_eq!(doubled, n * 2);
        let row = app.db().read().get("SELECT CAST($1 AS TEXT) AS text", vec![format!("t{n}").into()]).await.unwrap();
        assert_eq!(row.try_get::<String>("", "text").unwrap(), format!("t{n}"));
        let counted =
            app.db().number_within("SELECT COUNT(*) FROM notes WHERE id > $1", vec![0.into()], Duration::from_secs(5));
        assert!(counted.await.unwrap().is_some_and(|count| count > 0));
        app.db().write_tx().await.unwrap().rollback().await.unwrap();
        assert!(app.db().read().number("SELECT no_such_column FROM notes", vec![]).await.is_err());
    };
    let before = notes(app).await.len();
    join_all((0..20).map(one)).await;
    assert!(notes(app).await.len() >= before + 20);
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..200 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("in vain: {what}");
}

/// PgBouncer with two connections to the server for everybody.
struct Pooler {
    child: Child,
    port: u16,
}

impl Pooler {
    fn start(lab: &Lab) -> Option<Self> {
        let program =
            ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].into_iter().find(|path| std::path::Path::new(path).exists());
        let Some(program) = program else {
            eprintln!("SKIPPED: no pgbouncer here");
            return None;
        };
        let folder = lab.server_folder()?;
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (config, users) = (folder.join("pgbouncer.ini"), folder.join("users"));
        std::fs::write(&users, "\"postgres\" \"\"\n").unwrap();
        let text = format!(
            "[databases]\n* = host={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = any\nauth_file = {}\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 200\n\
             ignore_startup_parameters = extra_float_digits\n",
            folder.display(),
            users.display()
        );
        // auth_type any: everybody is the one user of the line above.
        std::fs::write(&config, text.replace("* = host", "* = user=postgres host")).unwrap();
        let log = File::create(folder.join("pgbouncer.log")).unwrap();
        let child = as_postgres(program).arg(&config).stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let pooler = Self { child, port };
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(pooler);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("pgbouncer did not start: {}", std::fs::read_to_string(folder.join("pgbouncer.log")).unwrap());
    }

    fn url(&self, lab: &Lab) -> String {
        let name = lab.url.rsplit_once('/').map(|_| lab.url.split('?').next().unwrap().rsplit_once('/').unwrap().1);
        format!("postgres://postgres@127.0.0.1:{}/{}?sslmode=disable", self.port, name.unwrap())
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
