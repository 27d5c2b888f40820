//! The office: who is absent now, a message, statistics down to the lesson, and a student who changes groups.

use super::{MANAGER, STUDENT, in_a_lesson};
use crate::chromium::{Browser, Look};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_day_of_a_school_manager() {
    let Some((place, _)) = in_a_lesson().await else { return };
    let office = place.enter(Look::DESK, MANAGER).await;
    office.open_app("/school/now").await;
    office.shows("Salle Curie").await;
    reads_statistics(&office).await;
    writes_to_a_group(&place, &office).await;
    moves_a_student(&place, &office).await;
    office.close().await;
}

/// From the rate of the school to one lesson.
async fn reads_statistics(office: &Browser) {
    office.open_app("/school/statistics?by=group").await;
    office.shows("Présence").await;
    // A plot has a name, says its numbers, and shows them as a table.
    office.one("main figure.plot svg[role=img] > title").await;
    let said = office.run("return document.querySelector('main figure.plot svg > desc').textContent").await;
    assert!(said.as_str().unwrap().contains('%'), "{said}");
    office.one("main figure.plot table td").await;
    office.shows("Terminale").await;
    office.open_app("/school/statistics?by=lessons").await;
    office.one("main a[href^='/app/lessons/']").await;
}

async fn writes_to_a_group(place: &Place, office: &Browser) {
    office.open_app("/school/messages").await;
    office.one("main [type=checkbox]").await;
    let pick = "const label = [...document.querySelectorAll('main label')].find((one) => one.textContent.trim().startsWith('Terminale'));
        label.querySelector('[type=checkbox]').click()";
    office.run(pick).await;
    office.shows("élèves le recevront").await;
    office.fill("subject", "Sortie de vendredi").await;
    office.fill("text", "Rendez-vous à 8 h devant le portail.").await;
    office.run("[...document.querySelectorAll('main button[type=submit]')].at(-1).click()").await;
    office.one("dialog[open]").await;
    office.run("[...document.querySelectorAll('dialog[open] button')].at(-1).click()").await;
    office.shows("envoyé").await;
    place.test.drain_jobs().await;
    let told = place.test.mails().iter().filter(|mail| mail.subject.contains("Sortie de vendredi")).count();
    assert!(told > 3, "{told} were told");
    assert!(place.test.mails().iter().any(|mail| mail.to == STUDENT && mail.subject.contains("Sortie de vendredi")));
}

/// Into the other half from a day on: what was before stays.
async fn moves_a_student(place: &Place, office: &Browser) {
    let half = place.number("SELECT id FROM class_groups WHERE name = 'Terminale A'").await;
    let other = place.number("SELECT id FROM class_groups WHERE name = 'Terminale B'").await;
    let before = place.number(&format!("SELECT COUNT(*) FROM enrolments WHERE group_id = {other}")).await;
    office.open_app(&format!("/school/groups/{half}")).await;
    office.click("main tbody .menu button, main tbody button[aria-haspopup]").await;
    office.press_button("Changer de groupe").await;
    let pick = "const [group] = arguments, field = document.querySelector('dialog[open] [name=group]');
        Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(field, String(group));
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }))";
    office.one("dialog[open] [name=group]").await;
    office.driver.run(pick, serde_json::json!([other])).await.unwrap();
    office.click("dialog[open] button[type=submit]").await;
    office.shows("passe dans Terminale B").await;
    let ended = format!("SELECT COUNT(*) FROM enrolments WHERE group_id = {half} AND last_day IS NOT NULL");
    let after = format!("SELECT COUNT(*) FROM enrolments WHERE group_id = {other}");
    assert_eq!((place.number(&ended).await, place.number(&after).await), (1, before + 1));
    place.test.drain_jobs().await;
}
