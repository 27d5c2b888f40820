//! One-time codes of an authenticator application (RFC 6238: SHA-1, six digits, thirty seconds) and the recovery
//! codes that stand in for a lost phone.

use std::fmt::Write as _;

use qrcode::QrCode;
use qrcode::render::svg;
use subtle::ConstantTimeEq as _;
use totp_rs::{Builder, Secret};

use super::chance::{grouped, pick};

/// Seconds a code stands for.
const STEP: i64 = 30;
/// Digits of a code.
const DIGITS: usize = 6;
/// Codes given at once.
const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code: 10 × log₂ 31, some 49 bits; attempts are counted elsewhere.
const RECOVERY_LENGTH: usize = 10;
/// Without 0, o, 1, i and l, which are taken for one another on paper.
const RECOVERY_ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A new secret in base 32, the form in which it is shown and kept (160 bits, RFC 4226 section 4).
#[must_use]
pub fn new_secret(random: &mut dyn FnMut(&mut [u8])) -> String {
    let mut bytes = [0u8; 20];
    random(&mut bytes);
    Secret::new_stack(bytes).to_base32()
}

/// What the application reads from the QR code (Google Authenticator's «Key URI Format», which all follow).
#[must_use]
pub fn otpauth_uri(issuer: &str, account: &str, secret: &str) -> String {
    let (issuer, account) = (percent_encoded(issuer), percent_encoded(account));
    format!(
        "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP}"
    )
}

/// The step whose code this is, one step early or late accepted; `None` when the code is wrong, the secret is not
/// base 32, or the step is not after `last_step`: a code is taken once (RFC 6238 section 5.2).
/// The caller stores the step together with the login.
#[must_use]
pub fn verify(secret: &str, code: &str, unix_seconds: i64, last_step: Option<i64>) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let totp = Builder::new()
        .with_secret(Secret::try_from_base32(secret).ok()?)
        .build()
        .ok()?;
    let now = unix_seconds.div_euclid(STEP);
    (now.saturating_sub(1)..=now.saturating_add(1))
        .filter(|step| last_step.is_none_or(|last| *step > last))
        .find(|step| {
            let Ok(time) = u64::try_from(step.saturating_mul(STEP)) else {
                return false;
            };
            totp.generate(time)
                .to_string()
                .as_bytes()
                .ct_eq(code.as_bytes())
                .into()
        })
}

/// Ten new recovery codes, `abcd-efgh-jk`, to be shown once and stored hashed.
#[must_use]
pub fn recovery_codes(random: &mut dyn FnMut(&mut [u8])) -> [String; RECOVERY_CODES] {
    std::array::from_fn(|_| grouped(&pick(RECOVERY_ALPHABET, RECOVERY_LENGTH, random), 4))
}

/// The one spelling of a recovery code, whatever the case, spaces and dashes typed; `None` when it cannot be one.
#[must_use]
pub fn normalise_recovery_code(typed: &str) -> Option<String> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2014}'))
        .flat_map(char::to_lowercase)
        .collect();
    let possible =
        code.len() == RECOVERY_LENGTH && code.bytes().all(|b| RECOVERY_ALPHABET.contains(&b));
    possible.then(|| grouped(&code, 4))
}

/// The URI as an `<svg>` element to be put into a page; `None` when it is too long for a QR code (some 2 900 bytes).
#[must_use]
pub fn qr_svg(uri: &str) -> Option<String> {
    let image = QrCode::new(uri)
        .ok()?
        .render::<svg::Color>()
        .min_dimensions(200, 200)
        .build();
    // Without the XML prologue, which a page may not hold.
    image
        .find("<svg")
        .and_then(|start| image.get(start..))
        .map(str::to_owned)
}

/// RFC 3986 section 2.1: everything but the unreserved characters.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::chance::tests::counting;
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// `12345678901234567890`, the secret of RFC 6238 appendix B.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    /// The last six digits of the eight in appendix B.
    #[rstest]
    #[case(59, "287082")]
    #[case(1_111_111_109, "081804")]
    #[case(1_111_111_111, "050471")]
    #[case(1_234_567_890, "005924")]
    #[case(2_000_000_000, "279037")]
    #[case(20_000_000_000, "353130")]
    fn rfc_6238_appendix_b(#[case] time: i64, #[case] code: &str) {
        assert_eq!(verify(SECRET, code, time, None), Some(time / 30));
        assert_eq!(
            verify(
                SECRET,
                &format!(" {} {}", &code[..3], &code[3..]),
                time,
                None
            ),
            Some(time / 30)
        );
    }

    #[test]
    fn a_code_stands_one_step_early_or_late_and_no_more() {
        let at = |time| verify(SECRET, "279037", time, None);
        let step = 2_000_000_000 / 30;
        for time in [step * 30 - 30, step * 30, step * 30 + 29, step * 30 + 59] {
            assert_eq!(at(time), Some(step), "{time}");
        }
        for time in [step * 30 - 31, step * 30 + 60, 0, -1, i64::MIN, i64::MAX] {
            assert_eq!(at(time), None, "{time}");
        }
    }

    #[test]
    fn a_code_is_taken_once() {
        let (time, step) = (2_000_000_000, 2_000_000_000 / 30);
        assert_eq!(verify(SECRET, "279037", time, Some(step - 1)), Some(step));
        assert_eq!(verify(SECRET, "279037", time, Some(step)), None);
        assert_eq!(verify(SECRET, "279037", time, Some(step + 1)), None);
    }

    #[rstest]
    #[case("279038")]
    #[case("27903")]
    #[case("+79037")]
    #[case("")]
    #[case("２７９０３７")]
    fn a_wrong_code_is_refused(#[case] code: &str) {
        assert_eq!(verify(SECRET, code, 2_000_000_000, None), None);
    }

    #[test]
    fn a_broken_secret_verifies_nothing() {
        assert_eq!(verify("", "279037", 2_000_000_000, None), None);
        assert_eq!(verify("not base 32!", "279037", 2_000_000_000, None), None);
    }

    #[test]
    fn a_secret_is_160_bits_in_base_32() {
        let mut bytes = |slice: &mut [u8]| slice.copy_from_slice(b"12345678901234567890");
        assert_eq!(new_secret(&mut bytes), SECRET);
    }

    #[test]
    fn the_uri_is_read_by_applications_and_fits_a_qr_code() {
        let uri = otpauth_uri("Préau: école", "a+b@ecole.fr", SECRET);
        assert_eq!(
            uri,
            "otpauth://totp/Pr%C3%A9au%3A%20%C3%A9cole:a%2Bb%40ecole.fr?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Pr%C3%A9au%3A%20%C3%A9cole&algorithm=SHA1&digits=6&period=30"
        );
        let image = qr_svg(&uri).unwrap();
        assert!(image.starts_with("<svg") && image.trim_end().ends_with("</svg>"));
        assert_eq!(qr_svg(&"x".repeat(3_000)), None);
    }

    #[test]
    fn recovery_codes_are_ten_and_differ() {
        let codes = recovery_codes(&mut counting(0));
        assert_eq!(codes[0], "abcd-efgh-jk");
        let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), 10);
    }

    #[test]
    fn a_recovery_code_is_read_however_it_is_typed() {
        for typed in [
            "abcd-efgh-jk",
            "ABCDEFGHJK",
            " abcd efgh jk ",
            "abcd–efgh—jk",
        ] {
            assert_eq!(
                normalise_recovery_code(typed).as_deref(),
                Some("abcd-efgh-jk"),
                "{typed}"
            );
        }
        for typed in [
            "",
            "abcd-efgh-j",
            "abcd-efgh-jkm",
            "abcd-efgh-j0",
            "abcd-efgh-jé",
        ] {
            assert_eq!(normalise_recovery_code(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_was_given_is_recognised(start: u8) {
            for code in recovery_codes(&mut counting(start)) {
                prop_assert_eq!(normalise_recovery_code(&code.to_uppercase()), Some(code));
            }
        }

        #[test]
        fn rubbish_never_panics(secret in any::<String>(), code in any::<String>(), time: i64, last: Option<i64>) {
            prop_assert_eq!(verify(&secret, &code, time, last), None);
            let _ = normalise_recovery_code(&code);
        }
    }
}
