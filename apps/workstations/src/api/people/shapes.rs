//! What answers say of visitors, tickets and codes.

use chrono::NaiveDate;
use preau_kernel::clock::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::actions::people::queue::Outlook;
use crate::domain::life::Status;
use crate::domain::limits::Limits;
use crate::domain::people::age::{age, needs_guardian};
use crate::domain::people::double::{Known, Reason, by_words, reasons};
use crate::domain::people::estimate::minutes_until;
use crate::domain::people::hold;
use crate::store::people::batches::{Batch, is_unused};
use crate::store::people::doubles::Found;
use crate::store::people::queue::Ticket;
use crate::store::people::visitors::Visitor;
use crate::store::sessions::Session;

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ConsentView {
    #[schema(value_type = String, format = DateTime)]
    given_at: Timestamp,
    /// `self` or `guardian`.
    given_by: String,
    guardian_name: String,
    text_version: String,
    #[schema(required)]
    recorded_by_name: Option<String>,
    /// Whether it is of the text to sign now.
    is_current: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct HoldView {
    /// The last day on which it holds.
    #[schema(format = "date")]
    until: String,
    reason: String,
    is_active: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorStatistics {
    sessions_count: i64,
    used_seconds: i64,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    last_visit_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorView {
    id: i64,
    /// The id of the person.
    user: i64,
    first_name: String,
    last_name: String,
    #[schema(required)]
    email: Option<String>,
    phone: String,
    #[schema(required, format = "date")]
    birth_date: Option<String>,
    /// In whole years, today.
    #[schema(required)]
    age: Option<i64>,
    /// Whether a guardian must consent: under 15.
    needs_guardian: bool,
    #[schema(required)]
    lang: Option<String>,
    /// The path of the picture; `&size=small` for the square.
    #[schema(required)]
    photo: Option<String>,
    #[schema(required)]
    category: Option<i64>,
    #[schema(required)]
    category_name: Option<String>,
    #[schema(required)]
    consent: Option<ConsentView>,
    notes: String,
    #[schema(required)]
    legal_hold: Option<HoldView>,
    /// The session that runs or rests.
    #[schema(required)]
    open_session: Option<i64>,
    statistics: VisitorStatistics,
    /// Whether the person logs in: then names and dates are theirs to change.
    has_login: bool,
    #[schema(required)]
    created_by: Option<i64>,
    #[schema(required)]
    created_by_name: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    row_version: i64,
}

/// How much of the day is left.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DayView {
    /// Used today, or promised by codes and sessions that are still open.
    minutes_taken: i64,
    /// Null: no limit.
    #[schema(required)]
    minutes_left: Option<i64>,
    #[schema(required)]
    minutes_per_day: Option<i64>,
    #[schema(required)]
    minutes_per_session: Option<i64>,
}

impl DayView {
    /// A microsecond that was used counts as a second, a second that was taken as a minute.
    pub(super) fn of(limits: Limits, micros: i64) -> Self {
        let seconds = (micros + 999_999) / 1_000_000;
        let most = |minutes: i64| Some(minutes).filter(|most| *most > 0);
        let per_day = most(limits.minutes_per_day);
        Self {
            minutes_taken: (seconds + 59) / 60,
            minutes_left: per_day.map(|most| ((most * 60 - seconds) / 60).max(0)),
            minutes_per_day: per_day,
            minutes_per_session: most(limits.minutes_per_session),
        }
    }
}

/// One file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VisitorFile {
    #[serde(flatten)]
    pub(super) visitor: VisitorView,
    pub(super) day: DayView,
}

impl VisitorView {
    pub(super) fn of(visitor: Visitor, current_text: Option<&str>, today: NaiveDate, now: Timestamp) -> Self {
        let birth = visitor.birth();
        let used_seconds = visitor.used_seconds(now);
        let photo = visitor.photo_large.as_ref();
        let legal_hold = visitor.held_until().map(|until| HoldView {
            until: until.to_string(),
            reason: visitor.legal_hold_reason.clone(),
            is_active: hold::holds(Some(until), today),
        });
        Self {
            photo: photo.map(|file| photo_path(visitor.id, file)),
            age: birth.and_then(|birth| age(birth, today)),
            needs_guardian: needs_guardian(birth, today),
            birth_date: birth.map(|date| date.to_string()),
            consent: consent_of(&visitor, current_text),
            legal_hold,
            id: visitor.id,
            user: visitor.user_id,
            first_name: visitor.first_name,
            last_name: visitor.last_name,
            email: visitor.email,
            phone: visitor.phone,
            lang: visitor.lang,
            category: visitor.category,
            category_name: visitor.category_name,
            notes: visitor.notes,
            open_session: visitor.active_session,
            statistics: VisitorStatistics {
                sessions_count: visitor.sessions_count,
                used_seconds,
                last_visit_at: visitor.last_visit_at,
            },
            has_login: visitor.has_login,
            created_by: visitor.created_by,
            created_by_name: visitor.created_by_name,
            created_at: visitor.created_at,
            row_version: visitor.row_version,
        }
    }
}

fn consent_of(visitor: &Visitor, current_text: Option<&str>) -> Option<ConsentView> {
    let text_version = visitor.consent_text.clone()?;
    Some(ConsentView {
        given_at: visitor.consent_given_at?,
        given_by: visitor.consent_given_by.clone()?,
        guardian_name: visitor.consent_guardian.clone().unwrap_or_default(),
        recorded_by_name: visitor.consent_recorded_by.clone(),
        is_current: current_text.is_none_or(|current| current == text_version),
        text_version,
    })
}

/// Its version changes with the picture.
fn photo_path(visitor: i64, file: &str) -> String {
    format!("/api/visitors/{visitor}/photo/?v={}", file.get(..8).unwrap_or(file))
}

/// Somebody who may be the one at the desk.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Likely {
    /// The id of the visitor; null: a person of the place who is none yet, to be registered with `user`.
    #[schema(required)]
    visitor: Option<i64>,
    user: i64,
    first_name: String,
    last_name: String,
    #[schema(required, format = "date")]
    birth_date: Option<String>,
    #[schema(required)]
    age: Option<i64>,
    #[schema(required)]
    email: Option<String>,
    #[schema(required)]
    photo: Option<String>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    last_visit_at: Option<Timestamp>,
    phone: String,
    /// `likely`: most probably the same person; `possible`: the words find them.
    likeness: &'static str,
    /// In what they agree with what was asked.
    reasons: Vec<Reason>,
}

impl Likely {
    /// Most probably the person who is asked about.
    pub(super) fn probable(found: Found, asked: Known<'_>, today: NaiveDate) -> Self {
        let birth = found.birth();
        Self {
            reasons: reasons(asked, found.known()),
            visitor: found.visitor,
            user: found.user_id,
            birth_date: birth.map(|date| date.to_string()),
            age: birth.and_then(|birth| age(birth, today)),
            photo: found.visitor.zip(found.photo_small.as_deref()).map(|(id, file)| photo_path(id, file)),
            email: found.email,
            phone: found.phone,
            first_name: found.first_name,
            last_name: found.last_name,
            last_visit_at: found.last_visit_at,
            likeness: "likely",
        }
    }

    /// Found by the words that were typed.
    pub(super) fn possible(visitor: &Visitor, asked: Known<'_>, words: &str, today: NaiveDate) -> Self {
        let birth = visitor.birth();
        let agree = reasons(asked, visitor.known());
        Self {
            reasons: if agree.is_empty() { by_words(words, visitor.known()) } else { agree },
            visitor: Some(visitor.id),
            email: visitor.email.clone(),
            phone: visitor.phone.clone(),
            user: visitor.user_id,
            first_name: visitor.first_name.clone(),
            last_name: visitor.last_name.clone(),
            birth_date: birth.map(|date| date.to_string()),
            age: birth.and_then(|birth| age(birth, today)),
            photo: visitor.photo_small.as_deref().map(|file| photo_path(visitor.id, file)),
            last_visit_at: visitor.last_visit_at,
            likeness: "possible",
        }
    }

    pub(super) fn visitor(&self) -> Option<i64> {
        self.visitor
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TicketView {
    id: i64,
    site: i64,
    site_name: String,
    #[schema(format = "date")]
    day: String,
    number: i64,
    #[schema(required)]
    visitor: Option<i64>,
    #[schema(required)]
    visitor_name: Option<String>,
    minutes: i64,
    /// waiting, called, seated or gone.
    status: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    called_at: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    #[schema(required)]
    session: Option<i64>,
    /// The seat that is held for them now…
    #[schema(required)]
    workstation: Option<i64>,
    #[schema(required)]
    workstation_name: Option<String>,
    /// …until this instant.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    held_until: Option<Timestamp>,
    /// Of one who waits or is called: 1 is next.
    #[schema(required)]
    position: Option<usize>,
    /// When a seat is free for them if nothing changes; null: no seat is in service, or the ticket is closed.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    estimated_at: Option<Timestamp>,
    #[schema(required)]
    wait_minutes: Option<i64>,
}

impl TicketView {
    pub(super) fn of(ticket: Ticket, outlook: Option<&Outlook>, now: Timestamp) -> Self {
        let at = outlook.and_then(|outlook| outlook.at.get(&ticket.id).copied().flatten());
        let position = outlook.and_then(|outlook| outlook.open.iter().position(|open| open.id == ticket.id));
        let held = ticket.held_at(now);
        Self {
            workstation: held.map(|(seat, _)| seat),
            workstation_name: ticket.workstation_name.filter(|_| held.is_some()),
            held_until: held.map(|(_, until)| until),
            position: position.map(|position| position + 1),
            estimated_at: at,
            wait_minutes: at.map(|at| minutes_until(at.seconds(), now.seconds())),
            id: ticket.id,
            site: ticket.site,
            site_name: ticket.site_name,
            day: ticket.day,
            number: ticket.number,
            visitor: ticket.visitor,
            visitor_name: ticket.visitor_name,
            minutes: ticket.minutes,
            status: ticket.status,
            created_at: ticket.created_at,
            called_at: ticket.called_at,
            closed_at: ticket.closed_at,
            session: ticket.session,
        }
    }
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CodeView {
    session: i64,
    access_code: String,
    status: Status,
    /// Whether somebody can still sit down with it.
    is_unused: bool,
    #[schema(value_type = String, format = DateTime)]
    code_expires_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct BatchWithCodes {
    #[serde(flatten)]
    batch: Batch,
    codes: Vec<CodeView>,
}

impl BatchWithCodes {
    pub(super) fn of(batch: Batch, codes: Vec<Session>, now: Timestamp) -> Self {
        let codes = codes.into_iter().map(|code| CodeView {
            is_unused: is_unused(&code, now),
            status: code.life.status_at(now),
            session: code.id,
            access_code: code.access_code,
            code_expires_at: code.life.code_expires_at,
        });
        Self { batch, codes: codes.collect() }
    }
}
