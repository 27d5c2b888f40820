//! The people of the sample place: the eight who log in to each role, and a school around them.
//!
//! Map: `cast` the eight · `crowd` everybody else, by rule · `names` what they are called · `days` how many came. Always the same people; only
//! dates follow the clock. Everybody has one password, hashed once.

pub mod cast;
mod crowd;
mod days;
mod names;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use preau_kernel::Result;
use preau_kernel::actor::Role;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::db::search;
use preau_kernel::web::RequestInfo;

use crate::State;
use crate::actions::figures;
use crate::domain::names::suggest_username;
use crate::store::credentials::NewPassword;
use crate::store::profiles::{self, Keys};
use crate::store::users::{self, Values};
use crate::store::{credentials, modules};

/// Of everybody in a demonstration.
pub const PASSWORD: &str = "motdepasse";
/// Where those have their addresses who are not among the eight.
const DOMAIN: &str = "centre-preau.example";

const SUBJECTS: [(&str, &str); 8] = [
    ("MATH", "Mathématiques"),
    ("FRAN", "Français"),
    ("HIST", "Histoire-géographie"),
    ("ANGL", "Anglais"),
    ("PHYS", "Physique-chimie"),
    ("SVT", "Sciences de la vie et de la Terre"),
    ("INFO", "Informatique"),
    ("EPS", "Éducation physique et sportive"),
];

/// Fills an empty place in one transaction; does nothing where there are people.
pub async fn fill(app: &App) -> Result<()> {
    if users::any(app.db().read()).await? {
        return Ok(());
    }
    let encoded = app.state::<State>().hasher.hash(PASSWORD, app.chance().bytes()).await?;
    let tx = app.db().write_tx().await?;
    for (code, name) in SUBJECTS {
        modules::insert(&tx, code, name, app.now().minus(TimeDelta::days(400))).await?;
    }
    let mut stage = Stage { app, tx: &tx, encoded, info: RequestInfo::internal("demo"), taken: BTreeSet::new() };
    let known = cast::enter(&mut stage).await?;
    crowd::enter(&mut stage, &known).await?;
    days::enter(&stage).await?;
    tx.commit().await?;
    // What the sample place did not make up is counted: the new people of each day, and how many there are.
    figures::count(app).await
}

/// Where the people enter, one by one.
struct Stage<'a> {
    app: &'a App,
    tx: &'a Tx,
    encoded: String,
    info: RequestInfo,
    /// Parts of addresses and usernames that are given.
    taken: BTreeSet<String>,
}

/// What there is to say of one person.
#[derive(Debug, Clone, Default)]
struct Figure {
    first_name: String,
    last_name: String,
    /// `None`: an address of the place, made from the name.
    email: Option<String>,
    /// A username instead of an address.
    has_no_address: bool,
    phone: String,
    birth_date: Option<NaiveDate>,
    is_superuser: bool,
    has_left: bool,
    role: Option<Role>,
    texts: BTreeMap<&'static str, String>,
    modules: Vec<i64>,
    /// Ids of profiles, for a tutor.
    students: Vec<i64>,
    /// How long the account is there.
    days: i64,
    /// Since the last log-in; `None`: never.
    hours_since_login: Option<i64>,
}

impl Stage<'_> {
    /// Returns the person's id and that of the profile (0: none).
    async fn enter(&mut self, figure: Figure) -> Result<(i64, i64)> {
        let now = self.app.now();
        let since = now.minus(TimeDelta::days(figure.days));
        let values = self.values(&figure, since);
        let id = users::insert(self.tx, &values, since).await?;
        credentials::insert(self.tx, id, false, since).await?;
        let password = NewPassword { encoded: &self.encoded, foreign_scheme: None, must_change: false };
        credentials::set_password(self.tx, id, password, since).await?;
        if !figure.modules.is_empty() {
            users::set_modules(self.tx, id, &figure.modules).await?;
        }
        let mut profile = 0;
        if let Some(role) = figure.role {
            let kind = profiles::kind_of(role);
            let keys = Keys::of(&values);
            profile = profiles::insert(self.tx, kind, id, &keys, &figure.texts, since).await?;
            if kind.has_students {
                profiles::set_students(self.tx, profile, &figure.students).await?;
            }
        }
        if let Some(hours) = figure.hours_since_login {
            users::touch_login(self.tx, id, now.minus(TimeDelta::hours(hours))).await?;
        }
        let name = format!("{} {}", values.first_name, values.last_name);
        let entry = Entry::new("user_created").target("user", id, name).meta("how", "demo");
        audit::record(self.tx, self.app, &self.info, entry).await?;
        Ok((id, profile))
    }

    fn values(&mut self, figure: &Figure, since: Timestamp) -> Values {
        let mut own = || {
            let free = suggest_username(&figure.first_name, &figure.last_name, &|name| self.taken.contains(name));
            self.taken.insert(free.clone());
            free
        };
        let (email, username) = match &figure.email {
            Some(email) => (Some(email.clone()), None),
            None if figure.has_no_address => (None, Some(own())),
            None => (Some(format!("{}@{DOMAIN}", search::fold(&own()))), None),
        };
        Values {
            email_verified_at: email.as_ref().map(|_| since),
            email,
            username,
            first_name: figure.first_name.clone(),
            last_name: figure.last_name.clone(),
            phone: figure.phone.clone(),
            birth_date: figure.birth_date,
            lang: None,
            is_active: !figure.has_left,
            is_staff: figure.is_superuser,
            is_superuser: figure.is_superuser,
        }
    }
}
