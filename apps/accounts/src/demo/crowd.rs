//! Everybody else: made by rule from the lists of names, the same at every start.

use chrono::{Datelike, Days};
use preau_kernel::Result;
use preau_kernel::actor::Role;

use super::cast::Known;
use super::names::{FIRST, LAST};
use super::{Figure, SUBJECTS, Stage};

/// Level, age in years, subjects (ids).
pub(super) const LEVELS: [(&str, u64, &[i64]); 5] = [
    ("Seconde", 15, &[1, 2, 3, 4, 5, 6, 8]),
    ("Première", 16, &[1, 2, 3, 4, 5, 7]),
    ("Terminale", 17, &[1, 2, 3, 4, 5, 7]),
    ("BTS SIO 1", 18, &[1, 4, 7]),
    ("BTS SIO 2", 19, &[1, 4, 7]),
];
const RELATIONSHIPS: [&str; 4] = ["Mère", "Père", "Grand-mère", "Tuteur légal"];

const STUDENTS: usize = 119;
const TUTORS: usize = 39;
const CLIENTS: usize = 12;

pub(super) async fn enter(stage: &mut Stage<'_>, known: &Known) -> Result<()> {
    enter_staff(stage).await?;
    let mut students = vec![known.student];
    for n in 1..=STUDENTS {
        let figure = student(stage, n);
        students.push(stage.enter(figure).await?.1);
    }
    for n in 0..TUTORS {
        let figure = tutor(n, &students);
        stage.enter(figure).await?;
    }
    for n in 0..CLIENTS {
        let figure = Figure { role: Some(Role::Client), days: 1 + n as i64 * 5 % 13, ..named(n * 5 + 2, n * 3 + 41) };
        stage.enter(figure).await?;
    }
    Ok(())
}

/// `2026-0001`, in the form that the program gives out.
pub(super) fn student_number(stage: &Stage<'_>, n: usize) -> String {
    format!("{}-{:04}", stage.app.now().utc().year(), n + 1)
}

async fn enter_staff(stage: &mut Stage<'_>) -> Result<()> {
    for (n, (_, subject)) in SUBJECTS.iter().chain(&SUBJECTS[..3]).enumerate() {
        let module = (n % SUBJECTS.len()) as i64 + 1;
        let mut figure = named(n * 7 + 1, n * 11 + 5);
        figure.role = Some(Role::Professor);
        figure.texts.insert("specialty", (*subject).to_owned());
        // Some teach two subjects.
        figure.modules = if n % 3 == 0 { vec![module, module % 8 + 1] } else { vec![module] };
        figure.modules.sort_unstable();
        figure.days = 300 + n as i64 * 50;
        figure.hours_since_login = Some(3 + n as i64 * 5);
        stage.enter(figure).await?;
    }
    let mut manager = named(9, 33);
    manager.role = Some(Role::SchoolManager);
    manager.texts.insert("title", "Responsable de la vie scolaire".to_owned());
    manager.days = 700;
    manager.hours_since_login = Some(5);
    stage.enter(manager).await?;
    let operator = Figure { role: Some(Role::Operator), days: 200, hours_since_login: Some(2), ..named(17, 49) };
    stage.enter(operator).await.map(drop)
}

fn student(stage: &Stage<'_>, n: usize) -> Figure {
    let (level, age, subjects) = LEVELS[n % LEVELS.len()];
    let today = stage.app.now().utc().date_naive();
    let mut figure = named(n, n * 13 + n / 60);
    figure.role = Some(Role::Student);
    figure.texts.insert("level", level.to_owned());
    figure.texts.insert("student_number", student_number(stage, n));
    figure.modules = subjects.to_vec();
    figure.birth_date = today.checked_sub_days(Days::new(age * 365 + (n as u64 * 29) % 365));
    figure.has_no_address = n.is_multiple_of(9);
    figure.phone = if n.is_multiple_of(2) { phone(n) } else { String::new() };
    figure.has_left = n == 40 || n == 97;
    figure.days = 70 + n as i64 % 25;
    figure.hours_since_login = (!n.is_multiple_of(4)).then_some(1 + n as i64 * 3);
    figure
}

/// Of one student, or of two for every fifth.
fn tutor(n: usize, students: &[i64]) -> Figure {
    let of = n * 3 + 1;
    let mut figure = named(n * 3 + 20, of * 13 + of / 60);
    figure.role = Some(Role::Tutor);
    figure.texts.insert("relationship", RELATIONSHIPS[n % RELATIONSHIPS.len()].to_owned());
    figure.phone = phone(n + 500);
    let last = if n.is_multiple_of(5) { of + 1 } else { of };
    figure.students = students[of..=last].to_vec();
    figure.days = 65;
    figure.hours_since_login = n.is_multiple_of(3).then_some(30 + n as i64 * 4);
    figure
}

fn named(first: usize, last: usize) -> Figure {
    let (first_name, last_name) = (FIRST[first % FIRST.len()], LAST[last % LAST.len()]);
    Figure { first_name: first_name.to_owned(), last_name: last_name.to_owned(), ..Figure::default() }
}

/// Of the numbers that are kept for fiction (Arcep, 06 39 98).
fn phone(n: usize) -> String {
    format!("06 39 98 {:02} {:02}", n / 100 % 100, n % 100)
}
