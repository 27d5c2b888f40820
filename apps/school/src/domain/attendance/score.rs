//! How doubtful a check-in with a right code is. None of it proves anything: it says where the professor looks.

use serde::{Deserialize, Serialize};

use super::code::Fresh;

/// From here on the professor's tap is asked for.
const AMBER: i64 = 50;
/// From here on it is most likely not them.
const RED: i64 = 100;
/// So many wrong codes before the right one are no slip of the finger.
const MANY_WRONG: i64 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Green,
    Amber,
    Red,
}

impl Decision {
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    /// As the student hears it: whether somebody has yet to confirm it.
    pub fn shown(self) -> Self {
        if self == Self::Red { Self::Amber } else { self }
    }
}

/// What is known of a check-in.
#[derive(Debug, Clone, Copy)]
pub struct Signals {
    /// Two codes in a row were shown.
    pub proof: bool,
    pub fresh: Fresh,
    /// Neither the network in which the window was opened, nor one from which somebody was confirmed.
    pub other_network: bool,
    /// Somebody else checked in with this device lately.
    pub device_of_another: bool,
    /// The student has checked in before, never with this device.
    pub new_device: bool,
    pub wrong_codes: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ScoreReason)]
pub struct Reason {
    /// other_network, device_of_another, new_device, wrong_codes or late_code.
    pub code: String,
    pub points: i64,
}

pub fn score(signals: &Signals) -> (i64, Vec<Reason>, Decision) {
    // Whoever shows two codes in a row has most likely seen them.
    let network = if signals.proof { 25 } else { 50 };
    let weighed = [
        (signals.other_network, "other_network", network),
        (signals.device_of_another, "device_of_another", 60),
        (signals.new_device, "new_device", 15),
        (signals.wrong_codes >= MANY_WRONG, "wrong_codes", 30),
        (signals.fresh == Fresh::JustGone && !signals.proof, "late_code", 10),
    ];
    let reasons: Vec<_> = weighed
        .into_iter()
        .filter(|(is, ..)| *is)
        .map(|(_, code, points)| Reason { code: code.to_owned(), points })
        .collect();
    let points = reasons.iter().map(|reason| reason.points).sum();
    let decision = match points {
        RED.. => Decision::Red,
        AMBER.. => Decision::Amber,
        _ => Decision::Green,
    };
    (points, reasons, decision)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAN: Signals = Signals {
        proof: false,
        fresh: Fresh::Now,
        other_network: false,
        device_of_another: false,
        new_device: false,
        wrong_codes: 0,
    };

    #[test]
    fn the_network_alone_asks_for_a_tap_and_never_refuses() {
        assert_eq!(score(&CLEAN).2, Decision::Green);
        assert_eq!(score(&Signals { other_network: true, ..CLEAN }).2, Decision::Amber);
        assert_eq!(score(&Signals { other_network: true, proof: true, ..CLEAN }).2, Decision::Green);
    }

    #[test]
    fn several_doubts_add_up() {
        let signals = Signals { other_network: true, device_of_another: true, ..CLEAN };
        let (points, reasons, decision) = score(&signals);
        assert_eq!((points, decision, decision.shown()), (110, Decision::Red, Decision::Amber));
        assert_eq!(reasons.iter().map(|reason| reason.points).sum::<i64>(), points);
        let slips = Signals { fresh: Fresh::JustGone, new_device: true, wrong_codes: 2, ..CLEAN };
        assert_eq!(score(&slips).2, Decision::Green);
    }
}
