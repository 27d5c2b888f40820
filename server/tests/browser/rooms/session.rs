//! A code is made at the desk, taken at the seat, lengthened, warned of and ended; the log tells the whole story.

use chrono::TimeDelta;
use preau_kernel::jobs::run_periodic;

use super::{OPERATOR, SEAT, enrolment_code, give_code};
use crate::axe;
use crate::chromium::{Browser, Look, Network};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_code_from_the_desk_to_the_end_at_the_seat() {
    let Some(place) = Place::open(0).await else { return };
    let operator = place.enter(Look::DESK, OPERATOR).await;
    let seat = place.look_in(Look::DESK).await;
    a_code_that_enrols_nothing_is_told_of(&seat).await;
    seat.becomes_a_seat(&enrolment_code(&place, &operator).await).await;
    assert_eq!(axe::violations(&seat).await, [""; 0], "the lock screen");

    let code = give_code(&operator, "30 min").await;
    seat.types_code("ZZZZZZ").await;
    seat.shows("n’est pas valable ici").await;
    seat.types_code(&code.to_lowercase()).await;
    seat.one("[data-state=active]").await;
    seat.shows("Temps restant").await;
    assert_eq!(axe::violations(&seat).await, [""; 0], "a session that runs");

    // The desk follows by itself.
    operator.pick_seat(SEAT).await;
    operator.one(".seat-panel .session-clock").await;
    they_write_to_one_another(&operator, &seat).await;
    operator.press_button("+15 min").await;
    seat.shows("15 min de plus").await;

    place.test.advance(TimeDelta::minutes(35));
    run_periodic(place.test.app(), "workstations.warn").await.unwrap();
    seat.shows("Il reste 10 min. Enregistrez vos documents.").await;

    operator.press_button("Suspendre").await;
    seat.shows("Session suspendue").await;
    operator.press_button("Reprendre").await;
    seat.one("[data-state=active]").await;
    operator.press_button("Terminer").await;
    operator.press_button("Terminer la session").await;
    seat.one("[data-state=locked]").await;
    seat.shows("La session est terminée").await;
    // A code serves once.
    seat.types_code(&code).await;
    seat.shows("n’est pas valable ici").await;

    the_log_tells_it(&place).await;
    place.test.drain_jobs().await;
    operator.close().await;
    seat.close().await;
}

async fn a_code_that_enrols_nothing_is_told_of(seat: &Browser) {
    seat.go("/kiosk/").await;
    seat.shows("n’est pas encore un poste").await;
    seat.press_button("Inscrire ce poste").await;
    seat.shows("Ce champ ne peut pas être vide.").await;
    seat.one("#enrolment[aria-invalid=true]").await;
    seat.fill("enrolment", "AAAA-AAAA").await;
    seat.press_button("Inscrire ce poste").await;
    seat.shows("Ce code d’inscription ne peut pas être utilisé").await;
    seat.one("#enrolment[aria-invalid=true]").await;
    assert_eq!(axe::violations(seat).await, [""; 0], "a browser that is no seat yet");
    // One that could not be asked about is kept, and not called wrong.
    seat.network(Network::Absent).await;
    seat.press_button("Inscrire ce poste").await;
    seat.shows("Le serveur ne répond pas").await;
    seat.one("#enrolment[aria-invalid=false]").await;
    assert_eq!(seat.value("enrolment").await, "AAAA-AAAA");
    seat.network(Network::Usual).await;
}

async fn they_write_to_one_another(operator: &Browser, seat: &Browser) {
    operator.type_into(".talk-row input", "Bonjour, besoin d’aide ?").await;
    operator.press_button("Envoyer").await;
    seat.shows("Bonjour, besoin d’aide ?").await;
    operator.shows("reçu").await;
    seat.press_button("J’ai lu").await;
    seat.press_button("Écrire à l’accueil").await;
    seat.type_into("#text", "L’écran scintille.").await;
    seat.press_button("Envoyer").await;
    seat.shows("Message envoyé à l’accueil").await;
    operator.shows("L’écran scintille.").await;
}

/// Everything that happened since the seat was set up, from the newest to the oldest.
async fn the_log_tells_it(place: &Place) {
    let browser = place.look_in(Look::DESK).await;
    browser.log_in("admin@example.com", "/admin/logs/").await;
    browser.one("table.rows tbody tr").await;
    let actions = "const headings = [...document.querySelectorAll('table.rows thead th')];
        const at = headings.findIndex((heading) => heading.textContent.trim().startsWith('Action'));
        return [...document.querySelectorAll('table.rows tbody tr')].map((row) => row.cells[at].textContent.trim())";
    let actions: Vec<String> = serde_json::from_value(browser.run(actions).await).unwrap();
    let story = [
        "Code refusé",
        "Session terminée",
        "Session reprise",
        "Session suspendue",
        "Avertissement envoyé",
        "Session prolongée",
        "Message reçu d’un poste",
        "Message envoyé à un poste",
        "Session commencée",
        "Code refusé",
        "Code d’accès créé",
        "Poste inscrit",
        "Code d’inscription créé",
    ];
    let mut told: Vec<&str> = actions.iter().map(String::as_str).filter(|action| story.contains(action)).collect();
    // Somebody else is warned at the same time.
    told.dedup();
    assert_eq!(told[..story.len()], story, "{actions:?}");
    browser.close().await;
}

impl Browser {
    /// Six characters on the keyboard; the last of them sends.
    pub(super) async fn types_code(&self, code: &str) {
        self.run("document.getElementById('code').focus()").await;
        self.driver.press(code).await.unwrap();
    }
}
