//! The first page: figures of the modules, the last events, what waits in the queues.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use preau_kernel::admin::{Entity, Figure, Panel, Verb};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;
use preau_kernel::{Error, Result};
use sea_orm::QueryResult;
use serde_json::{Map, Value};

use crate::shell::{Shell, list_path, row_path};
use crate::{labels, show};

const EVENTS: u64 = 10;
/// Each is a query; with the two of this page they stay within what a page may ask.
const MAX_PANELS: usize = 6;

/// A plot's own measure; the page stretches it.
const WIDTH: i64 = 600;
const HEIGHT: i64 = 110;
/// So that a single log-in does not look like a crowd.
const LEAST_TOP: i64 = 5;

#[derive(Template)]
#[template(path = "dashboard.html")]
struct Dashboard<'a> {
    s: &'a Shell,
    title: String,
    panels: Vec<Shown>,
    work: Vec<Number>,
    events: Option<Events>,
}

/// A panel as it is shown.
struct Shown {
    title: String,
    href: String,
    numbers: Vec<Number>,
    plots: Vec<Plot>,
}

struct Number {
    label: String,
    value: String,
    href: String,
    /// A number that should be nought.
    is_wrong: bool,
}

struct Plot {
    label: String,
    /// What the plot shows, in words.
    summary: String,
    most: String,
    first: String,
    last: String,
    bars: Vec<Bar>,
}

struct Bar {
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    day: String,
    value: String,
    is_today: bool,
}

struct Events {
    href: String,
    rows: Vec<Event>,
}

struct Event {
    at: Timestamp,
    when: String,
    who: String,
    what: String,
    target: String,
    href: String,
}

pub(crate) async fn show(shell: Shell) -> Result<Response> {
    let app = shell.app();
    let panels: Vec<_> = app.modules().iter().flat_map(|module| module.panels()).collect();
    let seen = panels.iter().filter_map(|panel| Some((panel, visible(&shell, panel.entity)?))).take(MAX_PANELS);
    let loads = seen.map(|(panel, entity)| {
        let figures = (panel.load)(app.clone());
        let shell = &shell;
        async move { Ok::<_, Error>(shown(shell, panel, entity, figures.await?)) }
    });
    let (panels, work, events) =
        futures::future::try_join3(futures::future::try_join_all(loads), work(&shell), events(&shell)).await?;
    let title = shell.text("admin-dashboard");
    let body = Dashboard { s: &shell, title: title.clone(), panels, work, events };
    shell.page(StatusCode::OK, &title, &[], &body)
}

/// The entity, when this person may list it.
fn visible<'a>(shell: &'a Shell, name: &str) -> Option<&'a Entity> {
    shell.app().entity(name).filter(|entity| shell.may(entity, Verb::View))
}

fn shown(shell: &Shell, panel: &Panel, entity: &Entity, figures: Vec<Figure>) -> Shown {
    let own = labels::find(shell, &["admin-panel-", panel.name]);
    let title = own.unwrap_or_else(|| labels::entity(shell, entity));
    let mut shown = Shown { title, href: list_path(entity), numbers: Vec::new(), plots: Vec::new() };
    for figure in figures {
        match figure {
            Figure::Number { name, value, link } => {
                let value = show::number(shell.visit.lang(), value);
                shown.numbers.push(Number { label: figure_text(shell, name), value, href: link, is_wrong: false });
            }
            Figure::Days { name, days } => shown.plots.extend(plot(shell, name, &days)),
        }
    }
    shown
}

fn figure_text(shell: &Shell, name: &str) -> String {
    shell.text(&format!("admin-figure-{}", labels::dashed(name)))
}

fn plot(shell: &Shell, name: &str, days: &[(NaiveDate, i64)]) -> Option<Plot> {
    let lang = shell.visit.lang();
    let date = |day: &NaiveDate| show::date(lang, &day.to_string());
    let number = |value: i64| show::number(lang, value);
    let (first, last) = (date(&days.first()?.0), date(&days.last()?.0));
    let (top_day, most) = days.iter().max_by_key(|(_, value)| *value).map(|(day, value)| (date(day), *value))?;
    let total = number(days.iter().map(|(_, value)| value).sum());
    let step = WIDTH / i64::try_from(days.len()).ok()?.max(1);
    let bars = days.iter().enumerate().map(|(i, (day, value))| {
        let height = if *value == 0 { 0 } else { (value * HEIGHT / most.max(LEAST_TOP)).max(2) };
        Bar {
            x: i64::try_from(i).unwrap_or_default() * step + step / 10,
            y: HEIGHT - height,
            width: (step - step / 5).max(1),
            height,
            day: date(day),
            value: number(*value),
            is_today: i + 1 == days.len(),
        }
    });
    let label = figure_text(shell, name);
    let parts = [("label", label.as_str()), ("from", &first), ("to", &last), ("total", &total), ("day", &top_day)];
    let most = number(most);
    let summary = shell.with("admin-plot-summary", &[parts.as_slice(), &[("most", &most)]].concat());
    Some(Plot {
        summary,
        most: shell.with("admin-plot-most", &[("n", &most)]),
        first,
        last,
        bars: bars.collect(),
        label,
    })
}

/// What waits, for who may see the queues: one query.
async fn work(shell: &Shell) -> Result<Vec<Number>> {
    let queues = [
        ("jobs", "queued", "admin-work-jobs-queued", false),
        ("jobs", "dead", "admin-work-jobs-dead", true),
        ("mails", "queued", "admin-work-mails-queued", false),
        ("mails", "failed", "admin-work-mails-failed", true),
    ];
    let seen: Vec<_> = queues.into_iter().filter_map(|queue| Some((queue, visible(shell, queue.0)?))).collect();
    if seen.is_empty() {
        return Ok(Vec::new());
    }
    let counts: Vec<_> = (seen.iter())
        .map(|((table, state, ..), _)| format!("(SELECT COUNT(*) FROM {table} WHERE state = '{state}')"))
        .collect();
    let row = shell.app().db().read().get(&format!("SELECT {}", counts.join(", ")), vec![]).await?;
    (seen.iter().enumerate())
        .map(|(i, ((_, state, key, is_bad), entity))| {
            let count: i64 = row.try_get_by_index(i)?;
            let value = show::number(shell.visit.lang(), count);
            let href = format!("{}?state={state}", list_path(entity));
            Ok(Number { label: shell.text(key), value, href, is_wrong: *is_bad && count > 0 })
        })
        .collect()
}

/// The newest entries of the audit trail, for who may list it.
async fn events(shell: &Shell) -> Result<Option<Events>> {
    let entities = shell.app().entities().iter();
    let trail = entities.filter(|entity| entity.table == "audit_entries").find(|entity| shell.may(entity, Verb::View));
    let Some(trail) = trail else { return Ok(None) };
    let sql = format!(
        "SELECT e.id, e.at, e.action, p.content FROM audit_entries e LEFT JOIN audit_personal p ON p.entry_id = e.id \
         ORDER BY e.id DESC LIMIT {EVENTS}"
    );
    let rows = shell.app().db().read().all(&sql, vec![]).await?;
    let rows = rows.iter().map(|row| event(shell, trail, row)).collect::<Result<_>>()?;
    Ok(Some(Events { href: list_path(trail), rows }))
}

fn event(shell: &Shell, trail: &Entity, row: &QueryResult) -> Result<Event> {
    let at: Timestamp = row.try_get("", "at")?;
    let action: String = row.try_get("", "action")?;
    let content: Option<String> = row.try_get("", "content")?;
    let personal: Map<String, Value> = content.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let name = |key: &str| personal.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Event {
        at,
        when: show::instant(shell, at),
        who: name("actor"),
        what: labels::find(shell, &["audit-action-", &action]).unwrap_or(action),
        target: name("target"),
        href: row_path(trail, row.try_get("", "id")?),
    })
}
