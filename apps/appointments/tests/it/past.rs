//! What is over: of one's own in the order in which it came to its end, and as a filter for coach and staff.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::{Value, json};

use super::practice::{book, client, client as again, coach as keeper, id, open};

fn ids(page: &Value) -> Vec<i64> {
    page["results"].as_array().unwrap().iter().map(id).collect()
}

both_engines! {
    async fn what_was_cancelled_ahead_stands_where_that_happened(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let first = book(&client, "2026-11-23", "09:55").await;
        let far = book(&client, "2027-01-20", "09:00").await;
        let next = book(&client, "2026-11-23", "13:30").await;
        let cancel = |one: &Value| client.post(&format!("/api/appointments/{}/cancellation/", id(one))).json(json!({})).send();
        test.advance(TimeDelta::minutes(60));
        cancel(&far).await.expect(200);
        let past = async |who: &preau_testkit::Client, more: &str| who.get(&format!("/api/appointments/mine/?when=past{more}")).send().await.expect(200).json();
        // Just cancelled: at the top, where one looks for it.
        test.advance(TimeDelta::minutes(45));
        assert_eq!(ids(&past(&client, "").await), [id(&far), id(&first)]);
        // The afternoon's session came to its end after that: it is not hidden until January.
        test.advance(TimeDelta::hours(4));
        let client = again(&test).await;
        assert_eq!(ids(&past(&client, "").await), [id(&next), id(&far), id(&first)]);
        assert_eq!(ids(&past(&client, "&ordering=-starts_at").await), [id(&far), id(&next), id(&first)]);
        let mut path = "/api/appointments/mine/?when=past&page_size=1".to_owned();
        let mut seen = Vec::new();
        while !path.is_empty() {
            let page = client.get(&path).send().await.expect(200).json();
            seen.extend(ids(&page));
            path = page["next"].as_str().map(|next| next[next.find("/api/").unwrap()..].to_owned()).unwrap_or_default();
        }
        assert_eq!(seen, [id(&next), id(&far), id(&first)]);
        test.drain_jobs().await;
    }

    async fn keepers_list_what_has_ended(engine: TestEngine) {
        let test = open(engine).await;
        let client = client(&test).await;
        let (first, second) = (book(&client, "2026-11-23", "09:55").await, book(&client, "2026-11-23", "10:50").await);
        // 10:45: the first has just ended, the second has not begun.
        test.advance(TimeDelta::minutes(105));
        let coach = keeper(&test).await;
        let list = async |query: &str| ids(&coach.get(&format!("/api/appointments/?{query}")).send().await.expect(200).json());
        assert_eq!(list("over=true&status=booked").await, [id(&first)]);
        assert_eq!(list("over=false").await, [id(&second)]);
        test.advance(TimeDelta::minutes(10));
        assert_eq!(list("over=false").await, [id(&second)], "it has begun and not ended");
        coach.get("/api/appointments/?over=x").send().await.refused(400, "invalid");
        test.drain_jobs().await;
    }
}
