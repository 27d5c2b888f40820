//! What statistics are asked for, and the seats that follow: one row per key, lesson and student expected there.

use chrono::{Datelike, NaiveDate};
use sea_orm::Value;

use super::Binder;
use crate::permissions::{Reach, TUTORED};

/// What a row of statistics is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Student,
    Module,
    Group,
    Professor,
    Weekday,
    Week,
    /// A single lesson: what is behind a figure.
    Lesson,
    /// All of it in one.
    Whole,
}

impl By {
    /// Those that clients may ask for.
    pub const ASKED: [Self; 6] = [Self::Student, Self::Module, Self::Group, Self::Professor, Self::Weekday, Self::Week];

    pub fn name(self) -> &'static str {
        match self {
            Self::Student => "student",
            Self::Module => "module",
            Self::Group => "group",
            Self::Professor => "professor",
            Self::Weekday => "weekday",
            Self::Week => "week",
            Self::Lesson => "lesson",
            Self::Whole => "whole",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ASKED.into_iter().find(|by| by.name() == name)
    }
}

/// Days of the place, both counted, and what they are narrowed to.
#[derive(Debug, Clone)]
pub struct Asked {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub module: Option<i64>,
    pub group: Option<i64>,
    pub student: Option<i64>,
    pub professor: Option<i64>,
    /// 1 (Monday) to 7.
    pub weekday: Option<u32>,
    /// Only these lessons.
    pub lessons: Option<Vec<i64>>,
    /// Lessons at which nobody is expected are left out, as where students or groups are compared.
    pub of_students: bool,
}

impl Asked {
    pub fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self {
            from,
            to,
            module: None,
            group: None,
            student: None,
            professor: None,
            weekday: None,
            lessons: None,
            of_students: false,
        }
    }

    /// What all rows of an answer have in common, so that [`By::Whole`] of it is their total.
    #[must_use]
    pub fn behind(&self, by: By, reach: Reach) -> Self {
        let professor = if by == By::Professor { self.professor.or(own(reach)) } else { self.professor };
        Self { professor, of_students: matches!(by, By::Student | By::Group), ..self.clone() }
    }

    /// The days of the weekday that is meant: days are stored as the place's dates.
    pub(super) fn days(&self) -> Option<Vec<String>> {
        let weekday = self.weekday?;
        let days = self.from.iter_days().take_while(|day| *day <= self.to);
        Some(days.filter(|day| day.weekday().number_from_monday() == weekday).map(|day| day.to_string()).collect())
    }

    /// `SELECT DISTINCT k, lesson_id, student_id`. Where neither a student nor a group is meant, a lesson at which nobody
    /// is expected has a row too, without a student: its hours count.
    pub(super) fn seats(&self, by: By, reach: Reach, binder: &mut Binder) -> String {
        let is_of_students = self.of_students
            || self.student.is_some()
            || self.group.is_some()
            || matches!(by, By::Student | By::Group | By::Lesson);
        let (key, from) = if is_of_students { self.of_students(by, binder) } else { self.of_lessons(by, binder) };
        let mut conditions = vec![
            format!("l.day >= {}", binder.bind(self.from.to_string())),
            format!("l.day <= {}", binder.bind(self.to.to_string())),
        ];
        if let Some(module) = self.module {
            conditions.push(format!("l.module_id = {}", binder.bind(module)));
        }
        if let Some(professor) = self.professor {
            let given = "SELECT pf.lesson_id FROM lesson_professors pf WHERE pf.user_id";
            conditions.push(format!("l.id IN ({given} = {})", binder.bind(professor)));
        }
        if let Some(days) = self.days() {
            let days: Vec<String> = days.into_iter().map(|day| binder.bind(day)).collect();
            conditions.push(if days.is_empty() {
                "1 = 0".to_owned()
            } else {
                format!("l.day IN ({})", days.join(", "))
            });
        }
        if let Some(lessons) = &self.lessons {
            conditions.push(format!("l.id IN ({})", binder.list(lessons)));
        }
        if by == By::Professor
            && let Some(professor) = self.professor.or(own(reach))
        {
            conditions.push(format!("kp.user_id = {}", binder.bind(professor)));
        }
        conditions.extend(within(reach).map(|condition| binder.condition(condition)));
        format!(
            "SELECT DISTINCT {key} AS k, l.id AS lesson_id, e.student_id FROM {from} WHERE {}",
            conditions.join(" AND ")
        )
    }

    /// From the students to their lessons: what a group of forty is asked costs the same in a large school.
    fn of_students(&self, by: By, binder: &mut Binder) -> (String, String) {
        let seats = "JOIN group_ancestors ga ON ga.group_id = e.group_id \
             JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id AND lg.day >= e.first_day \
             AND (e.last_day IS NULL OR lg.day <= e.last_day)";
        let days = format!(
            "AND lg.day >= {} AND lg.day <= {} JOIN lessons l ON l.id = lg.lesson_id",
            binder.bind(self.from.to_string()),
            binder.bind(self.to.to_string())
        );
        let of_group = self.group.is_some() || by == By::Group;
        let mut from = match of_group {
            // Membership and seat may come from two enrolments of one student.
            true => {
                let mut member = "group_ancestors gg JOIN enrolments eg ON eg.group_id = gg.group_id".to_owned();
                if let Some(group) = self.group {
                    let group = binder.bind(group);
                    let within = match by {
                        By::Group => {
                            format!(
                                "gg.ancestor_id IN (SELECT gi.group_id FROM group_ancestors gi WHERE gi.ancestor_id = {group})"
                            )
                        }
                        _ => format!("gg.ancestor_id = {group}"),
                    };
                    member.push_str(&format!(" AND {within}"));
                }
                format!(
                    "{member} JOIN enrolments e ON e.student_id = eg.student_id {seats} {days} AND l.day >= eg.first_day \
                     AND (eg.last_day IS NULL OR l.day <= eg.last_day)"
                )
            }
            false => format!("enrolments e {seats} {days}"),
        };
        if let Some(student) = self.student {
            from.push_str(&format!(" AND e.student_id = {}", binder.bind(student)));
        }
        if by == By::Professor {
            from.push_str(" JOIN lesson_professors kp ON kp.lesson_id = l.id");
        }
        (key_of(by).to_owned(), from)
    }

    fn of_lessons(&self, by: By, _binder: &mut Binder) -> (String, String) {
        let professors = if by == By::Professor { " JOIN lesson_professors kp ON kp.lesson_id = l.id" } else { "" };
        let from = format!(
            "lessons l{professors} LEFT JOIN lesson_groups lg ON lg.lesson_id = l.id \
             LEFT JOIN group_ancestors ga ON ga.ancestor_id = lg.group_id \
             LEFT JOIN enrolments e ON e.group_id = ga.group_id AND e.first_day <= l.day \
             AND (e.last_day IS NULL OR e.last_day >= l.day)"
        );
        (key_of(by).to_owned(), from)
    }
}

fn key_of(by: By) -> &'static str {
    match by {
        By::Student => "e.student_id",
        By::Module => "l.module_id",
        By::Group => "gg.ancestor_id",
        By::Professor => "kp.user_id",
        By::Weekday | By::Week => "l.day",
        By::Lesson => "l.id",
        By::Whole => "CAST(0 AS BIGINT)",
    }
}

/// Whoever does not see everything sees, of professors, themselves.
fn own(reach: Reach) -> Option<i64> {
    match reach {
        Reach::Everything => None,
        Reach::Of(person) => Some(person.user),
    }
}

/// A professor's lessons with everybody in them; students' and tutors' own seats.
fn within(reach: Reach) -> Option<(String, Vec<Value>)> {
    let Reach::Of(person) = reach else { return None };
    let parts = [
        (person.gives, "l.id IN (SELECT lp.lesson_id FROM lesson_professors lp WHERE lp.user_id = ?)".to_owned()),
        (person.teaches, "l.module_id IN (SELECT um.module_id FROM user_modules um WHERE um.user_id = ?)".to_owned()),
        (person.studies, "e.student_id = ?".to_owned()),
        (person.tutors, format!("e.student_id IN ({TUTORED})")),
    ];
    let held: Vec<String> = parts.into_iter().filter(|(is, _)| *is).map(|(_, sql)| sql).collect();
    if held.is_empty() {
        return Some(("1 = 0".to_owned(), Vec::new()));
    }
    let values = held.iter().map(|_| person.user.into()).collect();
    Some((format!("({})", held.join(" OR ")), values))
}
