//! Everything by which somebody proves who they are: of all texts only those that were given out are taken.

use std::sync::OnceLock;

use axum::http::{HeaderMap, HeaderValue, header};
use preau_accounts::auth::jwt::{Grant, Jwt, TokenType};
use preau_accounts::auth::{api_token, cookie};
use preau_accounts::config::AuthConfig;
use preau_kernel::clock::{Chance, Timestamp};
use preau_kernel::i18n::Lang;
use preau_kernel::secrets::Secrets;
use preau_kernel::web::{RequestInfo, csrf};
use preau_seat_protocol::SeatKey;
use preau_workstations::domain::key::SeatKey as KeptKey;

use crate::parts::{choice, spliced, text};

const KEY: &str = "a key of more than thirty-two characters for fuzzing";
const OLD: &str = "the key before it, of more than thirty-two characters";
const NOW: i64 = 1_795_420_800;
const SESSION: i64 = 31;
const HMAC_KEY: [u8; 32] = [9; 32];
const TOKEN: (i64, i64, i64) = (12, 7, 3);
const CONTEXT: &str = "otp/7";

struct Given {
    secrets: Secrets,
    jwt: Jwt,
    access: Vec<String>,
    refresh: Vec<String>,
    api: String,
    cookie: String,
    csrf: String,
    sealed: String,
    seat: String,
    form_cookie: String,
    form: String,
}

fn given() -> &'static Given {
    static GIVEN: OnceLock<Given> = OnceLock::new();
    GIVEN.get_or_init(|| {
        let (secrets, old) = (Secrets::new(KEY, Some(OLD), &[]), Secrets::new(OLD, None, &[]));
        let grant = Grant {
            session: SESSION,
            user: TOKEN.1,
            hmac_key: HMAC_KEY,
            generation: 2,
            rotated_at: Timestamp::from_seconds(NOW - 10),
        };
        let pairs = [&secrets, &old].map(|secrets| Jwt::new(secrets, &AuthConfig::default()).pair(&grant));
        let pairs = pairs.map(|pair| pair.expect("a pair can be signed"));
        let value = |set: HeaderValue| {
            let set = set.to_str().expect("a cookie is ASCII").to_owned();
            set.split(';').next().and_then(|pair| pair.split_once('=')).expect("a name and a value").1.to_owned()
        };
        let form = csrf::FormKey::of(&secrets, &Chance::seeded(1), &HeaderMap::new(), &info());
        Given {
            jwt: Jwt::new(&secrets, &AuthConfig::default()),
            access: pairs.iter().map(|pair| pair.access.clone()).collect(),
            refresh: pairs.iter().map(|pair| pair.refresh.clone()).collect(),
            api: api_token::text(&secrets, TOKEN.0, TOKEN.1, TOKEN.2),
            cookie: value(cookie::set(&secrets, &info(), SESSION, &HMAC_KEY)),
            csrf: csrf::token(&secrets, SESSION, &HMAC_KEY),
            sealed: secrets.seal(&Chance::seeded(2), CONTEXT, b"JBSWY3DP").expect("sealed"),
            seat: SeatKey::new(4, [5; 32]).reveal(),
            form_cookie: value(form.set_cookie(&secrets, &info()).expect("a new form has a cookie")),
            form: form.token(&secrets),
            secrets,
        }
    })
}

fn info() -> RequestInfo {
    RequestInfo::new(String::new(), [192, 0, 2, 1].into(), false, "preau.test".into(), String::new(), Lang::Fr)
}

/// First byte 0: the rest is a text of its own; else a text that was given out, with a piece of it put otherwise.
pub fn target(data: &[u8]) {
    let given = given();
    let ours = [
        &given.access[0],
        &given.access[1],
        &given.refresh[0],
        &given.api,
        &given.cookie,
        &given.csrf,
        &given.sealed,
        &given.seat,
        &given.form,
    ];
    let Some((chosen, rest)) = choice(data, ours.len() + 1) else { return };
    let text = match chosen.checked_sub(1) {
        None => text(rest).into_owned(),
        Some(one) => spliced(ours[one], rest),
    };
    pairs_hold(given, &text);
    tokens_hold(given, &text);
    cookies_hold(given, &text);
    seat_keys_hold(&text);
}

fn pairs_hold(given: &Given, text: &str) {
    let (now, jwt) = (Timestamp::from_seconds(NOW), &given.jwt);
    let (is_access, is_refresh) =
        (given.access.iter().any(|known| known == text), given.refresh.iter().any(|known| known == text));
    assert_eq!(jwt.read(text, TokenType::Access, now).is_some(), is_access, "an access token {text:?}");
    assert_eq!(jwt.read_access(text, now).is_some(), is_access, "a remembered access token {text:?}");
    assert_eq!(jwt.read(text, TokenType::Refresh, now).is_some(), is_refresh, "a refresh token {text:?}");
    assert_eq!(jwt.read_any(text, now).is_some(), is_access || is_refresh, "any token {text:?}");
    for far in [NOW - 100, NOW + 800_000] {
        assert!(jwt.read_any(text, Timestamp::from_seconds(far)).is_none(), "out of its time {text:?}");
    }
}

fn tokens_hold(given: &Given, text: &str) {
    let (id, user, version) = TOKEN;
    if let Some((named, tag)) = api_token::parse(text) {
        let holds = api_token::verify(&given.secrets, &tag, named, user, version);
        assert_eq!(holds, text == given.api, "an API token {text:?}");
        assert!(!api_token::verify(&given.secrets, &tag, named, user + 1, version), "of somebody else {text:?}");
        assert!(!holds || named == id);
    }
    assert_eq!(given.secrets.open(CONTEXT, text).is_some(), text == given.sealed, "a sealed secret {text:?}");
    assert!(given.secrets.open("otp/8", text).is_none(), "a secret of another row {text:?}");
}

fn cookies_hold(given: &Given, text: &str) {
    let holds = csrf::holds(&given.secrets, text, SESSION, &HMAC_KEY);
    assert_eq!(holds, text == given.csrf, "a token of a form {text:?}");
    let jar = |name: &str, value: &str| {
        let value = HeaderValue::from_str(&format!("a=b; {name}={value}")).ok()?;
        Some(HeaderMap::from_iter([(header::COOKIE, value)]))
    };
    if let Some((session, tag)) = jar(cookie::name(&info()), text).and_then(|headers| cookie::read(&headers, &info())) {
        // What stands behind a `;` is another cookie, and spaces around it are nobody's.
        let shown = text.split(';').next().unwrap_or_default().trim_end();
        let holds = cookie::verify(&given.secrets, &tag, session, &HMAC_KEY);
        assert_eq!(holds, shown == given.cookie, "a cookie {text:?}");
    }
    if let Some(headers) = jar("preau_form", &given.form_cookie) {
        let holds = csrf::form_holds(&given.secrets, &headers, &info(), text);
        assert_eq!(holds, text == given.form, "the field of a form {text:?}");
    }
}

/// Both ends read the same keys, and write what they read.
fn seat_keys_hold(text: &str) {
    let (by_seat, by_place) = (SeatKey::parse(text).ok(), KeptKey::parse(text));
    if let Some(key) = &by_seat {
        assert_eq!(key.reveal(), text.trim(), "a key of a seat is written in one way only");
    }
    let shown = by_seat.filter(|key| key.workstation() > 0).map(|key| key.reveal());
    assert_eq!(by_place.map(|key| key.text()), shown, "both ends read {text:?} alike");
}
