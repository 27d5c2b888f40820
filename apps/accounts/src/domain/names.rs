//! Addresses, usernames, names and phone numbers as people type them, brought to the form that is stored.
//!
//! Addresses: RFC 5321 section 4.5.3.1 for the lengths, and of RFC 5322 only the dot-atom that real mailboxes have.
//! Usernames: Django's `UnicodeUsernameValidator` without `@`, so that a username is never taken for an address.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// Longest address, in bytes.
const MAX_EMAIL: usize = 254;
/// Longest part before the `@`, in bytes.
const MAX_LOCAL: usize = 64;
/// Longest username or name, in characters (Django's columns).
const MAX_NAME: usize = 150;
/// Longest phone number, in characters.
const MAX_PHONE: usize = 32;

/// Why a text was not accepted. The field it stands in is known to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum NameProblem {
    /// Nothing was typed.
    Blank,
    /// Longer than what is stored or than a standard allows.
    TooLong,
    /// Not an address.
    Email,
    /// A character that a username may not have.
    Username,
    /// A control or invisible character in a name.
    Name,
    /// Not a phone number.
    Phone,
}

impl NameProblem {
    /// Stable key of the refusal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Blank => "blank",
            Self::TooLong => "too_long",
            Self::Email => "invalid_email",
            Self::Username => "invalid_username",
            Self::Name => "invalid_name",
            Self::Phone => "invalid_phone",
        }
    }
}

/// The address as it is stored and compared: trimmed, lower case. Domains in any script are accepted, as typed.
///
/// # Errors
/// [`NameProblem::Blank`], [`NameProblem::TooLong`], [`NameProblem::Email`].
pub fn normalise_email(text: &str) -> Result<String, NameProblem> {
    let email = address_key(text);
    if email.is_empty() {
        return Err(NameProblem::Blank);
    }
    let (local, domain) = email.split_once('@').ok_or(NameProblem::Email)?;
    if email.len() > MAX_EMAIL || local.len() > MAX_LOCAL {
        return Err(NameProblem::TooLong);
    }
    let well_formed = local.split('.').all(is_atom) && domain.contains('.') && domain.split('.').all(is_label);
    if well_formed && !domain.ends_with(|c: char| c.is_ascii_digit()) { Ok(email) } else { Err(NameProblem::Email) }
}

/// Lower case may take a letter apart (İ) and leave its marks in another order than NFC has them: so NFC comes last, too.
fn address_key(text: &str) -> String {
    text.trim().nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// RFC 5322 `atext`; the apostrophe is there for O'Brien.
fn is_atom(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
}

/// One label of a domain, in any script.
fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.chars().all(|c| c == '-' || is_word(c))
}

/// The username as it is stored: trimmed, NFKC as Django does, case kept for the eye.
///
/// # Errors
/// [`NameProblem::Blank`], [`NameProblem::TooLong`], [`NameProblem::Username`].
pub fn normalise_username(text: &str) -> Result<String, NameProblem> {
    let username: String = text.trim().nfkc().collect();
    bounded(&username, MAX_NAME)?;
    let allowed = username.chars().all(|c| is_word(c) || ".+-_".contains(c));
    if allowed { Ok(username) } else { Err(NameProblem::Username) }
}

/// What two usernames are compared by: `JDupont` and `jdupont` are one login. Through upper case, so that both small
/// sigmas are one; through lower case before, for what is upper case without being what its small letter becomes (ẞ).
#[must_use]
pub fn username_key(username: &str) -> String {
    let lower = username.trim().nfkc().flat_map(char::to_lowercase);
    lower.flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect()
}

/// What an address or a username that was typed is looked up by.
#[must_use]
pub fn login_key(login: &str) -> String {
    if login.contains('@') { address_key(login) } else { username_key(login) }
}

/// A free username for this person: `ines.d-ornano`, then `ines.d-ornano2` and so on while `taken` says yes.
#[must_use]
pub fn suggest_username(first: &str, last: &str, taken: &dyn Fn(&str) -> bool) -> String {
    let parts: Vec<_> = [first, last].into_iter().map(username_part).filter(|part| !part.is_empty()).collect();
    let stem = if parts.is_empty() { "user".to_owned() } else { parts.join(".") };
    let mut suggestion = stem.clone();
    let mut number = 2u64;
    while taken(&suggestion) {
        suggestion = format!("{stem}{number}");
        number += 1;
    }
    suggestion
}

/// Words joined by dashes, without accents, at most 60 characters.
fn username_part(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // Folding takes letters apart that are one where usernames are kept (Korean syllables).
    let joined: String = words.collect::<Vec<_>>().join("-").nfkc().take(60).collect();
    joined.trim_end_matches('-').to_owned()
}

/// A first or last name: trimmed, runs of spaces made one.
///
/// # Errors
/// [`NameProblem::Blank`], [`NameProblem::TooLong`], [`NameProblem::Name`].
pub fn person_name(text: &str) -> Result<String, NameProblem> {
    let name = spaced(text);
    bounded(&name, MAX_NAME)?;
    if name.chars().any(is_invisible) { Err(NameProblem::Name) } else { Ok(name) }
}

/// A phone number as typed, at least three digits; kept readable, not made international.
///
/// # Errors
/// [`NameProblem::Blank`], [`NameProblem::TooLong`], [`NameProblem::Phone`].
pub fn phone(text: &str) -> Result<String, NameProblem> {
    let phone = spaced(text);
    bounded(&phone, MAX_PHONE)?;
    let allowed = phone.chars().all(|c| c.is_ascii_digit() || " +-.()".contains(c));
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    if allowed && digits >= 3 { Ok(phone) } else { Err(NameProblem::Phone) }
}

fn bounded(text: &str, most: usize) -> Result<(), NameProblem> {
    match text.chars().count() {
        0 => Err(NameProblem::Blank),
        length if length > most => Err(NameProblem::TooLong),
        _ => Ok(()),
    }
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect()
}

/// A letter or digit of any script; combining marks carry the vowels of some.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Control characters, and those that hide or turn around what stands beside them. The joiners of Persian and
/// Indic names (U+200C, U+200D) are not among them.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(" Jean.Dupont@Ecole.Example ", "jean.dupont@ecole.example")]
    #[case("o'brien+devoirs@mail.ecole.fr", "o'brien+devoirs@mail.ecole.fr")]
    #[case("prof@école.fr", "prof@école.fr")]
    #[case("prof@e\u{301}cole.fr", "prof@école.fr")]
    #[case("prof@\u{130}\u{339}cole.fr", "prof@i\u{339}\u{307}cole.fr")]
    fn addresses(#[case] typed: &str, #[case] stored: &str) {
        assert_eq!(normalise_email(typed).as_deref(), Ok(stored));
    }

    #[rstest]
    #[case("  ", NameProblem::Blank)]
    #[case("jean", NameProblem::Email)]
    #[case("@ecole.fr", NameProblem::Email)]
    #[case("jean@", NameProblem::Email)]
    #[case("jean@ecole", NameProblem::Email)]
    #[case("jean@@ecole.fr", NameProblem::Email)]
    #[case("jean@ecole@fr.fr", NameProblem::Email)]
    #[case("jean..dupont@ecole.fr", NameProblem::Email)]
    #[case(".jean@ecole.fr", NameProblem::Email)]
    #[case("jean.@ecole.fr", NameProblem::Email)]
    #[case("jean@ecole..fr", NameProblem::Email)]
    #[case("jean@-ecole.fr", NameProblem::Email)]
    #[case("jean@ecole-.fr", NameProblem::Email)]
    #[case("jean@192.168.0.1", NameProblem::Email)]
    #[case("jean dupont@ecole.fr", NameProblem::Email)]
    #[case("\"jean\"@ecole.fr", NameProblem::Email)]
    #[case("Jean <jean@ecole.fr>", NameProblem::Email)]
    #[case("jean@ecole.fr\r\nbcc: x@y.fr", NameProblem::Email)]
    #[case("jean@eco\u{200b}le.fr", NameProblem::Email)]
    #[case("éric@ecole.fr", NameProblem::Email)]
    fn what_is_not_an_address(#[case] typed: &str, #[case] problem: NameProblem) {
        assert_eq!(normalise_email(typed), Err(problem));
    }

    #[test]
    fn lengths_are_those_of_the_standard() {
        let at = |local: usize| normalise_email(&format!("{}@ecole.fr", "a".repeat(local)));
        assert!(at(64).is_ok());
        assert_eq!(at(65), Err(NameProblem::TooLong));
        let domain = |labels: usize| normalise_email(&format!("a@{}fr", "abcdefghi.".repeat(labels)));
        assert!(domain(25).is_ok());
        assert_eq!(domain(26), Err(NameProblem::TooLong));
        assert_eq!(normalise_email(&format!("a@{}.fr", "b".repeat(64))), Err(NameProblem::Email));
    }

    #[test]
    fn usernames_are_djangos_without_at() {
        for kept in ["nbéranger", "bc", "JDUPONT2", "a.b+c-d_e", "20240017"] {
            assert_eq!(normalise_username(kept).as_deref(), Ok(kept));
        }
        assert_eq!(normalise_username("jean@ecole.fr"), Err(NameProblem::Username));
        assert_eq!(normalise_username("jean dupont"), Err(NameProblem::Username));
        assert_eq!(normalise_username(" "), Err(NameProblem::Blank));
        assert_eq!(normalise_username(&"a".repeat(151)), Err(NameProblem::TooLong));
        assert_eq!(normalise_username("ﬁls").as_deref(), Ok("fils"));
        assert_eq!(username_key("JDupont"), username_key(" jdupont"));
        assert_eq!(username_key("ΝΙΚΟΣ"), username_key("νικος"));
        assert_eq!(username_key("GROẞ"), username_key("groß"), "the large sharp s is upper case already");
        assert_eq!(login_key(" Jean@École.example"), "jean@école.example");
        assert_ne!(username_key("nbéranger"), username_key("nberanger"), "accents tell people apart");
    }

    #[rstest]
    #[case("Jean", "Dupont", "jean.dupont3")]
    #[case("Noël", "de La Fontaine", "noel.de-la-fontaine")]
    #[case("Inès", "d'Ornano", "ines.d-ornano")]
    #[case("", "Œdipe", "oedipe")]
    #[case("?", "!", "user")]
    fn usernames_are_suggested(#[case] first: &str, #[case] last: &str, #[case] expected: &str) {
        let taken = |username: &str| ["jean.dupont", "jean.dupont2"].contains(&username);
        assert_eq!(suggest_username(first, last, &taken), expected);
    }

    #[test]
    fn names_are_trimmed_and_visible() {
        assert_eq!(person_name("  Anne \u{a0} Marie\t").as_deref(), Ok("Anne Marie"));
        assert_eq!(person_name("O’Neill-Łukasz").as_deref(), Ok("O’Neill-Łukasz"));
        assert_eq!(person_name("Jean\u{202e}Dupont"), Err(NameProblem::Name));
        assert_eq!(person_name("Jean\u{0}"), Err(NameProblem::Name));
        assert_eq!(person_name("\n"), Err(NameProblem::Blank));
        assert!(person_name(&"é".repeat(150)).is_ok());
        assert_eq!(person_name(&"é".repeat(151)), Err(NameProblem::TooLong));
    }

    #[test]
    fn phones_are_kept_as_typed() {
        assert_eq!(phone(" +33 6\u{a0}12 34 56 78 ").as_deref(), Ok("+33 6 12 34 56 78"));
        assert_eq!(phone("(01) 23-45.67").as_deref(), Ok("(01) 23-45.67"));
        assert_eq!(phone("06 12 ab"), Err(NameProblem::Phone));
        assert_eq!(phone("+-"), Err(NameProblem::Phone));
        assert_eq!(phone(&"1".repeat(33)), Err(NameProblem::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_stable(text in "\\PC{0,30}", user in "[a-zA-Zé.+_-]{1,10}", host in "[a-zA-Z]{1,10}") {
            for normalise in [normalise_email, normalise_username, person_name, phone] {
                if let Ok(stored) = normalise(&text) {
                    prop_assert_eq!(normalise(&stored), Ok(stored));
                }
            }
            if let Ok(stored) = normalise_email(&format!("{user}@{host}.fr")) {
                prop_assert_eq!(normalise_email(&stored.to_uppercase()), Ok(stored));
            }
        }

        #[test]
        fn a_suggestion_is_a_username_nobody_has(first in "\\PC{0,99}", last in "\\PC{0,99}", crowd in 0usize..5) {
            let asked = std::cell::Cell::new(0);
            let taken = |_: &str| { asked.set(asked.get() + 1); asked.get() <= crowd };
            let suggestion = suggest_username(&first, &last, &taken);
            prop_assert!(normalise_username(&suggestion).is_ok(), "{}", suggestion);
            prop_assert_eq!(asked.get(), crowd + 1);
        }
    }
}
