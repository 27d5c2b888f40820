//! Every screen, in both languages and themes, on a telephone, a tablet and a desk: axe finds nothing, nothing is wider than
//! the window, no key of a text is left. With `PREAU_TEST_PICTURES=<folder>` a picture of each is kept there.

use std::time::{Duration, Instant};

use preau_kernel::db::Sql;
use preau_testkit::scale;

use crate::axe;
use crate::chromium::{Browser, Look};
use crate::place::Place;

/// Of somebody who is not logged in.
const PUBLIC: [&str; 9] = [
    "/",
    "/login",
    "/login?next=%2Fprofile",
    "/register",
    "/forgot-password",
    "/reset-password/MQ/abc-def",
    "/confirm-email/MQ/abc-def",
    "/styleguide",
    "/nowhere",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_visitors_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    visit(&place, &[(None, of(&PUBLIC))]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_people_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let student = place.user("etudiant@example.com").await;
    let professor = place.test.db().read().number("SELECT MIN(id) FROM professors", vec![]).await.unwrap();
    let mut manager = of(&["/", "/profile", "/security", "/people", "/people?search=zzzz", "/people/new"]);
    manager.extend(of(&["/people/import", "/people/users/999999999"]));
    manager.extend([format!("/people/users/{student}"), format!("/people/professors/{professor}")]);
    // A guard says so, to who may not.
    let refused = of(&["/", "/people", "/clients"]);
    visit(&place, &[(Some("responsable@example.com"), manager), (Some("etudiant@example.com"), refused)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_clients_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let client = place.user("client@example.com").await;
    let coming = "SELECT MIN(id) FROM appointments WHERE client_id = $1 AND status = 'booked'";
    let coming = place.test.db().read().number(coming, vec![client.into()]).await.unwrap();
    let mut paths =
        of(&["/", "/book", "/my-appointments", "/my-appointments?view=past", "/my-appointments?view=notes"]);
    paths.extend([format!("/book?move={coming}"), format!("/book?done={coming}")]);
    visit(&place, &[(Some("client@example.com"), paths)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_coaches_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let client = place.user("client@example.com").await;
    let mut coach = of(&["/", "/book", "/appointments", "/appointments?view=day", "/appointments?view=list"]);
    coach.extend(of(&["/appointments?view=waiting", "/appointments/availability?tab=week"]));
    coach.extend(of(&["/appointments/availability?tab=exceptions", "/appointments/availability?tab=calendar"]));
    coach.extend(of(&["/appointments/statistics", "/clients", "/clients?view=notes", "/clients/999999999"]));
    coach.push(format!("/clients/{client}"));
    let staff = of(&["/", "/appointments", "/clients"]);
    visit(&place, &[(Some("coach@example.com"), coach), (Some("admin@example.com"), staff)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_a_class_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let one = async |sql: &str| place.test.db().read().number(sql, vec![]).await.unwrap();
    let professor = place.user("professeur@example.com").await;
    let lesson = one(&format!("SELECT MIN(lesson_id) FROM lesson_professors WHERE user_id = {professor}")).await;
    let series = one(&format!("SELECT MIN(series_id) FROM series_professors WHERE user_id = {professor}")).await;
    let mut teaches =
        of(&["/", "/timetable", "/timetable/new", "/series", "/registers", "/absences", "/school/statistics"]);
    teaches.extend([
        format!("/lessons/{lesson}"),
        format!("/lessons/{lesson}/check-in"),
        format!("/lessons/{lesson}/register"),
    ]);
    teaches.extend([format!("/series/{series}"), "/lessons/999999999".to_owned(), "/school/messages".to_owned()]);
    let studies = of(&["/", "/timetable", "/check-in", "/absences", "/absences?declare=1"]);
    let visits = [(Some("professeur@example.com"), teaches), (Some("etudiant@example.com"), studies)];
    visit(&place, &visits).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_a_school_office_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let group = place.test.db().read().number("SELECT MIN(id) FROM class_groups", vec![]).await.unwrap();
    let tutors = of(&["/", "/timetable", "/absences"]);
    let mut keeps = of(&["/", "/school/now", "/school/structure", "/school/structure/import", "/school/messages"]);
    keeps.extend(of(&[
        "/school/statistics?by=module",
        "/school/statistics?by=weekday",
        "/school/statistics?by=lessons",
    ]));
    keeps.extend([
        format!("/school/groups/{group}"),
        format!("/timetable?group={group}"),
        "/timetable?room=1".to_owned(),
    ]);
    visit(&place, &[(Some("tuteur@example.com"), tutors), (Some("responsable@example.com"), keeps)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_a_computer_room_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let (seat, batch) = ("SELECT MIN(id) FROM workstations", "SELECT MIN(id) FROM code_batches");
    let (seat, batch) = (place.number(seat).await, place.number(batch).await);
    let mut runs = of(&["/", "/rooms", "/rooms?view=plan", "/rooms/seats/new", "/rooms/seats/999999999"]);
    runs.extend(of(&["/rooms/sessions", "/rooms/sessions?status=waiting", "/rooms/codes"]));
    runs.extend([format!("/rooms?seat={seat}"), format!("/rooms/seats/{seat}"), format!("/rooms/codes?batch={batch}")]);
    visit(&place, &[(Some("operateur@example.com"), runs)]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_screen_of_visitors_of_a_room_is_accessible_fits_and_is_translated() {
    let Some(place) = Place::open(0).await else { return };
    let visitor = place.number("SELECT MIN(id) FROM visitors").await;
    let mut keeps = of(&["/visitors", "/visitors?search=zzzz", "/visitors/new", "/visitors/999999999"]);
    keeps.extend(of(&["/rooms/queue", "/rooms/reservations", "/rooms/reservations?view=week", "/rooms/statistics"]));
    keeps.push(format!("/visitors/{visitor}"));
    let board = of(&["/rooms/board"]);
    visit(&place, &[(None, board), (Some("operateur@example.com"), keeps)]).await;
}

fn of(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

/// Who looks at what, in every look; nobody is logged in without an address.
async fn visit(place: &Place, visits: &[(Option<&str>, Vec<String>)]) {
    let mut faults = Vec::new();
    for look in looks() {
        let browser = Browser::open(place.address, look).await;
        for (login, paths) in visits {
            if let Some(login) = login {
                browser.log_in_to_app(login).await;
            }
            for path in paths {
                faults.extend(look_at(&browser, look, path).await);
            }
            browser.log_out_of_app().await;
        }
        browser.close().await;
    }
    place.test.drain_jobs().await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A desk and a telephone, each theme and language; in full, all of them together.
fn looks() -> Vec<Look> {
    let few = [Look::DESK, Look::PHONE.dark().in_english()];
    let rest = [
        Look::TABLET.in_english(),
        Look::PHONE.dark(),
        Look::PHONE.in_english(),
        Look::DESK.dark(),
        Look::DESK.in_english(),
        Look::DESK.dark().in_english(),
        Look::TABLET,
        Look::TABLET.dark(),
        Look::TABLET.dark().in_english(),
        Look::PHONE,
    ];
    few.into_iter().chain(rest).take(usize::try_from(scale(2, 12)).unwrap()).collect()
}

async fn look_at(browser: &Browser, look: Look, path: &str) -> Vec<String> {
    browser.open_app(path).await;
    settled(browser).await;
    let theme = if look.is_dark { ", dark" } else { "" };
    let name = format!("{path} at {} px, {}{theme}", look.width, look.lang);
    let mut faults: Vec<String> = axe::violations(browser).await;
    let over = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    let over = browser.run(over).await.as_i64().unwrap();
    if over > 0 {
        faults.push(format!("{over} px too wide"));
    }
    let keys = "return document.body.innerText.match(/\\b(core|auth|account|people|appointments|booking|mine|agenda|clients|availability|figures|school|timetable|planning|checkin|register|absences|rates|structure|seats|room|visitors|codes|queue|seatstats|reservations|styleguide)\\.[a-z]+[A-Za-z_.]*\\b/g) ?? []";
    let keys = browser.run(keys).await;
    faults.extend(keys.as_array().unwrap().iter().map(|key| format!("the text of {key} is missing")));
    let lang = browser.run("return document.documentElement.lang").await;
    if lang != look.lang {
        faults.push(format!("in {lang}"));
    }
    browser.keep_picture(&name).await;
    faults.into_iter().map(|fault| format!("{name}: {fault}")).collect()
}

/// Waits until what the page asks for has come.
async fn settled(browser: &Browser) {
    browser.one("main h1, main .failure").await;
    let start = Instant::now();
    // The style guide shows what waiting looks like.
    let waits = "return [...document.querySelectorAll('main .bone, main [aria-busy=true], main .loading')].filter((one) => !one.closest('.specimen, [data-theme]:not(html)')).length";
    while browser.run(waits).await.as_i64() != Some(0) {
        let here = browser.here().await;
        assert!(start.elapsed() < Duration::from_secs(20), "{here} never gets ready");
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    // What comes in by an animation.
    browser
        .run(
            "document.getAnimations().forEach((one) => one.effect.getTiming().iterations === Infinity || one.finish())",
        )
        .await;
}
