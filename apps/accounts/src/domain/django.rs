//! People of a Django site, from what `manage.py dumpdata` writes, as a plan that an import carries out.
//!
//! Nothing is lost in silence: what cannot be taken as it is stands in the report, and every active person who had a
//! password can still log in, by the address or else by a username. Hashes are kept as they are (see [`super::hashing`]).
//! Format: <https://docs.djangoproject.com/en/5.2/topics/serialization/>, with primary or natural keys.

mod logins;
mod mapping;
mod reading;
mod record;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use logins::Logins;
pub use mapping::{Fields, Grant, Mapping};
use preau_kernel::actor::Role;
use reading::Reading;
use record::Record;

/// Why a file was refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum DjangoError {
    /// Not JSON, or cut off.
    NotJson,
    /// JSON, but not a list of `{model, fields}`.
    NotADump,
    /// No row of the model that holds the people: the mapping names another one.
    NoPeople,
}

impl DjangoError {
    /// Stable key of the refusal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotJson => "django_not_json",
            Self::NotADump => "django_not_a_dump",
            Self::NoPeople => "django_no_people",
        }
    }
}

/// What an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The people, in the order of the file; logins are free of one another.
    pub people: Vec<Person>,
    /// What could not be taken as it was.
    pub report: Vec<Finding>,
}

/// One person of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The key in the file: primary key, or else the username or address. Stable between two imports.
    pub source: String,
    /// Stored form; nobody else in the plan has it.
    pub email: Option<String>,
    /// Stored form; nobody else in the plan has it in any case.
    pub username: Option<String>,
    /// May be empty, as Django allows; reported then.
    pub first_name: String,
    /// May be empty, as Django allows; reported then.
    pub last_name: String,
    /// As typed.
    pub phone: Option<String>,
    /// In the calendar of the place.
    pub birth_date: Option<NaiveDate>,
    /// The encoded hash, of a scheme we read.
    pub password: Option<String>,
    /// May log in.
    pub is_active: bool,
    /// May use the administration.
    pub is_staff: bool,
    /// May do everything.
    pub is_superuser: bool,
    /// From the role field and the groups.
    pub roles: BTreeSet<Role>,
    /// When the account was made.
    pub joined: Option<DateTime<Utc>>,
    /// Names of the groups, those without counterpart too.
    pub groups: Vec<String>,
}

/// Something the person who imports should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Key of the person ([`Person::source`]), or the name of a model.
    pub source: String,
    /// What it is.
    pub code: FindingCode,
    /// The value as it stood in the file, so that nothing is lost; never a hash.
    pub detail: String,
}

/// The kinds of findings; the serialised name is the stable key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// Someone above has this address (but for its case): it was left with them.
    SharedEmail,
    /// There is no address.
    NoEmail,
    /// The address is not one; it was left out.
    InvalidEmail,
    /// Someone above has this username (but for its case).
    DuplicateUsername,
    /// The username has characters that ours may not have.
    InvalidUsername,
    /// The username was the address and is not needed beside it.
    UsernameIsEmail,
    /// The username was an address and there was no other: it is the address now.
    EmailFromUsername,
    /// Neither address nor username could be kept; `detail` is the username that was made.
    MadeUsername,
    /// The account is disabled, and stays so.
    Inactive,
    /// There is no password to log in with.
    NoPassword,
    /// The hash is of a scheme we do not read; `detail` is its name.
    UnknownHash,
    /// First or last name is empty.
    NoName,
    /// A name was cleaned; `detail` is what it was.
    InvalidName,
    /// The phone number was left out.
    InvalidPhone,
    /// The date was left out.
    InvalidDate,
    /// The group grants nothing here.
    UnknownGroup,
    /// The role grants nothing here.
    UnknownRole,
    /// Permissions given to this person alone are not taken over; `detail` counts them.
    OwnPermissions,
    /// Fields of people that are not taken over; `detail` counts the people who have something there.
    UnknownField,
    /// Rows of other models; `detail` counts them.
    OtherModel,
    /// Found at the import: this address or username is here already; the person here is left as they are.
    ExistingPerson,
    /// Found at the import: somebody else here has the username; it was left out, the address is the login.
    UsernameTaken,
}

impl FindingCode {
    /// Every kind, for the test of their texts (`django-<name with dashes>`).
    pub const ALL: [Self; 22] = [
        Self::SharedEmail,
        Self::NoEmail,
        Self::InvalidEmail,
        Self::DuplicateUsername,
        Self::InvalidUsername,
        Self::UsernameIsEmail,
        Self::EmailFromUsername,
        Self::MadeUsername,
        Self::Inactive,
        Self::NoPassword,
        Self::UnknownHash,
        Self::NoName,
        Self::InvalidName,
        Self::InvalidPhone,
        Self::InvalidDate,
        Self::UnknownGroup,
        Self::UnknownRole,
        Self::OwnPermissions,
        Self::UnknownField,
        Self::OtherModel,
        Self::ExistingPerson,
        Self::UsernameTaken,
    ];

    /// The stable key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SharedEmail => "shared_email",
            Self::NoEmail => "no_email",
            Self::InvalidEmail => "invalid_email",
            Self::DuplicateUsername => "duplicate_username",
            Self::InvalidUsername => "invalid_username",
            Self::UsernameIsEmail => "username_is_email",
            Self::EmailFromUsername => "email_from_username",
            Self::MadeUsername => "made_username",
            Self::Inactive => "inactive",
            Self::NoPassword => "no_password",
            Self::UnknownHash => "unknown_hash",
            Self::NoName => "no_name",
            Self::InvalidName => "invalid_name",
            Self::InvalidPhone => "invalid_phone",
            Self::InvalidDate => "invalid_date",
            Self::UnknownGroup => "unknown_group",
            Self::UnknownRole => "unknown_role",
            Self::OwnPermissions => "own_permissions",
            Self::UnknownField => "unknown_field",
            Self::OtherModel => "other_model",
            Self::ExistingPerson => "existing_person",
            Self::UsernameTaken => "username_taken",
        }
    }
}

/// Reads a dump.
///
/// # Errors
/// [`DjangoError`] when the file as a whole makes no sense; everything else is a [`Finding`].
pub fn read(json: &str, mapping: &Mapping) -> Result<Plan, DjangoError> {
    let records = record::parse(json)?;
    let groups = group_names(&records, mapping);
    let (people, others): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| record.is_of(&mapping.user_model));
    if people.is_empty() {
        return Err(DjangoError::NoPeople);
    }
    let mut logins = Logins::reserving(people.iter().map(|record| record.text(&mapping.fields.username)));
    let mut plan = Plan::default();
    for record in &people {
        let mut reading = Reading::of(record, mapping);
        let person = reading.person(&groups, &mut logins);
        let about = |(code, detail)| Finding { source: person.source.clone(), code, detail };
        plan.report.extend(reading.findings.into_iter().map(about));
        plan.people.push(person);
    }
    plan.report.extend(left_out(&people, &others, mapping));
    Ok(plan)
}

/// Group names by what people refer to them with: the primary key, or the name with natural keys.
fn group_names(records: &[Record], mapping: &Mapping) -> BTreeMap<String, String> {
    let groups = records.iter().filter(|record| record.is_of(&mapping.group_model));
    let named = groups.map(|group| (group.key(), group.text("name")));
    named.flat_map(|(key, name)| [key.map(|key| (key, name.clone())), Some((name.clone(), name))]).flatten().collect()
}

/// What nobody will look at: counted, so that it is known.
fn left_out(people: &[Record], others: &[Record], mapping: &Mapping) -> Vec<Finding> {
    let mut models = BTreeMap::<String, usize>::new();
    for record in others.iter().filter(|record| !record.is_of(&mapping.group_model)) {
        *models.entry(record.model.to_lowercase()).or_default() += 1;
    }
    let mut fields = BTreeMap::<&str, usize>::new();
    for record in people {
        for field in record.filled().filter(|field| !mapping.fields.knows(field)) {
            *fields.entry(field).or_default() += 1;
        }
    }
    let finding = |source: &str, code, detail| Finding { source: source.to_owned(), code, detail };
    let fields = fields
        .into_iter()
        .map(|(field, count)| finding(&mapping.user_model, FindingCode::UnknownField, format!("{field}: {count}")));
    fields
        .chain(models.into_iter().map(|(model, count)| finding(&model, FindingCode::OtherModel, count.to_string())))
        .collect()
}

#[cfg(test)]
mod tests;
