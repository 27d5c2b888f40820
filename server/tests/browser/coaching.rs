//! Seed 003 as it is told, in the program as it is run: what the client does, then what the coach does.

use std::net::SocketAddr;

use super::chromium::{self, Browser, Look};
use super::process::{Home, PASSWORD, Program};

const COACH: &str = "coach@cabinet.example";
const CLIENT: &str = "lea@exemple.fr";
const COLLEAGUE: &str = "paul@exemple.fr";
const NOTE: &str = "Dort mal avant les examens : parler de la respiration.";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_whole_of_the_seed() {
    if !chromium::is_there() {
        return;
    }
    // « Le coach va créer un profil "superuser" via la commande dans le terminal. »
    let home = Home::new().set("PREAU_MAIL_TRANSPORT", "console");
    let arguments = ["createsuperuser", "--email", COACH, "--first-name", "Anna", "--last-name", "Coach", "--coach"];
    home.run_with(&arguments, &format!("{PASSWORD}\n")).succeeded();
    let mut program = home.serve();
    let address: SocketAddr = program.address.trim_start_matches("http://").trim_end_matches('/').parse().unwrap();

    let phone = Browser::open(address, Look::PHONE).await;
    reads_about_the_coach(&phone).await;
    registers(&phone, "Léa", CLIENT).await;
    books(&phone, &mut program).await;
    renews_the_password(&phone, &mut program).await;

    let desk = Browser::open(address, Look::DESK).await;
    desk.open_app("/login").await;
    desk.enter(COACH, PASSWORD).await;
    desk.is_at("/").await;
    finds_the_appointment_and_writes_a_note(&desk).await;

    // « S’il travaille avec un collègue, une fois que celui-ci s’est enregistré… »
    phone.log_out_of_app().await;
    registers(&phone, "Paul", COLLEAGUE).await;
    confirms_the_address(&phone, &mut program).await;
    phone.open_app("/appointments").await;
    phone.shows("Cette page").await;
    gives_staff_status(&desk).await;
    reads_the_notes_as_a_colleague(&phone).await;
    desk.close().await;
    phone.close().await;
    program.stop();
}

/// « Le client peut voir des informations sur le coach et ses prestations. »
async fn reads_about_the_coach(browser: &Browser) {
    browser.go("/").await;
    for tab in ["À propos de moi", "Méthodes de coaching", "Prestations"] {
        browser.shows(tab).await;
    }
    browser.follow("a[href$='/site/about/']").await;
    assert_eq!(browser.text("h1").await, "À propos de moi");
}

async fn registers(browser: &Browser, first_name: &str, email: &str) {
    browser.open_app("/register").await;
    browser.fill("first_name", first_name).await;
    browser.fill("last_name", "Martin").await;
    browser.fill("email", email).await;
    browser.fill("password", PASSWORD).await;
    browser.click("main form button[type=submit]").await;
    browser.is_at("/").await;
}

/// By the mail in the terminal: an account that nobody has proven is his loses its password when it is raised.
async fn confirms_the_address(browser: &Browser, program: &mut Program) {
    program.wait_for_next_line("Paul");
    let line = program.wait_for_next_line("/confirm-email/");
    let at = line.find("/confirm-email/").unwrap();
    browser.open_app(line[at..].split_whitespace().next().unwrap()).await;
    browser.press_button("C’est bien mon adresse").await;
    browser.shows("Merci").await;
}

/// The first free time, found again under "Mes rendez-vous"; the mail is printed in the terminal.
async fn books(browser: &Browser, program: &mut Program) {
    browser.open_app("/book").await;
    browser.click("button.time").await;
    browser.fill("message", "Bonjour, je prépare un concours.").await;
    browser.shows("gardé").await;
    browser.click("main form button[type=submit]").await;
    browser.shows("Votre rendez-vous est pris").await;
    program.wait_for_line("Rendez-vous confirmé");
    program.wait_for_line("Nouveau rendez-vous");
    browser.open_app("/my-appointments").await;
    browser.shows("je prépare un concours").await;
    browser.shows("Anna Coach").await;
}

/// « … ainsi que renouveler son mot de passe, avec un email (visible depuis le terminal). »
async fn renews_the_password(browser: &Browser, program: &mut Program) {
    browser.open_app("/").await;
    browser.is_at("/").await;
    browser.click(".user button, button.user").await;
    browser.press_button("Se déconnecter").await;
    browser.is_at("/").await;
    browser.open_app("/forgot-password").await;
    browser.fill("email", CLIENT).await;
    browser.click("main button[type=submit]").await;
    browser.shows("Regardez votre courrier").await;
    let line = program.wait_for_line("/reset-password/");
    let at = line.find("/reset-password/").unwrap();
    let path = line[at..].split_whitespace().next().unwrap();
    browser.open_app(path).await;
    browser.fill("new_password", "le vent dans les platanes").await;
    browser.click("main button[type=submit]").await;
    browser.shows("C’est enregistré").await;
    browser.open_app("/login").await;
    browser.enter(CLIENT, "le vent dans les platanes").await;
    browser.is_at("/").await;
}

/// « Liste des rendez-vous », a note, « voir notes utilisateurs ».
async fn finds_the_appointment_and_writes_a_note(browser: &Browser) {
    browser.open_app("/appointments?view=list").await;
    browser.shows("Léa Martin").await;
    browser.open_app("/clients").await;
    browser.shows("Léa Martin").await;
    browser.shows("Léa Martin").await;
    browser.click("main a[href^='/app/clients/']").await;
    browser.one("textarea[name=text]").await;
    browser.fill("text", NOTE).await;
    browser.click(".note-new form button[type=submit]").await;
    browser.shows(NOTE).await;
}

/// « … il pourra (via la page admin) lui définir le statut "staff". »
async fn gives_staff_status(browser: &Browser) {
    browser.log_in_here("/admin/users/?view=none&search=paul").await;
    browser.follow("table.rows tbody a").await;
    browser.run("document.querySelectorAll('main details').forEach((one) => { one.open = true })").await;
    browser.click("[type=checkbox][name=is_staff]").await;
    browser.follow("button[name=do][value=continue]").await;
    browser.one("[role=status]").await;
}

/// Who is given rights logs in anew.
async fn reads_the_notes_as_a_colleague(browser: &Browser) {
    browser.log_out_of_app().await;
    browser.open_app("/login").await;
    browser.is_at("/login").await;
    browser.enter(COLLEAGUE, PASSWORD).await;
    browser.is_at("/").await;
    browser.open_app("/appointments?view=list").await;
    browser.shows("Léa Martin").await;
    browser.open_app("/clients").await;
    browser.shows("Léa Martin").await;
    browser.click("main a[href^='/app/clients/']").await;
    browser.shows(NOTE).await;
    browser.fill("text", "Vue avec Anna.").await;
    browser.click(".note-new form button[type=submit]").await;
    browser.shows("Vue avec Anna.").await;
}

impl Browser {
    async fn log_in_here(&self, next: &str) {
        self.go(&format!("/admin/login/?next={}", next.replace('?', "%3F").replace('&', "%26"))).await;
        self.fill("email", COACH).await;
        self.fill("password", PASSWORD).await;
        self.follow("main button[type=submit]").await;
    }
}
