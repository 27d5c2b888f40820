//! The back office: its list and its search, and the list beside a page that is only the frame of every page.

use anyhow::{Context, Result, ensure};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use preau_admin::Shell;
use preau_kernel::App;
use preau_kernel::module::Module;
use preau_kernel::web::{Api, page};

use crate::ceiling;
use crate::load;
use crate::place::{PASSWORD, Place};
use crate::race::{self, Ask, beside, ratio};
use crate::reads::{self, By, ONE_QUERY, Read};
use crate::stage::Stage;
use crate::table::{Asked, Row, Table};

const LIST: &str = "/admin/students/?view=none&page_size=100";
const LAYOUT: &str = "/admin/bench-layout/";

/// Brings the page that has nothing in it.
pub(crate) struct Layout;

impl Module for Layout {
    fn name(&self) -> &'static str {
        "layout"
    }

    fn api(&self, app: &App) -> Api {
        Api::default().pages(page::routes(app, page::route(axum::Router::new(), LAYOUT, get(nothing))))
    }
}

#[derive(Template)]
#[template(source = "<h1>Étudiants</h1>", ext = "html")]
struct Nothing;

async fn nothing(shell: Shell) -> preau_kernel::Result<Response> {
    shell.page(StatusCode::OK, "Étudiants", &[], &Nothing)
}

pub(crate) async fn measure(stage: &Stage<'_>, table: &mut Table) -> Result<()> {
    let list = Read::new("back office, list of 100 students", LIST).by(By::Cookie);
    let list = list.theirs("/admin/accounts/student/").asking(ONE_QUERY, Asked::Most(1.3));
    let search = Read::new("back office, search, 20 found", "/admin/students/?view=none&search=zebulon").by(By::Cookie);
    let search = search.theirs("/admin/accounts/student/?q=Nom10").asking(ONE_QUERY, Asked::Most(2.0));
    for read in [list, search] {
        table.add(reads::measure(stage, read).await?);
    }

    let [_, many] = stage.ends().await?;
    let of_many = |path: &str| Ask::get(many.place.address, path, Some(&many.cookie));
    let list = of_many("/admin/students/?view=none");
    let asking = ceiling::of_asking(&many.place.app, &list).await?;
    let rates = race::rates(stage.options, &[list, of_many(LAYOUT), asking]).await?;
    let behind = format!(
        "{} the frame of every page alone; {} a bare server that asks the same by the driver and answers the same bytes, {:.2} of the frame",
        beside(&rates[0], &rates[1]),
        beside(&rates[0], &rates[2]),
        ratio(&rates[2], &rates[1])
    );
    let row = Row::new("back office, list of 50 beside an empty page");
    table.add(row.ceiling(ratio(&rates[0], &rates[1]), Asked::Least(0.25), behind));
    Ok(())
}

/// The cookies of the superuser, as a header.
pub(crate) async fn log_in(place: &Place) -> Result<String> {
    let ask = "GET /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\n\r\n";
    let page = String::from_utf8(load::whole(place.address, ask).await?)?;
    let form = cookies(&page);
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").context("the form's token")?;
    let token = rest.split('"').next().unwrap_or_default();
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("email", "admin@example.com"), ("password", PASSWORD), ("csrf", token)])
        .finish();
    let send = format!(
        "POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAccept: text/html\r\nCookie: {form}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = String::from_utf8(load::whole(place.address, &send).await?)?;
    ensure!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    Ok(format!("Cookie: {}", cookies(&answer)))
}

/// Those that an answer sets, as a request sends them.
pub(crate) fn cookies(answer: &str) -> String {
    let lines = answer
        .lines()
        .filter_map(|line| line.strip_prefix("set-cookie: ").or_else(|| line.strip_prefix("Set-Cookie: ")));
    lines.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}
