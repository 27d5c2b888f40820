//! Seed 001 as people live it, in the web app on the demonstration's school.
//!
//! Map: here a lesson and the clock that all of them share · `professor` a lesson from its check-in to its closed register ·
//! `roll` the register without a network · `student` the day of a student and of their tutor · `manager` the office.

mod manager;
mod professor;
mod roll;
mod student;

use chrono::TimeDelta;
use preau_kernel::clock::Timestamp;
use preau_kernel::db::Sql;

use crate::place::Place;

pub(crate) const PROFESSOR: &str = "professeur@example.com";
pub(crate) const STUDENT: &str = "etudiant@example.com";
pub(crate) const TUTOR: &str = "tuteur@example.com";
pub(crate) const MANAGER: &str = "responsable@example.com";

/// A demonstration two minutes after the professor's next lesson with the student's class has begun, and that lesson.
async fn in_a_lesson() -> Option<(Place, i64)> {
    let place = Place::open(0).await?;
    let (professor, student) = (place.user(PROFESSOR).await, place.user(STUDENT).await);
    let sql = "SELECT l.id, l.starts_at FROM lessons l JOIN lesson_professors p ON p.lesson_id = l.id \
        JOIN lesson_groups g ON g.lesson_id = l.id JOIN group_ancestors a ON a.ancestor_id = g.group_id \
        JOIN enrolments e ON e.group_id = a.group_id WHERE p.user_id = $1 AND e.student_id = $2 AND l.starts_at > $3 \
        AND l.status = 'planned' ORDER BY l.starts_at LIMIT 1";
    let values = vec![professor.into(), student.into(), place.test.now().into()];
    let row = place.test.db().read().get(sql, values).await.unwrap();
    let (lesson, starts_at): (i64, i64) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
    place.test.advance(Timestamp(starts_at).since(place.test.now()) + TimeDelta::minutes(2));
    Some((place, lesson))
}
