//! Who asks: one `Actor` for all three ways to authenticate, with roles and rights.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal, Result};
use crate::i18n::Lang;

/// The roles of the contract. Their order is that of `user_type` for a person who holds several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    SchoolManager,
    Professor,
    Coach,
    Operator,
    Tutor,
    Student,
    Client,
}

impl Role {
    pub const ALL: [Self; 7] =
        [Self::SchoolManager, Self::Professor, Self::Coach, Self::Operator, Self::Tutor, Self::Student, Self::Client];

    /// `PROFESSOR`, as `roles` carries it.
    pub fn name(self) -> &'static str {
        match self {
            Self::SchoolManager => "SCHOOL_MANAGER",
            Self::Professor => "PROFESSOR",
            Self::Coach => "COACH",
            Self::Operator => "OPERATOR",
            Self::Tutor => "TUTOR",
            Self::Student => "STUDENT",
            Self::Client => "CLIENT",
        }
    }

    /// `professor`, as `user_type` carries it.
    pub fn user_type(self) -> &'static str {
        match self {
            Self::SchoolManager => "school_manager",
            Self::Professor => "professor",
            Self::Coach => "coach",
            Self::Operator => "operator",
            Self::Tutor => "tutor",
            Self::Student => "student",
            Self::Client => "client",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// How far a right reaches. Wider ones compare greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Own,
    OwnClasses,
    All,
}

/// One right that a module declares, with the roles that carry it from the start. Staff and superusers hold all.
#[derive(Debug, Clone, Copy)]
pub struct Permission {
    /// `people.manage`: stable, shown in `rights`; its text is `right-people-manage`.
    pub name: &'static str,
    pub roles: &'static [(Role, Scope)],
}

/// The credential that a request came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    Jwt {
        session: i64,
    },
    Cookie {
        session: i64,
    },
    ApiToken {
        token: i64,
    },
    /// The command line or a job, acting for the place itself.
    System,
}

/// Why an authenticated person may only reach the few routes that lift the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    MustChangePassword,
    MustSetUpOtp,
}

impl Gate {
    pub fn refusal(self) -> Refusal {
        Refusal::new(match self {
            Self::MustChangePassword => "password_change_required",
            Self::MustSetUpOtp => "otp_setup_required",
        })
    }
}

#[derive(Debug, Clone)]
pub struct Actor {
    pub user_id: i64,
    /// As shown in the audit: first and last name.
    pub name: String,
    pub roles: Vec<Role>,
    pub is_staff: bool,
    pub is_superuser: bool,
    pub rights: Arc<BTreeMap<&'static str, Scope>>,
    pub credential: Credential,
    /// The account's own language, when it has chosen one.
    pub lang: Option<Lang>,
    pub gate: Option<Gate>,
}

impl Actor {
    /// The scope of a right, `None` when the actor lacks it.
    pub fn scope(&self, right: &str) -> Option<Scope> {
        if self.is_admin() { Some(Scope::All) } else { self.rights.get(right).copied() }
    }

    /// The scope of a right, or 403.
    pub fn require(&self, right: &str) -> Result<Scope> {
        self.scope(right).ok_or_else(Error::forbidden)
    }

    /// Staff or superuser.
    pub fn is_admin(&self) -> bool {
        self.is_staff || self.is_superuser
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub fn session(&self) -> Option<i64> {
        match self.credential {
            Credential::Jwt { session } | Credential::Cookie { session } => Some(session),
            Credential::ApiToken { .. } | Credential::System => None,
        }
    }
}
