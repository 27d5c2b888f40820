#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use rstest::rstest;
use serde_json::Value;

use super::*;

const CHEAP: Argon2Cost = Argon2Cost { memory_kib: 64, passes: 1, lanes: 1 };

/// (password typed, hash stored) of every person of a fixture that has a password.
fn fixture(people: &str, passwords: &str, key: &str) -> Vec<(String, String)> {
    let people: Vec<Value> = serde_json::from_str(people).unwrap();
    let passwords: Vec<Value> = serde_json::from_str(passwords).unwrap();
    passwords
        .iter()
        .filter_map(|typed| {
            let person = people.iter().find(|row| row["fields"].get(key) == Some(&typed[key])).unwrap();
            Some((typed["password"].as_str()?.into(), person["fields"]["password"].as_str()?.into()))
        })
        .collect()
}

#[test]
fn every_hash_of_a_real_django_verifies_with_its_password_and_no_other() {
    let mut all = fixture(
        include_str!("../../../tests/fixtures/django/default-project.json"),
        include_str!("../../../tests/fixtures/django/default-project.passwords.json"),
        "username",
    );
    all.extend(fixture(
        include_str!("../../../tests/fixtures/django/custom-user.json"),
        include_str!("../../../tests/fixtures/django/custom-user.passwords.json"),
        "email",
    ));
    assert_eq!(all.len(), 11 + 5);
    let mut memory = Memory::new();
    for (password, encoded) in &all {
        assert!(verify(password, encoded, &mut memory), "{encoded}");
        assert!(is_usable(encoded) && needs_upgrade(encoded, Argon2Cost::default()), "{encoded}");
    }
    let keys: std::collections::BTreeSet<_> = all.iter().map(|(_, encoded)| Scheme::of(encoded).key()).collect();
    let expected =
        ["argon2id:102400,2,8", "bcrypt_sha256:12", "pbkdf2_sha1:1000000", "pbkdf2_sha256:1000000", "scrypt:16384,8,5"];
    assert_eq!(keys.into_iter().collect::<Vec<_>>(), expected);
    for key in expected {
        let (password, encoded) = all.iter().find(|(_, encoded)| Scheme::of(encoded).key() == key).unwrap();
        assert!(!verify(&format!("{password}x"), encoded, &mut memory), "{encoded}");
    }
}

/// RFC 6070 (4096), the same for SHA-256, the argon2 reference's `test.c`, RFC 7914 section 12, crypt_blowfish's `wrapper.c`.
#[rstest]
#[case("password", "pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE=")]
#[case("password", "pbkdf2_sha256$4096$salt$xeR41ZKIyEGqUw22hFxMjZYok6ABzk4RpJY4c6qYE0o=")]
#[case("password", "argon2$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$wWKIMhR9lyDFvRz9YTZweHKfbftvj+qf+YFY4NeBbtA")]
#[case("password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
#[case(
    "password",
    "scrypt$1024$NaCl$8$16$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA=="
)]
#[case("U*U", "bcrypt$$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
fn published_vectors_verify(#[case] password: &str, #[case] encoded: &str) {
    let mut memory = Memory::new();
    assert!(verify(password, encoded, &mut memory));
    assert!(!verify("Password", encoded, &mut memory));
}

#[rstest]
#[case("", Scheme::Unusable)]
#[case("!1eGzTZtvQjPcbxa4YkQegamH3DgRBtXsxnJYhpVc", Scheme::Unusable)]
#[case("password", Scheme::Unknown)]
#[case("md5$salt$5f4dcc3b5aa765d61d8327deb882cf99", Scheme::Unknown)]
#[case("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$", Scheme::Unknown)]
#[case("$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", Scheme::Unknown)]
#[case("$argon2id$v=19$m=256,t=2,p=1,data=AA$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", Scheme::Unknown)]
#[case("pbkdf2_sha256$999$salt$Eg+2z/z4syxD5yJSVsT4N6hlSMkszDVICAWYfLcL4Xs=", Scheme::Unknown)]
#[case("pbkdf2_sha256$4096$salt$", Scheme::Unknown)]
#[case(
    "scrypt$1023$NaCl$8$1$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA==",
    Scheme::Unknown
)]
#[case("bcrypt$$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", Scheme::Unknown)]
fn what_is_not_a_hash_verifies_nothing(#[case] encoded: &str, #[case] scheme: Scheme) {
    assert_eq!(Scheme::of(encoded), scheme);
    assert!(!is_usable(encoded) && !needs_upgrade(encoded, CHEAP));
    let mut memory = Memory::new();
    for password in ["", "password", encoded] {
        assert!(!verify(password, encoded, &mut memory));
    }
    assert_eq!(memory.len(), 0);
}

#[rstest]
#[case("$argon2id$v=19$m=4294967295,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
#[case("$argon2id$v=19$m=19456,t=4294967295,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
#[case("$argon2id$v=19$m=4294967295,t=1,p=536870912$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4")]
#[case("pbkdf2_sha256$10000001$salt$Eg+2z/z4syxD5yJSVsT4N6hlSMkszDVICAWYfLcL4Xs=")]
#[case(
    "scrypt$9223372036854775808$NaCl$8$1$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA=="
)]
#[case(
    "scrypt$2$NaCl$4294967295$64$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWIurzDZLiKjiG/xCSedmDDaxyevuUqD7m2DYMvfoswGQA=="
)]
#[case("bcrypt$$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")]
fn absurd_costs_are_refused_at_once(#[case] encoded: &str) {
    assert_eq!(Scheme::of(encoded), Scheme::Unknown);
    assert!(!verify("password", encoded, &mut Memory::new()));
}

#[test]
fn a_hash_is_a_phc_string_and_upgrades_only_when_the_cost_changes() {
    let mut memory = Memory::new();
    let encoded = hash("craie", b"0123456789abcdef", CHEAP, &mut memory).unwrap();
    assert!(encoded.starts_with("$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$"), "{encoded}");
    assert!(verify("craie", &encoded, &mut memory));
    assert!(!needs_upgrade(&encoded, CHEAP));
    assert!(needs_upgrade(&encoded, Argon2Cost::default()));
    assert!(needs_upgrade(&format!("argon2{encoded}"), CHEAP), "Django's spelling becomes ours");
    assert_eq!((memory.len(), memory_kib(&encoded)), (64, 64));
}

#[test]
fn lent_memory_never_changes_a_hash() {
    let fresh = hash("craie", &[7; 16], CHEAP, &mut Memory::new()).unwrap();
    let mut used = Memory::new();
    hash("autre", &[9; 16], Argon2Cost { memory_kib: 128, ..CHEAP }, &mut used).unwrap();
    assert_eq!(hash("craie", &[7; 16], CHEAP, &mut used).unwrap(), fresh);
    assert_eq!(used.len(), 128);
}

#[test]
fn a_cost_that_would_not_verify_is_not_hashed() {
    for cost in [
        Argon2Cost { memory_kib: 7, ..CHEAP },
        Argon2Cost { passes: 0, ..CHEAP },
        Argon2Cost { lanes: 0, ..CHEAP },
        Argon2Cost { memory_kib: (1 << 20) + 1, ..CHEAP },
    ] {
        assert_eq!(hash("craie", &[7; 16], cost, &mut Memory::new()), Err(HashError::Cost), "{cost:?}");
    }
}

#[test]
fn memory_is_told_before_it_is_taken() {
    assert_eq!(
        memory_kib(
            "scrypt$16384$s$8$5$ZcFZdgEKuOBgyHbdZQ/wK3sLQRFtEt+NbqQBi7Q4ZEVskCcm0obC+xGpq8O0BoPTy+y/qu/68/Wp3Fu8uirhIw=="
        ),
        16384 + 5
    );
    assert_eq!(memory_kib("!"), 0);
    assert_eq!(Scheme::own(Argon2Cost::default()).memory_kib(), 19_456);
}

#[rstest]
#[case(Scheme::own(CHEAP))]
#[case(Scheme::Pbkdf2 { prf: Prf::Sha256, iterations: 1_000 })]
#[case(Scheme::Pbkdf2 { prf: Prf::Sha1, iterations: 1_000 })]
#[case(Scheme::Bcrypt { prehashed: true, cost: 4 })]
#[case(Scheme::Bcrypt { prehashed: false, cost: 4 })]
#[case(Scheme::Scrypt { log_n: 4, block: 8, lanes: 1 })]
fn a_sample_costs_what_its_scheme_costs_and_verifies_nothing(#[case] scheme: Scheme) {
    let encoded = sample(scheme);
    assert_eq!(Scheme::of(&encoded), scheme, "{encoded}");
    let parts = Encoded::parse(&encoded).unwrap();
    let mut memory = Memory::new();
    assert!(derive(&parts.scheme, "", &parts.salt, parts.digest.len(), &mut memory).is_some(), "really computed");
    for password in ["", ".", "password"] {
        assert!(!verify(password, &encoded, &mut memory));
    }
}

#[test]
fn samples_of_no_scheme_stay_unusable() {
    assert!(!is_usable(&sample(Scheme::Unusable)) && !is_usable(&sample(Scheme::Unknown)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_hashed_verifies(password in ".{0,40}", other in ".{0,40}", salt: [u8; 16]) {
        let mut memory = Memory::new();
        let encoded = hash(&password, &salt, CHEAP, &mut memory).unwrap();
        prop_assert!(verify(&password, &encoded, &mut memory));
        prop_assert_eq!(verify(&other, &encoded, &mut memory), other == password);
    }

    #[test]
    fn rubbish_never_panics(text in ".{0,80}", name in "(argon2|\\$argon2id|scrypt|bcrypt|pbkdf2_sha1)", rest in "[$=,a-z0-9]{0,40}") {
        prop_assert!(!verify("x", &text, &mut Memory::new()));
        let _ = Scheme::of(&format!("{name}${rest}")).key();
    }
}
