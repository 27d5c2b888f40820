//! Addresses and usernames of a dump, given out so that no two people share one.
//!
//! Django compares both with their case, we do not: `Jean@ecole.fr` and `jean@ecole.fr` are one mailbox.

use std::collections::BTreeSet;

use super::FindingCode;
use crate::domain::names::{NameProblem, normalise_email, normalise_username, suggest_username, username_key};

/// The logins given out so far, and those that stand further down in the file.
pub(super) struct Logins {
    emails: BTreeSet<String>,
    usernames: BTreeSet<String>,
    /// Usernames of the file: none of them may be made up for somebody else.
    reserved: BTreeSet<String>,
}

/// At least one of the two is there.
#[derive(Default)]
pub(super) struct Login {
    pub(super) email: Option<String>,
    pub(super) username: Option<String>,
}

impl Logins {
    pub(super) fn reserving(usernames: impl Iterator<Item = String>) -> Self {
        let reserved = usernames.map(|username| username_key(&username)).collect();
        Self { emails: BTreeSet::new(), usernames: BTreeSet::new(), reserved }
    }

    /// The login of the next person: what was typed where that is possible, and what became of it among the findings.
    pub(super) fn take(
        &mut self,
        email: &str,
        username: &str,
        names: [&str; 2],
        findings: &mut Vec<(FindingCode, String)>,
    ) -> Login {
        let mut found = |code, detail: &str| findings.push((code, detail.to_owned()));
        // People who log in with an address often have it as username as well, or there only.
        let only_username = email.is_empty() && normalise_email(username).is_ok();
        if only_username {
            found(FindingCode::EmailFromUsername, username);
        }
        let address = if only_username { username } else { email };
        let email = match normalise_email(address) {
            Ok(email) if self.emails.insert(email.clone()) => Some(email),
            Ok(_) => {
                found(FindingCode::SharedEmail, address);
                None
            }
            Err(NameProblem::Blank) => {
                found(FindingCode::NoEmail, "");
                None
            }
            Err(_) => {
                found(FindingCode::InvalidEmail, address);
                None
            }
        };
        let is_email = !only_username && email.is_some() && normalise_email(username).ok() == email;
        let username = match normalise_username(username) {
            Ok(username) if self.usernames.insert(username_key(&username)) => Some(username),
            Ok(username) => {
                found(FindingCode::DuplicateUsername, &username);
                None
            }
            Err(NameProblem::Blank) => None,
            Err(_) if only_username => None,
            Err(_) if is_email => {
                found(FindingCode::UsernameIsEmail, username);
                None
            }
            Err(_) => {
                found(FindingCode::InvalidUsername, username);
                None
            }
        };
        if email.is_some() || username.is_some() {
            return Login { email, username };
        }
        let is_taken = |name: &str| {
            let key = username_key(name);
            self.usernames.contains(&key) || self.reserved.contains(&key)
        };
        let made = suggest_username(names[0], names[1], &is_taken);
        found(FindingCode::MadeUsername, &made);
        self.usernames.insert(username_key(&made));
        Login { email: None, username: Some(made) }
    }
}
