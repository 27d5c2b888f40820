//! Figures of the rooms.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::super::rooms::{admin, count, id, open_to_all, operator, run, seat};
use super::registered;

both_engines! {
    async fn minutes_are_added_up_by_hour_category_seat_and_day(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let desk = operator(&test).await;
        let category = desk.post("/api/visitor-categories/").json(json!({"name": "Adulte"})).send().await.json();
        let ada = registered(&desk, "Ada", "Lovelace").await;
        desk.patch(&format!("/api/visitors/{ada}/")).json(json!({"category": category["id"]})).send().await.expect(200);
        let (one, two) = (seat(&desk, "PC 1").await, seat(&desk, "PC 2").await);
        // 9:00 to 9:30 in Paris, then on the other seat until 10:10.
        let running = run(&test, &desk, ada, 120, one).await;
        test.advance(TimeDelta::minutes(30));
        desk.post(&format!("/api/sessions/{}/move/", id(&running))).json(json!({"workstation": two})).send().await.expect(200);
        test.advance(TimeDelta::minutes(40));
        let rows = async |by: &str| {
            let path = format!("/api/workstations/statistics/?by={by}&from=2026-11-22&to=2026-11-23");
            desk.get(&path).send().await.expect(200).json()["rows"].as_array().unwrap().clone()
        };
        let hours = rows("hour").await;
        assert_eq!((hours.len(), &hours[9]["minutes"], &hours[10]["minutes"], &hours[11]["minutes"]), (24, &json!(60), &json!(10), &json!(0)));
        assert_eq!(hours[9]["occupancy"], 25, "an hour of four: two seats, two days");
        let days = rows("day").await;
        assert_eq!((days.len(), &days[1]["key"], &days[1]["minutes"]), (2, &json!("2026-11-23"), &json!(70)));
        assert_eq!((&days[1]["visitors"], &days[1]["sessions"], &days[0]["minutes"]), (&json!(1), &json!(1), &json!(0)));
        let seats = rows("seat").await;
        assert_eq!((&seats[0]["minutes"], &seats[1]["minutes"], &seats[1]["name"]), (&json!(30), &json!(40), &json!("PC 2")));
        let categories = rows("category").await;
        assert_eq!((&categories[0]["name"], &categories[0]["minutes"]), (&json!("Adulte"), &json!(70)));
        for (query, field) in [("?by=x", "by"), ("?by=day&from=2026-11-24&to=2026-11-23", "to"),
            ("?by=day&from=2020-01-01", "to"), ("?by=day&from=x", "from"), ("?by=day&format=pdf", "format"), ("?by=day&room=x", "room")] {
            let answer = desk.get(&format!("/api/workstations/statistics/{query}")).send().await.expect(400).json();
            assert!(answer["errors"][field].is_array(), "{query}: {answer}");
        }
        let whole = desk.get("/api/workstations/statistics/?from=2026-11-23").send().await.expect(200).json();
        assert_eq!(whole["totals"], json!({"sessions": 1, "visitors": 1, "guests": 0, "minutes": 70, "average_minutes": 70,
            "open_minutes": null, "open_occupancy": null}), "a place without hours");
        assert_eq!((&whole["by_seat"][1]["minutes"], &whole["by_hour"][9]["minutes"]), (&json!(40), &json!(60)));
        let file = desk.get("/api/workstations/statistics/?by=seat&format=csv").send().await.expect(200);
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        assert!(file.text().contains("PC 2;40;1;1;0"), "{}", file.text());
        assert_eq!(count(&test, "audit_entries WHERE action = 'room_statistics_exported'").await, 1);
    }

    async fn how_full_it_is_while_it_is_open(engine: TestEngine) {
        let test = open_to_all(engine).await;
        let (desk, staff) = (operator(&test).await, admin(&test).await);
        // In Paris; today is Monday the 23rd, 9:00.
        let hours = json!({"opening_hours": [{"day": 1, "opens": "09:00", "closes": "12:00"}, {"day": 7, "opens": "10:00", "closes": "11:30"},
            {"day": 6, "opens": "10:00", "closes": "12:00"}]});
        staff.patch("/api/place/").json(hours).send().await.expect(200);
        let closed = json!({"first_day": "2026-11-21", "last_day": "2026-11-21", "name": "Inventaire"});
        staff.post("/api/closed-days/").json(closed).send().await.expect(201);
        let (ada, one) = (registered(&desk, "Ada", "Lovelace").await, seat(&desk, "PC 1").await);
        seat(&desk, "PC 2").await;
        run(&test, &desk, ada, 30, one).await;
        test.advance(TimeDelta::minutes(90));
        let figures = desk.get("/api/workstations/statistics/?from=2026-11-21&to=2026-11-23").send().await.expect(200).json();
        let open = |row: &serde_json::Value| (row["open_minutes"].clone(), row["open_occupancy"].clone());
        // Two seats: 90 minutes on Sunday, 90 so far today, nothing on the Saturday of the inventory.
        assert_eq!(open(&figures["totals"]), (json!(360), json!(8)));
        let days: Vec<_> = figures["by_day"].as_array().unwrap().iter().map(open).collect();
        assert_eq!(days, [(json!(0), json!(null)), (json!(180), json!(0)), (json!(180), json!(16))]);
        assert_eq!(open(&figures["by_hour"][9]), (json!(120), json!(25)));
        assert_eq!(open(&figures["by_hour"][10]), (json!(180), json!(0)));
        assert_eq!(open(&figures["by_hour"][8]), (json!(0), json!(null)), "closed");
        assert_eq!(open(&figures["by_seat"][0]), (json!(180), json!(16)));
        assert_eq!(open(&figures["by_category"][0]), (json!(null), json!(null)));
    }
}
