//! `/school/sheet/`: an attendance sheet of a half-day, to print and to sign. A page without scripts, for whoever takes
//! registers; the web app may fetch it with its own credential.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::clock::Timestamp;
use preau_kernel::web::Visit;
use preau_kernel::web::page::{self, assets::Asset};
use preau_kernel::{App, Error, Result};

use super::sheet_link::Meant;
use crate::actions::absences::{clock, date, sheet_link};
use crate::input::query_date;
use crate::permissions::{REGISTER, Reach};
use crate::store::absences::lessons::professors;
use crate::store::absences::scope;
use crate::store::absences::sheet::{self as rows, Column, Seat};

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("sheet.css", "text/css; charset=utf-8", include_str!("../../../templates/sheet.css")));

/// The half-days part here.
const NOON: u16 = 12;

pub(super) fn routes() -> Router<App> {
    STYLE.route(page::route(Router::new(), "/school/sheet/", get(show)))
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct Sheet<'a> {
    visit: &'a Visit,
    place: &'a str,
    /// In one line.
    address: String,
    title: String,
    date: String,
    half: String,
    lessons: Vec<Lesson>,
    students: Vec<Student>,
}

struct Lesson {
    title: String,
    hours: String,
    room: String,
    professors: String,
    /// So many people.
    expected: usize,
}

struct Student {
    name: String,
    /// Whether they are expected at each of the lessons.
    expected: Vec<bool>,
}

impl Sheet<'_> {
    fn text(&self, key: &str) -> String {
        self.visit.text(key)
    }

    fn style(&self) -> &'static str {
        STYLE.path()
    }

    fn lang(&self) -> &'static str {
        self.visit.lang().code()
    }

    fn expected(&self, lesson: &Lesson) -> String {
        self.visit.with("sheet-expected", &[("count", &lesson.expected.to_string())])
    }

    fn columns(&self) -> usize {
        self.lessons.len() + 1
    }
}

/// Permission: `school.register`, within its reach: what lies outside is 404.
async fn show(visit: Visit) -> Result<Response> {
    let actor = match visit.query("link") {
        None => visit.info().actor()?,
        Some(link) => sheet_link::open(visit.app(), &link, &Meant::of(|name| visit.query(name)).query()).await?,
    };
    if let Some(gate) = actor.gate {
        return Err(Error::Forbidden(gate.refusal()));
    }
    let reach = Reach::of(&actor, REGISTER)?.as_professor();
    let number = |name: &str| {
        let read = |text: String| text.parse::<i64>().map_err(|_| Error::invalid(name, "not_a_number"));
        visit.query(name).filter(|text| !text.is_empty()).map(read).transpose()
    };
    let (group, room, lesson) = (number("group")?, number("room")?, number("lesson")?);
    let conn = visit.app().db().read();
    let (title, columns) = match (lesson, group, room) {
        (Some(lesson), ..) => {
            let columns = rows::lesson(conn, reach, lesson).await?;
            let title = columns.first().ok_or(Error::NotFound)?.title.clone();
            (title, columns)
        }
        (None, Some(group), _) => {
            scope::group(conn, reach, group).await?;
            let (from, to) = half_day(&visit)?;
            (rows::group_name(conn, group).await?, rows::of_group(conn, reach, group, from, to).await?)
        }
        (None, None, Some(room)) => {
            let name = rows::room_name(conn, room).await?;
            let (from, to) = half_day(&visit)?;
            (name, rows::of_room(conn, reach, room, from, to).await?)
        }
        (None, None, None) => return Err(Error::invalid("group", "required")),
    };
    let ids: Vec<i64> = columns.iter().map(|column| column.id).collect();
    let seats = rows::seats(conn, &ids, group.filter(|_| lesson.is_none())).await?;
    let names = professors(conn, &ids).await?;
    let place = visit.place();
    let at = columns.first().map_or(visit.app().now(), |column| column.starts_at);
    let (day, half) = head(&visit, at)?;
    let sheet = Sheet {
        visit: &visit,
        place: &place.name,
        address: place.address.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "),
        title,
        date: day,
        half,
        lessons: columns.iter().map(|column| lesson_of(&visit, column, &names, &seats)).collect(),
        students: students(&ids, &seats),
    };
    Ok(visit.html(StatusCode::OK, sheet.render().map_err(Error::internal)?))
}

/// Date and half-day as they stand on the sheet: of what was asked for, else of the lesson.
fn head(visit: &Visit, at: Timestamp) -> Result<(String, String)> {
    let zone = visit.place().zone;
    let asked = query_date("date", visit.query("date").as_deref())?;
    let noon = |date| Timestamp::from_seconds(wall::instant(zone, WallTime::END.on(date)) - 12 * 3600);
    let lesson = visit.query("lesson").is_some();
    let shown = asked.filter(|_| !lesson).map_or(at, noon);
    let is_morning = match visit.query("half").as_deref() {
        Some("am") if !lesson => true,
        Some("pm") if !lesson => false,
        _ => clock(zone, at) < format!("{NOON:02}:00"),
    };
    let half = visit.text(if is_morning { "sheet-morning" } else { "sheet-afternoon" });
    Ok((date(visit.app(), visit.lang(), zone, shown), half))
}

fn half_day(visit: &Visit) -> Result<(Timestamp, Timestamp)> {
    let zone = visit.place().zone;
    let today = wall::date_of(zone, visit.app().now().seconds());
    let date = query_date("date", visit.query("date").as_deref())?.unwrap_or(today);
    let noon = WallTime::new(NOON, 0).unwrap_or(WallTime::START);
    let (from, to) = match visit.query("half").as_deref() {
        Some("am") => (WallTime::START, noon),
        Some("pm") => (noon, WallTime::END),
        Some(_) => return Err(Error::invalid("half", "wrong_value")),
        None => return Err(Error::invalid("half", "required")),
    };
    let at = |time: WallTime| Timestamp::from_seconds(wall::instant(zone, time.on(date)));
    Ok((at(from), at(to)))
}

fn lesson_of(visit: &Visit, column: &Column, names: &[(i64, String)], seats: &[Seat]) -> Lesson {
    let zone = visit.place().zone;
    let own = names.iter().filter(|(lesson, _)| *lesson == column.id).map(|(_, name)| name.trim());
    Lesson {
        title: column.title.clone(),
        hours: format!("{}–{}", clock(zone, column.starts_at), clock(zone, column.ends_at)),
        room: column.room.clone().unwrap_or_default(),
        professors: own.collect::<Vec<_>>().join(", "),
        expected: seats.iter().filter(|seat| seat.lesson_id == column.id).count(),
    }
}

/// A line for each, in the order of their names.
fn students(lessons: &[i64], seats: &[Seat]) -> Vec<Student> {
    let taken: BTreeSet<(i64, i64)> = seats.iter().map(|seat| (seat.student_id, seat.lesson_id)).collect();
    let mut students: Vec<(i64, Student)> = Vec::new();
    for seat in seats {
        if students.last().is_some_and(|(id, _)| *id == seat.student_id) {
            continue;
        }
        let expected = lessons.iter().map(|lesson| taken.contains(&(seat.student_id, *lesson))).collect();
        let name = format!("{} {}", seat.last_name.to_uppercase(), seat.first_name);
        students.push((seat.student_id, Student { name: name.trim().to_owned(), expected }));
    }
    students.into_iter().map(|(_, student)| student).collect()
}
