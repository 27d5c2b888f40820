//! The back office: a list with many people beside few, and beside a page that is only the frame of every page.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use preau_admin::{Admin, Shell};
use preau_kernel::App;
use preau_kernel::module::Module;
use preau_kernel::web::{Api, page};

use crate::lists::{FEW, fill, page_time};
use crate::place::{PASSWORD, Place};
use crate::table::{Table, median};
use crate::{Options, load};

const LIST: &str = "/admin/students/?view=none";
const LAYOUT: &str = "/admin/bench-layout/";

/// Brings the page that has nothing in it.
struct Layout;

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

pub(crate) async fn measure(options: &Options, table: &mut Table) -> Result<()> {
    eprintln!("admin: filling");
    let small = place(FEW).await?;
    let large = place(options.rows).await?;
    let cookies = [log_in(&small).await?, log_in(&large).await?];
    let (mut ratios, mut few_ms, mut many_ms) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        few_ms.push(page_time(&small, LIST, &cookies[0]).await?);
        many_ms.push(page_time(&large, LIST, &cookies[1]).await?);
        ratios.push(many_ms[many_ms.len() - 1] / few_ms[few_ms.len() - 1]);
    }
    let behind = format!("{:.2} ms at {} to {:.2} ms at {FEW}", median(many_ms), options.rows, median(few_ms));
    table.row("admin, list of students (SQLite)", format!("{:.2}", median(ratios)), "≤ 1.3", behind);

    let (mut list, mut layout) = (Vec::new(), Vec::new());
    for _ in 0..options.rounds {
        list.push(load::run(large.address, LIST, Some(&cookies[1]), options.seconds).await?);
        layout.push(load::run(large.address, LAYOUT, Some(&cookies[1]), options.seconds).await?);
    }
    let ratio = median(list.iter().zip(&layout).map(|(a, b)| a / b).collect());
    let behind = format!("{:.0}/s to {:.0}/s", median(list), median(layout));
    table.row("admin, list / page of layout only", format!("{ratio:.2}"), "≥ 0.25", behind);
    Ok(())
}

async fn place(rows: i64) -> Result<Place> {
    let place = Place::new(None, 1, vec![Arc::new(Admin), Arc::new(Layout)]).await?;
    fill(&place, rows).await?;
    Ok(place)
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
