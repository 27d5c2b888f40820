//! What changes absences: one write, one function, one transaction.
//!
//! Map: `declare` ahead · `found` by a register · `justify` with documents · `decide`, with what that does to marks ·
//! `withdraw` · `tell` mails to tutors and the office, each once · `letters` their words · `message` to groups · `person` · `sheet_link`.

pub(crate) mod decide;
pub(crate) mod declare;
pub(crate) mod found;
pub(crate) mod justify;
mod letters;
pub(crate) mod message;
pub(crate) mod person;
pub(crate) mod sheet_link;
pub(crate) mod tell;
pub(crate) mod withdraw;

pub(crate) use letters::{clock, date};

use preau_kernel::actor::Actor;
use preau_kernel::audit::{Action, Class};
use preau_kernel::{Error, Result};

use crate::data;
use crate::permissions::{ABSENCES, Reach};

pub(crate) const AUDIT: &[Action] = &[
    data("absence_declared"),
    data("absence_found"),
    data("absence_gone"),
    data("absence_justified"),
    data("absence_decided"),
    data("absence_withdrawn"),
    data("group_message_sent"),
    // A document may tell of an illness: who opened it is kept.
    Action { name: "absence_document_read", class: Class::Access },
    Action { name: "statistics_exported", class: Class::Access },
];

/// The students about whom somebody decides: never as a student or a tutor. 403 for whoever is nothing else.
pub(crate) fn decides(actor: &Actor) -> Result<Reach> {
    match Reach::of(actor, ABSENCES)?.as_professor() {
        Reach::Of(person) if !person.gives && !person.teaches => Err(Error::forbidden()),
        reach => Ok(reach),
    }
}
