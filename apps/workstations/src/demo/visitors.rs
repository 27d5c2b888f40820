//! Visitors by rule from two lists of names, with their categories and consents.

use chrono::{Days, NaiveDate, TimeDelta};
use preau_accounts::store::users::{self, Values as Person};
use preau_calendar::domain::wall;
use preau_kernel::Result;
use preau_kernel::clock::Timestamp;

use super::Stage;
use crate::actions::people::{categories, texts};
use crate::domain::people::age::needs_guardian;
use crate::domain::people::consent::GivenBy;
use crate::store::people::categories::Values as Category;
use crate::store::people::consents::{self, New};
use crate::store::people::demo as rows;
use crate::store::people::texts::Values as Text;
use crate::store::people::visitors::{self, Values};

const FIRST: [&str; 12] =
    ["Nadia", "Gérard", "Inès", "Mamadou", "Colette", "Yanis", "Simone", "Karim", "Élodie", "Théo", "Fatou", "Bernard"];
const LAST: [&str; 9] =
    ["Benali", "Caron", "Diallo", "Évrard", "Ferrand", "Guillot", "Haddad", "Jacquemin", "Kowalski"];
/// Name, minutes per day and per session, whether it is the default.
const CATEGORIES: [(&str, i64, i64, bool); 4] = [
    ("Adulte", 120, 60, true),
    ("Jeune (moins de 18 ans)", 60, 30, false),
    ("Recherche d’emploi", 240, 120, false),
    ("Atelier accompagné", 0, 0, false),
];
const TEXTS: [(&str, &str, &str, i64); 2] = [
    (
        "2025-09",
        "J’accepte que le Centre Préau conserve mon identité et mes horaires de passage pour gérer l’accès aux postes.",
        "I agree that Centre Préau keeps my identity and the times of my visits to manage access to its workstations.",
        420,
    ),
    (
        "2026-01",
        "J’accepte que le Centre Préau conserve mon identité, ma photo si je la donne, et mes horaires de passage, pour gérer \
         l’accès aux postes. Les pages que je consulte ne sont jamais enregistrées. Mes données sont rendues anonymes deux \
         ans après ma dernière visite. Je peux retirer cet accord à tout moment à l’accueil.",
        "I agree that Centre Préau keeps my identity, my photo if I give one, and the times of my visits, to manage access \
         to its workstations. The pages I look at are never recorded. My data is made anonymous two years after my last \
         visit. I may withdraw this consent at the desk at any time.",
        300,
    ),
];
const VISITORS: usize = 36;

/// Their ids; a prime step keeps neighbours from sharing a family name.
pub(super) async fn enter(stage: &Stage<'_>) -> Result<Vec<i64>> {
    let mut ids = Vec::new();
    for (name, minutes_per_day, minutes_per_session, is_default) in CATEGORIES {
        let values = Category { name: name.into(), minutes_per_day, minutes_per_session, is_default };
        ids.push(categories::create(stage.tx, stage.app, stage.info, &values).await?);
    }
    for (version, body_fr, body_en, days) in TEXTS {
        let values = Text { version: version.into(), body_fr: body_fr.into(), body_en: body_en.into() };
        let id = texts::create(stage.tx, stage.app, stage.info, &values).await?;
        rows::publish_text(stage.tx, id, stage.now.minus(TimeDelta::days(days))).await?;
    }
    let today = wall::date_of(stage.zone, stage.now.seconds());
    let mut people = Vec::new();
    for n in 0..VISITORS {
        people.push(visitor(stage, n, &ids, today).await?);
    }
    if let Some(held) = people.get(7) {
        let until = today.checked_add_days(Days::new(120));
        visitors::set_hold(stage.tx, *held, until, "Réquisition en cours", stage.now).await?;
    }
    Ok(people)
}

async fn visitor(stage: &Stage<'_>, n: usize, categories: &[i64], today: NaiveDate) -> Result<i64> {
    // Every sixth is a child or a teenager.
    let years = if n % 6 == 5 { 11 + n as u64 / 6 % 6 } else { 19 + (n as u64 * 7) % 58 };
    let birth = today.checked_sub_days(Days::new(years * 365 + years / 4 + (n as u64 * 37) % 300));
    let since = stage.now.minus(TimeDelta::days(40 + (n as i64 * 11) % 250));
    let (first, last) = (FIRST[n % FIRST.len()], LAST[(n * 2 + n / LAST.len()) % LAST.len()]);
    let values = Person {
        first_name: first.to_owned(),
        last_name: last.to_owned(),
        phone: if n.is_multiple_of(3) { format!("06 39 98 {:02} {:02}", 60 + n, n) } else { String::new() },
        birth_date: birth,
        is_active: true,
        ..Person::default()
    };
    let user = users::insert(stage.tx, &values, since).await?;
    let category = match (years < 18, n % 5) {
        (true, _) => Some(categories[1]),
        (false, 2) => Some(categories[2]),
        (false, 4) => Some(categories[0]),
        (false, _) => None,
    };
    let notes = if n == 4 { "Préfère un poste près de la fenêtre." } else { "" }.to_owned();
    let id = visitors::insert(stage.tx, user, &Values { category, notes }, stage.operator, since).await?;
    // Some have not been asked yet.
    if n % 9 != 8 {
        consent(stage, id, n, birth, since).await?;
    }
    Ok(id)
}

async fn consent(stage: &Stage<'_>, id: i64, n: usize, birth: Option<NaiveDate>, since: Timestamp) -> Result<()> {
    let is_young = needs_guardian(birth, wall::date_of(stage.zone, since.seconds()));
    let guardian = format!("{} {}", FIRST[(n + 4) % FIRST.len()], LAST[(n * 2 + n / LAST.len()) % LAST.len()]);
    let new = New {
        visitor: id,
        text_version: if n % 7 == 3 { TEXTS[0].0 } else { TEXTS[1].0 },
        given_at: since,
        given_by: if is_young { GivenBy::Guardian } else { GivenBy::Myself },
        guardian_name: if is_young { &guardian } else { "" },
        recorded_by: stage.operator,
    };
    consents::insert(stage.tx, &new).await.map(drop)
}
