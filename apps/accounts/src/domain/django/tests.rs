#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

use super::*;
use crate::domain::hashing::{Memory, verify};

const DEFAULT: &str = include_str!("../../../tests/fixtures/django/default-project.json");
const NATURAL: &str = include_str!("../../../tests/fixtures/django/default-project-natural-keys.json");
const CUSTOM: &str = include_str!("../../../tests/fixtures/django/custom-user.json");
const DEFAULT_PASSWORDS: &str = include_str!("../../../tests/fixtures/django/default-project.passwords.json");
const CUSTOM_PASSWORDS: &str = include_str!("../../../tests/fixtures/django/custom-user.passwords.json");
const EXAMPLE: &str = include_str!("../../../../../docs/examples/import-django-mapping.toml");

fn example() -> Mapping {
    toml::from_str(EXAMPLE).unwrap()
}

fn by<'a>(plan: &'a Plan, login: &str) -> Option<&'a Person> {
    let folded = login.to_lowercase();
    let named = |name: &Option<String>| name.as_ref().is_some_and(|name| name.to_lowercase() == folded);
    plan.people.iter().find(|person| named(&person.email) || named(&person.username))
}

/// Findings about people as (source, code, detail).
fn findings(plan: &Plan) -> Vec<(&str, FindingCode, &str)> {
    plan.report.iter().map(|f| (f.source.as_str(), f.code, f.detail.as_str())).collect()
}

/// The plan for people with these fields.
fn plan(people: &[Value]) -> Plan {
    let rows: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(n, fields)| json!({"model": "auth.user", "pk": n + 1, "fields": fields}))
        .collect();
    read(&json!(rows).to_string(), &Mapping::default()).unwrap()
}

#[rstest]
#[case(DEFAULT, DEFAULT_PASSWORDS, Mapping::default())]
#[case(NATURAL, DEFAULT_PASSWORDS, Mapping::default())]
#[case(CUSTOM, CUSTOM_PASSWORDS, example())]
fn everyone_with_a_password_logs_in_by_address_or_else_by_username(
    #[case] dump: &str,
    #[case] typed: &str,
    #[case] mapping: Mapping,
) {
    let plan = read(dump, &mapping).unwrap();
    let typed: Vec<Value> = serde_json::from_str(typed).unwrap();
    assert_eq!(plan.people.len(), typed.len());
    let mut cheapest_verified = false;
    for row in typed {
        let (email, username) = (row["email"].as_str().unwrap_or_default(), row["username"].as_str());
        let shared = username == Some("JDUPONT2");
        let person = match by(&plan, email).filter(|_| !shared) {
            Some(person) => person,
            None => by(&plan, username.unwrap()).unwrap(),
        };
        assert_eq!(person.is_active, row["active"], "{row}");
        assert_eq!(person.password.is_some(), row["password"].is_string(), "{row}");
        if username == Some("amina") {
            let (password, encoded) = (row["password"].as_str().unwrap(), person.password.as_ref().unwrap());
            cheapest_verified = verify(password, encoded, &mut Memory::new());
        }
    }
    assert!(cheapest_verified || dump == CUSTOM, "hashes arrive unchanged");
}

#[test]
fn the_default_project_is_taken_over_and_nothing_is_lost_in_silence() {
    let plan = read(DEFAULT, &Mapping::default()).unwrap();
    assert_eq!(
        findings(&plan),
        [
            ("8", FindingCode::UnknownGroup, "Secrétariat"),
            ("9", FindingCode::Inactive, ""),
            ("10", FindingCode::NoEmail, ""),
            ("11", FindingCode::NoPassword, ""),
            ("12", FindingCode::SharedEmail, "Jean.Dupont@ecole.example"),
            ("auth.permission", FindingCode::OtherModel, "24"),
            ("contenttypes.contenttype", FindingCode::OtherModel, "6"),
        ]
    );
    let noel = by(&plan, "nbéranger").unwrap();
    assert_eq!((noel.source.as_str(), noel.first_name.as_str(), noel.last_name.as_str()), ("3", "Noël", "Béranger"));
    assert_eq!(
        (&noel.email, &noel.roles),
        (&Some("noel.beranger@ecole.example".to_owned()), &BTreeSet::from([Role::Professor]))
    );
    assert_eq!(noel.joined.unwrap().to_rfc3339(), "2026-11-21T03:18:07.192+00:00");
    assert_eq!(by(&plan, "amina").unwrap().roles, BTreeSet::from([Role::Student]));
    let secretary = by(&plan, "secretaire").unwrap();
    assert!(secretary.is_staff && secretary.roles.is_empty() && secretary.groups == ["Secrétariat"]);
    assert!(by(&plan, "admin").unwrap().is_superuser && !by(&plan, "ancien").unwrap().is_active);
    let namesake = by(&plan, "JDUPONT2").unwrap();
    assert_eq!((&namesake.email, namesake.username.as_deref()), (&None, Some("JDUPONT2")));
    assert_eq!(by(&plan, "jean.dupont@ecole.example").unwrap().username.as_deref(), Some("jdupont"));
}

#[test]
fn natural_keys_give_the_same_people() {
    let source_is_username = |mut person: Person| {
        person.source = person.username.clone().unwrap();
        person
    };
    let by_number: Vec<_> =
        read(DEFAULT, &Mapping::default()).unwrap().people.into_iter().map(source_is_username).collect();
    assert_eq!(read(NATURAL, &Mapping::default()).unwrap().people, by_number);
}

#[test]
fn groups_are_found_by_name_even_when_they_have_a_number() {
    let dump = json!([
        {"model": "auth.group", "pk": 4, "fields": {"name": "Coachs"}},
        {"model": "auth.user", "fields": {"email": "a@e.fr", "groups": [["Coachs"]]}},
        {"model": "auth.user", "fields": {"email": "b@e.fr", "name": "B", "groups": [4]}},
    ]);
    let plan = read(&dump.to_string(), &Mapping::default()).unwrap();
    assert!(plan.people.iter().all(|person| person.roles == BTreeSet::from([Role::Coach])));
    assert_eq!(plan.people[1].source, "b@e.fr");
}

#[test]
fn a_custom_user_model_is_read_with_the_example_mapping() {
    let plan = read(CUSTOM, &example()).unwrap();
    assert_eq!(findings(&plan), [("5", FindingCode::Inactive, "")]);
    let lina = by(&plan, "eleve@centre.example").unwrap();
    assert_eq!((lina.first_name.as_str(), lina.last_name.as_str(), &lina.username), ("Lina", "Garnier", &None));
    assert_eq!(
        (lina.phone.as_deref(), lina.birth_date),
        (Some("+33 6 12 34 56 78"), NaiveDate::from_ymd_opt(2007, 3, 14))
    );
    assert_eq!(lina.joined.unwrap().to_rfc3339(), "2026-11-21T03:18:10.419+00:00");
    let roles: Vec<_> =
        plan.people.iter().map(|person| person.roles.iter().map(|role| role.name()).collect::<String>()).collect();
    assert_eq!(roles, ["", "PROFESSOR", "STUDENT", "TUTOR", "STUDENT"]);
    assert!(by(&plan, "directrice@centre.example").unwrap().is_staff);
}

#[test]
fn staff_is_never_granted_by_a_name_alone() {
    let mapping = Mapping { roles: BTreeMap::new(), ..example() };
    let plan = read(CUSTOM, &mapping).unwrap();
    assert!(findings(&plan).contains(&("1", FindingCode::UnknownRole, "ADMIN")));
    let granted = example().role("admin");
    assert_eq!(granted, Some(Grant::Staff));
    assert_eq!(example().group("equipe PEDAGOGIQUE"), Some(Grant::Role(Role::Professor)));
    assert_eq!(example().group("Élèves"), Some(Grant::Role(Role::Student)), "built-in words remain");
}

#[rstest]
#[case("Professeurs", Role::Professor)]
#[case("Professors", Role::Professor)]
#[case("Enseignants", Role::Professor)]
#[case("Étudiants", Role::Student)]
#[case("Élèves", Role::Student)]
#[case("Students", Role::Student)]
#[case("Tuteurs", Role::Tutor)]
#[case("SCHOOL_MANAGER", Role::SchoolManager)]
fn usual_group_names_are_known(#[case] name: &str, #[case] role: Role) {
    assert_eq!(Mapping::default().group(name), Some(Grant::Role(role)));
}

#[test]
fn logins_never_collide_and_every_person_keeps_one() {
    let plan = plan(&[
        json!({"email": "a@e.fr", "username": "anna", "first_name": "Anna", "last_name": "A"}),
        json!({"email": "A@E.fr", "username": "Anna", "first_name": "Anna", "last_name": "B"}),
        json!({"email": "c@e.fr", "username": "C@e.fr", "first_name": "C", "last_name": "C"}),
        json!({"email": "", "username": "d@e.fr", "first_name": "D", "last_name": "D"}),
        json!({"email": "pas une adresse", "username": "deux mots", "first_name": "Anna", "last_name": "B"}),
        json!({"email": "f@e.fr", "username": "anna.b", "first_name": "F", "last_name": "F"}),
    ]);
    let logins: Vec<_> = plan.people.iter().map(|p| (p.email.as_deref(), p.username.as_deref())).collect();
    assert_eq!(
        logins,
        [
            (Some("a@e.fr"), Some("anna")),
            (None, Some("anna.b2")),
            (Some("c@e.fr"), None),
            (Some("d@e.fr"), None),
            (None, Some("anna.b3")),
            (Some("f@e.fr"), Some("anna.b")),
        ]
    );
    let about: Vec<_> = findings(&plan).into_iter().filter(|(_, code, _)| *code != FindingCode::NoPassword).collect();
    assert_eq!(
        about,
        [
            ("2", FindingCode::SharedEmail, "A@E.fr"),
            ("2", FindingCode::DuplicateUsername, "Anna"),
            ("2", FindingCode::MadeUsername, "anna.b2"),
            ("3", FindingCode::UsernameIsEmail, "C@e.fr"),
            ("4", FindingCode::EmailFromUsername, "d@e.fr"),
            ("5", FindingCode::InvalidEmail, "pas une adresse"),
            ("5", FindingCode::InvalidUsername, "deux mots"),
            ("5", FindingCode::MadeUsername, "anna.b3"),
        ]
    );
}

#[test]
fn what_cannot_be_taken_stands_in_the_report() {
    let plan = plan(&[json!({
        "email": "a@e.fr", "first_name": "Jean\u{0}", "last_name": "", "phone": "bureau", "birth_date": "2007-02-30",
        "date_joined": "hier", "password": "md5$s$5f4dcc3b", "role": "VIP", "groups": [7], "user_permissions": [1, 2],
        "adresse": "rue des Lilas", "vide": "", "last_login": "2026-01-01T00:00:00Z", "is_active": true
    })]);
    assert_eq!(
        findings(&plan),
        [
            ("1", FindingCode::InvalidName, "Jean\u{0}"),
            ("1", FindingCode::NoName, "Jean"),
            ("1", FindingCode::UnknownGroup, "7"),
            ("1", FindingCode::UnknownRole, "VIP"),
            ("1", FindingCode::OwnPermissions, "2"),
            ("1", FindingCode::InvalidPhone, "bureau"),
            ("1", FindingCode::InvalidDate, "2007-02-30"),
            ("1", FindingCode::UnknownHash, "md5"),
            ("1", FindingCode::InvalidDate, "hier"),
            ("auth.user", FindingCode::UnknownField, "adresse: 1"),
        ]
    );
    assert_eq!(plan.people[0].first_name, "Jean");
    assert_eq!(json!(plan.report[0].code), "invalid_name");
}

/// Compared as usernames are: both small sigmas are one letter, and a syllable is one however it is written.
#[test]
fn a_username_that_is_made_is_nobody_elses() {
    let named = |first: &str| json!({"first_name": first, "last_name": ""});
    let plan = plan(&[json!({"username": "Σας"}), named("Σας"), named("한"), named("한"), json!({"username": "한3"})]);
    let usernames: Vec<_> = plan.people.iter().filter_map(|person| person.username.as_deref()).collect();
    assert_eq!(usernames, ["Σας", "σας2", "한", "한2", "한3"]);
}

#[test]
fn years_that_nobody_was_born_or_joined_in_are_left_out() {
    let plan =
        plan(&[json!({"email": "a@e.fr", "birth_date": "0001-01-01", "date_joined": "+262000-01-01T00:00:00Z"})]);
    let codes: Vec<_> = findings(&plan).into_iter().filter(|(_, code, _)| *code == FindingCode::InvalidDate).collect();
    assert_eq!((codes.len(), plan.people[0].birth_date, plan.people[0].joined), (2, None, None));
}

#[test]
fn dates_without_zone_or_with_time_are_read() {
    let plan = plan(&[
        json!({"email": "a@e.fr", "birth_date": "2007-03-14T00:00:00Z", "date_joined": "2020-01-02T03:04:05.678"}),
    ]);
    let person = &plan.people[0];
    assert_eq!(person.birth_date, NaiveDate::from_ymd_opt(2007, 3, 14));
    assert_eq!(person.joined.unwrap().to_rfc3339(), "2020-01-02T03:04:05.678+00:00");
    assert!(person.is_active && !person.is_staff && !person.is_superuser, "as Django's own defaults");
}

#[test]
fn files_that_make_no_sense_are_refused() {
    let refusal = |json: &str| read(json, &Mapping::default()).unwrap_err();
    assert_eq!(refusal("SQLite format 3"), DjangoError::NotJson);
    assert_eq!(refusal(&DEFAULT[..DEFAULT.len() / 2]), DjangoError::NotJson);
    assert_eq!(refusal("{}"), DjangoError::NotADump);
    assert_eq!(refusal("[1]"), DjangoError::NotADump);
    assert_eq!(refusal("[]"), DjangoError::NoPeople);
    assert_eq!(refusal(CUSTOM), DjangoError::NoPeople);
    assert!(toml::from_str::<Mapping>("[roles]\nX = \"KING\"").is_err());
    assert!(toml::from_str::<Mapping>("[fields]\nprenom = \"x\"").is_err(), "a slip in the mapping is not ignored");
}

proptest! {
    #[test]
    fn every_person_has_a_login_nobody_else_has(people in proptest::collection::vec(("[aA@.b ]{0,6}", "[aA.b@ ]{0,3}(@e\\.fr)?", "[aé ]{0,2}"), 1..12)) {
        let people: Vec<_> = people.iter().map(|(username, email, name)| json!({"username": username, "email": email, "first_name": name, "last_name": "b"})).collect();
        let plan = plan(&people);
        prop_assert_eq!(plan.people.len(), people.len());
        prop_assert!(plan.people.iter().all(|person| person.email.is_some() || person.username.is_some()));
        let mut logins: Vec<_> = plan.people.iter().flat_map(|p| [p.email.clone(), p.username.clone()]).flatten().map(|login| login.to_lowercase()).collect();
        logins.sort();
        prop_assert!(logins.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
