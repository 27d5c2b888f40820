//! Work that follows from accounts.

use std::net::IpAddr;

use futures::FutureExt;
use preau_kernel::Result;
use preau_kernel::app::App;
use preau_kernel::config::Span;
use preau_kernel::i18n::Lang;
use preau_kernel::jobs::{JobKind, Periodic};
use preau_kernel::web::RequestInfo;
use serde_json::Value;

use crate::State;
use crate::actions::{otp, reset_password};
use crate::store::{one_time, sessions};

pub const FORGOT_PASSWORD: &str = "accounts.forgot_password";

/// Dead logins are kept so long, for the list of an investigation (days).
const DEAD_SESSIONS_KEPT: i64 = 30;

pub fn kinds() -> Vec<JobKind> {
    vec![JobKind { name: FORGOT_PASSWORD, max_attempts: 5, run: |app, payload| forgot_password(app, payload).boxed() }]
}

pub fn periodic() -> Vec<Periodic> {
    vec![
        Periodic { name: "accounts.purge", every: Span::hours(1), run: |app| purge(app).boxed() },
        Periodic { name: "accounts.figures", every: Span::hours(1), run: |app| figures(app).boxed() },
        Periodic { name: "accounts.reseal", every: Span::days(1), run: |app| reseal(app).boxed() },
    ]
}

async fn forgot_password(app: App, payload: Value) -> Result<()> {
    let text = |key: &str| payload[key].as_str().unwrap_or_default().to_owned();
    let ip: IpAddr = text("ip").parse().unwrap_or(IpAddr::from([0, 0, 0, 0]));
    let info = RequestInfo::new(text("request_id"), ip, false, String::new(), String::new(), Lang::default());
    reset_password::deliver(&app, &text("login"), &text("kind"), &text("ticket"), &info).await
}

/// Expired secrets, and logins that ended long ago.
async fn purge(app: App) -> Result<()> {
    let tx = app.db().write_tx().await?;
    one_time::purge(&tx, app.now()).await?;
    sessions::purge(&tx, app.now().minus(Span::days(DEAD_SESSIONS_KEPT as u64).delta())).await?;
    tx.commit().await
}

/// For the dashboard of the back office.
async fn figures(app: App) -> Result<()> {
    crate::actions::figures::count(&app).await
}

/// After a rotation of the signing key, secrets go over to the new one.
async fn reseal(app: App) -> Result<()> {
    while otp::reseal(&app).await? == 1000 {}
    Ok(())
}

/// Writes the noted uses of logins every few seconds until the program ends.
pub async fn note_uses(app: App) {
    let state = app.state::<State>();
    let mut tick = tokio::time::interval(std::time::Duration::from_secs(5));
    loop {
        tokio::select! {
            () = app.stop().cancelled() => break,
            _ = tick.tick() => {}
        }
        if let Err(error) = state.flush_uses(&app).await {
            tracing::warn!(%error, "the uses of logins could not be noted");
        }
    }
    let _ = state.flush_uses(&app).await;
}
