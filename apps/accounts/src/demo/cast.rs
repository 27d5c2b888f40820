//! The eight whose log-ins `preau demo` prints, one per role (addresses: seed 001 and the contract).

use chrono::{Days, TimeDelta};
use preau_kernel::Result;
use preau_kernel::actor::Role;

use super::{Figure, Stage};
use crate::store::sessions::{self, NewSession};

/// An address and its role; none: the superuser.
pub const LOGINS: [(&str, Option<Role>); 8] = [
    ("admin@example.com", None),
    ("responsable@example.com", Some(Role::SchoolManager)),
    ("professeur@example.com", Some(Role::Professor)),
    ("etudiant@example.com", Some(Role::Student)),
    ("tuteur@example.com", Some(Role::Tutor)),
    ("coach@example.com", Some(Role::Coach)),
    ("client@example.com", Some(Role::Client)),
    ("operateur@example.com", Some(Role::Operator)),
];

/// A network for documentation (RFC 5737).
const HOME: &str = "203.0.113.24";
const DEVICE: &str = "Firefox · Windows";

/// Whom the others stand beside.
pub(super) struct Known {
    /// Profile of the student of the eight.
    pub(super) student: i64,
}

pub(super) async fn enter(stage: &mut Stage<'_>) -> Result<Known> {
    let mut student = 0;
    for (email, role) in LOGINS {
        let mut figure = figure(role);
        figure.email = Some(email.to_owned());
        figure.role = role;
        figure.is_superuser = role.is_none();
        figure.days = 420;
        figure.hours_since_login = Some(20);
        match role {
            Some(Role::Student) => {
                let today = stage.app.now().utc().date_naive();
                figure.birth_date = today.checked_sub_days(Days::new(17 * 365 + 40));
                figure.texts.insert("student_number", super::crowd::student_number(stage, 0));
            }
            // The student stands before the tutor in the list.
            Some(Role::Tutor) => figure.students = vec![student],
            _ => {}
        }
        let (user, profile) = stage.enter(figure).await?;
        if role == Some(Role::Student) {
            student = profile;
        }
        insert_login(stage, user).await?;
    }
    Ok(Known { student })
}

fn figure(role: Option<Role>) -> Figure {
    let (first_name, last_name) = match role {
        None => ("Admin", "User"),
        Some(Role::SchoolManager) => ("Hélène", "Faure"),
        Some(Role::Professor) => ("Jean", "Dupont"),
        Some(Role::Student) => ("Lina", "Garnier"),
        Some(Role::Tutor) => ("Marc", "Garnier"),
        Some(Role::Coach) => ("Sophie", "Lemaître"),
        Some(Role::Client) => ("Karim", "Benali"),
        Some(Role::Operator) => ("Noël", "Béranger"),
    };
    let mut figure = Figure { first_name: first_name.to_owned(), last_name: last_name.to_owned(), ..Figure::default() };
    let own = match role {
        Some(Role::SchoolManager) => ("title", "Directrice des études"),
        Some(Role::Professor) => ("specialty", "Mathématiques"),
        Some(Role::Student) => ("level", super::crowd::LEVELS[2].0),
        Some(Role::Tutor) => ("relationship", "Père"),
        Some(Role::Coach) => ("headline", "Orientation et méthodes de travail"),
        _ => return figure,
    };
    figure.texts.insert(own.0, own.1.to_owned());
    figure.modules = match role {
        Some(Role::Professor) => vec![1, 2, 3],
        Some(Role::Student) => vec![1, 2, 3, 4, 5],
        _ => Vec::new(),
    };
    figure
}

/// A login of the day before, so that the list of devices shows one. Nobody holds its tokens.
async fn insert_login(stage: &Stage<'_>, user: i64) -> Result<()> {
    let at = stage.app.now().minus(TimeDelta::hours(20));
    let new = NewSession {
        user,
        kind: "cookie",
        device: DEVICE,
        ip_address: HOME,
        hmac_key: stage.app.chance().bytes(),
        now: at,
        idle_expires_at: at.plus(TimeDelta::days(14)),
        expires_at: at.plus(TimeDelta::days(90)),
    };
    sessions::insert(stage.tx, new).await.map(drop)
}
