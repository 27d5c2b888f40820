//! What screens of operators must know of the configuration.

use preau_kernel::module::Module;
use preau_testkit::{TestEngine, both_engines};
use preau_workstations::Workstations;
use serde_json::json;

use super::rooms::{open, open_with, operator};

const PATH: &str = "/api/workstations/settings/";

both_engines! {
    async fn operators_are_told_how_the_rooms_are_run(engine: TestEngine) {
        let test = open(engine).await;
        let told = operator(&test).await.get(PATH).send().await.expect(200).json();
        assert_eq!(told, json!({
            "identity": "named", "keep_suspended_seconds": 900, "code_life_seconds": 86_400, "warnings": [10, 5, 1],
            "hold_called_seconds": 300,
            "extend_minutes": 0, "minutes_per_session": 0, "minutes_per_day": 0, "grace_before_closing_seconds": 300,
            "end_at_closing": true,
        }));
        assert_eq!(Workstations.features(test.app()), ["visitors"]);
    }

    async fn what_is_set_otherwise_is_told_otherwise(engine: TestEngine) {
        let test = open_with(engine, &[
            ("workstations.identity", "none".into()), ("workstations.warnings", json!([3])), ("workstations.code_life", "1h".into()),
            ("workstations.end_at_closing", false.into()), ("workstations.minutes_per_session", 45.into()),
        ]).await;
        let told = operator(&test).await.get(PATH).send().await.expect(200).json();
        assert_eq!((&told["identity"], &told["warnings"], &told["code_life_seconds"]), (&json!("none"), &json!([3]), &json!(3600)));
        assert_eq!((&told["end_at_closing"], &told["minutes_per_session"]), (&json!(false), &json!(45)));
        assert!(Workstations.features(test.app()).is_empty(), "nobody is named");
    }
}
