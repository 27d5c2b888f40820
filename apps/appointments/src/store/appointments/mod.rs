//! Appointments (`appointments`).
//!
//! Map: here the row, lists and single ones · `lookups` those of a person or a time · `history` what happened to one ·
//! `changes` every write.

mod changes;
mod history;
mod lookups;

pub use changes::{
    New, Telling, cancel, forget_mails, forget_words, hand_over, insert, note_mail, note_told, set_status, set_time,
    take_unreminded,
};
pub use history::{Happened, Life, history};
pub use lookups::{
    all_of_client, coming_in, coming_of, coming_when_busy, coming_with, count_active, has_any, of_person, statuses,
};

use preau_calendar::domain::interval::Interval;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::Lang;
use preau_kernel::place::Place;
use preau_kernel::{Error, Result};
use sea_orm::FromQueryResult;

use super::services::pick;
use crate::domain::status::Status;

#[derive(Debug, Clone, FromQueryResult)]
pub struct Appointment {
    pub id: i64,
    pub uid: String,
    pub sequence: i64,
    pub coach_id: i64,
    pub coach_name: String,
    pub client_id: i64,
    pub client_name: String,
    pub client_email: Option<String>,
    pub client_phone: String,
    pub service_id: i64,
    pub service_fr: String,
    pub service_en: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub status: String,
    pub message: String,
    pub cancel_reason: String,
    pub location: String,
    pub video_url: String,
    /// Until so many minutes before its start a client may cancel or move it.
    pub cancel_minutes: i64,
    pub created_at: Timestamp,
    pub row_version: i64,
    /// Of the proposal that holds for it as it is: when it was made, what was written, and its times (see [`Proposed`]).
    pub proposed_at: Option<Timestamp>,
    pub proposed_message: Option<String>,
    pub proposed_times: Option<String>,
}

/// Other times that wait for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    pub sent_at: Timestamp,
    pub message: String,
    /// Those that are still to come, by start.
    pub times: Vec<Interval>,
}

impl Appointment {
    /// None of an appointment that has begun, or whose other times have all gone by.
    pub fn proposed(&self, now: Timestamp) -> Option<Proposed> {
        let sent_at = self.proposed_at.filter(|_| self.status == Status::Booked.name() && self.starts_at > now)?;
        // "from-to from-to", in microseconds.
        let read = |text: &str| {
            let (from, to) = text.split_once('-')?;
            let seconds = |text: &str| text.parse().ok().map(|micros| Timestamp(micros).seconds());
            Interval::new(seconds(from)?, seconds(to)?)
        };
        let text = self.proposed_times.as_deref().unwrap_or_default();
        let mut times: Vec<_> = text.split(' ').filter_map(read).filter(|time| time.from() > now.seconds()).collect();
        times.sort_unstable();
        let message = self.proposed_message.clone().unwrap_or_default();
        (!times.is_empty()).then_some(Proposed { sent_at, message, times })
    }

    pub fn status(&self) -> Result<Status> {
        Status::parse(&self.status).ok_or_else(|| Error::internal(format!("appointments holds {}", self.status)))
    }

    pub fn time(&self) -> Result<Interval> {
        let time = Interval::new(self.starts_at.seconds(), self.ends_at.seconds());
        time.ok_or_else(|| Error::internal("appointments holds an empty time"))
    }

    pub fn service_name(&self, lang: Lang) -> &str {
        pick(lang, &self.service_fr, &self.service_en)
    }

    /// The link of a video call, else where the coach receives; at the place where neither is said.
    pub fn where_to(&self, place: &Place) -> String {
        match (self.video_url.as_str(), self.location.as_str()) {
            ("", "") => place_in_line(place),
            ("", location) => location.to_owned(),
            (video, _) => video.to_owned(),
        }
    }
}

/// `Préau, 1 rue de l’Exemple, 75001 Paris`
pub fn place_in_line(place: &Place) -> String {
    let lines = place.address.lines().map(str::trim);
    let parts: Vec<_> = [place.name.trim()].into_iter().chain(lines).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Whose appointments somebody may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Everything,
    OfCoach(i64),
    OfClient(i64),
    /// As coach or as client.
    OfEither(i64),
}

impl Reach {
    fn narrow(self, conditions: &mut Conditions) {
        match self {
            Self::Everything => {}
            Self::OfCoach(user) => conditions.add("a.coach_id = ?", [user.into()]),
            Self::OfClient(user) => conditions.add("a.client_id = ?", [user.into()]),
            Self::OfEither(user) => conditions.add("(a.coach_id = ? OR a.client_id = ?)", [user.into(), user.into()]),
        }
    }
}

const SELECT: &str = "a.id, a.uid, a.sequence, a.coach_id, k.first_name || ' ' || k.last_name AS coach_name, a.client_id, \
    c.first_name || ' ' || c.last_name AS client_name, c.email AS client_email, c.phone AS client_phone, a.service_id, \
    s.name_fr AS service_fr, s.name_en AS service_en, a.starts_at, a.ends_at, a.status, a.message, a.cancel_reason, \
    COALESCE(r.location, '') AS location, COALESCE(r.video_url, '') AS video_url, \
    COALESCE(r.cancel, 0) AS cancel_minutes, a.created_at, a.row_version, \
    p.created_at AS proposed_at, p.message AS proposed_message, \
    (SELECT string_agg(CAST(t.starts_at AS TEXT) || '-' || CAST(t.ends_at AS TEXT), ' ') FROM appointment_proposal_times t \
    WHERE t.proposal_id = p.id) AS proposed_times";
const FROM: &str = "appointments a JOIN users k ON k.id = a.coach_id JOIN users c ON c.id = a.client_id \
    JOIN services s ON s.id = a.service_id LEFT JOIN coach_rules r ON r.coach_id = a.coach_id \
    LEFT JOIN appointment_proposals p ON p.appointment_id = a.id AND p.sequence = a.sequence";
const LIST: List = List {
    select: SELECT,
    from: FROM,
    alias: "a",
    search: None,
    orderings: &[
        Ordering { name: "starts_at", column: "a.starts_at", kind: Kind::Number },
        Ordering { name: "created_at", column: "a.created_at", kind: Kind::Number },
    ],
    default_ordering: "starts_at",
};

/// A client's own. `over_at`: when one was over, by its start or by being cancelled before. What was cancelled ahead of its
/// time stands where that happened, among what else was over then, and not before it for as long as its day is to come.
/// Of one client there are few: these are sorted.
const OF_CLIENT: List = List {
    orderings: &[
        Ordering { name: "starts_at", column: "a.starts_at", kind: Kind::Number },
        Ordering { name: "created_at", column: "a.created_at", kind: Kind::Number },
        Ordering {
            name: "over_at",
            column: "(CASE WHEN a.cancelled_at < a.starts_at THEN a.cancelled_at ELSE a.starts_at END)",
            kind: Kind::Number,
        },
    ],
    ..LIST
};

/// Filters beyond those of the scope are the caller's `conditions`.
pub async fn list(
    conn: &dyn Sql,
    reach: Reach,
    mut conditions: Conditions,
    page: &PageQuery,
) -> Result<Page<Appointment>> {
    reach.narrow(&mut conditions);
    page.run(conn, &LIST, conditions, |row| Ok(Appointment::from_query_result(row, "")?)).await
}

/// Of one client, in this order unless another one is asked for.
pub async fn list_of_client(
    conn: &dyn Sql,
    client: i64,
    mut conditions: Conditions,
    ordering: &str,
    page: &PageQuery,
) -> Result<Page<Appointment>> {
    Reach::OfClient(client).narrow(&mut conditions);
    let list = List { default_ordering: ordering, ..OF_CLIENT };
    page.run(conn, &list, conditions, |row| Ok(Appointment::from_query_result(row, "")?)).await
}

/// 404 when it is not within reach.
pub async fn get(conn: &dyn Sql, reach: Reach, id: i64) -> Result<Appointment> {
    one(conn, reach, id, "").await
}

/// Stays as it is to the end of the transaction.
pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Appointment> {
    one(&**tx, reach, id, &tx.engine().for_update_of("a")).await
}

async fn one(conn: &dyn Sql, reach: Reach, id: i64, lock: &str) -> Result<Appointment> {
    let mut conditions = Conditions::default();
    conditions.add("a.id = ?", [id.into()]);
    reach.narrow(&mut conditions);
    let (condition, values) = conditions.into_parts();
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?;
    Ok(Appointment::from_query_result(&row, "")?)
}
