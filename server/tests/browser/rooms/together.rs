//! One order from the live room to several seats: picked ones, and everybody.

use super::{OPERATOR, SEAT, enrolment_code, give_code};
use crate::axe;
use crate::chromium::{Browser, Look};
use crate::place::Place;

/// A guest sits there in the demonstration, at a seat without an agent.
const OTHER: &str = "Poste 05";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_order_from_the_live_room_to_many_seats() {
    let Some(place) = Place::open(0).await else { return };
    let operator = place.enter(Look::DESK, OPERATOR).await;
    let seat = place.look_in(Look::DESK).await;
    seat.becomes_a_seat(&enrolment_code(&place, &operator).await).await;
    let code = give_code(&operator, "30 min").await;
    seat.types_code(&code).await;
    seat.one("[data-state=active]").await;

    operator.press_button("Choisir des postes").await;
    operator.shows("Touchez les postes voulus.").await;
    for name in [SEAT, OTHER] {
        operator.tap_seat(name).await;
    }
    operator.shows("2 postes choisis").await;
    assert_eq!(axe::violations(&operator).await, [""; 0], "seats that are picked");
    operator.press_button("+15 min").await;
    operator.shows("Ordre donné à 2 postes.").await;
    seat.shows("15 min de plus").await;
    let longer = "workstation_sessions s JOIN workstations w ON w.id = s.workstation_id WHERE s.status = 'active' AND \
                  (w.name = 'Poste 05' AND s.duration_seconds = 3600 OR w.name = 'Poste 11' AND s.duration_seconds = 2700)";
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM {longer}")).await, 2);

    operator.press_button("Écrire").await;
    operator.type_into("dialog textarea", "La salle ferme bientôt.").await;
    operator.press_button("Envoyer").await;
    operator.shows("1 poste n’a pas suivi").await;
    operator.shows("Ce poste n’a pas d’agent").await;
    assert_eq!(axe::violations(&operator).await, [""; 0], "a seat that did not follow");
    operator.press_button("Fermer").await;
    seat.shows("La salle ferme bientôt.").await;
    operator.press_button("Quitter le choix").await;

    operator.click("[aria-label='Autres actions']").await;
    operator.press_button("Verrouiller tous les écrans").await;
    operator.press_button("Verrouiller").await;
    seat.one("[data-state=locked]").await;
    seat.shows("Écran verrouillé").await;
    seat.types_code(&code).await;
    seat.one("[data-state=active]").await;
    let told = "SELECT COUNT(*) FROM audit_entries WHERE action IN ('session_extended', 'seat_message_sent', 'seat_order_sent') \
                AND metadata LIKE '%together%'";
    assert_eq!(place.number(told).await, 4);
    place.test.drain_jobs().await;
    operator.close().await;
    seat.close().await;
}

impl Browser {
    /// One seat more, or less.
    async fn tap_seat(&self, name: &str) {
        let script = format!(
            "[...document.querySelectorAll('.seat')].find((one) => one.querySelector('.seat-name')?.textContent === '{name}').click()"
        );
        self.run(&script).await;
    }
}
