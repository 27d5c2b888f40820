//! One person of a dump, read field by field; what does not fit becomes a finding.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};

use super::logins::Logins;
use super::mapping::{Grant, Mapping};
use super::record::Record;
use super::{FindingCode, Person};
use crate::domain::hashing::Scheme;
use crate::domain::names::{NameProblem, person_name, phone};
use preau_kernel::actor::Role;

/// One person being read.
pub(super) struct Reading<'a> {
    record: &'a Record,
    mapping: &'a Mapping,
    pub(super) findings: Vec<(FindingCode, String)>,
}

impl<'a> Reading<'a> {
    pub(super) fn of(record: &'a Record, mapping: &'a Mapping) -> Self {
        Self { record, mapping, findings: Vec::new() }
    }

    pub(super) fn person(&mut self, groups: &BTreeMap<String, String>, logins: &mut Logins) -> Person {
        let fields = &self.mapping.fields;
        let (first_name, last_name) = (self.name(&fields.first_name), self.name(&fields.last_name));
        if first_name.is_empty() || last_name.is_empty() {
            self.found(FindingCode::NoName, format!("{first_name} {last_name}").trim());
        }
        let (email, username) = (self.record.text(&fields.email), self.record.text(&fields.username));
        let login = logins.take(&email, &username, [&first_name, &last_name], &mut self.findings);
        let groups = self.groups(groups);
        let (roles, staff_by_role) = self.roles(&groups);
        let own_permissions = self.record.list(&fields.user_permissions).len();
        if own_permissions > 0 {
            self.found(FindingCode::OwnPermissions, &own_permissions.to_string());
        }
        let is_active = self.record.flag(&fields.is_active).unwrap_or(true);
        if !is_active {
            self.found(FindingCode::Inactive, "");
        }
        Person {
            source: self
                .record
                .key()
                .or_else(|| login.username.clone())
                .or_else(|| login.email.clone())
                .unwrap_or_default(),
            email: login.email,
            username: login.username,
            first_name,
            last_name,
            phone: self.phone(),
            birth_date: self.birth_date(),
            password: self.password(),
            is_active,
            is_staff: staff_by_role || self.record.flag(&fields.is_staff).unwrap_or(false),
            is_superuser: self.record.flag(&fields.is_superuser).unwrap_or(false),
            roles,
            joined: self.joined(),
            groups,
        }
    }

    fn found(&mut self, code: FindingCode, detail: &str) {
        self.findings.push((code, detail.to_owned()));
    }

    fn name(&mut self, field: &str) -> String {
        let typed = self.record.text(field);
        match person_name(&typed) {
            Ok(name) => name,
            Err(NameProblem::Blank) => String::new(),
            Err(_) => {
                self.found(FindingCode::InvalidName, &typed);
                let printable: String =
                    typed.chars().filter(|c| c.is_alphanumeric() || " -'’.".contains(*c)).take(150).collect();
                person_name(&printable).unwrap_or_default()
            }
        }
    }

    fn phone(&mut self) -> Option<String> {
        let typed = self.record.text(&self.mapping.fields.phone);
        let phone = phone(&typed);
        if phone.as_ref().is_err_and(|problem| *problem != NameProblem::Blank) {
            self.found(FindingCode::InvalidPhone, &typed);
        }
        phone.ok()
    }

    fn birth_date(&mut self) -> Option<NaiveDate> {
        let written = self.record.text(&self.mapping.fields.birth_date);
        // A DateTimeField that served as a date has the time after it.
        let date = written
            .split('T')
            .next()
            .unwrap_or_default()
            .parse()
            .ok()
            .filter(|date: &NaiveDate| is_likely(date.year()));
        if date.is_none() && !written.is_empty() {
            self.found(FindingCode::InvalidDate, &written);
        }
        date
    }

    fn joined(&mut self) -> Option<DateTime<Utc>> {
        let written = self.record.text(&self.mapping.fields.date_joined);
        // Without `USE_TZ` Django writes no zone.
        let moment = written.parse().or_else(|_| format!("{written}Z").parse()).ok();
        let moment = moment.filter(|moment: &DateTime<Utc>| is_likely(moment.year()));
        if moment.is_none() && !written.is_empty() {
            self.found(FindingCode::InvalidDate, &written);
        }
        moment
    }

    fn password(&mut self) -> Option<String> {
        let encoded = self.record.text(&self.mapping.fields.password);
        match Scheme::of(&encoded) {
            Scheme::Unusable => self.found(FindingCode::NoPassword, ""),
            Scheme::Unknown => {
                // The name of the scheme at most: a bare MD5 has none, and must not be shown.
                let name = encoded.split_once('$').map_or("", |(name, _)| name);
                self.found(FindingCode::UnknownHash, name);
            }
            _ => return Some(encoded),
        }
        None
    }

    /// Names of the person's groups; a key that leads nowhere is reported.
    fn groups(&mut self, known: &BTreeMap<String, String>) -> Vec<String> {
        let mut names = Vec::new();
        for key in self.record.list(&self.mapping.fields.groups) {
            match known.get(&key) {
                Some(name) => names.push(name.clone()),
                None => self.found(FindingCode::UnknownGroup, &key),
            }
        }
        names
    }

    /// The roles that the role field and the groups grant, and whether one of them makes staff.
    fn roles(&mut self, groups: &[String]) -> (BTreeSet<Role>, bool) {
        let role = Some(self.record.text(&self.mapping.fields.role)).filter(|role| !role.is_empty());
        let by_role = role.iter().map(|role| (role, self.mapping.role(role), FindingCode::UnknownRole));
        let by_group = groups.iter().map(|group| (group, self.mapping.group(group), FindingCode::UnknownGroup));
        let (mut roles, mut staff) = (BTreeSet::new(), false);
        for (name, grant, otherwise) in by_role.chain(by_group).collect::<Vec<_>>() {
            match grant {
                Some(Grant::Role(role)) => {
                    roles.insert(role);
                }
                Some(Grant::Staff) => staff = true,
                None => self.found(otherwise, name),
            }
        }
        (roles, staff)
    }
}

/// As everywhere a date is typed; Django has years from 1 to 9999, and the parser beyond.
fn is_likely(year: i32) -> bool {
    (1900..2200).contains(&year)
}
