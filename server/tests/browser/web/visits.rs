//! Which screens there are, and whose: every route of the app stands here, with the states that it has.

use crate::place::Place;

/// Who looks at what; nobody is logged in without an address.
pub(crate) type Visits = Vec<(Option<&'static str>, Vec<String>)>;

/// As they stand in the table of the app.
const TABLE: &str = include_str!("../../../../web/routes.js");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_of_the_app_is_visited() {
    let Some(place) = Place::open(0).await else { return };
    let mut visits = visitors();
    visits.extend(people(&place).await);
    visits.extend(clients(&place).await);
    visits.extend(coaches(&place).await);
    visits.extend(class(&place).await);
    visits.extend(office(&place).await);
    visits.extend(room(&place).await);
    visits.extend(room_visitors(&place).await);
    let paths: Vec<&String> = visits.iter().flat_map(|(_, paths)| paths).collect();
    let routes: Vec<&str> =
        TABLE.split("{ path: \"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(path, _)| path).collect();
    assert!(routes.len() > 50, "the table is read: {routes:?}");
    let missing: Vec<_> = routes.iter().filter(|route| !paths.iter().any(|path| leads_to(path, route))).collect();
    assert!(missing.is_empty(), "nobody looks at {missing:?}");
}

/// Whether this address is one of the route's, in which `:name` stands for anything.
fn leads_to(address: &str, route: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    let (parts, wanted): (Vec<_>, Vec<_>) = (path.split('/').collect(), route.split('/').collect());
    parts.len() == wanted.len()
        && parts.iter().zip(wanted).all(|(part, wanted)| wanted.starts_with(':') || *part == wanted)
}

/// Of somebody who is not logged in.
pub(crate) fn visitors() -> Visits {
    let paths = [
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
    vec![(None, of(&paths))]
}

pub(crate) async fn people(place: &Place) -> Visits {
    let student = place.user("etudiant@example.com").await;
    let professor = place.number("SELECT MIN(id) FROM professors").await;
    let mut manager = of(&["/", "/profile", "/security", "/change-password", "/one-time-code"]);
    manager.extend(of(&["/people", "/people?search=zzzz", "/people/new", "/people/import", "/people/users/999999999"]));
    manager.extend([format!("/people/users/{student}"), format!("/people/professors/{professor}")]);
    // A guard says so, to who may not.
    let refused = of(&["/", "/people", "/clients"]);
    vec![(Some("responsable@example.com"), manager), (Some("etudiant@example.com"), refused)]
}

pub(crate) async fn clients(place: &Place) -> Visits {
    let client = place.user("client@example.com").await;
    let coming = format!("SELECT MIN(id) FROM appointments WHERE client_id = {client} AND status = 'booked'");
    let coming = place.number(&coming).await;
    let mut paths =
        of(&["/", "/book", "/my-appointments", "/my-appointments?view=past", "/my-appointments?view=notes"]);
    paths.extend([format!("/book?move={coming}"), format!("/book?done={coming}")]);
    vec![(Some("client@example.com"), paths)]
}

pub(crate) async fn coaches(place: &Place) -> Visits {
    let client = place.user("client@example.com").await;
    let mut coach = of(&["/", "/book", "/appointments", "/appointments?view=day", "/appointments?view=list"]);
    coach.extend(of(&["/appointments?view=waiting", "/appointments/availability?tab=week"]));
    coach.extend(of(&["/appointments/availability?tab=exceptions", "/appointments/availability?tab=calendar"]));
    coach.extend(of(&["/appointments/statistics", "/clients", "/clients?view=notes", "/clients/999999999"]));
    coach.push(format!("/clients/{client}"));
    let staff = of(&["/", "/appointments", "/clients"]);
    vec![(Some("coach@example.com"), coach), (Some("admin@example.com"), staff)]
}

pub(crate) async fn class(place: &Place) -> Visits {
    let professor = place.user("professeur@example.com").await;
    let lesson = format!("SELECT MIN(lesson_id) FROM lesson_professors WHERE user_id = {professor}");
    let series = format!("SELECT MIN(series_id) FROM series_professors WHERE user_id = {professor}");
    let (lesson, series) = (place.number(&lesson).await, place.number(&series).await);
    let mut teaches =
        of(&["/", "/timetable", "/timetable/new", "/series", "/registers", "/absences", "/school/statistics"]);
    teaches.extend([
        format!("/lessons/{lesson}"),
        format!("/lessons/{lesson}/check-in"),
        format!("/lessons/{lesson}/register"),
    ]);
    teaches.extend([format!("/series/{series}"), "/lessons/999999999".to_owned(), "/school/messages".to_owned()]);
    let mut studies = of(&["/", "/timetable", "/check-in", "/absences", "/absences?declare=1"]);
    studies.push(format!("/check-in/{lesson}"));
    vec![(Some("professeur@example.com"), teaches), (Some("etudiant@example.com"), studies)]
}

pub(crate) async fn office(place: &Place) -> Visits {
    let group = place.number("SELECT MIN(id) FROM class_groups").await;
    let absence = place.number("SELECT MIN(id) FROM absences").await;
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
        format!("/absences/{absence}"),
    ]);
    vec![(Some("tuteur@example.com"), tutors), (Some("responsable@example.com"), keeps)]
}

pub(crate) async fn room(place: &Place) -> Visits {
    let (seat, batch) = ("SELECT MIN(id) FROM workstations", "SELECT MIN(id) FROM code_batches");
    let (seat, batch) = (place.number(seat).await, place.number(batch).await);
    let mut runs = of(&["/", "/rooms", "/rooms?view=plan", "/rooms/seats/new", "/rooms/seats/999999999"]);
    runs.extend(of(&["/rooms/sessions", "/rooms/sessions?status=waiting", "/rooms/codes"]));
    runs.extend([format!("/rooms?seat={seat}"), format!("/rooms/seats/{seat}"), format!("/rooms/codes?batch={batch}")]);
    vec![(Some("operateur@example.com"), runs)]
}

pub(crate) async fn room_visitors(place: &Place) -> Visits {
    let visitor = place.number("SELECT MIN(id) FROM visitors").await;
    let mut keeps = of(&["/visitors", "/visitors?search=zzzz", "/visitors/new", "/visitors/999999999"]);
    keeps.extend(of(&["/rooms/queue", "/rooms/reservations", "/rooms/reservations?view=week", "/rooms/statistics"]));
    keeps.push(format!("/visitors/{visitor}"));
    vec![(None, of(&["/rooms/board"])), (Some("operateur@example.com"), keeps)]
}

fn of(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}
