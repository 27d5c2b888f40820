//! The register on a telephone whose network goes, while the office writes into it too.

use preau_kernel::db::Sql;
use serde_json::json;

use super::{MANAGER, PROFESSOR, in_a_lesson};
use crate::chromium::{Browser, Look, Network};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_taken_without_a_network_is_sent_when_it_is_back() {
    let Some((place, lesson)) = in_a_lesson().await else { return };
    let phone = place.enter(Look::PHONE, PROFESSOR).await;
    phone.open_app(&format!("/lessons/{lesson}/register")).await;
    phone.one(".roll-row").await;
    let students =
        phone.run("return [...document.querySelectorAll('.roll-tap')].map((one) => Number(one.dataset.student))").await;
    let students: Vec<i64> = serde_json::from_value(students).unwrap();
    assert!(students.len() > 3, "{students:?}");

    phone.network(Network::Absent).await;
    // The first is absent, the second is late.
    tap(&phone, students[0], 1).await;
    tap(&phone, students[1], 2).await;
    phone.shows("2 changements sont gardés sur cet appareil").await;
    let marks = format!("SELECT COUNT(*) FROM attendance_marks WHERE lesson_id = {lesson}");
    assert_eq!(place.number(&marks).await, 0, "nothing can have been sent");

    // Meanwhile the office knows of the first.
    office_excuses(&place, lesson, students[0]).await;
    phone.network(Network::Usual).await;
    phone.shows("Un avis différent du vôtre").await;
    phone.press_button("Garder le mien").await;
    phone.shows("Votre avis est noté, celui de la vie scolaire vaut").await;
    phone.press_button("Compris").await;
    phone.shows("Enregistré").await;
    let late = "SELECT COUNT(*) FROM attendance_marks WHERE lesson_id = $1 AND student_id = $2 AND status = 'late'";
    let late = place.test.db().read().number(late, vec![lesson.into(), students[1].into()]).await.unwrap();
    let excused =
        "SELECT COUNT(*) FROM attendance_marks WHERE lesson_id = $1 AND student_id = $2 AND status = 'excused'";
    let excused = place.test.db().read().number(excused, vec![lesson.into(), students[0].into()]).await.unwrap();
    assert_eq!((late, excused), (1, 1), "nothing is lost, and the office's word stands");
    place.test.drain_jobs().await;
    phone.close().await;
}

async fn tap(phone: &Browser, student: i64, times: usize) {
    for _ in 0..times {
        phone.click(&format!(".roll-tap[data-student='{student}']")).await;
    }
}

async fn office_excuses(place: &Place, lesson: i64, student: i64) {
    let office = place.enter(Look::DESK, MANAGER).await;
    let write = "const [lesson, student, done] = arguments;
        const { access } = JSON.parse(sessionStorage.getItem('preau.tokens') ?? localStorage.getItem('preau.tokens'));
        fetch(`/api/lessons/${lesson}/register/`, {
            method: 'PUT',
            headers: { 'Authorization': `Bearer ${access}`, 'Content-Type': 'application/json' },
            body: JSON.stringify({ marks: [{ student, status: 'excused' }] }),
        }).then((answer) => done(answer.status))";
    let status = office.driver.run_async(write, json!([lesson, student])).await.unwrap();
    assert_eq!(status, json!(200));
    office.close().await;
}
