//! A lesson from its check-in to its closed register, with a student in the room; and a room that colleagues take.

use super::{PROFESSOR, STUDENT, in_a_lesson};
use crate::chromium::{Browser, Look};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lesson_from_its_check_in_to_its_closed_register() {
    let Some((place, lesson)) = in_a_lesson().await else { return };
    let professor = place.enter(Look::DESK, PROFESSOR).await;
    professor.open_app(&format!("/lessons/{lesson}/check-in")).await;
    professor.press_button("Ouvrir le pointage").await;
    professor.shows("En direct").await;
    let student = place.enter(Look::PHONE, STUDENT).await;
    checks_in(&professor, &student).await;
    // The list follows by itself.
    professor.one(".live-part.live-in .live-there").await;
    professor.shows("1 présent").await;
    counts_heads(&professor).await;
    professor.press_button("Fermer le pointage").await;
    professor.press_button("Terminer l’appel").await;
    closes_and_reopens(&place, &professor, lesson).await;
    professor.close().await;
    student.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_colleagues_lesson_says_that_the_room_is_taken_and_leads_nowhere() {
    let Some((place, lesson)) = in_a_lesson().await else { return };
    let professor = place.user(PROFESSOR).await;
    let week = format!(
        "FROM lessons l JOIN lessons own ON own.room_id = l.room_id WHERE own.id = {lesson} AND l.day = own.day AND l.id <> own.id"
    );
    let foreign = format!(
        "SELECT MIN(l.id) {week} AND l.module_id NOT IN (SELECT module_id FROM user_modules WHERE user_id = {professor}) \
         AND NOT EXISTS (SELECT 1 FROM lesson_professors p WHERE p.lesson_id = l.id AND p.user_id = {professor})"
    );
    let foreign = place.number(&foreign).await;
    let room = place.number(&format!("SELECT room_id FROM lessons WHERE id = {lesson}")).await;
    let browser = place.enter(Look::DESK, PROFESSOR).await;
    browser.open_app(&format!("/timetable?room={room}&open={lesson}")).await;
    browser.one(&format!("dialog[open] a[href='/app/lessons/{lesson}']")).await;
    browser.open_app(&format!("/timetable?room={room}&open={foreign}")).await;
    browser.one("dialog[open] .lesson-facts").await;
    assert!(browser.all("dialog[open] a[href^='/app/lessons/']").await.is_empty(), "there is nothing behind its id");
    place.test.drain_jobs().await;
    browser.close().await;
}

/// By the digits that the professor's screen shows.
async fn checks_in(professor: &Browser, student: &Browser) {
    student.open_app("/check-in").await;
    student.press_code("000000").await;
    student.shows("Ce code n’est pas le bon").await;
    let digits: String = professor.text(".board-digits").await.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits.len(), 6, "{digits}");
    student.press_code(&digits).await;
    student.one(".open-lesson").await;
    student.shows("Vous êtes noté").await;
}

async fn counts_heads(professor: &Browser) {
    professor.fill("heads", "3").await;
    professor.press_button("Comparer").await;
    professor.shows("2 personnes de plus dans la salle").await;
}

async fn closes_and_reopens(place: &Place, professor: &Browser, lesson: i64) {
    professor.is_at(&format!("/lessons/{lesson}/register")).await;
    // Who has not checked in is absent; one of them is there without a telephone.
    professor.one(".roll-row.roll-is-present").await;
    professor.click(".roll-row.roll-is-absent .roll-tap").await;
    professor.click(".roll-row.roll-is-late .roll-tap, .roll-row.roll-is-present .roll-tap").await;
    professor.press_button("Clore l’appel").await;
    professor.one("dialog[open] [name=heads]").await;
    professor.click("dialog[open] button[type=submit]").await;
    professor.shows("Rouvrir l’appel").await;
    let closed = format!("SELECT COUNT(*) FROM lessons WHERE id = {lesson} AND register_state = 'closed'");
    assert_eq!(place.number(&closed).await, 1);
    professor.press_button("Rouvrir l’appel").await;
    professor.fill("reason", "Un élève est arrivé après.").await;
    professor.click("dialog[open] button[type=submit]").await;
    professor.shows("Clore l’appel").await;
    let reopened = format!("SELECT COUNT(*) FROM lessons WHERE id = {lesson} AND register_state = 'open'");
    assert_eq!(place.number(&reopened).await, 1);
    place.test.drain_jobs().await;
}

impl Browser {
    /// Six digits, typed as on a telephone; the last of them sends.
    async fn press_code(&self, code: &str) {
        self.one("[name=code]").await;
        self.run("const field = document.querySelector('[name=code]'); field.focus(); field.select()").await;
        self.driver.press(code).await.unwrap();
    }
}
