//! What people type about themselves, and what their browsers say of them: what is stored can be stored again as it is, and
//! can be sent.

use preau_accounts::domain::names::{login_key, normalise_email, normalise_username, person_name, phone, username_key};
use preau_accounts::domain::{device, otp};
use preau_kernel::clock::Timestamp;
use preau_kernel::config::Span;
use preau_kernel::db::search;
use preau_kernel::i18n::Lang;
use preau_kernel::web::body::parse_date;
use preau_workstations::domain::code;

use crate::parts::text;

pub fn target(data: &[u8]) {
    let typed = text(data);
    let typed = typed.as_ref();
    logins_hold(typed);
    for (name, most, read) in [("name", 150, person_name as fn(&str) -> _), ("phone", 32, phone)] {
        if let Ok(stored) = read(typed) {
            assert!(!stored.chars().any(char::is_control), "{name} {stored:?}");
            assert!((1..=most).contains(&stored.chars().count()), "{name} {stored:?}");
            assert_eq!(read(&stored).as_deref(), Ok(stored.as_str()), "{name} {typed:?}");
        }
    }
    assert!(device::label(typed).chars().count() <= 60, "{typed:?}");
    assert!(!device::label(typed).chars().any(char::is_control), "{typed:?}");
    if let Some(code) = otp::normalise_recovery_code(typed) {
        assert_eq!(otp::normalise_recovery_code(&code).as_ref(), Some(&code), "{typed:?}");
    }
    let _ = otp::verify(typed, typed, 1_795_420_800, None);
    if let Some(code) = code::parse(typed) {
        assert_eq!(code::parse(&code).as_ref(), Some(&code), "an access code {typed:?}");
    }
    times_hold(typed);
    words_hold(typed);
}

fn logins_hold(typed: &str) {
    if let Ok(email) = normalise_email(typed) {
        assert_eq!(normalise_email(&email).as_deref(), Ok(email.as_str()), "address {typed:?}");
        assert_eq!(login_key(typed), email, "found by what was typed: {typed:?}");
        assert!(email.len() <= 254 && !email.chars().any(|c| c.is_whitespace() || c.is_control()), "{email:?}");
    }
    if let Ok(username) = normalise_username(typed) {
        assert_eq!(normalise_username(&username).as_deref(), Ok(username.as_str()), "username {typed:?}");
        assert_eq!(login_key(typed), username_key(&username), "found by what was typed: {typed:?}");
        assert!(!username.contains('@'), "never taken for an address: {username:?}");
        let key = username_key(&username);
        assert_eq!(username_key(&key), key, "{username:?}");
    }
}

fn times_hold(typed: &str) {
    if let Some(span) = Span::parse(typed) {
        assert_eq!(Span::parse(&span.to_string()), Some(span), "{typed:?}");
    }
    if let Some(at) = Timestamp::parse(typed) {
        let shown = at.to_string();
        assert_eq!(Timestamp::parse(&shown), Some(at), "{typed:?} is shown as {shown:?}");
    }
    if let Some(date) = parse_date(typed) {
        assert_eq!(date.to_string(), typed);
    }
    if let Some(lang) = Lang::from_accept(typed) {
        assert!(typed.to_ascii_lowercase().contains(lang.code()), "{typed:?} names {lang:?}");
    }
}

/// Whatever is searched for is found in a row that holds it.
fn words_hold(typed: &str) {
    let needles = search::needles(typed);
    assert!(needles.len() <= 8, "{typed:?}");
    let row = search::text([typed.chars().take(200).collect::<String>().as_str()]);
    for needle in &needles {
        assert!(row.contains(needle.as_str()), "{needle:?} is not in {row:?}");
    }
    let folded = search::fold(typed);
    assert_eq!(search::fold(&folded), folded, "{typed:?}");
}
