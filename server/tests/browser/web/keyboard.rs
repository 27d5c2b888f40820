//! Whole flows by the keyboard alone. Wherever Tab leads, the focus is in sight and looks like it.

use crate::chromium::{Browser, Look};
use crate::place::Place;

use super::PASSWORD;

/// Keys as WebDriver names them (W3C WebDriver, section 17.4.2).
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const SPACE: &str = " ";
/// A password of somebody's own, of keys that every keyboard has.
const OWN: &str = "un preau sous la pluie";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_logs_in_changes_their_telephone_and_logs_out_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.open_app("/login").await;
    browser.one("[name=email]").await;
    // The field of the address has the focus.
    browser.driver.press("client@example.com").await.unwrap();
    reach(&browser, "[name=password]").await;
    browser.driver.press(PASSWORD).await.unwrap();
    reach(&browser, "[name=remember]").await;
    browser.driver.press(SPACE).await.unwrap();
    follow(&browser, "main button[type=submit]", "/").await;

    follow(&browser, "nav a[href='/app/profile'], a[href='/app/profile']", "/profile").await;
    reach(&browser, "[name=phone]").await;
    browser.driver.press("06 11 22 33 44").await.unwrap();
    reach(&browser, "form:has([name=phone]) button[type=submit]").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one(".toast").await;
    browser.driver.reload().await.unwrap();
    browser.one("[name=phone]").await;
    assert_eq!(browser.value("phone").await, "06 11 22 33 44");

    reach(&browser, "button.user").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one(".popup:popover-open").await;
    browser.driver.press(ESCAPE).await.unwrap();
    assert!(browser.all(".popup:popover-open").await.is_empty(), "Escape closes the menu");
    browser.driver.press(ENTER).await.unwrap();
    follow(&browser, "button.popup-entry", "/").await;
    browser.shows("Se connecter").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_manager_finds_and_corrects_somebody_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    enter(&browser, "responsable@example.com").await;
    follow(&browser, "nav a[href='/app/people']", "/people").await;
    reach(&browser, "main input[type=search]").await;
    browser.driver.press("etudiant@example.com").await.unwrap();
    // Found as one types.
    browser.one("main table a[href*='/people/']").await;
    browser.shows("1 personne").await;
    reach(&browser, "main table a[href*='/people/']").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one("main [name$=first_name]").await;
    reach(&browser, "main [name$=last_name]").await;
    browser.driver.press("Durand-Petit").await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    browser.one(".toast").await;
    browser.driver.reload().await.unwrap();
    browser.shows("Durand-Petit").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_visitor_registers_and_changes_their_password_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    browser.open_app("/").await;
    follow(&browser, "a[href='/app/register']", "/register").await;
    let fields = [("first_name", "Zoe"), ("last_name", "Moreau"), ("email", "zoe@exemple.fr"), ("password", OWN)];
    for (name, text) in fields {
        reach(&browser, &format!("[name={name}]")).await;
        browser.driver.press(text).await.unwrap();
    }
    browser.driver.press(ENTER).await.unwrap();
    browser.is_at("/").await;
    place.test.drain_jobs().await;

    follow(&browser, "nav a[href='/app/security']", "/security").await;
    reach_text(&browser, "Changer le mot de passe").await;
    browser.driver.press(ENTER).await.unwrap();
    reach(&browser, "[name=current_password]").await;
    browser.driver.press(OWN).await.unwrap();
    reach(&browser, "[name=new_password]").await;
    // Too short: the focus goes to the field that is wrong.
    browser.driver.press("abc").await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    browser.one("[name=new_password][aria-invalid=true]:focus").await;
    browser.driver.press("d'autres tilleuls, un autre banc").await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    // Not the toast of the welcome, which may still be there.
    browser.shows("Mot de passe modifié avec succès").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forgotten_password_is_replaced_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::PHONE).await;
    browser.open_app("/login").await;
    follow(&browser, "a[href='/app/forgot-password']", "/forgot-password").await;
    reach(&browser, "[name=email]").await;
    browser.driver.press("coach@example.com").await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    browser.shows("Regardez votre courrier").await;
    place.test.drain_jobs().await;
    let mail = place.test.mail_to("coach@example.com").text;
    let link = mail.split_whitespace().find(|word| word.contains("/reset-password/")).unwrap();
    browser.open_app(&link[link.find("/reset-password/").unwrap()..]).await;
    reach(&browser, "[name=new_password]").await;
    browser.driver.press(OWN).await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    browser.shows("C’est enregistré").await;
    follow(&browser, "main a[href='/app/login']", "/login").await;
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_of_people_is_imported_by_keyboard() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    enter(&browser, "responsable@example.com").await;
    follow(&browser, "nav a[href='/app/people']", "/people").await;
    reach(&browser, "main a[href^='/app/people/import']").await;
    browser.driver.press(ENTER).await.unwrap();
    reach(&browser, "summary").await;
    browser.driver.press(ENTER).await.unwrap();
    reach(&browser, "main textarea").await;
    browser
        .driver
        .press(&format!("Nom;Prénom;Adresse électronique{ENTER}Marchand;Paul;paul@exemple.fr"))
        .await
        .unwrap();
    reach_text(&browser, "Vérifier").await;
    browser.driver.press(ENTER).await.unwrap();
    reach_text(&browser, "Importer 1 étudiant").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.shows("1 étudiant importé").await;
    assert_eq!(place.number("SELECT COUNT(*) FROM users WHERE last_name = 'Marchand'").await, 1);
    place.test.drain_jobs().await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dialog_keeps_the_focus_and_gives_it_back() {
    let Some(place) = Place::open(0).await else { return };
    let browser = Browser::open(place.address, Look::DESK).await;
    enter(&browser, "client@example.com").await;
    follow(&browser, "nav a[href='/app/profile']", "/profile").await;
    reach_text(&browser, "Ajouter une photo").await;
    browser.driver.press(ENTER).await.unwrap();
    browser.one("dialog[open] :focus").await;
    for _ in 0..12 {
        browser.driver.press(TAB).await.unwrap();
        assert_eq!(browser.run("return document.activeElement.closest('dialog[open]') !== null").await, true);
        let fault = browser.run(IS_SEEN).await;
        assert!(fault.is_null(), "{fault}");
    }
    browser.driver.press(ESCAPE).await.unwrap();
    assert!(browser.all("dialog[open]").await.is_empty(), "Escape closes it");
    let focused = browser.driver.focused().await.unwrap();
    assert_eq!(browser.driver.text(&focused).await.unwrap(), "Ajouter une photo");
    place.test.drain_jobs().await;
    browser.close().await;
}

/// Logs in; the field of the address has the focus.
async fn enter(browser: &Browser, email: &str) {
    browser.open_app("/login").await;
    browser.one("[name=email]:focus").await;
    browser.driver.press(email).await.unwrap();
    reach(browser, "[name=password]").await;
    browser.driver.press(PASSWORD).await.unwrap();
    browser.driver.press(ENTER).await.unwrap();
    browser.is_at("/").await;
}

/// Whether what has the focus can be seen to have it: a ring around it, or around the frame that it stands in.
const IS_SEEN: &str = r"
    const one = document.activeElement;
    // Where a page leads the focus when it opens, nobody can act.
    if (!one || one === document.body || one.tabIndex < 0) return null;
    // A ring that is still growing.
    for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
    const ring = (style) =>
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || /0px 0px 0px [1-9]/.test(style.boxShadow);
    const around = [one, one.parentElement, one.parentElement?.parentElement].filter(Boolean);
    const hasRing = [...around.map((each) => getComputedStyle(each)), getComputedStyle(one, '::after')].some(ring) ||
        one.parentElement?.querySelector('.is-next') != null;
    const { top, bottom } = one.getBoundingClientRect();
    const isInSight = bottom >= 0 && top <= innerHeight;
    return hasRing && isInSight ? null : `${isInSight ? 'no ring' : 'out of sight'}: ${one.outerHTML.slice(0, 200)}`;
";

/// Presses Tab until the focus is there.
async fn reach(browser: &Browser, css: &str) {
    browser.one(css).await;
    reach_what(browser, css, &format!("document.activeElement?.matches({css:?}) ?? false")).await;
}

/// Goes to a link, or the button of a form, and through it to a page.
async fn follow(browser: &Browser, css: &str, path: &str) {
    reach(browser, css).await;
    browser.driver.press(ENTER).await.unwrap();
    browser.is_at(path).await;
}

/// As [`reach`], to the button, link or summary with this text.
async fn reach_text(browser: &Browser, text: &str) {
    browser.shows(text).await;
    let has_it = format!("document.activeElement?.textContent.trim().replaceAll('\\u00a0', ' ') === {text:?}");
    reach_what(browser, text, &has_it).await;
}

async fn reach_what(browser: &Browser, name: &str, has_focus: &str) {
    for _ in 0..200 {
        let fault = browser.run(IS_SEEN).await;
        assert!(fault.is_null(), "at {}, on the way to {name}: {fault}", browser.here().await);
        if browser.run(&format!("return {has_focus}")).await == true {
            return;
        }
        browser.driver.press(TAB).await.unwrap();
    }
    panic!("{name} is not reached by Tab at {}", browser.here().await);
}
