//! A small place with a little of everything, made through the API.

use chrono::{Days, NaiveDate};
use preau_kernel::clock::Clock;
use serde_json::{Value, json};

use super::super::CHIEF;
use crate::process::{Home, PASSWORD};
use crate::web::Web;

const CLIENT: &str = "client@ecole.example";
/// Of the class whose roll is called.
const STUDENTS: usize = 5;

pub(in super::super) struct Place {
    /// A token that outlives every program: its key is not the program's.
    pub(in super::super) token: String,
    pub(super) client: i64,
    pub(super) service: i64,
    /// A year of days and starts, each once.
    pub(super) slots: Vec<(String, String)>,
    pub(super) lesson: i64,
    pub(super) class: Vec<i64>,
    pub(super) seat: i64,
    /// Whose profile changes.
    pub(super) person: i64,
}

impl Place {
    /// Before anything is made: the superuser, who is a coach too.
    pub(in super::super) fn found(home: &Home) {
        let arguments = ["createsuperuser", "--email", CHIEF, "--coach"];
        home.run_with(&arguments, &format!("{PASSWORD}\n")).succeeded();
    }

    pub(in super::super) fn lesson(&self) -> i64 {
        self.lesson
    }

    pub(in super::super) fn person(&self) -> i64 {
        self.person
    }

    pub(in super::super) fn furnish(web: &Web) -> Self {
        let chief = web.clone().logged_in(CHIEF);
        let make = |path: &str, body: Value| id(&chief.post(path, &body).expect(201).json());
        let register = json!({"email": CLIENT, "password": PASSWORD, "first_name": "Une", "last_name": "Cliente"});
        let client = make("/api/user/register/", register);
        let class: Vec<i64> = (0..STUDENTS)
            .map(|number| {
                let body = json!({"user": {"first_name": "Élève", "last_name": "Inscrit", "username": format!("inscrit{number}")}});
                chief.post("/api/students/", &body).expect(201).json()["user"]["id"].as_i64().unwrap()
            })
            .collect();
        let lesson = lesson(&make, &class);
        make("/api/rooms/", json!({"site": make("/api/sites/", json!({"name": "Centre"})), "name": "Multimédia"}));
        let coaches = chief.get("/api/coaches/").expect(200).json();
        let coaches = coaches.get("results").unwrap_or(&coaches);
        let token =
            chief.post("/api-token-auth/", &json!({"username": CHIEF, "password": PASSWORD})).expect(200).json();
        Self {
            token: token["token"].as_str().unwrap().to_owned(),
            client,
            service: id(&coaches[0]["services"][0]),
            slots: slots(&chief),
            lesson,
            person: class[0],
            class,
            seat: make("/api/workstations/", json!({"name": "Poste 1"})),
        }
    }
}

fn today() -> NaiveDate {
    Clock::System.now().utc().date_naive()
}

fn id(body: &Value) -> i64 {
    body["id"].as_i64().unwrap_or_else(|| panic!("no id in {body}"))
}

/// Of yesterday, so that its register can be taken.
fn lesson(make: &impl Fn(&str, Value) -> i64, class: &[i64]) -> i64 {
    let today = today();
    let day = |date: Option<NaiveDate>| date.unwrap().to_string();
    let (first, last) = (day(today.checked_sub_days(Days::new(300))), day(today.checked_add_days(Days::new(60))));
    let module = make("/api/modules/", json!({"code": "MATH", "name": "Mathématiques"}));
    let year = make("/api/school-years/", json!({"name": "Année", "starts_on": first, "ends_on": last}));
    let group = make("/api/groups/", json!({"year": year, "name": "Terminale A"}));
    for student in class {
        make("/api/enrolments/", json!({"student": student, "group": group, "first_day": first}));
    }
    let yesterday = day(today.checked_sub_days(Days::new(1)));
    let body = json!({"module": module, "groups": [group], "starts_at": format!("{yesterday}T10:00:00Z"),
        "ends_at": format!("{yesterday}T11:00:00Z")});
    make("/api/lessons/", body)
}

fn slots(chief: &Web) -> Vec<(String, String)> {
    let tomorrow = today().checked_add_days(Days::new(1)).unwrap();
    let days = chief.get(&format!("/api/slots/?date={tomorrow}&days=59")).expect(200).json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let of_day = |day: &Value| -> Vec<(String, String)> {
        let free = day["slots"].as_array().unwrap().iter().filter(|slot| slot["available"] == true);
        free.map(|slot| (text(&day["date"]), text(&slot["start"]))).collect()
    };
    let slots: Vec<_> = days["days"].as_array().unwrap().iter().flat_map(of_day).collect();
    assert!(slots.len() > 200, "{} free slots", slots.len());
    slots
}
