//! The structure and the series from a CSV: one transaction, all or nothing; a dry run does the same work and keeps nothing.
//! A row whose natural key is there changes that row, and does nothing when it says the same; a row goes the same way as the
//! API's. A series has no key: one that is there whole is left as it is, any other row makes one.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use preau_kernel::actor::Actor;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::i18n::{L10n, Lang};
use preau_kernel::web::{Fields, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde_json::{Map, Value, json};

use super::claiming::Accepting;
use super::planning::{Planner, series};
use super::structure::{self, Rules, Writing};
use crate::api::planning_input;
use crate::domain::sheet::{self, MOST_ROWS, Row, Wrong};
use crate::input::{Mode, finished};
use crate::store::series as series_rows;
use crate::store::sheets::{self as rows, JOINT, Kind};
use crate::store::structure::enrolments::Enrolments;
use crate::store::structure::groups::Groups;
use crate::store::structure::programmes::Programmes;
use crate::store::structure::taught_modules::TaughtModules;
use crate::store::structure::terms::Terms;
use crate::store::structure::years::Years;
use crate::words;

/// Errors told at most; beyond, only their number.
const MOST_ERRORS: usize = 500;

#[derive(Debug, Default)]
pub(crate) struct Report {
    dry_run: bool,
    rows: usize,
    created: usize,
    changed: usize,
    unchanged: usize,
    errors: Vec<RowError>,
    unknown: Vec<String>,
}

#[derive(Debug)]
struct RowError {
    line: usize,
    field: Option<String>,
    problem: Refusal,
}

impl Report {
    pub(crate) fn body(&self, l10n: &L10n, lang: Lang) -> Value {
        json!({
            "success": true,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "created": self.created,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "error_count": self.errors.len(),
            "errors": self.shown(l10n, lang),
            "unknown_headers": self.unknown,
        })
    }

    fn shown(&self, l10n: &L10n, lang: Lang) -> Vec<Value> {
        let shown = self.errors.iter().take(MOST_ERRORS).map(|error| {
            let kind = if error.field.is_some() { "field" } else { "refusal" };
            json!({"row": error.line, "field": error.field, "code": error.problem.code,
                "message": l10n.refusal(lang, kind, &error.problem)})
        });
        shown.collect()
    }
}

/// What a row did.
enum Done {
    Created,
    Changed,
    /// All of it was there.
    Unchanged,
}

pub(crate) async fn import(
    app: &App,
    info: &RequestInfo,
    actor: &Actor,
    kind: Kind,
    bytes: &[u8],
    dry_run: bool,
) -> Result<Report> {
    let sheet = sheet::read(bytes, kind.columns(), kind.required()).map_err(refused)?;
    let zone = super::claiming::zone(app).await?;
    let tx = app.db().long_write_tx().await?;
    let mut report = Report { dry_run, rows: sheet.rows.len(), unknown: sheet.unknown, ..Report::default() };
    let accepting = Accepting::of(actor, None);
    let importer = Importer { app, info, actor, tx: &tx, kind, zone, accepting: &accepting };
    let open = |line: &usize| RowError { line: *line, field: None, problem: Refusal::new("csv_open_quote") };
    report.errors.extend(sheet.open_quotes.iter().map(open));
    let mut seen: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for row in &sheet.rows {
        if let Some(line) = seen.get(&kind.key(&row.cells)) {
            let problem = Refusal::new("csv_row_twice").arg("line", line);
            report.errors.push(RowError { line: row.line, field: None, problem });
            continue;
        }
        seen.insert(kind.key(&row.cells), row.line);
        match tx.attempt(importer.row(row)).await {
            Ok(Done::Created) => report.created += 1,
            Ok(Done::Changed) => report.changed += 1,
            Ok(Done::Unchanged) => report.unchanged += 1,
            Err(error) => report.errors.extend(importer.problems(row.line, error)?),
        }
    }
    report.errors.sort_by_key(|error| error.line);
    if dry_run {
        tx.rollback().await?;
        return Ok(report);
    }
    if !report.errors.is_empty() {
        tx.rollback().await?;
        let refusal = Refusal::new("import_refused").arg("count", report.errors.len());
        let refusal = refusal.extra("rows", report.shown(app.l10n(), info.lang()).into());
        return Err(Error::Refused(refusal.extra("error_count", json!(report.errors.len()))));
    }
    let entry = Entry::new("school_imported").target("school_sheet", 0, kind.name());
    audit::record(&tx, app, info, entry.meta("created", report.created).meta("changed", report.changed)).await?;
    tx.commit().await?;
    Ok(report)
}

fn refused(wrong: Wrong) -> Error {
    let problem = match wrong {
        Wrong::Empty => Refusal::new("csv_empty"),
        Wrong::NotText => Refusal::new("csv_not_text"),
        Wrong::Missing(columns) => Refusal::new("csv_missing_headers").arg("fields", columns.join(", ")),
        Wrong::Doubled(columns) => Refusal::new("csv_duplicate_headers").arg("fields", columns.join(", ")),
        Wrong::TooMany => Refusal::new("csv_too_many_rows").arg("max", MOST_ROWS),
    };
    Error::invalid("file", problem)
}

struct Importer<'a> {
    app: &'a App,
    info: &'a RequestInfo,
    actor: &'a Actor,
    tx: &'a Tx,
    kind: Kind,
    zone: Tz,
    accepting: &'a Accepting,
}

/// A name that leads nowhere.
fn nowhere(field: &str, text: &str) -> Error {
    Error::invalid(field, Refusal::new("names_nothing").arg("text", text))
}

impl Importer<'_> {
    /// What a client did wrong belongs to its row; anything else ends the import.
    fn problems(&self, line: usize, error: Error) -> Result<Vec<RowError>> {
        match error {
            Error::Invalid(errors) => {
                let all = errors.0.into_iter().flat_map(|(field, problems)| {
                    problems.into_iter().map(move |problem| RowError { line, field: Some(field.clone()), problem })
                });
                Ok(all.collect())
            }
            Error::Conflict(problem) | Error::Refused(problem) => {
                Ok(vec![RowError { line, field: None, problem: self.in_words(problem) }])
            }
            other => Err(other),
        }
    }

    /// Of a clash: with what, for in a sheet nobody sees the time around it.
    fn in_words(&self, problem: Refusal) -> Refusal {
        let clashes = problem.extra.get("clashes").and_then(Value::as_array);
        let Some(first) = clashes.and_then(|clashes| clashes.first()).filter(|_| problem.code == "clash") else {
            return problem;
        };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let at = |name: &str| first[name].as_str().and_then(Timestamp::parse);
        let mut what = vec![text(&first["name"])];
        if let Some((from, to)) = at("from").zip(at("to")) {
            what.push(words::when(self.app, self.info.lang(), self.zone, from, to));
        }
        let title = text(&first["lesson"]["title"]);
        let what = what.join(", ");
        Refusal::new("clash_with").arg("what", if title.is_empty() { what } else { format!("{what} · {title}") })
    }

    async fn row(&self, row: &Row) -> Result<Done> {
        let cells = &row.cells;
        let conn = &**self.tx;
        let cell = |name: &str| cells.get(name).map(String::as_str).unwrap_or_default();
        let mut body: Map<String, Value> =
            cells.iter().map(|(name, text)| ((*name).to_owned(), Value::from(text.clone()))).collect();
        match self.kind {
            Kind::Years => self.write::<Years>(body, rows::year(conn, cell("name")).await?).await,
            Kind::Programmes => self.write::<Programmes>(body, rows::programme(conn, cell("code")).await?).await,
            Kind::Terms => {
                let year = self.year(cells, &mut body).await?;
                let known = rows::term(conn, year, cell("name")).await?;
                self.write::<Terms>(body, known).await
            }
            Kind::TaughtModules => {
                let year = self.year(cells, &mut body).await?;
                let module = self.name(&mut body, "module", rows::module(conn, cell("module")).await?, cells)?;
                let programme = rows::programme(conn, cell("programme")).await?;
                let programme = self.name(&mut body, "programme", programme, cells)?;
                number(&mut body, "planned_minutes");
                let known = rows::taught_module(conn, module, programme, year).await?;
                self.write::<TaughtModules>(body, known).await
            }
            Kind::Groups => {
                let year = self.year(cells, &mut body).await?;
                if cells.contains_key("programme") {
                    let programme = rows::programme(conn, cell("programme")).await?;
                    self.name(&mut body, "programme", programme, cells)?;
                }
                if cells.contains_key("parent") {
                    self.name(&mut body, "parent", rows::group(conn, year, cell("parent")).await?, cells)?;
                }
                let known = rows::group(conn, year, cell("name")).await?;
                self.write::<Groups>(body, known).await
            }
            Kind::Enrolments => {
                let year = self.year(cells, &mut body).await?;
                let group = self.name(&mut body, "group", rows::group(conn, year, cell("group")).await?, cells)?;
                let student = self.name(&mut body, "student", rows::student(conn, cell("student")).await?, cells)?;
                let known = rows::enrolment(conn, student, group, cell("first_day")).await?;
                self.write::<Enrolments>(body, known).await
            }
            Kind::Series => self.series(cells, body).await,
        }
    }

    async fn year(&self, cells: &BTreeMap<&'static str, String>, body: &mut Map<String, Value>) -> Result<i64> {
        let name = cells.get("year").map(String::as_str).unwrap_or_default();
        self.name(body, "year", rows::year(&**self.tx, name).await?, cells)
    }

    /// Puts the id in the place of the name.
    fn name(
        &self,
        body: &mut Map<String, Value>,
        field: &str,
        id: Option<i64>,
        cells: &BTreeMap<&'static str, String>,
    ) -> Result<i64> {
        let text = cells.get(field).map(String::as_str).unwrap_or_default();
        let nothing = || if text.is_empty() { Error::invalid(field, "required") } else { nowhere(field, text) };
        let id = id.ok_or_else(nothing)?;
        body.insert(field.to_owned(), id.into());
        Ok(id)
    }

    async fn write<K: Rules>(&self, body: Map<String, Value>, known: Option<i64>) -> Result<Done> {
        let writing = Writing { tx: self.tx, app: self.app, info: self.info, accepting: self.accepting };
        let mut fields = Fields::new(body);
        match known {
            Some(id) => {
                let old = crate::store::structure::get_locked::<K>(self.tx, id).await?;
                let before = K::values(&old)?;
                let values = K::read(&mut fields, Mode::Whole, Some(&before));
                let values = finished(fields, values)?;
                if K::shown(&before) == K::shown(&values) {
                    return Ok(Done::Unchanged);
                }
                structure::update::<K>(&writing, &old, &values, None).await?;
                Ok(Done::Changed)
            }
            None => {
                let values = K::read(&mut fields, Mode::Whole, None);
                structure::create::<K>(&writing, &finished(fields, values)?).await?;
                Ok(Done::Created)
            }
        }
    }

    async fn series(&self, cells: &BTreeMap<&'static str, String>, mut body: Map<String, Value>) -> Result<Done> {
        let conn = &**self.tx;
        let cell = |name: &str| cells.get(name).map(String::as_str).unwrap_or_default();
        let year = self.year(cells, &mut body).await?;
        self.name(&mut body, "module", rows::module(conn, cell("module")).await?, cells)?;
        if cells.contains_key("room") {
            self.name(&mut body, "room", rows::room(conn, cell("room")).await?, cells)?;
        }
        let parts = |text: &str| -> Vec<String> {
            text.split(JOINT.trim()).map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        };
        let (mut groups, mut professors) = (Vec::new(), Vec::new());
        for name in parts(cell("groups")) {
            groups.push(rows::group(conn, year, &name).await?.ok_or_else(|| nowhere("groups", &name))?);
        }
        for name in parts(cell("professors")) {
            professors.push(rows::person(conn, &name).await?.ok_or_else(|| nowhere("professors", &name))?);
        }
        body.insert("groups".to_owned(), groups.into());
        body.insert("professors".to_owned(), professors.into());
        number(&mut body, "weekday");
        number(&mut body, "every_weeks");
        let mut fields = Fields::new(body);
        let values = planning_input::series(&mut fields, Mode::Whole, self.actor, None);
        let values = finished(fields, values)?;
        if series_rows::has_same(conn, &values).await? {
            return Ok(Done::Unchanged);
        }
        let planner = Planner { app: self.app, info: self.info, actor: self.actor, accepting: self.accepting };
        match series::create_in(&planner, self.tx, self.zone, &values).await? {
            Ok(_) => Ok(Done::Created),
            Err(clashing) => Err(crate::refusals::clash_in(conn, self.accepting, &clashing.met).await?),
        }
    }
}

/// A cell that holds a number; another text stays, for the reading to name it.
fn number(body: &mut Map<String, Value>, field: &str) {
    if let Some(number) = body.get(field).and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok()) {
        body.insert(field.to_owned(), number.into());
    }
}
