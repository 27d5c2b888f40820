//! Codes of six digits that change every fifteen seconds, counted from the opening of the window, so that each lives as
//! long as the others. One that has just gone is taken for as long as it takes to type it.

use preau_kernel::clock::Timestamp;
use preau_kernel::secrets::hmac;
use subtle::ConstantTimeEq;

/// Microseconds.
pub const STEP: i64 = 15_000_000;
/// So long after it has changed a code is still taken.
pub const GRACE: i64 = 10_000_000;
const DIGITS: usize = 6;
const CODES: u64 = 1_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Code,
    /// The window asks for two codes that follow one another, and there is only one.
    Second,
}

/// How fresh a right code was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fresh {
    Now,
    /// It had changed already.
    JustGone,
}

/// The codes of one window.
pub struct Codes {
    key: [u8; 32],
    opens_at: Timestamp,
}

impl Codes {
    /// `key` is the window's own.
    pub fn new(key: [u8; 32], opens_at: Timestamp) -> Self {
        Self { key, opens_at }
    }

    pub fn step(&self, now: Timestamp) -> i64 {
        (now.0 - self.opens_at.0).div_euclid(STEP)
    }

    pub fn code(&self, step: i64) -> String {
        let mac = hmac(&self.key, &[b"code", &step.to_le_bytes()]);
        let mut first = [0; 8];
        first.copy_from_slice(&mac[..8]);
        format!("{:0DIGITS$}", u64::from_le_bytes(first) % CODES)
    }

    /// When the code of a step changes.
    pub fn until(&self, step: i64) -> Timestamp {
        Timestamp(self.opens_at.0 + (step + 1) * STEP)
    }

    /// `previous` is the code before, where the window asks for it (`proof`).
    pub fn judge(&self, now: Timestamp, code: &str, previous: Option<&str>, proof: bool) -> Result<Fresh, Wrong> {
        let step = self.step(now);
        let is_grace = now.0 - (self.until(step).0 - STEP) < GRACE;
        let known = [(step, Fresh::Now), (step - 1, Fresh::JustGone)];
        let living = known.into_iter().filter(|(at, fresh)| *at >= 0 && (*fresh == Fresh::Now || is_grace));
        // All are compared, whatever the first gives.
        let matching: Vec<_> = living.filter(|(at, _)| self.is(*at, code)).collect();
        let Some((at, fresh)) = matching.first().copied() else { return Err(Wrong::Code) };
        if !proof {
            return Ok(fresh);
        }
        match previous {
            None => Err(Wrong::Second),
            Some(previous) if at >= 1 && self.is(at - 1, previous) => Ok(fresh),
            Some(_) => Err(Wrong::Code),
        }
    }

    fn is(&self, step: i64, code: &str) -> bool {
        let typed: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        self.code(step).as_bytes().ct_eq(typed.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Codes {
        Codes::new([7; 32], Timestamp::from_seconds(1_000_003))
    }

    fn at(micros: i64) -> Timestamp {
        Timestamp(codes().opens_at.0 + micros)
    }

    #[test]
    fn a_code_changes_at_its_fifteenth_second_exactly() {
        let codes = codes();
        assert_eq!((codes.step(at(0)), codes.step(at(STEP - 1)), codes.step(at(STEP))), (0, 0, 1));
        assert_eq!(codes.until(0), at(STEP));
        let first = codes.code(0);
        assert_eq!(first.len(), 6);
        assert_ne!(first, codes.code(1));
        assert_eq!(codes.judge(at(STEP - 1), &first, None, false), Ok(Fresh::Now));
        assert_eq!(codes.judge(at(STEP), &first, None, false), Ok(Fresh::JustGone));
        assert_eq!(codes.judge(at(STEP + GRACE - 1), &first, None, false), Ok(Fresh::JustGone));
        assert_eq!(codes.judge(at(STEP + GRACE), &first, None, false), Err(Wrong::Code));
    }

    #[test]
    fn a_code_of_the_future_is_wrong() {
        let codes = codes();
        assert_eq!(codes.judge(at(STEP - 1), &codes.code(1), None, false), Err(Wrong::Code));
        assert_eq!(codes.judge(at(0), &codes.code(-1), None, false), Err(Wrong::Code));
    }

    #[test]
    fn proof_takes_two_codes_that_follow_one_another() {
        let codes = codes();
        let now = at(3 * STEP + GRACE);
        let code = |step| codes.code(step);
        assert_eq!(codes.judge(now, &code(3), Some(&code(2)), true), Ok(Fresh::Now));
        assert_eq!(codes.judge(now, &code(3), None, true), Err(Wrong::Second));
        assert_eq!(codes.judge(now, &code(3), Some(&code(1)), true), Err(Wrong::Code));
        assert_eq!(codes.judge(now, &code(3), Some(&code(3)), true), Err(Wrong::Code));
        assert_eq!(codes.judge(now, &code(2), Some(&code(1)), true), Err(Wrong::Code));
        // Nothing comes before the first.
        assert_eq!(codes.judge(at(0), &code(0), Some(&code(-1)), true), Err(Wrong::Code));
    }

    #[test]
    fn rubbish_is_wrong_and_spaces_are_not() {
        let codes = codes();
        for typed in ["", "12345", "1234567", "abcdef", "٠٠٠٠٠٠", "\u{0}"] {
            assert_eq!(codes.judge(at(0), typed, None, false), Err(Wrong::Code), "{typed}");
        }
        let code = codes.code(0);
        let spaced = format!(" {} {}", &code[..3], &code[3..]);
        assert_eq!(codes.judge(at(0), &spaced, None, false), Ok(Fresh::Now));
        assert_eq!(Codes::new([8; 32], codes.opens_at).judge(at(0), &code, None, false), Err(Wrong::Code));
    }
}
