//! People of a Django site (`domain::django` has read them) into this place: one transaction, all or nothing.
//!
//! Hashes stay as they are and become ours at the first log-in. Whoever is here already, by address or username, is
//! left untouched and reported, so that a second run changes nothing.

use std::collections::BTreeMap;

use preau_kernel::Result;
use preau_kernel::actor::Role;
use preau_kernel::app::App;
use preau_kernel::audit::{self, Entry};
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Tx;
use preau_kernel::web::RequestInfo;

use super::profile;
use crate::State;
use crate::domain::django::{Finding, FindingCode, Person as Foreign, Plan};
use crate::domain::hashing::{self, Scheme};
use crate::store::credentials::NewPassword;
use crate::store::users::{self, Values};
use crate::store::{credentials, profiles};

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub dry_run: bool,
    /// People in the file.
    pub people: usize,
    pub created: usize,
    /// People who were here already.
    pub existing: usize,
    /// Of those created: how many hold each role.
    pub roles: BTreeMap<Role, usize>,
    pub staff: usize,
    pub superusers: usize,
    /// What could not be taken as it was: those of the plan, then those of this place.
    pub findings: Vec<Finding>,
}

/// Imports the plan; a dry run does the same work and keeps nothing.
pub async fn import(app: &App, info: &RequestInfo, plan: Plan, dry_run: bool) -> Result<Outcome> {
    let mut outcome = Outcome { dry_run, people: plan.people.len(), findings: plan.report, ..Outcome::default() };
    let tx = app.db().long_write_tx().await?;
    for person in &plan.people {
        match place_of(&tx, person, &mut outcome.findings).await? {
            Place::Taken => outcome.existing += 1,
            Place::Free { username } => {
                insert(&tx, app, info, person, username).await?;
                outcome.count(person);
            }
        }
    }
    if dry_run {
        tx.rollback().await?;
        return Ok(outcome);
    }
    if outcome.created > 0 {
        let entry = Entry::new("people_imported").meta("role", "Django").meta("count", outcome.created);
        audit::record(&tx, app, info, entry).await?;
    }
    tx.commit().await?;
    // Slower schemes may be there now.
    app.state::<State>().padding.forget();
    Ok(outcome)
}

impl Outcome {
    fn count(&mut self, person: &Foreign) {
        self.created += 1;
        self.staff += usize::from(person.is_staff);
        self.superusers += usize::from(person.is_superuser);
        for role in &person.roles {
            *self.roles.entry(*role).or_default() += 1;
        }
    }
}

/// Whether there is room for a person here.
enum Place {
    /// They are here.
    Taken,
    /// They are not; this username is free.
    Free { username: Option<String> },
}

async fn place_of(tx: &Tx, person: &Foreign, findings: &mut Vec<Finding>) -> Result<Place> {
    let mut found = |code, detail: &str| {
        findings.push(Finding { source: person.source.clone(), code, detail: detail.to_owned() });
    };
    if let Some(email) = &person.email
        && users::find_by_login(&**tx, email).await?.is_some()
    {
        found(FindingCode::ExistingPerson, email);
        return Ok(Place::Taken);
    }
    let Some(username) = &person.username else { return Ok(Place::Free { username: None }) };
    match users::find_by_login(&**tx, username).await? {
        None => Ok(Place::Free { username: Some(username.clone()) }),
        // Both have an address, and it is not the same: two people.
        Some(other) if person.email.is_some() && other.email.is_some() => {
            found(FindingCode::UsernameTaken, username);
            Ok(Place::Free { username: None })
        }
        Some(_) => {
            found(FindingCode::ExistingPerson, username);
            Ok(Place::Taken)
        }
    }
}

async fn insert(tx: &Tx, app: &App, info: &RequestInfo, person: &Foreign, username: Option<String>) -> Result<()> {
    let now = app.now();
    let joined = person.joined.map_or(now, |at| Timestamp(at.timestamp_micros())).min(now);
    let values = Values {
        email: person.email.clone(),
        username,
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        phone: person.phone.clone().unwrap_or_default(),
        birth_date: person.birth_date,
        is_active: person.is_active,
        is_staff: person.is_staff || person.is_superuser,
        is_superuser: person.is_superuser,
        // The old site logged them in with it.
        email_verified_at: person.email.as_ref().map(|_| joined),
        ..Values::default()
    };
    let id = users::insert(tx, &values, joined).await?;
    credentials::insert(tx, id, false, now).await?;
    if let Some(encoded) = &person.password {
        let is_foreign = hashing::needs_upgrade(encoded, app.state::<State>().hasher.cost());
        let foreign_scheme = is_foreign.then(|| hashing::sample(Scheme::of(encoded)));
        let password = NewPassword { encoded, foreign_scheme, must_change: false };
        credentials::set_password(tx, id, password, now).await?;
    }
    let inserted = users::get(&**tx, id).await?;
    let entry = Entry::new("user_created").target("user", id, inserted.name()).meta("how", "import_django");
    audit::record(tx, app, info, entry).await?;
    for role in &person.roles {
        profile::give(tx, app, info, profiles::kind_of(*role), &inserted, BTreeMap::new(), None).await?;
    }
    Ok(())
}
