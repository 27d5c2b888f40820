//! `/api/workstations/statistics/`: minutes, sessions and visitors by hour, category, seat or day.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::PageQuery;
use preau_kernel::place::Place;
use preau_kernel::web::{Json, RequestInfo};
use preau_kernel::{App, Error, Refusal, Result};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::bodies::StatisticsQuery;
use super::input::query_date;
use super::table;
use crate::actions::hours::open_times;
use crate::domain::people::figures::{By, Key, Offer, Stay, Sum, offered, offered_in_all, share, sums};
use crate::store::people::statistics::{self as figures, Asked, SeatOf};

/// Unless it is asked for, and at most.
const DAYS: u64 = 29;
const MOST_DAYS: i64 = 400;
/// Microseconds.
const MINUTE: i64 = 60_000_000;

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RoomFigureRow)]
pub(crate) struct FigureRow {
    /// An hour (0 to 23), the id of a category or workstation, a date; null: guests, or a workstation that is gone.
    #[schema(value_type = Option<i64>)]
    key: Value,
    name: String,
    minutes: i64,
    sessions: usize,
    /// Different ones.
    visitors: usize,
    /// Sessions of nobody that is known.
    guests: usize,
    /// Of what the seats could give in that time, 0 to 100; null where it has no sense.
    #[schema(required)]
    occupancy: Option<i64>,
    /// Minutes that the seats could give while their site was open, up to now; 0: closed; null: the place has no hours,
    /// or it has no sense.
    #[schema(required)]
    open_minutes: Option<i64>,
    /// Of those minutes, 0 to 100; null where there are none.
    #[schema(required)]
    open_occupancy: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = RoomFigures)]
pub(crate) struct FiguresBody {
    by: &'static str,
    #[schema(format = "date")]
    from: String,
    #[schema(format = "date")]
    to: String,
    seats: usize,
    rows: Vec<FigureRow>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Totals {
    sessions: usize,
    visitors: usize,
    guests: usize,
    minutes: i64,
    /// Of a session; null: there was none.
    #[schema(required)]
    average_minutes: Option<i64>,
    /// Minutes that the seats could give while their site was open, up to now; null: the place has no hours.
    #[schema(required)]
    open_minutes: Option<i64>,
    /// Of those minutes, 0 to 100.
    #[schema(required)]
    open_occupancy: Option<i64>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WholeFigures {
    #[schema(format = "date")]
    from: String,
    #[schema(format = "date")]
    to: String,
    seats: usize,
    totals: Totals,
    by_hour: Vec<FigureRow>,
    by_day: Vec<FigureRow>,
    by_category: Vec<FigureRow>,
    by_seat: Vec<FigureRow>,
}

/// Without `by`: everything at once ([`WholeFigures`]). `from` and `to` are days of the place, both counted; at most 400. A
/// session over midnight counts on both days with what lies there. As a file with `format=csv`.
///
/// Permission: `workstations.manage`.
#[utoipa::path(get, path = "/api/workstations/statistics/", tag = "Workstation", params(StatisticsQuery), responses((status = 200, body = FiguresBody)))]
pub(crate) async fn rows(State(app): State<App>, info: RequestInfo, page: PageQuery) -> Result<Response> {
    let known = || Refusal::new("unknown_figures").arg("known", By::ALL.map(By::name).join(", "));
    let read_by = |by| By::parse(by).ok_or_else(|| Error::invalid("by", known()));
    let by = page.param("by").map(read_by).transpose()?;
    let is_file = match page.param("format") {
        None | Some("json") => false,
        Some("csv") => true,
        Some(_) => return Err(Error::invalid("format", "wrong_value")),
    };
    let zone = Place::load(&app).await?.zone;
    let days = days(&app, &page, zone)?;
    let (read, now) = (app.db().read_late(), app.now());
    let asked = asked(&page, zone, days)?;
    let stays = figures::stays(read, asked, now).await?;
    let seats = figures::seats(read, asked).await?;
    let categories = figures::categories(read).await?;
    let offers = offers(&app, asked, &seats, now).await?;
    let offers = offers.as_deref();
    let shown = |by| Shown { app: &app, info: &info, by, zone, days, seats: &seats, categories: &categories, offers };
    let (from, to) = (days.0.to_string(), days.1.to_string());
    let Some(by) = by else {
        let rows = |by: By| shown(by).rows(&sums(by, &stays, zone));
        let totals = totals(&stays, offers);
        let [by_hour, by_day, by_category, by_seat] = [By::Hour, By::Day, By::Category, By::Seat].map(rows);
        let whole = WholeFigures { from, to, seats: seats.len(), totals, by_hour, by_day, by_category, by_seat };
        return Ok(Json(whole).into_response());
    };
    let shown = shown(by);
    let rows = shown.rows(&sums(by, &stays, zone));
    let body = FiguresBody { by: by.name(), from, to, seats: seats.len(), rows };
    if is_file { shown.file(&body).await } else { Ok(Json(body).into_response()) }
}

fn days(app: &App, page: &PageQuery, zone: Tz) -> Result<(NaiveDate, NaiveDate)> {
    let today = wall::date_of(zone, app.now().seconds());
    let to = query_date(page, "to")?.unwrap_or(today);
    let from = query_date(page, "from")?.or_else(|| to.checked_sub_days(Days::new(DAYS))).unwrap_or(to);
    if from > to {
        return Err(Error::invalid("to", "ends_too_early"));
    }
    if (to - from).num_days() >= MOST_DAYS {
        return Err(Error::invalid("to", Refusal::new("too_long_a_range").arg("max", MOST_DAYS)));
    }
    Ok((from, to))
}

fn asked(page: &PageQuery, zone: Tz, (first, last): (NaiveDate, NaiveDate)) -> Result<Asked> {
    let midnight = |date: NaiveDate| {
        let at = preau_calendar::domain::wall::WallTime::START.on(date);
        Timestamp::from_seconds(wall::instant(zone, at))
    };
    let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
    Ok(Asked { from: midnight(first), to: midnight(after), site: page.number("site")?, room: page.number("room")? })
}

/// What the seats could give while their sites were open, until now; `None`: the place has no hours.
async fn offers(app: &App, asked: Asked, seats: &[SeatOf], now: Timestamp) -> Result<Option<Vec<Offer>>> {
    let sites: BTreeSet<i64> = seats.iter().map(|seat| seat.site).collect();
    let Some(time) = Interval::new(asked.from.seconds(), asked.to.min(now).seconds()) else { return Ok(None) };
    let Some(times) = open_times(app, &sites, time).await? else { return Ok(None) };
    let of = |site: i64| seats.iter().filter(move |seat| seat.site == site).map(|seat| seat.id).collect();
    Ok(Some(times.into_iter().map(|(site, open)| Offer { open, seats: of(site) }).collect()))
}

fn totals(stays: &[Stay], offers: Option<&[Offer]>) -> Totals {
    let whole = Sum::of(stays);
    let sessions = whole.sessions();
    let offered = offers.map(offered_in_all);
    Totals {
        sessions,
        visitors: whole.visitors(),
        guests: whole.guests(),
        minutes: whole.minutes(),
        average_minutes: (sessions > 0).then(|| whole.minutes() / sessions as i64),
        open_minutes: offered.map(|micros| micros / MINUTE),
        open_occupancy: offered.and_then(|micros| share(whole.micros(), micros)),
    }
}

struct Shown<'a> {
    app: &'a App,
    info: &'a RequestInfo,
    by: By,
    zone: Tz,
    days: (NaiveDate, NaiveDate),
    seats: &'a [SeatOf],
    categories: &'a [(i64, String)],
    offers: Option<&'a [Offer]>,
}

impl Shown<'_> {
    /// Every hour, seat, category and day has its row, also when nothing happened there.
    fn rows(&self, sums: &BTreeMap<Key, Sum>) -> Vec<FigureRow> {
        let offered = self.offers.map(|offers| offered(self.by, offers, self.zone));
        let mut keys: Vec<Key> = match self.by {
            By::Hour => (0..24).map(|hour| Key::Id(Some(hour))).collect(),
            By::Category => self.categories.iter().map(|(id, _)| Key::Id(Some(*id))).collect(),
            By::Seat => self.seats.iter().map(|seat| Key::Id(Some(seat.id))).collect(),
            By::Day => self.days.0.iter_days().take_while(|day| *day <= self.days.1).map(Key::Day).collect(),
        };
        keys.extend(sums.keys().filter(|key| **key == Key::Id(None)));
        let nothing = Sum::default();
        let open = |key: Key| {
            // A category offers nothing, nor does a workstation that is gone.
            let has_sense = self.by != By::Category && key != Key::Id(None);
            offered.as_ref().filter(|_| has_sense).map(|offered| offered.get(&key).copied().unwrap_or(0))
        };
        keys.into_iter().map(|key| self.row(key, sums.get(&key).unwrap_or(&nothing), open(key))).collect()
    }

    /// `offered`: microseconds.
    fn row(&self, key: Key, sum: &Sum, offered: Option<i64>) -> FigureRow {
        FigureRow {
            key: match key {
                Key::Id(id) => id.into(),
                Key::Day(day) => day.to_string().into(),
            },
            name: self.name(key),
            minutes: sum.minutes(),
            sessions: sum.sessions(),
            visitors: sum.visitors(),
            guests: sum.guests(),
            occupancy: self.occupancy(key, sum),
            open_minutes: offered.map(|micros| micros / MINUTE),
            open_occupancy: offered.and_then(|micros| share(sum.micros(), micros)),
        }
    }

    fn name(&self, key: Key) -> String {
        let text = |key: &str| self.app.l10n().text(self.info.lang(), key);
        let category = |id: i64| self.categories.iter().find(|(one, _)| *one == id).map(|(_, name)| name.clone());
        let seat = |id: i64| self.seats.iter().find(|seat| seat.id == id).map(|seat| seat.name.clone());
        match (self.by, key) {
            (_, Key::Day(day)) => day.to_string(),
            (By::Hour, Key::Id(hour)) => format!("{:02}:00", hour.unwrap_or(0)),
            (By::Category, Key::Id(Some(id))) => category(id).unwrap_or_default(),
            (By::Category, Key::Id(None)) => text("room-statistics-no-category"),
            (_, Key::Id(Some(id))) => seat(id).unwrap_or_default(),
            (_, Key::Id(None)) => text("room-statistics-seat-gone"),
        }
    }

    /// Of an hour: of the seats in all these days' hours.
    fn occupancy(&self, key: Key, sum: &Sum) -> Option<i64> {
        let days = (self.days.1 - self.days.0).num_days() + 1;
        let seats = self.seats.len() as i64;
        let seconds = match (self.by, key) {
            (By::Hour, _) => days * seats * 3600,
            (By::Day, Key::Day(day)) => wall::day(self.zone, day)?.seconds() * seats,
            (By::Seat, Key::Id(Some(_))) => days * 86_400,
            _ => return None,
        };
        (seconds > 0).then(|| (sum.micros() / 1_000_000 * 100 / seconds).min(100))
    }

    async fn file(&self, body: &FiguresBody) -> Result<Response> {
        let text = |key: &str| self.app.l10n().text(self.info.lang(), key);
        let mut head = vec![text(&format!("room-statistics-by-{}", self.by.name()))];
        head.extend(
            ["minutes", "sessions", "visitors", "guests", "occupancy", "open-occupancy"]
                .map(|name| text(&format!("room-statistics-{name}"))),
        );
        let rows = body.rows.iter().map(|row| {
            let number = |number: usize| number.to_string();
            let share = |share: Option<i64>| share.map(|share| share.to_string()).unwrap_or_default();
            vec![
                row.name.clone(),
                row.minutes.to_string(),
                number(row.sessions),
                number(row.visitors),
                number(row.guests),
                share(row.occupancy),
                share(row.open_occupancy),
            ]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let name = format!("rooms-{}-{}-{}", body.by, body.from, body.to);
        table::answer(self.app, self.info, &name, &head, &rows).await
    }
}
