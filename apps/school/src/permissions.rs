//! The rights that the school declares, and how far each reaches (seed 001): administrators and school managers
//! everything; professors the lessons of their modules and those they give, and who is expected there; students their
//! own; tutors their students'. A [`Reach`] is part of every query: what lies outside it is not found.

use preau_kernel::Result;
use preau_kernel::actor::{Actor, Permission, Role, Scope};
use preau_kernel::db::page::Conditions;
use sea_orm::Value;

/// See the timetable.
pub const VIEW: &str = "school.view";
/// Plan series and lessons.
pub const PLAN: &str = "school.plan";
/// Check in.
pub const ATTEND: &str = "school.attend";
/// Take registers.
pub const REGISTER: &str = "school.register";
/// See absences, declare and justify them; decide about them (whole classes or all).
pub const ABSENCES: &str = "school.absences";
/// See statistics.
pub const STATISTICS: &str = "school.statistics";
/// Keep years, terms, programmes, groups and enrolments.
pub const STRUCTURE: &str = "school.structure";

const MANAGER: (Role, Scope) = (Role::SchoolManager, Scope::All);
const PROFESSOR: (Role, Scope) = (Role::Professor, Scope::OwnClasses);
const STUDENT: (Role, Scope) = (Role::Student, Scope::Own);
const TUTOR: (Role, Scope) = (Role::Tutor, Scope::Own);

pub const ALL: &[Permission] = &[
    Permission { name: VIEW, roles: &[MANAGER, PROFESSOR, STUDENT, TUTOR] },
    Permission { name: PLAN, roles: &[MANAGER, PROFESSOR] },
    Permission { name: ATTEND, roles: &[STUDENT] },
    Permission { name: REGISTER, roles: &[MANAGER, PROFESSOR] },
    Permission { name: ABSENCES, roles: &[MANAGER, PROFESSOR, STUDENT, TUTOR] },
    Permission { name: STATISTICS, roles: &[MANAGER, PROFESSOR] },
    Permission { name: STRUCTURE, roles: &[MANAGER] },
];

/// What somebody reaches by one right. Several roles join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Everything,
    Of(Person),
}

/// Whose reach it is, and by which of their roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    pub user: i64,
    /// The lessons that they give.
    pub gives: bool,
    /// And all of the modules that they teach.
    pub teaches: bool,
    /// Where they are expected.
    pub studies: bool,
    /// Where their students are expected.
    pub tutors: bool,
}

impl Reach {
    /// 403 without the right.
    pub fn of(actor: &Actor, right: &'static str) -> Result<Self> {
        let scope = actor.require(right)?;
        let carries = |role: Role| {
            let of_right = ALL.iter().find(|permission| permission.name == right);
            of_right.is_some_and(|permission| permission.roles.iter().any(|(carrier, _)| *carrier == role))
        };
        // A right that was given beyond somebody's roles reaches as its scope says.
        let by_role = |role: Role| actor.has_role(role) && (carries(role) || scope == Scope::Own);
        Ok(match scope {
            Scope::All => Self::Everything,
            Scope::Own | Scope::OwnClasses => Self::Of(Person {
                user: actor.user_id,
                gives: scope == Scope::OwnClasses,
                teaches: scope == Scope::OwnClasses && actor.has_role(Role::Professor),
                studies: by_role(Role::Student),
                tutors: by_role(Role::Tutor),
            }),
        })
    }

    /// Only as somebody who gives lessons: for what students and tutors never do, whatever else they are.
    #[must_use]
    pub fn as_professor(self) -> Self {
        match self {
            Self::Everything => self,
            Self::Of(person) => Self::Of(Person { studies: false, tutors: false, ..person }),
        }
    }

    pub fn is_everything(self) -> bool {
        self == Self::Everything
    }

    /// Whether rows of somebody else can be in it.
    pub fn is_professor(self) -> bool {
        matches!(self, Self::Of(person) if person.gives)
    }

    /// Keeps to the lessons within it; `lesson` is the alias of `lessons`. `None`: all of them.
    pub fn lessons(self, lesson: &str) -> Option<(String, Vec<Value>)> {
        let Self::Of(person) = self else { return None };
        Some(person.any_of(|part| match part {
            Part::Gives => {
                format!("{lesson}.id IN (SELECT lp.lesson_id FROM lesson_professors lp WHERE lp.user_id = ?)")
            }
            Part::Teaches => {
                format!("{lesson}.module_id IN (SELECT um.module_id FROM user_modules um WHERE um.user_id = ?)")
            }
            Part::Studies => format!("{lesson}.id IN ({} WHERE e.student_id = ?)", EXPECTED_LESSONS),
            Part::Tutors => format!("{lesson}.id IN ({} WHERE e.student_id IN ({TUTORED}))", EXPECTED_LESSONS),
        }))
    }

    /// Keeps to the series within it; `series` is the alias of `lesson_series`.
    pub fn series(self, series: &str) -> Option<(String, Vec<Value>)> {
        let Self::Of(person) = self else { return None };
        let within = |of: &str| {
            format!(
                "{series}.id IN (SELECT sg.series_id FROM enrolments e JOIN group_ancestors ga ON ga.group_id = e.group_id \
                 JOIN series_groups sg ON sg.group_id = ga.ancestor_id JOIN lesson_series s2 ON s2.id = sg.series_id \
                 WHERE e.first_day <= s2.last_day AND (e.last_day IS NULL OR e.last_day >= s2.first_day) AND e.student_id {of})"
            )
        };
        Some(person.any_of(|part| match part {
            Part::Gives => {
                format!("{series}.id IN (SELECT sp.series_id FROM series_professors sp WHERE sp.user_id = ?)")
            }
            Part::Teaches => {
                format!("{series}.module_id IN (SELECT um.module_id FROM user_modules um WHERE um.user_id = ?)")
            }
            Part::Studies => within("= ?"),
            Part::Tutors => within(&format!("IN ({TUTORED})")),
        }))
    }

    /// Keeps to the students within it; `student` is a column that holds the id of a person. A professor's students are
    /// those expected in a lesson that the professor gives, or of a module that they teach.
    /// For one row, or a few that are found by themselves; a list takes [`Self::all_students`].
    pub fn students(self, student: &str) -> Option<(String, Vec<Value>)> {
        let Self::Of(person) = self else { return None };
        Some(person.any_of(|part| match part {
            Part::Gives => format!(
                "EXISTS ({MET} JOIN lesson_professors met_p ON met_p.lesson_id = met_g.lesson_id \
                 WHERE met_e.student_id = {student} AND met_p.user_id = ?)"
            ),
            Part::Teaches => format!(
                "EXISTS ({MET} JOIN lessons met_l ON met_l.id = met_g.lesson_id WHERE met_e.student_id = {student} \
                 AND met_l.module_id IN (SELECT um.module_id FROM user_modules um WHERE um.user_id = ?))"
            ),
            Part::Studies => format!("{student} = ?"),
            Part::Tutors => format!("{student} IN ({TUTORED})"),
        }))
    }

    /// As [`Self::students`], for a list of many: a professor's students are gathered once, from the groups of their lessons,
    /// where that asks of each row.
    pub fn all_students(self, student: &str) -> Option<(String, Vec<Value>)> {
        let Self::Of(person) = self else { return None };
        let gathered = |of_lessons: &str, is_one: &str| {
            format!(
                "{student} IN (SELECT e.student_id FROM enrolments e JOIN group_ancestors ga ON ga.group_id = e.group_id \
                 WHERE ga.ancestor_id IN (SELECT lg.group_id FROM lesson_groups lg {of_lessons}) AND EXISTS (\
                 SELECT 1 FROM lesson_groups lh {is_one} AND lh.group_id = ga.ancestor_id AND lh.day >= e.first_day \
                 AND (e.last_day IS NULL OR lh.day <= e.last_day)))"
            )
        };
        let (sql, mut values) = person.any_of(|part| match part {
            Part::Gives => gathered(
                "JOIN lesson_professors lp ON lp.lesson_id = lg.lesson_id WHERE lp.user_id = ?",
                "JOIN lesson_professors lq ON lq.lesson_id = lh.lesson_id WHERE lq.user_id = ?",
            ),
            Part::Teaches => gathered(
                &format!("JOIN lessons l2 ON l2.id = lg.lesson_id WHERE l2.module_id IN ({MODULES})"),
                &format!("JOIN lessons l3 ON l3.id = lh.lesson_id WHERE l3.module_id IN ({MODULES})"),
            ),
            Part::Studies => format!("{student} = ?"),
            Part::Tutors => format!("{student} IN ({TUTORED})"),
        });
        values.resize(sql.matches('?').count(), person.user.into());
        Some((sql, values))
    }

    /// Keeps to the groups within it (those of its lessons, what is within them and what they are within); `group` is
    /// a column that holds the id of a group.
    pub fn groups(self, group: &str) -> Option<(String, Vec<Value>)> {
        let Self::Of(person) = self else { return None };
        let of_lessons = |join: &str, condition: &str| {
            format!(
                "({group} IN (SELECT gb.group_id FROM lesson_groups lg {join} JOIN group_ancestors gb \
                 ON gb.ancestor_id = lg.group_id WHERE {condition}) OR {group} IN (SELECT gb.ancestor_id FROM lesson_groups lg \
                 {join} JOIN group_ancestors gb ON gb.group_id = lg.group_id WHERE {condition}))"
            )
        };
        let of_students = |of: &str| {
            format!(
                "{group} IN (SELECT ga.ancestor_id FROM enrolments e JOIN group_ancestors ga ON ga.group_id = e.group_id \
                 WHERE e.student_id {of})"
            )
        };
        let (sql, mut values) = person.any_of(|part| match part {
            Part::Gives => of_lessons("JOIN lesson_professors lp ON lp.lesson_id = lg.lesson_id", "lp.user_id = ?"),
            Part::Teaches => of_lessons(
                "JOIN lessons l2 ON l2.id = lg.lesson_id",
                "l2.module_id IN (SELECT um.module_id FROM user_modules um WHERE um.user_id = ?)",
            ),
            Part::Studies => of_students("= ?"),
            Part::Tutors => of_students(&format!("IN ({TUTORED})")),
        });
        values.resize(sql.matches('?').count(), person.user.into());
        Some((sql, values))
    }

    /// Keeps to the groups that somebody gives lessons to, and those within them: not what these are within, where there
    /// are students whom they do not teach.
    pub fn taught_groups(self, group: &str) -> Option<(String, Vec<Value>)> {
        let Self::Of(person) = self.as_professor() else { return None };
        let of_lessons = |join: &str, condition: &str| {
            format!(
                "{group} IN (SELECT gb.group_id FROM lesson_groups lg {join} JOIN group_ancestors gb \
                 ON gb.ancestor_id = lg.group_id WHERE {condition})"
            )
        };
        Some(person.any_of(|part| match part {
            Part::Gives => of_lessons("JOIN lesson_professors lp ON lp.lesson_id = lg.lesson_id", "lp.user_id = ?"),
            Part::Teaches => of_lessons(
                "JOIN lessons l2 ON l2.id = lg.lesson_id",
                "l2.module_id IN (SELECT um.module_id FROM user_modules um WHERE um.user_id = ?)",
            ),
            // Nothing is theirs here, whoever else they are.
            Part::Studies | Part::Tutors => "? < 0".to_owned(),
        }))
    }

    /// Adds one of the conditions above.
    pub fn narrow(condition: Option<(String, Vec<Value>)>, conditions: &mut Conditions) {
        if let Some((sql, values)) = condition {
            conditions.add(&sql, values);
        }
    }
}

#[derive(Clone, Copy)]
enum Part {
    Gives,
    Teaches,
    Studies,
    Tutors,
}

/// Every lesson (`lg.lesson_id`) at which a student (`e.student_id`) is expected.
pub(crate) const EXPECTED_LESSONS: &str = "SELECT lg.lesson_id FROM enrolments e \
     JOIN group_ancestors ga ON ga.group_id = e.group_id JOIN lesson_groups lg ON lg.group_id = ga.ancestor_id \
     AND lg.day >= e.first_day AND (e.last_day IS NULL OR lg.day <= e.last_day)";
/// What a professor teaches.
const MODULES: &str = "SELECT um.module_id FROM user_modules um WHERE um.user_id = ?";
/// The same where the student is a column of whatever is around it: under names that nothing around it has, for `e` within
/// would be taken for `e` without.
const MET: &str = "SELECT 1 FROM enrolments met_e JOIN group_ancestors met_a ON met_a.group_id = met_e.group_id \
     JOIN lesson_groups met_g ON met_g.group_id = met_a.ancestor_id AND met_g.day >= met_e.first_day \
     AND (met_e.last_day IS NULL OR met_g.day <= met_e.last_day)";
/// The students (persons) of a tutor (a person).
pub(crate) const TUTORED: &str = "SELECT st.user_id FROM tutors tu JOIN tutor_students ts ON ts.tutor_id = tu.id \
     JOIN students st ON st.id = ts.student_id WHERE tu.user_id = ?";

impl Person {
    /// Each part has one `?`: the person.
    fn any_of(self, sql: impl Fn(Part) -> String) -> (String, Vec<Value>) {
        let parts = [
            (self.gives, Part::Gives),
            (self.teaches, Part::Teaches),
            (self.studies, Part::Studies),
            (self.tutors, Part::Tutors),
        ];
        let held: Vec<_> = parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| sql(part)).collect();
        if held.is_empty() {
            return ("1 = 0".to_owned(), Vec::new());
        }
        let values = held.iter().map(|_| self.user.into()).collect();
        (format!("({})", held.join(" OR ")), values)
    }
}
