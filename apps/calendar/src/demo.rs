//! The sites, rooms and closed days of the sample place. Always the same; only dates follow the clock.

use chrono::{Datelike, Days, NaiveDate};
use preau_kernel::db::Tx;
use preau_kernel::place::Place;
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Result};

use crate::actions::{closed_days, rooms, sites};
use crate::domain::holidays::{HolidayName, Holidays, LegalDay, Region};
use crate::domain::wall;
use crate::store;

const SITES: [(&str, &str); 2] = [
    ("Centre Préau", "12 rue des Tilleuls\n75011 Paris"),
    ("Médiathèque des Tilleuls", "3 place des Tilleuls\n75011 Paris"),
];
/// Site, name, kind, people.
const ROOMS: [(i64, &str, &str, i64); 6] = [
    (1, "Salle Curie", "classroom", 28),
    (1, "Salle Hugo", "classroom", 24),
    (1, "Atelier", "workshop", 14),
    (1, "Bureau d’accueil", "office", 4),
    (2, "Espace numérique", "computers", 16),
    (2, "Salle de réunion", "meeting", 10),
];
/// No closed day of the whole place lies so near, so that there is always something to book.
const QUIET_DAYS: u64 = 90;

/// Fills an empty calendar in one transaction.
pub(crate) async fn fill(app: &App) -> Result<()> {
    if store::sites::any(app.db().read()).await? {
        return Ok(());
    }
    let today = wall::date_of(Place::load(app).await?.zone, app.now().seconds());
    let info = RequestInfo::internal("demo");
    let tx = app.db().write_tx().await?;
    for (name, address) in SITES {
        let values = store::sites::Values { name: name.into(), address: address.into(), zone: None };
        sites::create(&tx, app, &info, &values).await?;
    }
    for (site, name, kind, capacity) in ROOMS {
        let values = store::rooms::Values {
            site,
            name: name.into(),
            kind: kind.into(),
            capacity: Some(capacity),
            ..store::rooms::Values::default()
        };
        rooms::create(&tx, app, &info, &values).await?;
    }
    close(&tx, app, &info, today).await?;
    tx.commit().await
}

async fn close(tx: &Tx, app: &App, info: &RequestInfo, today: NaiveDate) -> Result<()> {
    let after = |date: NaiveDate, days| date.checked_add_days(Days::new(days)).unwrap_or(date);
    let year = if today > summer(today.year()) { today.year() } else { today.year() - 1 };
    let bridge = (today.year()..today.year() + 3).filter_map(bridge).find(|date| *date > after(today, QUIET_DAYS));
    let stock_taking = after(today, 21);
    let mut days = vec![
        (None, after(summer(year), 0), after(summer(year), 13), "Fermeture d’été"),
        (Some(2), stock_taking, after(stock_taking, 1), "Inventaire de la médiathèque"),
    ];
    days.extend(bridge.map(|date| (None, date, date, "Pont de l’Ascension")));
    for (site, first, last, name) in days {
        let values = store::closed_days::Values { site, first, last, name: name.to_owned() };
        closed_days::create(tx, app, info, &values).await?;
    }
    Ok(())
}

/// The first Monday of August.
fn summer(year: i32) -> NaiveDate {
    NaiveDate::from_weekday_of_month_opt(year, 8, chrono::Weekday::Mon, 1).unwrap_or_default()
}

/// The Friday after Ascension.
fn bridge(year: i32) -> Option<NaiveDate> {
    let holidays = Holidays { region: Region::France, ..Holidays::default() };
    let days = holidays.of_year(year);
    let ascension = days.iter().find(|day| day.name == HolidayName::Legal(LegalDay::Ascension))?;
    ascension.date.succ_opt()
}
