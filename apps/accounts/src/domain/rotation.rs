//! What a refresh token may still do (product section 1): a pure decision, so that every interleaving can be tried.
//!
//! A session has a current generation. Presenting the current one rotates it. Presenting the one before means, while
//! the current one was never used, that the answer was lost: the same pair is given again. Used already and given at
//! most 30 s ago, it is a benign race between two tabs. Anything else is a replay, and the session ends.

use preau_kernel::clock::Timestamp;

/// How long after a pair was given the token before it is a race rather than a replay (seconds).
pub const RACE_SECONDS: i64 = 30;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Generations {
    pub current: i64,
    /// The highest generation whose access or refresh token has been used.
    pub confirmed: i64,
    /// When the pair of the current generation was last given: at its rotation, or again after a lost answer.
    pub given_at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Compare-and-swap the generation to the next; the presented one is confirmed by its use.
    Rotate,
    /// Give the pair of the current generation again.
    Repeat,
    /// 401 `refresh_superseded`: a sibling holds newer tokens; nothing ends.
    Superseded,
    /// End the session and record it.
    Replay,
    /// A generation that was never given: refused, nothing ends (only a broken signing key could make one).
    Unknown,
}

pub fn decide(state: Generations, presented: i64, now: Timestamp) -> Decision {
    let age = now.since(state.given_at).num_seconds();
    match state.current - presented {
        0 => Decision::Rotate,
        1 if state.confirmed < state.current => Decision::Repeat,
        1 if age <= RACE_SECONDS => Decision::Superseded,
        behind if behind >= 1 => Decision::Replay,
        _ => Decision::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(current: i64, confirmed: i64) -> Generations {
        Generations { current, confirmed, given_at: Timestamp::from_seconds(1000) }
    }

    #[test]
    fn the_rules_of_the_product_page() {
        let at = Timestamp::from_seconds;
        assert_eq!(decide(state(4, 4), 4, at(1000)), Decision::Rotate);
        assert_eq!(decide(state(4, 3), 3, at(9000)), Decision::Repeat, "a lost answer does not age");
        assert_eq!(decide(state(4, 4), 3, at(1030)), Decision::Superseded);
        assert_eq!(decide(state(4, 4), 3, at(1031)), Decision::Replay);
        assert_eq!(decide(state(4, 3), 2, at(1000)), Decision::Replay);
        assert_eq!(decide(state(4, 4), 5, at(1000)), Decision::Unknown);
    }
}
