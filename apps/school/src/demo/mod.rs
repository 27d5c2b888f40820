//! The school of the sample place: a year, two programmes, two classes with their groups, five hours a day, last week's
//! registers and some absences. Always the same; only dates follow the clock.

mod past;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use parking_lot::Mutex;
use preau_calendar::domain::wall::{self, WallTime};
use preau_kernel::actor::{Actor, Credential};
use preau_kernel::web::RequestInfo;
use preau_kernel::{App, Error, Result};

use crate::actions::claiming::{Accepting, zone};
use crate::actions::planning::{Planner, series};
use crate::actions::structure::{self, Writing};
use crate::domain::rule::{Rule, weekday};
use crate::domain::week::Week;
use crate::store::demo as rows;
use crate::store::series::Values as Series;
use crate::store::structure::enrolments::{self, Enrolments};
use crate::store::structure::groups::{self, Groups};
use crate::store::structure::programmes::{self, Programmes};
use crate::store::structure::taught_modules::{self, TaughtModules};
use crate::store::structure::terms::{self, Terms};
use crate::store::structure::years::{self, Years};

/// The hours of a day.
const HOURS: [(&str, &str); 5] =
    [("08:30", "09:25"), ("09:30", "10:25"), ("10:40", "11:35"), ("13:30", "14:25"), ("14:30", "15:25")];
/// Level of its students, name of the class, code of its programme, subjects (ids), room.
const CLASSES: [(&str, &str, usize, &[i64], &str); 2] = [
    ("Terminale", "Terminale", 0, &[1, 2, 3, 5, 4, 7], "Salle Curie"),
    ("BTS SIO 1", "BTS SIO 1", 1, &[4, 7, 1], "Salle Hugo"),
];
const PROGRAMMES: [(&str, &str); 2] =
    [("BAC-G", "Baccalauréat général"), ("BTS-SIO", "BTS Services informatiques aux organisations")];
/// Students of a class.
const MOST: u64 = 20;
/// Weeks that the timetable reaches back and ahead.
const BACK: u64 = 2;
const AHEAD: u64 = 3;

/// Fills an empty school in one transaction.
pub(crate) async fn fill(app: &App) -> Result<()> {
    if rows::any_year(app.db().read()).await? {
        return Ok(());
    }
    let zone = zone(app).await?;
    let info = RequestInfo::internal("demo");
    let accepting = Accepting { reason: Some("Démonstration".to_owned()), everything: true };
    let tx = app.db().write_tx().await?;
    let Some(admin) = rows::first_admin(&*tx).await? else { return Ok(()) };
    let actor = Actor {
        user_id: admin,
        name: "Préau".to_owned(),
        roles: Vec::new(),
        is_staff: true,
        is_superuser: true,
        rights: Arc::default(),
        credential: Credential::System,
        lang: None,
        gate: None,
    };
    let writing = Writing { tx: &tx, app, info: &info, accepting: &accepting };
    let planner = Planner { app, info: &info, actor: &actor, accepting: &accepting };
    let stage =
        Stage { writing, planner, zone, today: wall::date_of(zone, app.now().seconds()), taken: Mutex::default() };
    stage.enter().await?;
    past::enter(&tx, app, zone).await?;
    // Nobody gets a mail of a place that was always so.
    rows::tell_nobody(&tx, app.now()).await?;
    tx.commit().await
}

struct Stage<'a> {
    writing: Writing<'a>,
    planner: Planner<'a>,
    zone: Tz,
    today: NaiveDate,
    /// Day of the week, hour and professor of what is entered.
    taken: Mutex<BTreeSet<(i64, usize, i64)>>,
}

fn date(year: i32, month: u32, day: u32) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Error::internal("no such day"))
}

impl Stage<'_> {
    async fn enter(&self) -> Result<()> {
        // A new one begins in August, so that there is always one that holds today.
        let begins = if self.today.month() >= 8 { self.today.year() } else { self.today.year() - 1 };
        let (starts_on, ends_on) = (date(begins, 8, 1)?, date(begins + 1, 7, 31)?);
        let name = format!("{begins}-{}", begins + 1);
        let year = structure::create::<Years>(&self.writing, &years::Values { name, starts_on, ends_on }).await?;
        let half = date(begins + 1, 1, 31)?;
        for (name, from, to) in
            [("Semestre 1", starts_on, half), ("Semestre 2", half.succ_opt().unwrap_or(half), ends_on)]
        {
            let term = terms::Values { year, name: name.to_owned(), starts_on: from, ends_on: to };
            structure::create::<Terms>(&self.writing, &term).await?;
        }
        let mut known = Vec::new();
        for (code, name) in PROGRAMMES {
            let values = programmes::Values { code: code.to_owned(), name: name.to_owned() };
            known.push(structure::create::<Programmes>(&self.writing, &values).await?);
        }
        for (number, class) in CLASSES.iter().enumerate() {
            self.class(number, class, year, known[class.2], starts_on).await?;
        }
        Ok(())
    }

    async fn class(
        &self,
        number: usize,
        (level, name, _, modules, room): &(&str, &str, usize, &[i64], &str),
        year: i64,
        programme: i64,
        starts_on: NaiveDate,
    ) -> Result<()> {
        for module in *modules {
            let values = taught_modules::Values { module: *module, programme, year, planned_minutes: 108 * 60 };
            structure::create::<TaughtModules>(&self.writing, &values).await?;
        }
        let group = |name: String, parent| groups::Values { year, programme: Some(programme), parent, name };
        let class = structure::create::<Groups>(&self.writing, &group((*name).to_owned(), None)).await?;
        let mut halves = Vec::new();
        for half in ["A", "B"] {
            halves
                .push(structure::create::<Groups>(&self.writing, &group(format!("{name} {half}"), Some(class))).await?);
        }
        let students = rows::students_of_level(&**self.writing.tx, level, MOST).await?;
        for (n, student) in students.into_iter().enumerate() {
            let values = enrolments::Values { student, group: halves[n % 2], first_day: starts_on, last_day: None };
            structure::create::<Enrolments>(&self.writing, &values).await?;
        }
        self.timetable(number, modules, class, &halves, room).await
    }

    /// The next subject in turn that somebody can give at this hour.
    async fn free(
        &self,
        modules: &[i64],
        (day, slot): (i64, usize),
        position: usize,
        class: usize,
    ) -> Result<Option<(i64, i64)>> {
        for n in 0..modules.len() {
            let module = modules[(position + n) % modules.len()];
            let teachers = rows::professors_of_module(&**self.writing.tx, module).await?;
            let mut turn = (0..teachers.len()).map(|n| teachers[(n + class) % teachers.len()]);
            if let Some(teacher) = turn.find(|teacher| self.taken.lock().insert((day, slot, *teacher))) {
                return Ok(Some((module, teacher)));
            }
        }
        Ok(None)
    }

    /// Five hours a day; the last of Friday is that of one half only.
    async fn timetable(&self, number: usize, modules: &[i64], class: i64, halves: &[i64], room: &str) -> Result<()> {
        let tx = self.writing.tx;
        let room = rows::room(&**tx, room).await?;
        let monday = Week::of(self.today).monday();
        let first = monday.checked_sub_days(Days::new(7 * BACK)).unwrap_or(monday);
        let last = monday.checked_add_days(Days::new(7 * AHEAD + 4)).unwrap_or(monday);
        for day in 1..=5_i64 {
            for (slot, (from, to)) in HOURS.iter().enumerate() {
                let position = usize::try_from(day - 1).unwrap_or_default() * HOURS.len() + slot;
                let Some((module, teacher)) = self.free(modules, (day, slot), position, number).await? else {
                    continue;
                };
                let time = |text: &str| WallTime::parse(text).ok_or_else(|| Error::internal("no time"));
                let weekday = weekday(day).ok_or_else(|| Error::internal("no day"))?;
                let rule = Rule { weekday, from: time(from)?, to: time(to)?, every_weeks: 1, first, last };
                let is_half = (day, slot) == (5, 4);
                let groups = vec![if is_half { halves[0] } else { class }];
                let values = Series { module, title: String::new(), rule, room, professors: vec![teacher], groups };
                if series::create_in(&self.planner, tx, self.zone, &values).await?.is_err() {
                    return Err(Error::internal("the sample timetable meets something"));
                }
            }
        }
        Ok(())
    }
}
