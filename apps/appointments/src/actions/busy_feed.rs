//! A coach's calendar elsewhere: its address, and reading it again and again. A reading that fails keeps what was read
//! before; after a day of failures the coach is told by mail.

use chrono::{Days, TimeDelta};
use chrono_tz::Tz;
use preau_calendar::domain::ical::busy::busy_but;
use preau_calendar::domain::interval::Interval;
use preau_calendar::domain::wall;
use preau_calendar::outside::{Asked, Fetched, Problem};
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::mail;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Refusal, Result};

use crate::jobs;
use crate::letters;
use crate::store::busy_feeds::{self as rows, Feed, Read};
use crate::store::{coaches, rules};

/// From one reading that went well to the next.
const EVERY: TimeDelta = TimeDelta::minutes(30);
/// After the first failure, doubled each time up to the last.
const AGAIN: TimeDelta = TimeDelta::minutes(5);
const AGAIN_AT_LAST: TimeDelta = TimeDelta::hours(6);
/// So long it fails before the coach is told by mail.
const PATIENCE: TimeDelta = TimeDelta::hours(24);
/// Days beyond the last bookable one that are read, so that a calendar that stays the same need not be read anew each day.
const MARGIN: u64 = 30;
const BATCH: u64 = 200;
/// The key of this program has changed since, and the address cannot be read any more.
pub(crate) const ADDRESS_LOST: &str = "address_lost";

/// Keeps the address and reads it at once. In the caller's transaction.
pub async fn put(tx: &Tx, app: &App, info: &RequestInfo, coach: i64, url: &str) -> Result<()> {
    let checked = app.state::<preau_calendar::State>().web().check(url);
    let (url, shown) = checked.map_err(|problem| Error::invalid("url", refusal(problem)))?;
    let id = match rows::find_of_coach_locked(tx, coach).await? {
        Some(feed) => feed.id,
        None => rows::insert(tx, coach, app.now()).await?,
    };
    let sealed = app.secrets().seal(app.chance(), &context(id), url.as_bytes())?;
    rows::set_url(tx, id, &sealed, &shown, app.now()).await?;
    jobs::read_busy_feed(tx, app, id).await?;
    record(tx, app, info, "busy_feed_set", coach).await
}

/// With the times that were read. False: there was none.
pub async fn delete(tx: &Tx, app: &App, info: &RequestInfo, coach: i64) -> Result<bool> {
    let was_there = rows::delete_of_coach(tx, coach).await?;
    if was_there {
        record(tx, app, info, "busy_feed_deleted", coach).await?;
    }
    Ok(was_there)
}

/// Nothing of the address: the trail is read by others than the coach.
async fn record(tx: &Tx, app: &App, info: &RequestInfo, action: &'static str, coach: i64) -> Result<()> {
    let name = coaches::get(&**tx, coach).await?.name;
    audit::record(tx, app, info, Entry::new(action).target("busy_feed", coach, name)).await.map(drop)
}

fn refusal(problem: Problem) -> Refusal {
    Refusal::new(match problem {
        Problem::NotHttps => "not_https",
        Problem::PrivateAddress => "private_address",
        _ => "not_a_link",
    })
}

/// Queues the reading of those whose turn it is.
pub async fn read_due(app: &App) -> Result<()> {
    let due = rows::due(app.db().read(), app.now(), BATCH).await?;
    if due.is_empty() {
        return Ok(());
    }
    let tx = app.db().write_tx().await?;
    for id in due {
        jobs::read_busy_feed(&tx, app, id).await?;
    }
    tx.commit().await
}

/// The job. Nothing of the database is held while a stranger's server takes its time.
pub async fn read(app: &App, id: i64) -> Result<()> {
    let Some(feed) = rows::find(app.db().read(), id).await? else { return Ok(()) };
    let place = Place::load(app).await?;
    let range = range(app, &feed, place.zone).await?;
    match fetch(app, &feed, place.zone, range).await {
        Ok(times) => keep(app, &feed, times).await,
        Err(problem) => fail(app, &feed, &place, problem).await,
    }
}

fn context(id: i64) -> String {
    format!("coach_busy_feeds.url/{id}")
}

/// From the beginning of today to the end of what can be booked, and the margin.
async fn range(app: &App, feed: &Feed, zone: Tz) -> Result<(Interval, i64)> {
    let horizon = rules::of_coach(app.db().read(), feed.coach_id).await?.horizon_days.unsigned_abs();
    let today = wall::date_of(zone, app.now().seconds());
    let after = |days: u64| {
        today.checked_add_days(Days::new(days)).map(|date| wall::instant(zone, date.and_time(chrono::NaiveTime::MIN)))
    };
    let (from, needed, to) = (after(0), after(horizon + 2), after(horizon + 2 + MARGIN));
    let range = from.zip(to).and_then(|(from, to)| Interval::new(from, to));
    range.zip(needed).ok_or_else(|| Error::internal("days that are none"))
}

/// What was read: nothing new, or other times.
type Times = Option<(Vec<Interval>, Read)>;

async fn fetch(
    app: &App,
    feed: &Feed,
    zone: Tz,
    (range, needed): (Interval, i64),
) -> std::result::Result<Times, &'static str> {
    let url = app.secrets().open(&context(feed.id), &feed.url).and_then(|url| String::from_utf8(url).ok());
    let url = url.ok_or(ADDRESS_LOST)?;
    // The same calendar says more when it is read further ahead, or by another clock.
    let is_enough = feed.covered_until >= needed && feed.zone == zone.name();
    let seen = |tag: &Option<String>| tag.clone().filter(|_| is_enough);
    let asked = Asked { url, etag: seen(&feed.etag), modified: seen(&feed.modified) };
    let web = app.state::<preau_calendar::State>().web();
    let (bytes, etag, modified) = match web.read(&asked).await.map_err(Problem::code)? {
        Fetched::Unchanged => return Ok(None),
        Fetched::New { bytes, etag, modified } => (bytes, etag, modified),
    };
    // Some tenths of a second for the worst that fits in: not on a thread that others wait for.
    let is_ours = |uid: &str| uid.ends_with(crate::actions::book::UID_DOMAIN);
    let read = tokio::task::spawn_blocking(move || busy_but(&bytes, zone, range, is_ours)).await;
    let busy = read.map_err(|_| Problem::NoCalendar.code())?.map_err(|problem| Problem::from(problem).code())?;
    let read = Read {
        etag,
        modified,
        zone: zone.name().to_owned(),
        covered_until: range.to(),
        times: i64::try_from(busy.times.len()).unwrap_or(i64::MAX),
    };
    Ok(Some((busy.times, read)))
}

/// All in one transaction: nobody sees half of a calendar.
async fn keep(app: &App, feed: &Feed, times: Times) -> Result<()> {
    let tx = app.db().write_tx().await?;
    let Some(now) = rows::find_locked(&tx, feed.id).await?.filter(|now| now.generation == feed.generation) else {
        return Ok(());
    };
    let read = match times {
        Some((times, read)) => {
            rows::replace_times(&tx, feed.id, &times).await?;
            read
        }
        None => {
            let Feed { etag, modified, zone, covered_until, times, .. } = now.clone();
            Read { etag, modified, zone, covered_until, times }
        }
    };
    rows::set_read(&tx, feed.id, &read, app.now(), app.now().plus(EVERY)).await?;
    follow_key(&tx, app, &now).await?;
    tx.commit().await
}

/// After a rotation the address stands under the present key again, before the one before is forgotten.
async fn follow_key(tx: &Tx, app: &App, feed: &Feed) -> Result<()> {
    if feed.url.split('.').next() == Some(app.secrets().current_id()) {
        return Ok(());
    }
    match app.secrets().open(&context(feed.id), &feed.url) {
        Some(url) => rows::reseal(tx, feed.id, &app.secrets().seal(app.chance(), &context(feed.id), &url)?).await,
        None => Ok(()),
    }
}

async fn fail(app: &App, feed: &Feed, place: &Place, problem: &'static str) -> Result<()> {
    let letter = if is_to_be_told(feed, app.now()) { letters::failing(app, place, feed, problem).await? } else { None };
    let tx = app.db().write_tx().await?;
    let Some(now) = rows::find_locked(&tx, feed.id).await?.filter(|now| now.generation == feed.generation) else {
        return Ok(());
    };
    rows::set_problem(&tx, feed.id, problem, app.now(), app.now().plus(pause(now.failures))).await?;
    follow_key(&tx, app, &now).await?;
    if let Some(letter) = letter.filter(|_| is_to_be_told(&now, app.now())) {
        rows::set_told(&tx, feed.id, app.now()).await?;
        mail::queue(&tx, app, letter).await?;
    }
    tx.commit().await
}

fn is_to_be_told(feed: &Feed, now: Timestamp) -> bool {
    feed.told_at.is_none() && feed.failing_since.is_some_and(|since| now.since(since) >= PATIENCE)
}

fn pause(failures: i64) -> TimeDelta {
    let doubled = AGAIN * 2_i32.pow(u32::try_from(failures.clamp(0, 10)).unwrap_or(10));
    doubled.min(AGAIN_AT_LAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_asked_less_and_less_often() {
        let minutes: Vec<_> = [0, 1, 2, 6, 7, 500].map(|failures| pause(failures).num_minutes()).to_vec();
        assert_eq!(minutes, [5, 10, 20, 320, 360, 360]);
    }
}
