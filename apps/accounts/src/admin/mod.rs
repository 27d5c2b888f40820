//! What accounts shows in the back office.
//!
//! Map: `person` what every entity of people has in common · `users` everybody · `profiles` the seven roles ·
//! `subjects` · `access` logins, tokens, rights given · `account` one's own · `deeds` what is done to chosen people ·
//! `photo` · `panels` figures of the dashboard.
//!
//! Nothing is written here: bodies are read by `api::input` as the API's are, and every change is an action of
//! `crate::actions`.

mod access;
mod account;
mod deeds;
mod panels;
mod person;
mod photo;
mod profiles;
mod subjects;
mod users;

use preau_kernel::admin::{Entity, Panel};

/// In the order of the navigation.
pub(crate) fn entities() -> Vec<Entity> {
    let mut all = vec![users::entity()];
    all.extend(profiles::entities());
    all.push(subjects::entity());
    all.extend(access::entities());
    all.push(account::entity());
    all
}

pub(crate) fn panels() -> Vec<Panel> {
    panels::ALL.to_vec()
}
