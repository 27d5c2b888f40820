//! Which model and fields of the Django project hold what, and which of its roles and groups are which of ours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::fold::fold_alphanumeric;
use crate::domain::role::Role;

/// What a role or group of the site grants here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Grant {
    /// A role.
    Role(Role),
    /// `STAFF`: no role, but the administration. Only a mapping file can say so.
    Staff,
}

impl TryFrom<String> for Grant {
    type Error = UnknownGrant;

    fn try_from(code: String) -> Result<Self, UnknownGrant> {
        if code == "STAFF" {
            Ok(Self::Staff)
        } else {
            Role::parse(&code).map(Self::Role).ok_or(UnknownGrant(code))
        }
    }
}

impl From<Grant> for String {
    fn from(grant: Grant) -> Self {
        match grant {
            Grant::Role(role) => role.code().to_owned(),
            Grant::Staff => "STAFF".to_owned(),
        }
    }
}

/// A mapping file names a role that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("django_unknown_grant: {0}")]
pub struct UnknownGrant(pub String);

/// The mapping file (TOML or JSON); what it leaves out is as in [`Mapping::default`]. Example:
/// `docs/examples/import-django-mapping.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// `app.model` of the people, `AUTH_USER_MODEL` of the site.
    pub user_model: String,
    /// `app.model` of the groups.
    pub group_model: String,
    /// Names of the fields.
    pub fields: Fields,
    /// Values of the role field. Looked up first; the built-in words apply to the others.
    pub roles: BTreeMap<String, Grant>,
    /// Names of groups. Looked up first; the built-in words apply to the others.
    pub groups: BTreeMap<String, Grant>,
}

impl Default for Mapping {
    /// A project made by `startproject`.
    fn default() -> Self {
        Self {
            user_model: "auth.user".to_owned(),
            group_model: "auth.group".to_owned(),
            fields: Fields::default(),
            roles: BTreeMap::new(),
            groups: BTreeMap::new(),
        }
    }
}

impl Mapping {
    /// What a value of the role field grants.
    #[must_use]
    pub fn role(&self, name: &str) -> Option<Grant> {
        granted(&self.roles, name)
    }

    /// What a group grants.
    #[must_use]
    pub fn group(&self, name: &str) -> Option<Grant> {
        granted(&self.groups, name)
    }
}

fn granted(own: &BTreeMap<String, Grant>, name: &str) -> Option<Grant> {
    let folded = fold_alphanumeric(name);
    let stated = own
        .iter()
        .find(|(word, _)| fold_alphanumeric(word) == folded)
        .map(|(_, grant)| *grant);
    stated.or_else(|| {
        WORDS
            .iter()
            .find(|(_, words)| words.contains(&folded.as_str()))
            .map(|(role, _)| Grant::Role(*role))
    })
}

/// What sites call our roles, folded to letters.
const WORDS: [(Role, &[&str]); 7] = [
    (
        Role::Professor,
        &[
            "professor",
            "professors",
            "professeur",
            "professeurs",
            "prof",
            "profs",
            "enseignant",
            "enseignants",
            "enseignante",
            "enseignantes",
            "teacher",
            "teachers",
            "formateur",
            "formateurs",
        ],
    ),
    (
        Role::Student,
        &[
            "student",
            "students",
            "etudiant",
            "etudiants",
            "etudiante",
            "etudiantes",
            "eleve",
            "eleves",
            "apprenant",
            "apprenants",
            "stagiaire",
            "stagiaires",
        ],
    ),
    (
        Role::Tutor,
        &[
            "tutor", "tutors", "tuteur", "tuteurs", "tutrice", "tutrices", "parent", "parents",
        ],
    ),
    (
        Role::SchoolManager,
        &[
            "schoolmanager",
            "schoolmanagers",
            "manager",
            "managers",
            "gestionnaire",
            "gestionnaires",
            "responsable",
            "responsables",
        ],
    ),
    (Role::Coach, &["coach", "coachs", "coaches"]),
    (Role::Client, &["client", "clients", "cliente", "clientes"]),
    (
        Role::Operator,
        &[
            "operator",
            "operators",
            "operateur",
            "operateurs",
            "operatrice",
            "operatrices",
        ],
    ),
];

/// Names of the fields on the user model; one that the model lacks is simply never found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "each is the name of the field that holds what it says"
)]
pub struct Fields {
    pub email: String,
    pub username: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub birth_date: String,
    pub role: String,
    pub password: String,
    pub is_active: String,
    pub is_staff: String,
    pub is_superuser: String,
    pub date_joined: String,
    pub groups: String,
    pub user_permissions: String,
}

impl Default for Fields {
    fn default() -> Self {
        Self {
            email: "email".to_owned(),
            username: "username".to_owned(),
            first_name: "first_name".to_owned(),
            last_name: "last_name".to_owned(),
            phone: "phone".to_owned(),
            birth_date: "birth_date".to_owned(),
            role: "role".to_owned(),
            password: "password".to_owned(),
            is_active: "is_active".to_owned(),
            is_staff: "is_staff".to_owned(),
            is_superuser: "is_superuser".to_owned(),
            date_joined: "date_joined".to_owned(),
            groups: "groups".to_owned(),
            user_permissions: "user_permissions".to_owned(),
        }
    }
}

impl Fields {
    /// Whether the field is read, or knowingly left aside (the last login is a fact of the old site).
    pub(super) fn knows(&self, field: &str) -> bool {
        [
            &self.email,
            &self.username,
            &self.first_name,
            &self.last_name,
            &self.phone,
            &self.birth_date,
            &self.role,
            &self.password,
            &self.is_active,
            &self.is_staff,
            &self.is_superuser,
            &self.date_joined,
            &self.groups,
            &self.user_permissions,
        ]
        .into_iter()
        .any(|known| known == field)
            || field == "last_login"
    }
}
