//! Consents as they were given, and the deed that takes one back.

use async_trait::async_trait;
use preau_kernel::admin::{Column, Cx, Entity, Filter, FilterKind, RowAction, Shows, Tone};
use preau_kernel::{Error, Result};

use super::GROUP;
use crate::actions::people::consent;
use crate::domain::people::consent::GivenBy;

pub(super) const GIVEN_BY: &[&str] = &GivenBy::NAMES;

/// A text is known by its version, which never changes once somebody has consented to it.
const TEXT: &str =
    "(SELECT CAST(ct.id AS TEXT) || '|' || ct.version FROM consent_texts ct WHERE ct.version = t.text_version)";
const OF_TEXT: &str = "t.text_version = (SELECT ct.version FROM consent_texts ct WHERE ct.id = ?)";

pub(super) fn entity() -> Entity {
    Entity {
        title: "t.text_version",
        columns: vec![
            Column::new(
                "visitor",
                "CAST(v.id AS TEXT) || '|' || u.first_name || ' ' || u.last_name",
                Shows::Link("visitors"),
            ),
            Column::new("text_version", TEXT, Shows::Link("consent_texts")),
            Column::instant("given_at", "t.given_at").by_number("t.given_at"),
            Column::new("given_by", "t.given_by", Shows::Badge(&[("self", Tone::Good), ("guardian", Tone::Busy)])),
            Column::text("guardian_name", "t.guardian_name"),
            Column::text("recorded_by", "r.first_name || ' ' || r.last_name"),
            Column::instant("withdrawn_at", "t.withdrawn_at"),
        ],
        filters: vec![
            Filter::new("text", OF_TEXT, FilterKind::Within("consent_texts")),
            Filter::new("given_by", "t.given_by", FilterKind::Choices(GIVEN_BY)),
            Filter::new("given_at", "t.given_at", FilterKind::Days),
        ],
        drill: Some("t.given_at"),
        ordering: "-given_at",
        ..Entity::new(
            "visitor_consents",
            GROUP,
            "visitor_consents",
            "visitor_consents t JOIN visitors v ON v.id = t.visitor_id JOIN users u ON u.id = v.user_id \
             LEFT JOIN users r ON r.id = t.recorded_by",
        )
    }
}

pub(super) struct Withdraw;

#[async_trait]
impl RowAction for Withdraw {
    fn name(&self) -> &'static str {
        "withdraw_consent"
    }

    fn is_dangerous(&self) -> bool {
        true
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        match consent::withdraw(cx.tx, cx.app, cx.info, id, "").await {
            // Doing it twice is harmless.
            Err(Error::Conflict(refusal)) if refusal.code == "no_consent" => Ok(()),
            other => other,
        }
    }
}
