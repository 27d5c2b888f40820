//! `preau demo`: a sample place to look at. Its database goes with the program unless one is named; one that holds a
//! real place is refused.

use preau_accounts::demo::{PASSWORD, cast};
use preau_kernel::app::App;
use preau_kernel::db::{Sql, migrate};
use preau_kernel::logging;
use preau_kernel::place::{self, Change, OpeningHours};
use preau_kernel::web::RequestInfo;
use tempfile::TempDir;

use super::serve::reserve;
use crate::cli::Where;
use crate::failure::Failure;
use crate::running::{self, Signals};
use crate::startup::{self, Wishes};
use crate::terminal::Terminal;

pub(crate) async fn run(terminal: &Terminal, wishes: Wishes, asked: &Where) -> Result<(), Failure> {
    // Before there is a folder to leave behind.
    let signals = Signals::catch()?;
    let (url, folder) = database(asked)?;
    // Never that of the configuration, which is a real place's.
    let wishes =
        wishes.set("server.listen", asked.listen.clone(), "--listen").set("database.url", Some(url), "--database");
    let mut config = startup::configuration(&wishes)?;
    config.demo = true;
    let _log = logging::init(&config.log)?;
    let door = reserve(&mut config).await?;
    let app = startup::app(config, terminal).await?;
    refuse_real_place(&app).await?;
    app.migrate().await?;
    set_up_place(&app).await?;
    for module in app.modules() {
        module.fill_demo(&app).await?;
    }
    let done = running::run(&app, door, signals, async || {
        greet(terminal, &app);
        Ok(())
    })
    .await;
    drop(app);
    drop(folder);
    done
}

/// The address of the database, and the folder that is removed at the end when it is ours.
fn database(asked: &Where) -> Result<(String, Option<TempDir>), Failure> {
    if let Some(url) = &asked.database.url {
        return Ok((url.clone(), None));
    }
    let folder = tempfile::Builder::new().prefix("preau-demo-").tempdir()?;
    Ok((format!("sqlite://{}", folder.path().join("demo.db").display()), Some(folder)))
}

/// Only a database without any table, or one of ours where nobody is, or a demonstration.
async fn refuse_real_place(app: &App) -> Result<(), Failure> {
    let known = app.migrations();
    let pending = migrate::pending(app.db(), &known).await?;
    let is_there = |name: &str| known.iter().any(|m| m.name == name) && !pending.contains(&name);
    let fits = if pending.len() == known.len() {
        migrate::is_empty(app.db()).await?
    } else if is_there("kernel/0004_demo") && place::is_demo(app.db().read()).await? {
        true
    } else if is_there("accounts/0001_people") {
        app.db().read().number("SELECT COUNT(*) FROM users", vec![]).await? == 0
    } else {
        true
    };
    if fits { Ok(()) } else { Err(Failure::told("error-demo-real-place", &[])) }
}

/// «Centre Préau», marked as a demonstration before anybody enters it.
async fn set_up_place(app: &App) -> Result<(), Failure> {
    let tx = app.db().write_tx().await?;
    if !place::is_demo(&*tx).await? {
        place::mark_demo(&tx).await?;
        place::update(&tx, app, &RequestInfo::internal("demo"), centre(), None).await?;
    }
    Ok(tx.commit().await?)
}

fn centre() -> Change {
    let hours = |day, opens: &str, closes: &str| OpeningHours { day, opens: opens.into(), closes: closes.into() };
    let week = (1..=5).flat_map(|day| [hours(day, "08:30", "12:30"), hours(day, "13:30", "18:30")]);
    Change {
        name: Some("Centre Préau".into()),
        address: Some("12 rue des Tilleuls\n75011 Paris".into()),
        // Of the numbers that are kept for fiction (Arcep, 01 99 00).
        phone: Some("01 99 00 12 34".into()),
        email: Some("accueil@centre-preau.example".into()),
        zone: Some(chrono_tz::Europe::Paris),
        opening_hours: Some(week.chain([hours(6, "09:00", "12:30")]).collect()),
        ..Change::default()
    }
}

fn greet(terminal: &Terminal, app: &App) {
    let base = app.config().base_url();
    terminal.say("demo-ready", &[("address", &base)]);
    terminal.say("demo-docs", &[("address", &format!("{base}/api/docs/"))]);
    terminal.line("");
    let mut rows = vec![["demo-role", "demo-login", "demo-password"].map(|key| terminal.text(key)).to_vec()];
    for (email, role) in cast::LOGINS {
        let role = role.map_or("superuser", |role| role.user_type()).replace('_', "-");
        rows.push(vec![terminal.text(&format!("demo-role-{role}")), email.to_owned(), PASSWORD.to_owned()]);
    }
    terminal.table(&rows);
    terminal.line("");
    terminal.say("demo-stop", &[]);
}
