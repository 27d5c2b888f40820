//! Random histories of claims against a list that is searched from end to end.

use chrono::TimeDelta;
use preau_calendar::claims::{self, ClaimError};
use preau_calendar::domain::claim::{Source, Subject, Wanted};
use preau_calendar::domain::interval::Interval;
use preau_kernel::clock::Timestamp;
use preau_testkit::{TestApp, TestEngine, both_engines, scale};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::taking::{hold, minutes, overlaps, start};

#[derive(Debug, Clone)]
enum Step {
    /// Claims for some subjects at once.
    Take {
        source: i64,
        times: Vec<(i64, i64, i64)>,
        accepted: bool,
        holds_minutes: Option<i64>,
    },
    Move {
        source: i64,
        times: Vec<(i64, i64, i64)>,
    },
    Release {
        source: i64,
    },
    Wait {
        minutes: i64,
    },
}

fn times() -> impl Strategy<Value = Vec<(i64, i64, i64)>> {
    prop::collection::vec((0_i64..3, 0_i64..60, 1_i64..20).prop_map(|(s, from, long)| (s, from, from + long)), 1..4)
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0_i64..8, times(), prop::bool::weighted(0.1), prop::option::weighted(0.3, 1_i64..10)).prop_map(
            |(source, times, accepted, holds_minutes)| Step::Take { source, times, accepted, holds_minutes }),
        3 => (0_i64..8, times()).prop_map(|(source, times)| Step::Move { source, times }),
        2 => (0_i64..8).prop_map(|source| Step::Release { source }),
        2 => (1_i64..8).prop_map(|minutes| Step::Wait { minutes }),
    ]
}

/// The claims of one history, whose subjects no other history knows.
struct Model {
    base: i64,
    claims: Vec<(i64, Wanted, Option<Timestamp>)>,
}

impl Model {
    fn wanted(&self, times: &[(i64, i64, i64)], accepted: bool) -> Vec<Wanted> {
        let one = |(subject, from, to): &(i64, i64, i64)| {
            let wanted = Wanted::new(Subject::seat(self.base + subject), minutes(*from, *to));
            if accepted { wanted.accepted("so be it") } else { wanted }
        };
        times.iter().map(one).collect()
    }

    /// Whether one of them meets a claim that holds, or another of them.
    fn refuses(&self, wanted: &[Wanted], but: Option<i64>, now: Timestamp) -> bool {
        let meets = |a: &Wanted, b: &Wanted| a.subject == b.subject && a.interval.overlaps(b.interval);
        let live = |expires: &Option<Timestamp>| expires.is_none_or(|at| at > now);
        wanted.iter().enumerate().filter(|(_, claim)| claim.is_exclusive()).any(|(i, claim)| {
            self.claims.iter().any(|(s, c, expires)| but != Some(*s) && live(expires) && meets(c, claim))
                || wanted[i + 1..].iter().any(|other| meets(other, claim))
        })
    }

    async fn play(&mut self, test: &TestApp, step: &Step) {
        let now = test.now();
        match step {
            Step::Take { source, times, accepted, holds_minutes } => {
                let wanted = self.wanted(times, *accepted);
                let expires = holds_minutes.map(|minutes| now.plus(TimeDelta::minutes(minutes)));
                let refused = hold(test, &self.source(*source), &wanted, expires).await;
                assert_eq!(super::taking::is_taken(&refused), self.refuses(&wanted, None, now), "{step:?}");
                if refused.is_ok() {
                    self.claims.extend(wanted.into_iter().map(|claim| (*source, claim, expires)));
                }
            }
            Step::Move { source, times } => {
                let wanted = self.wanted(times, false);
                let tx = test.db().write_tx().await.unwrap();
                let moved = claims::move_source(&tx, test.app(), &self.source(*source), &wanted, None).await;
                tx.commit().await.unwrap();
                assert_eq!(super::taking::is_taken(&moved), self.refuses(&wanted, Some(*source), now), "{step:?}");
                if moved.is_ok() {
                    self.claims.retain(|(s, ..)| s != source);
                    self.claims.extend(wanted.into_iter().map(|claim| (*source, claim, None)));
                }
            }
            Step::Release { source } => {
                let tx = test.db().write_tx().await.unwrap();
                claims::release_source(&tx, &self.source(*source)).await.unwrap();
                tx.commit().await.unwrap();
                self.claims.retain(|(s, ..)| s != source);
            }
            Step::Wait { minutes } => {
                test.advance(TimeDelta::minutes(*minutes));
                claims::remove_expired(test.app()).await.unwrap();
            }
        }
        self.compare(test, step).await;
    }

    async fn compare(&self, test: &TestApp, step: &Step) {
        let range = minutes(15, 45);
        for subject in (0..3).map(|i| Subject::seat(self.base + i)) {
            let busy = claims::busy(test.db().read(), &[subject], range, test.now()).await.unwrap();
            let mut found: Vec<(Interval, bool)> = busy.iter().map(|c| (c.interval, c.is_exclusive)).collect();
            let live = self.claims.iter().filter(|(_, c, expires)| {
                c.subject == subject && c.interval.overlaps(range) && expires.is_none_or(|at| at > test.now())
            });
            let mut expected: Vec<_> = live.map(|(_, c, _)| (c.interval, c.is_exclusive())).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "after {step:?}");
        }
    }

    fn source(&self, number: i64) -> Source {
        Source::new("lesson", self.base * 100 + number)
    }
}

both_engines! {
    async fn every_history_is_as_a_simple_list_says(engine: TestEngine) {
        let test = start(engine).await;
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let history = prop::collection::vec(step(), 1..40);
        for case in 0..scale(25, 500) {
            let steps = history.new_tree(&mut runner).unwrap().current();
            let mut model = Model { base: 1000 * (case + 1), claims: Vec::new() };
            for step in &steps {
                model.play(&test, step).await;
            }
        }
        assert_eq!(overlaps(&test).await, 0);
    }
}

#[test]
fn a_refusal_is_no_defect() {
    let error = preau_kernel::Error::from(ClaimError::Taken(Vec::new()));
    assert_eq!(error.code(), "clash");
}
