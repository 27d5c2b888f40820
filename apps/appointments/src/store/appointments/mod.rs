//! Appointments (`appointments`).
//!
//! Map: here the row, lists and single ones · `lookups` those of a person or a time · `changes` every write.

mod changes;
mod lookups;

pub use changes::{
    New, Telling, cancel, forget_mails, forget_words, hand_over, insert, note_mail, note_told, set_status, set_time,
    take_unreminded,
};
pub use lookups::{
    all_of_client, coming_in, coming_of, coming_when_busy, coming_with, count_active, has_any, of_person, statuses,
};

use preau_calendar::domain::interval::Interval;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::page::{Conditions, Kind, List, Ordering, Page, PageQuery};
use preau_kernel::db::{Sql, Tx};
use preau_kernel::i18n::Lang;
use preau_kernel::{Error, Result};
use sea_orm::{ConnectionTrait, FromQueryResult};

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
}

impl Appointment {
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

    pub fn where_to(&self) -> &str {
        if self.video_url.is_empty() { &self.location } else { &self.video_url }
    }
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
    COALESCE(r.cancel, 0) AS cancel_minutes, a.created_at, a.row_version";
const FROM: &str = "appointments a JOIN users k ON k.id = a.coach_id JOIN users c ON c.id = a.client_id \
    JOIN services s ON s.id = a.service_id LEFT JOIN coach_rules r ON r.coach_id = a.coach_id";
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

/// Filters beyond those of the scope are the caller's `conditions`.
pub async fn list(
    conn: &impl ConnectionTrait,
    reach: Reach,
    mut conditions: Conditions,
    page: &PageQuery,
) -> Result<Page<Appointment>> {
    reach.narrow(&mut conditions);
    page.run(conn, &LIST, conditions, |row| Ok(Appointment::from_query_result(row, "")?)).await
}

/// 404 when it is not within reach.
pub async fn get(conn: &impl ConnectionTrait, reach: Reach, id: i64) -> Result<Appointment> {
    one(conn, reach, id, "").await
}

/// Stays as it is to the end of the transaction.
pub async fn get_locked(tx: &Tx, reach: Reach, id: i64) -> Result<Appointment> {
    one(&**tx, reach, id, &tx.engine().for_update_of("a")).await
}

async fn one(conn: &impl ConnectionTrait, reach: Reach, id: i64, lock: &str) -> Result<Appointment> {
    let mut conditions = Conditions::default();
    conditions.add("a.id = ?", [id.into()]);
    reach.narrow(&mut conditions);
    let (condition, values) = conditions.into_parts();
    let row = conn.get(&format!("SELECT {SELECT} FROM {FROM} WHERE {condition}{lock}"), values).await?;
    Ok(Appointment::from_query_result(&row, "")?)
}
