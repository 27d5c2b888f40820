//! The clock of the machine is set back or forward: whoever was logged in by a clock that was wrong logs in again, nobody is
//! kept out, and what has ended stays so.

use chrono::TimeDelta;
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::doors::{STUDENT, browser, post, refresh, right};
use super::place;

both_engines! {
    async fn a_login_of_a_clock_that_was_ahead_is_asked_for_again(engine: TestEngine) {
        let test = place::start(engine).await;
        test.advance(TimeDelta::days(2));
        let (access, token) = place::pair(&test, STUDENT).await;
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        test.advance(TimeDelta::days(-2));
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        assert_eq!(refresh(&test, &token).await.status(), 401);
        // And that is all: logging in works at once, and lasts as always.
        let (access, token) = place::pair(&test, STUDENT).await;
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        test.advance(TimeDelta::hours(25));
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        refresh(&test, &token).await.expect(200);
    }

    async fn a_minute_between_two_clocks_is_none(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        test.advance(TimeDelta::seconds(-50));
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        refresh(&test, &token).await.expect(200);
    }

    async fn wrong_passwords_under_a_wrong_clock_keep_nobody_out(engine: TestEngine) {
        let test = place::start(engine).await;
        let wrong = || json!({"email": STUDENT, "password": "not this one"});
        test.advance(TimeDelta::days(365));
        for _ in 0..8 {
            post(&test, "/auth/user/login/", wrong()).await;
        }
        post(&test, "/auth/user/login/", right(STUDENT)).await.refused(429, "too_many_attempts");
        test.advance(TimeDelta::days(-365));
        post(&test, "/auth/user/login/", right(STUDENT)).await.expect(200);
    }

    async fn what_has_ended_does_not_come_back(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let cookie = browser(&test, STUDENT).await;
        test.bearer(&access).post("/auth/logout/").json(json!({"refresh_token": token})).send().await.expect(200);
        test.advance(TimeDelta::minutes(-30));
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        assert_eq!(refresh(&test, &token).await.status(), 401);
        // A jump forward ends what is older than its life: nobody is let in for longer.
        test.advance(TimeDelta::days(100));
        cookie.get("/auth/profile/").send().await.refused(401, "not_authenticated");
    }
}
