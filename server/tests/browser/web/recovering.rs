//! Passwords that were given or forgotten, and the second step of a log-in.

use preau_kernel::clock::Timestamp;
use serde_json::json;

use super::PASSWORD;
use crate::chromium::{Browser, Look};
use crate::place::Place;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_given_a_password_chooses_another_and_goes_on() {
    let Some(place) = Place::open(0).await else { return };
    let login = json!({"email": "responsable@example.com", "password": PASSWORD});
    let pair = place.test.anonymous().post("/api/token/").json(&login).send().await.expect(200).json();
    let manager = place.test.bearer(pair["access"].as_str().unwrap());
    let person = json!({"user": {"first_name": "Théo", "last_name": "Lambert", "email": "theo@exemple.fr"}});
    manager.post("/api/students/").json(&person).send().await.expect(201);
    place.test.drain_jobs().await;
    let mail = place.test.mail_to("theo@exemple.fr").text;
    let given = mail.split_once("Mot de passe : ").unwrap().1.split_whitespace().next().unwrap();

    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/login?next=%2Fprofile").await;
    browser.enter("theo@exemple.fr", given).await;
    browser.is_at("/change-password?next=%2Fprofile").await;
    // Nothing else is to be had before.
    browser.open_app("/security").await;
    browser.is_at("/change-password?next=%2Fsecurity").await;
    browser.fill("current_password", given).await;
    browser.fill("new_password", "azerty").await;
    browser.click("main form button[type=submit]").await;
    browser.one("[name=new_password][aria-invalid=true]").await;
    browser.fill("new_password", "quatre marronniers en fleur").await;
    browser.click("main form button[type=submit]").await;
    browser.is_at("/security").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_replaced_by_the_link_of_the_mail_once() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/login").await;
    browser.press_button("Mot de passe oublié ?").await;
    browser.is_at("/forgot-password").await;
    browser.fill("email", "coach@example.com").await;
    browser.click("main button[type=submit]").await;
    browser.shows("Regardez votre courrier").await;
    place.test.drain_jobs().await;
    let mail = place.test.mail_to("coach@example.com").text;
    let at = mail.find("/reset-password/").unwrap();
    let link = mail[at..].split_whitespace().next().unwrap().to_owned();

    browser.open_app(&link).await;
    browser.fill("new_password", "le vent dans les platanes").await;
    browser.click("main button[type=submit]").await;
    browser.shows("C’est enregistré").await;
    browser.press_button("Se connecter").await;
    browser.is_at("/login").await;
    browser.enter("coach@example.com", "le vent dans les platanes").await;
    browser.is_at("/").await;

    // The link has served.
    browser.open_app(&link).await;
    browser.fill("new_password", "encore un autre mot de passe").await;
    browser.click("main button[type=submit]").await;
    browser.one("main a[href='/app/forgot-password']").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_are_set_up_and_asked_for_at_the_next_login() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.log_in_to_app("professeur@example.com").await;
    browser.open_app("/security").await;
    browser.is_at("/security").await;
    browser.press_button("Activer les codes").await;
    browser.fill("current_password", PASSWORD).await;
    browser.click("form:has([name=current_password]) button[type=submit]").await;
    let link = browser.one("a[href^='otpauth:']").await;
    let uri = browser.driver.property(&link, "href").await.unwrap();
    let secret = uri.split_once("secret=").unwrap().1.split('&').next().unwrap().to_owned();
    browser.one("img[src^='data:image/svg']").await;

    browser.type_over("code", "000000").await;
    browser.one("[name=code][aria-invalid=true]").await;
    browser.type_over("code", &code(&secret, place.test.now())).await;
    browser.shows("Vos codes de secours").await;
    let codes = browser.all(".recovery-codes li").await;
    let recovery = browser.driver.text(&codes[0]).await.unwrap();
    browser.press_button("Continuer").await;
    browser.shows("Gardez d’abord ces codes").await;
    browser.click(".recovery [type=checkbox], [type=checkbox]").await;
    browser.press_button("Continuer").await;
    place.test.drain_jobs().await;

    let other = Browser::open(place.address, Look::PHONE).await;
    other.open_app("/login").await;
    other.enter("professeur@example.com", PASSWORD).await;
    other.shows("Code à six chiffres").await;
    other.type_over("otp", "123456").await;
    other.one("[name=otp][aria-invalid=true]").await;
    place.test.advance(chrono::TimeDelta::seconds(31));
    other.type_over("otp", &code(&secret, place.test.now())).await;
    other.is_at("/").await;

    // Without the telephone.
    other.run("sessionStorage.clear()").await;
    other.open_app("/login").await;
    other.enter("professeur@example.com", PASSWORD).await;
    other.press_button("Vous n’avez pas votre téléphone ? Utiliser un code de secours").await;
    other.fill("otp", &recovery).await;
    other.click("main button[type=submit]").await;
    other.is_at("/").await;
    place.test.drain_jobs().await;
    browser.close().await;
    other.close().await;
}

fn code(secret: &str, at: Timestamp) -> String {
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(at.seconds().unsigned_abs()).to_string()
}
