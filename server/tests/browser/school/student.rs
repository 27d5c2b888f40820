//! A student sees the week, declares and justifies an absence; their tutor sees it, the professor decides about it.

use preau_kernel::db::Sql;

use super::{PROFESSOR, STUDENT, TUTOR, in_a_lesson};
use crate::chromium::{Browser, Look};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_student_declares_and_justifies_and_the_tutor_sees_what_was_decided() {
    let Some((place, _)) = in_a_lesson().await else { return };
    let student = place.enter(Look::PHONE, STUDENT).await;
    student.open_app("/timetable").await;
    student.shows("Salle Curie").await;
    declares(&student).await;
    justifies(&student).await;
    place.test.drain_jobs().await;
    let own = place.user(STUDENT).await;
    let absence = "SELECT id FROM absences WHERE student_id = $1 AND origin = 'declared' AND status = 'justified' \
        AND reason = 'Rendez-vous médical'";
    let absence = place.test.db().read().number(absence, vec![own.into()]).await.unwrap();

    let tutor = place.enter(Look::DESK, TUTOR).await;
    tutor.open_app("/absences").await;
    tutor.shows("En attente de décision").await;
    // Another's is none of theirs.
    let stranger = "SELECT MIN(student_id) FROM enrolments WHERE student_id <> $1";
    let stranger = place.test.db().read().number(stranger, vec![own.into()]).await.unwrap();
    tutor.open_app(&format!("/timetable?person={stranger}")).await;
    tutor.shows("Cette semaine n’est pas à vous").await;
    assert!(!tutor.text("main").await.contains("Salle"), "{}", tutor.text("main").await);

    let professor = place.enter(Look::DESK, PROFESSOR).await;
    professor.open_app(&format!("/absences/{absence}")).await;
    professor.click("main label:has([value=no])").await;
    professor.type_into("form:has([value=no]) [name=reason]", "Le certificat n’est pas lisible.").await;
    professor.click("form:has([value=no]) button[type=submit]").await;
    professor.shows("Non excusée").await;
    place.test.drain_jobs().await;

    for who in [&student, &tutor] {
        who.open_app(&format!("/absences/{absence}")).await;
        who.shows("Le certificat n’est pas lisible.").await;
    }
    let mails = place.test.mails();
    assert!(mails.iter().any(|mail| mail.to == TUTOR && mail.subject.contains("bsence")), "the tutor is told");
    student.close().await;
    tutor.close().await;
    professor.close().await;
}

async fn declares(student: &Browser) {
    student.open_app("/absences").await;
    student.press_button("Déclarer une absence").await;
    student.set_date("from", 1).await;
    student.fill("reason", "Rendez-vous médical").await;
    student.click("dialog[open] button[type=submit]").await;
    student.shows("Rendez-vous médical").await;
    student.shows("Déclarée").await;
}

async fn justifies(student: &Browser) {
    student.one("input[type=file]").await;
    let put = "const canvas = document.createElement('canvas'); canvas.width = canvas.height = 64;
        const done = arguments[arguments.length - 1];
        canvas.getContext('2d').fillRect(8, 8, 40, 40);
        canvas.toBlob((blob) => {
            const held = new DataTransfer();
            held.items.add(new File([blob], 'certificat.png', { type: 'image/png' }));
            const field = document.querySelector('input[type=file]');
            field.files = held.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            done(true);
        }, 'image/png')";
    student.driver.run_async(put, serde_json::json!([])).await.unwrap();
    student.click("main form button[type=submit]").await;
    student.shows("En attente de décision").await;
}

impl Browser {
    /// A date so many days from the browser's today.
    async fn set_date(&self, name: &str, days: i64) {
        let script = format!(
            "const day = new Date(Date.now() + {days} * 86400000).toISOString().slice(0, 10);
             const field = document.querySelector(\"[name='{name}']\");
             Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, day);
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));
             field.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        );
        self.run(&script).await;
    }
}
