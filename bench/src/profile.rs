//! `GET /auth/profile/` with a JWT: beside a bare server with the same bytes, beside a bare handler behind Préau's own
//! middleware, and beside Django.

use std::sync::OnceLock;

use anyhow::Result;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use preau_kernel::App;
use preau_kernel::module::Module;
use preau_kernel::web::Api;

use crate::ceiling::{self, Answer};
use crate::race::{self, Ask, beside, ratio};
use crate::reads::{self, CACHED, Read};
use crate::stage::Stage;
use crate::table::{Asked, Row, Table};

const PATH: &str = "/auth/profile/";
const BARE: &str = "/bare/";

static ANSWER: OnceLock<Answer> = OnceLock::new();

/// A module whose only route does nothing but answer [`ANSWER`].
pub(crate) struct Bare;

impl Module for Bare {
    fn name(&self) -> &'static str {
        "bare"
    }

    fn api(&self, _app: &App) -> Api {
        Api::default().pages(Router::new().route(BARE, get(bare)))
    }
}

async fn bare() -> Response {
    ANSWER.get().map(Answer::response).unwrap_or_default()
}

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let read = Read::new("profile", PATH).theirs(PATH).asking(CACHED, Asked::Shown);
    table.add(reads::measure(stage, read).await?);

    let ours = &stage.pair().await?.ours;
    let profile = Ask::get(ours.address, PATH, Some(&ours.admin));
    let _ = ANSWER.set(ceiling::answer(&profile).await?);
    let rates = race::rates(stage.options, &[profile, Ask::get(ours.address, BARE, None)]).await?;
    let behind = format!("{} a bare handler behind the same middleware", beside(&rates[0], &rates[1]));
    table.add(Row::new("profile, middleware set aside").ceiling(ratio(&rates[0], &rates[1]), CACHED, behind));
    Ok(())
}
