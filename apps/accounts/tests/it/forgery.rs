//! Tokens and cookies that this place did not give, or no longer stands by, open nothing and break nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use preau_kernel::db::Sql;
use preau_kernel::secrets::{Purpose, Secrets};
use preau_testkit::{TestApp, TestEngine, both_engines, scale};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::{Value, json};
use sha2::{Sha256, Sha384, Sha512};

use super::doors::{ADMIN, CLIENT, STUDENT, browser, claims, post, refresh, right, text, user_id};
use super::place;

both_engines! {
    async fn a_token_signed_otherwise_opens_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let own = key(&test, Purpose::Jwt);
        let head = header(&access);
        for real in [&access, &token] {
            let body = claims(real);
            let none = format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(&body));
            let alg = |name: &str| json!({"alg": name, "typ": "JWT", "kid": head["kid"]});
            let mut forged = vec![
                ("no algorithm", none.clone()),
                ("no algorithm, old signature", format!("{none}{}", real.rsplit('.').next().unwrap())),
                ("none in capitals", hs256(&alg("NONE"), &body, b"")),
                ("HS512", sign::<Hmac<Sha512>>(&alg("HS512"), &body, &own)),
                ("HS384", sign::<Hmac<Sha384>>(&alg("HS384"), &body, &own)),
                ("says HS512, is HS256", hs256(&alg("HS512"), &body, &own)),
                ("says HS256, is HS512", sign::<Hmac<Sha512>>(&alg("HS256"), &body, &own)),
                ("RS256 with our key as the public one", hs256(&alg("RS256"), &body, &own)),
                ("ES256", hs256(&alg("ES256"), &body, &own)),
                ("EdDSA", hs256(&alg("EdDSA"), &body, &own)),
                ("no key", hs256(&alg("HS256"), &body, b"")),
                ("the key's name as key", hs256(&alg("HS256"), &body, head["kid"].as_str().unwrap().as_bytes())),
                ("an unknown key", hs256(&json!({"alg": "HS256", "kid": "00000000"}), &body, &own)),
                ("a key that is a path", hs256(&json!({"alg": "HS256", "kid": "../../dev/null"}), &body, b"")),
                ("a key in the header", hs256(&json!({"alg": "HS256", "jwk": {"kty": "oct", "k": "AAAA"}}), &body, b"AAAA")),
                ("critical extension unknown", hs256(&json!({"alg": "HS256", "kid": "x", "crit": ["x"]}), &body, &own)),
            ];
            for purpose in [Purpose::Cookie, Purpose::Csrf, Purpose::ApiToken, Purpose::OneTime, Purpose::Vault] {
                forged.push(("the key of another purpose", hs256(&head, &body, &key(&test, purpose))));
            }
            let elsewhere = Secrets::new("another place's key, as long as is needed", None, &[]);
            forged.push(("another place's key", hs256(&head, &body, &elsewhere.keys(Purpose::Jwt)[0].1)));
            for (what, token) in forged {
                refused(&test, what, &token).await;
            }
        }
        let again = hs256(&head, &claims(&access), &own);
        test.bearer(&again).get("/auth/profile/").send().await.expect(200);
    }

    async fn claims_that_are_not_ours_open_nothing_even_when_signed(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let (foreign, _) = place::pair(&test, ADMIN).await;
        let (own, head) = (key(&test, Purpose::Jwt), header(&access));
        let cookie = browser(&test, STUDENT).await.cookie("preau_session").unwrap();
        let cookie_session: i64 = cookie.split('.').next().unwrap().parse().unwrap();
        let now = test.now().seconds();
        // Both are in the cache, so that nothing there confuses them.
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        test.bearer(&foreign).get("/auth/profile/").send().await.expect(200);
        let changes = [
            ("expired", json!({"exp": now})),
            ("expired long ago", json!({"exp": -1})),
            ("issued in the future", json!({"iat": now + 61, "exp": now + 5000})),
            ("not yet valid", json!({"nbf": now + 61})),
            ("another's login", json!({"sid": claims(&foreign)["sid"]})),
            ("another person", json!({"user_id": claims(&foreign)["user_id"]})),
            ("another person nobody is", json!({"user_id": 999_999})),
            ("a login nobody has", json!({"sid": 999_999})),
            ("a login of a cookie", json!({"sid": cookie_session})),
            ("login zero", json!({"sid": 0})),
            ("a generation to come", json!({"gen": 2})),
            ("a far generation", json!({"gen": i64::MAX})),
            ("no type", json!({"token_type": null})),
            ("an unknown type", json!({"token_type": "admin"})),
            ("a number as text", json!({"user_id": "1"})),
            ("a broken number", json!({"sid": 1.5})),
            ("a huge number", json!({"exp": 1e300})),
            ("for somebody else", json!({"aud": "another service"})),
        ];
        for real in [&access, &token] {
            for (what, change) in &changes {
                let mut body = claims(real);
                for (name, value) in change.as_object().unwrap() {
                    body[name] = value.clone();
                }
                refused(&test, what, &hs256(&head, &body, &own)).await;
                // The same change without the key.
                let unsigned = format!("{}.{}.{}", part(&head), part(&body), real.rsplit('.').next().unwrap());
                refused(&test, what, &unsigned).await;
            }
        }
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        refresh(&test, &token).await.expect(200);
    }

    async fn a_token_is_good_for_its_own_use_only(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, STUDENT).await;
        let api = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        test.bearer(&token).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        refresh(&test, &access).await.refused(401, "token_not_valid");
        refresh(&test, &api).await.refused(401, "token_not_valid");
        test.bearer(&api).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        test.token(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        test.cookie("preau_session", &access).get("/auth/profile/").send().await.refused(401, "not_authenticated");
        for scheme in ["Basic", "Digest", "Workstation", "", "Bearer Bearer"] {
            let client = test.anonymous().with_header("authorization", &format!("{scheme} {access}"));
            assert_eq!(client.get("/auth/profile/").send().await.status(), 401, "{scheme}");
        }
        for scheme in ["bearer", "BEARER"] {
            let client = test.anonymous().with_header("authorization", &format!("{scheme} {access}"));
            client.get("/auth/profile/").send().await.expect(200);
        }
        // A bad credential does not close what is open to all, nor does a good cookie mend it.
        test.bearer("x").post("/api/token/").json(right(STUDENT)).send().await.expect(200);
        let cookie = browser(&test, STUDENT).await.with_header("authorization", "Bearer x");
        cookie.get("/auth/profile/").send().await.refused(401, "token_not_valid");
    }

    async fn a_token_changed_by_one_character_opens_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, STUDENT).await;
        let api = text(&post(&test, "/api-token-auth/", right(STUDENT)).await.expect(200).json(), "token");
        let cookie = browser(&test, STUDENT).await.cookie("preau_session").unwrap();
        for at in 0..access.len() {
            for changed in changes_at(&access, at) {
                let status = test.bearer(&changed).get("/auth/profile/").send().await.status();
                assert_eq!(status, 401, "{changed}");
            }
        }
        for at in 0..api.len() {
            for changed in changes_at(&api, at) {
                assert_eq!(test.token(&changed).get("/auth/profile/").send().await.status(), 401, "{changed}");
            }
        }
        for at in 0..cookie.len() {
            for changed in changes_at(&cookie, at) {
                let client = test.cookie("preau_session", &changed);
                assert_eq!(client.get("/auth/profile/").send().await.status(), 401, "{changed}");
            }
        }
        for whole in [&access, &api] {
            test.bearer(&whole[..whole.len() - 1]).get("/auth/profile/").send().await.expect(401);
        }
    }

    async fn tags_do_not_go_over_to_another_id(engine: TestEngine) {
        let test = place::start(engine).await;
        let client = place::logged_in(&test, STUDENT).await;
        let mut tokens = Vec::new();
        for name in ["one", "two"] {
            let made = client.post("/api/me/tokens/").json(json!({"name": name})).send().await.expect(201).json();
            tokens.push((made["id"].clone(), text(&made, "token")));
        }
        let tag = |token: &str| token.splitn(3, '_').nth(2).unwrap().to_owned();
        for (id, other) in [(&tokens[0].0, &tokens[1].1), (&tokens[1].0, &tokens[0].1)] {
            let forged = format!("preau_{id}_{}", tag(other));
            test.token(&forged).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        }
        for odd in ["preau_", "preau_1", "preau__x", "preau_99999999999999999999_x", "preau_1_", "token", "preau_-1_AAAA"] {
            test.token(odd).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        }
        // A new version of a token's row, as after a rotation by hand, kills what was given before.
        write_version(&test, &tokens[0].0).await;
        let node = test.another_node().await;
        node.token(&tokens[0].1).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        let mine = browser(&test, STUDENT).await.cookie("preau_session").unwrap();
        let other = browser(&test, CLIENT).await.cookie("preau_session").unwrap();
        let (id, _) = mine.split_once('.').unwrap();
        let forged = format!("{id}.{}", other.split_once('.').unwrap().1);
        test.cookie("preau_session", &forged).get("/auth/profile/").send().await.refused(401, "not_authenticated");
    }

    async fn the_tokens_of_somebody_who_is_gone_open_nothing(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, token) = place::pair(&test, CLIENT).await;
        let api = text(&post(&test, "/api-token-auth/", right(CLIENT)).await.expect(200).json(), "token");
        let cookie = browser(&test, CLIENT).await;
        test.bearer(&access).get("/auth/profile/").send().await.expect(200);
        let id = user_id(&test, CLIENT).await;
        let admin = place::logged_in(&test, ADMIN).await;
        admin.delete(&format!("/api/users/{id}/")).send().await.expect(204);
        test.bearer(&access).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        test.token(&api).get("/auth/profile/").send().await.refused(401, "token_not_valid");
        cookie.get("/auth/profile/").send().await.refused(401, "not_authenticated");
        refresh(&test, &token).await.refused(401, "token_not_valid");
        post(&test, "/api/token/verify/", json!({"token": access})).await.refused(401, "token_not_valid");
        post(&test, "/api/token/", right(CLIENT)).await.refused(401, "invalid_credentials");
        test.drain_jobs().await;
    }

    async fn rubbish_is_refused_and_never_breaks_anything(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, STUDENT).await;
        let parts: Vec<String> = access.split('.').map(str::to_owned).collect();
        let piece = prop_oneof![
            any::<Vec<u8>>(),
            "[A-Za-z0-9_-]{0,60}".prop_map(String::into_bytes),
            prop::sample::select(parts).prop_map(String::into_bytes),
            any::<i64>().prop_map(|n| n.to_string().into_bytes()),
            Just(b"preau".to_vec()),
        ];
        let rubbish = (prop::collection::vec(piece, 0..5), prop::sample::select(vec![".", "_", " ", "", "="]))
            .prop_map(|(pieces, join)| pieces.join(join.as_bytes()));
        let config = Config { cases: scale(300, 20_000), failure_persistence: None, ..Config::default() };
        tokio::task::block_in_place(|| {
            TestRunner::new(config).run(&rubbish, |bytes| {
                tokio::runtime::Handle::current().block_on(throw(&test, &access, bytes))
            })
        })
        .unwrap_or_else(|error| panic!("{error}"));
    }

    async fn a_token_of_any_size_is_refused_quickly(engine: TestEngine) {
        let test = place::start(engine).await;
        let (access, _) = place::pair(&test, STUDENT).await;
        for token in ["x".repeat(100_000), format!("{access}{}", "A".repeat(100_000)), ".".repeat(100_000)] {
            refused(&test, "100 kB", &token).await;
            test.token(&token).get("/auth/profile/").send().await.refused(401, "token_not_valid");
            test.cookie("preau_session", &token).get("/auth/profile/").send().await.expect(401);
        }
    }
}

/// As access token, refresh token, at verification and at logout.
async fn refused(test: &TestApp, what: &str, token: &str) {
    let status = test.bearer(token).get("/auth/profile/").send().await.status();
    assert_eq!(status, 401, "{what} opens as an access token: {token}");
    assert_eq!(refresh(test, token).await.status(), 401, "{what} refreshes: {token}");
    let status = post(test, "/token/verify/", json!({"token": token})).await.status();
    assert_eq!(status, 401, "{what} verifies: {token}");
}

async fn throw(test: &TestApp, access: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if text == access {
        return Ok(());
    }
    let printable: String = text.chars().filter(|c| !c.is_control()).collect();
    for value in [format!("Bearer {printable}"), format!("Token {printable}"), printable.clone()] {
        let answer = test.anonymous().with_header("authorization", &value).get("/auth/profile/").send().await;
        prop_assert_eq!(answer.status(), 401, "{}", value);
    }
    let cookie = test.cookie("preau_session", &printable.replace([';', ','], "")).get("/auth/profile/").send().await;
    prop_assert_eq!(cookie.status(), 401);
    for (path, field) in [("/api/token/refresh/", "refresh"), ("/token/verify/", "token")] {
        let status = post(test, path, json!({field: text})).await.status();
        prop_assert!(matches!(status, 400 | 401), "{} {}: {}", path, status, text);
    }
    Ok(())
}

/// The text with one character turned into some others of the alphabet of tokens.
fn changes_at(text: &str, at: usize) -> Vec<String> {
    let others = if preau_testkit::scale(true, false) { "Aw9" } else { "ABCDwxyz0189-_." };
    let was = text.as_bytes()[at] as char;
    let changed = others.chars().filter(|other| *other != was);
    changed.map(|other| format!("{}{other}{}", &text[..at], &text[at + 1..])).collect()
}

fn key(test: &TestApp, purpose: Purpose) -> [u8; 32] {
    test.app().secrets().keys(purpose)[0].1
}

fn header(token: &str) -> Value {
    let bytes = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap()).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).unwrap())
}

fn hs256(header: &Value, claims: &Value, key: &[u8]) -> String {
    sign::<Hmac<Sha256>>(header, claims, key)
}

fn sign<M: Mac + KeyInit>(header: &Value, claims: &Value, key: &[u8]) -> String {
    let text = format!("{}.{}", part(header), part(claims));
    let mut mac = <M as KeyInit>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

async fn write_version(test: &TestApp, id: &Value) {
    let tx = test.db().write_tx().await.unwrap();
    tx.exec(&format!("UPDATE api_tokens SET version = version + 1 WHERE id = {id}"), vec![]).await.unwrap();
    tx.commit().await.unwrap();
}
