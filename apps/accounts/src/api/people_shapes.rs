//! A person and a profile as `shared/api-contract.md` fixes them, written field by field. A page of fifty goes straight
//! into its answer: as a tree of values every row would be allocated key by key, and copied once more with the page.

use preau_kernel::clock::Timestamp;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::store::profiles::Profile;
use crate::store::users::Person;

#[derive(Serialize)]
struct RoleDetail {
    name: &'static str,
}

/// A person inside a profile.
#[derive(Serialize)]
pub(super) struct UserShape<'a> {
    id: i64,
    email: Option<&'a str>,
    username: Option<&'a str>,
    first_name: &'a str,
    last_name: &'a str,
    phone: &'a str,
    birth_date: Option<&'a str>,
    photo: Option<String>,
    modules: Vec<i64>,
    roles_details: Vec<RoleDetail>,
}

impl<'a> From<&'a Person> for UserShape<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            id: person.id,
            email: person.email.as_deref(),
            username: person.username.as_deref(),
            first_name: &person.first_name,
            last_name: &person.last_name,
            phone: &person.phone,
            birth_date: person.birth_date.as_deref(),
            photo: super::shapes::photo(person),
            modules: person.modules(),
            roles_details: person.roles().iter().map(|role| RoleDetail { name: role.name() }).collect(),
        }
    }
}

/// A person at `/api/users/`.
#[derive(Serialize)]
pub(super) struct FullUserShape<'a> {
    #[serde(flatten)]
    user: UserShape<'a>,
    lang: Option<&'a str>,
    is_active: bool,
    is_staff: bool,
    is_superuser: bool,
    email_verified: bool,
    created_at: Timestamp,
    last_login_at: Option<Timestamp>,
    row_version: i64,
}

impl<'a> From<&'a Person> for FullUserShape<'a> {
    fn from(person: &'a Person) -> Self {
        Self {
            user: person.into(),
            lang: person.lang.as_deref(),
            is_active: person.is_active,
            is_staff: person.is_staff,
            is_superuser: person.is_superuser,
            email_verified: person.email_verified_at.is_some(),
            created_at: person.created_at,
            last_login_at: person.last_login_at,
            row_version: person.row_version,
        }
    }
}

/// A person of a list.
pub(crate) struct ListedUser(pub(crate) Person);

impl Serialize for ListedUser {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FullUserShape::from(&self.0).serialize(serializer)
    }
}

/// A role profile with its person.
pub(super) struct ProfileShape<'a>(pub(super) &'a Profile);

impl Serialize for ProfileShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let profile = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &profile.id)?;
        map.serialize_entry("user", &UserShape::from(&profile.person))?;
        OwnFields(profile).enter(&mut map)?;
        map.serialize_entry("row_version", &profile.row_version())?;
        map.end()
    }
}

/// A profile of a list.
pub(crate) struct ListedProfile(pub(crate) Profile);

impl Serialize for ListedProfile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ProfileShape(&self.0).serialize(serializer)
    }
}

/// The role's own fields, id aside.
pub(super) struct OwnFields<'a>(pub(super) &'a Profile);

impl OwnFields<'_> {
    fn enter<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        for (column, text) in &self.0.texts {
            map.serialize_entry(column, text)?;
        }
        // A tutor's.
        if self.0.texts.contains_key("relationship") {
            map.serialize_entry("students", &self.0.students)?;
        }
        Ok(())
    }
}

impl Serialize for OwnFields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.enter(&mut map)?;
        map.end()
    }
}
