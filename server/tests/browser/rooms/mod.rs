//! Seed 004 as people live it, in the web app and at a seat.
//!
//! Map: here who they are and the seat they use · `session` a code from the desk to its end at the seat · `restored` the
//! place comes back from the copy of last night · `tabs` the
//! page of a seat twice · `together` one order to many seats.

mod restored;
mod session;
mod tabs;
mod together;

use super::chromium::Browser;
use super::place::Place;

const OPERATOR: &str = "operateur@example.com";
/// Free and not reserved in the demonstration.
const SEAT: &str = "Poste 11";

impl Place {
    async fn seat(&self) -> i64 {
        self.number(&format!("SELECT id FROM workstations WHERE name = '{SEAT}'")).await
    }
}

impl Browser {
    /// A seat of the live room, shown beside the others.
    async fn pick_seat(&self, name: &str) {
        let script = format!(
            "const tile = [...document.querySelectorAll('.seat')].find((one) => one.querySelector('.seat-name')?.textContent === '{name}');
             if (tile && tile.getAttribute('aria-pressed') !== 'true') tile.click();
             return Boolean(tile)"
        );
        self.one(".seat").await;
        assert_eq!(self.run(&script).await, true, "{name} stands in the room");
        self.one(&format!(".seat-panel[aria-label='{name}']")).await;
    }

    /// The page of a seat in a browser without an agent, set up by a code of the desk.
    async fn becomes_a_seat(&self, enrolment_code: &str) {
        self.go("/kiosk/").await;
        self.shows("n’est pas encore un poste").await;
        self.fill("enrolment", enrolment_code).await;
        self.press_button("Inscrire ce poste").await;
        self.shows(SEAT).await;
        self.shows("Saisissez le code").await;
    }

    /// What the elements say, without spaces; also while they are being faded in.
    async fn letters(&self, css: &str) -> String {
        self.one(css).await;
        let script = format!("return [...document.querySelectorAll('{css}')].map((one) => one.textContent).join('')");
        self.run(&script)
            .await
            .as_str()
            .unwrap()
            .chars()
            .filter(|one| one.is_ascii_alphanumeric() || *one == '-')
            .collect()
    }
}

/// The code that enrols the seat, as the operator reads it on its page.
async fn enrolment_code(place: &Place, operator: &Browser) -> String {
    operator.open_app(&format!("/rooms/seats/{}", place.seat().await)).await;
    operator.press_button("Inscrire ce poste").await;
    let code = operator.letters(".code-large [aria-hidden=true]").await;
    operator.press_button("Terminé").await;
    code
}

/// A code for this seat of so many minutes, made on the live room, as it is shown.
async fn give_code(operator: &Browser, minutes: &str) -> String {
    operator.open_app("/rooms").await;
    operator.pick_seat(SEAT).await;
    operator.press_button("Donner un code pour ce poste").await;
    operator.press_button(minutes).await;
    let code = operator.letters(".code-shown .code-large [aria-hidden=true]").await;
    operator.press_button("Terminé").await;
    code
}
