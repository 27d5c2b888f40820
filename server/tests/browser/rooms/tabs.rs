//! The page of a seat in two tabs of one browser, and in two browsers: one is the seat, the other says so and can take over.

use super::{OPERATOR, SEAT, enrolment_code, give_code};
use crate::axe;
use crate::chromium::{Look, Network};
use crate::place::Place;

const ELSEWHERE: &str = "Ce poste est ouvert ailleurs";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_tab_is_the_seat_and_another_can_take_its_place() {
    let Some(place) = Place::open(0).await else { return };
    let operator = place.enter(Look::DESK, OPERATOR).await;
    let seat = place.look_in(Look::DESK).await;
    seat.becomes_a_seat(&enrolment_code(&place, &operator).await).await;
    let first = seat.driver.window().await.unwrap();
    let code = give_code(&operator, "30 min").await;
    seat.types_code(&code).await;
    seat.one("[data-state=active]").await;

    let second = seat.driver.new_tab().await.unwrap();
    seat.driver.switch_to(&second).await.unwrap();
    seat.go("/kiosk/").await;
    seat.shows(ELSEWHERE).await;
    assert_eq!(axe::violations(&seat).await, [""; 0], "a tab that waits");
    // The one that is live goes on, with its connection.
    seat.driver.switch_to(&first).await.unwrap();
    seat.one("[data-state=active]").await;
    operator.pick_seat(SEAT).await;
    operator.type_into(".talk-row input", "Vous m’entendez ?").await;
    operator.press_button("Envoyer").await;
    seat.shows("Vous m’entendez ?").await;

    seat.driver.switch_to(&second).await.unwrap();
    seat.press_button("Continuer ici").await;
    seat.one("[data-state=active]").await;
    seat.shows("Vous m’entendez ?").await;
    seat.driver.switch_to(&first).await.unwrap();
    seat.shows(ELSEWHERE).await;
    // What is ordered reaches the one that has taken over, and ends nothing in the other.
    operator.press_button("+15 min").await;
    seat.driver.switch_to(&second).await.unwrap();
    seat.shows("15 min de plus").await;
    // Loaded anew it is still the one, though the other has taken over when that took long.
    seat.network(Network::Late(4_000)).await;
    seat.driver.reload().await.unwrap();
    seat.network(Network::Usual).await;
    seat.one("[data-state=active]").await;
    seat.driver.switch_to(&first).await.unwrap();
    seat.shows(ELSEWHERE).await;
    // Closed, it leaves the seat to the one that waits.
    seat.driver.switch_to(&second).await.unwrap();
    seat.driver.close_tab().await.unwrap();
    seat.driver.switch_to(&first).await.unwrap();
    seat.one("[data-state=active]").await;
    place.test.drain_jobs().await;
    operator.close().await;
    seat.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_browsers_with_one_key_the_newer_is_the_seat() {
    let Some(place) = Place::open(0).await else { return };
    let operator = place.enter(Look::DESK, OPERATOR).await;
    let seat = place.look_in(Look::DESK).await;
    seat.becomes_a_seat(&enrolment_code(&place, &operator).await).await;
    let kept = seat.run("return localStorage.getItem('preau.kiosk')").await;

    // A profile that was copied to another machine.
    let copy = place.look_in(Look::DESK).await;
    copy.go("/kiosk/").await;
    copy.run(&format!("localStorage.setItem('preau.kiosk', {kept})")).await;
    copy.driver.reload().await.unwrap();
    copy.one("[data-state=locked]").await;
    seat.shows(ELSEWHERE).await;
    // It does not fight back, and is the seat again when that is said.
    tokio::time::sleep(std::time::Duration::from_secs(7)).await;
    copy.one("[data-state=locked]").await;
    seat.press_button("Continuer ici").await;
    seat.one("[data-state=locked]").await;
    copy.shows(ELSEWHERE).await;
    place.test.drain_jobs().await;
    operator.close().await;
    copy.close().await;
    seat.close().await;
}
