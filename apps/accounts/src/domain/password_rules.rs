//! Which passwords are accepted, how strong one is, and the first password of a new account.
//!
//! Source: product.md section 1 (8 to 128 characters, common ones and the person's own name refused, offline), in the
//! spirit of NIST SP 800-63B section 5.1.1.2: no rule on kinds of characters. The lists are zxcvbn's and `common_fr.txt`
//! (folded, most common first).

use std::sync::LazyLock;

use super::chance::{grouped, pick};
use super::fold::{fold, fold_alphanumeric};

/// Fewest characters.
pub const MIN_LENGTH: usize = 8;
/// Most characters.
pub const MAX_LENGTH: usize = 128;

/// A password found in fewer guesses is common.
const FEWEST_GUESSES: u64 = 100_000;
/// Its heart, without the digits and signs around it, may be found sooner, but is not a plain word of a list.
const FEWEST_GUESSES_OF_HEART: u64 = 10_000;
/// Characters before and after the heart that are thought of as decoration: `2024!`.
const DECORATION: usize = 6;
/// Fewer letters are soon found, but then it is the decoration that counts.
const SHORTEST_HEART: usize = 4;
/// Letters and digits that must be left when the person's own names are taken out.
const OWN_PART: usize = 5;
/// A date written out has as many digits.
const DATE_DIGITS: usize = 8;
/// Consonants and digits that are not taken for one another, and never make a word.
const READABLE: &[u8] = b"bcdfghjkmnpqrstvwxz23456789";

static COMMON: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("common_fr.txt").lines().collect());

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum PasswordProblem {
    /// Fewer than [`MIN_LENGTH`] characters.
    TooShort,
    /// More than [`MAX_LENGTH`] characters.
    TooLong,
    /// A NUL or another control character.
    ControlCharacter,
    /// The person's own name, address or username, or hardly more.
    Personal,
    /// Among the first that are tried, or such a one dressed up.
    Common,
}

impl PasswordProblem {
    /// Stable key of the refusal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password_too_short",
            Self::TooLong => "password_too_long",
            Self::ControlCharacter => "password_control_character",
            Self::Personal => "password_personal",
            Self::Common => "password_common",
        }
    }
}

/// Whether `password` may be taken by the person whose names, address and username are in `person`.
///
/// # Errors
/// The first [`PasswordProblem`] found.
pub fn check(password: &str, person: &[&str]) -> Result<(), PasswordProblem> {
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return Err(PasswordProblem::TooShort);
    }
    if length > MAX_LENGTH {
        return Err(PasswordProblem::TooLong);
    }
    if password.chars().any(char::is_control) {
        return Err(PasswordProblem::ControlCharacter);
    }
    let own = own_words(person);
    if is_personal(password, &own) {
        return Err(PasswordProblem::Personal);
    }
    if is_common(password, &own) {
        return Err(PasswordProblem::Common);
    }
    Ok(())
}

/// For a meter: 0 when refused, else 1 (just accepted) to 4 (zxcvbn's scale).
#[must_use]
pub fn strength(password: &str, person: &[&str]) -> u8 {
    if check(password, person).is_err() { 0 } else { u8::from(estimate(password, &own_words(person)).score()).max(1) }
}

/// A first password, to be mailed or read from a slip: `xxxxx-xxxxx-xxxxx`, 71 bits.
#[must_use]
pub fn generate(random: &mut dyn FnMut(&mut [u8])) -> String {
    grouped(&pick(READABLE, 15, random), 5)
}

/// What a stranger who knows the person would try: each name, its words, its words joined, and all of that backwards.
/// Of an address the whole, and what stands before the `@`. Longest first, so that taking out a part never hides the whole.
fn own_words(person: &[&str]) -> Vec<String> {
    let mut own = Vec::new();
    for text in person {
        own.push(fold_alphanumeric(text));
        let folded = fold(text.split('@').next().unwrap_or_default());
        own.push(fold_alphanumeric(&folded));
        own.extend(folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
    }
    own.retain(|word| word.chars().count() >= 3);
    own.extend(own.iter().map(|word| word.chars().rev().collect()).collect::<Vec<String>>());
    own.sort_by_key(|word| std::cmp::Reverse(word.len()));
    own.dedup();
    own
}

fn is_personal(password: &str, own: &[String]) -> bool {
    let plain = fold_alphanumeric(password);
    let unmasked: String = fold(password).chars().map(unmask).filter(|c| c.is_alphanumeric()).collect();
    [plain, unmasked].into_iter().any(|text| {
        let rest = own.iter().fold(text.clone(), |rest, word| rest.replace(word.as_str(), ""));
        let length = rest.chars().count();
        let only_a_date = length <= DATE_DIGITS && rest.chars().all(|c| c.is_ascii_digit());
        rest != text && (length < OWN_PART || only_a_date)
    })
}

fn is_common(password: &str, own: &[String]) -> bool {
    if estimate(password, own).guesses() < FEWEST_GUESSES {
        return true;
    }
    // zxcvbn thinks highly of three parts, were they «password», «2024» and «!».
    let folded: Vec<char> = fold(password).chars().collect();
    let heart = heart(&folded);
    let plain: String = heart.iter().collect();
    let unmasked: String = heart.iter().copied().map(unmask).filter(|c| c.is_alphanumeric()).collect();
    let short = heart.len() < SHORTEST_HEART;
    is_listed(&unmasked) || !short && estimate(&plain, own).guesses() < FEWEST_GUESSES_OF_HEART
}

fn estimate(password: &str, own: &[String]) -> zxcvbn::Entropy {
    let words: Vec<&str> = own.iter().map(String::as_str).chain(COMMON.iter().copied()).collect();
    zxcvbn::zxcvbn(password, &words)
}

/// A word of the French list, once or several times over.
fn is_listed(text: &str) -> bool {
    COMMON.iter().any(|word| !text.is_empty() && text.replace(word, "").is_empty())
}

/// The text without up to [`DECORATION`] characters that are not letters at either end.
fn heart(text: &[char]) -> &[char] {
    let decorated = |c: &&char| !c.is_alphabetic();
    let before = text.iter().take(DECORATION).take_while(decorated).count();
    let rest = text.get(before..).unwrap_or_default();
    let after = rest.iter().rev().take(DECORATION).take_while(decorated).count();
    rest.get(..rest.len() - after).unwrap_or_default()
}

/// The letter that a digit or sign stands for: `m0td3p@$$e`.
fn unmask(character: char) -> char {
    match character {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::chance::tests::counting;
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    const JEAN: [&str; 4] = ["Jean-Noël", "Béranger", "jn.beranger@ecole.example", "jnberanger"];

    #[rstest]
    #[case("Tableau-noir-73")]
    #[case("correct-cheval-pile-agrafe")]
    #[case("Sup3r-secret!42")]
    #[case("nouveau_mot_de_passe")]
    #[case("été à Noël 2024")]
    #[case("fenêtre-bleue-19")]
    #[case("Agrafeuse!88")]
    #[case("密碼學是有趣的事")]
    fn accepted(#[case] password: &str) {
        assert_eq!(check(password, &["Ève", "Martin", "admin@ecole.example"]), Ok(()));
        assert!(strength(password, &[]) >= 1);
    }

    #[rstest]
    #[case("motdepasse")]
    #[case("Motdepasse1")]
    #[case("MOTDEPASSE2024!")]
    #[case("m0td3p@$$e")]
    #[case("mot2passe")]
    #[case("mot_de_passe")]
    #[case("password")]
    #[case("Password2024!")]
    #[case("12345678")]
    #[case("azertyuiop")]
    #[case("Azerty1234!")]
    #[case("qsdfghjklm")]
    #[case("soleil2024!")]
    #[case("SoleilSoleil")]
    #[case("jetaime!!!")]
    #[case("élève1234")]
    #[case("aaaaaaaaaaaa")]
    #[case("marseille13")]
    fn common(#[case] password: &str) {
        assert_eq!(check(password, &[]), Err(PasswordProblem::Common));
        assert_eq!(strength(password, &[]), 0);
    }

    #[rstest]
    #[case("jnberanger")]
    #[case("BÉRANGER")]
    #[case("beranger2024")]
    #[case("Béranger14032007")]
    #[case("b3r4ng3r!!")]
    #[case("Jean-Noël-Béranger")]
    #[case("regnareb12")]
    #[case("NoelBeranger99")]
    fn personal(#[case] password: &str) {
        assert_eq!(check(password, &JEAN), Err(PasswordProblem::Personal));
    }

    #[test]
    fn the_whole_address_is_personal_however_short_its_name() {
        let me = ["Zoé", "d’Arc", "moi@example.com"];
        for password in ["moi@example.com", "Moi@Example.com1", "moiexamplecom"] {
            assert_eq!(check(password, &me), Err(PasswordProblem::Personal), "{password}");
        }
    }

    #[test]
    fn another_persons_name_or_much_more_than_the_name_is_accepted() {
        assert_eq!(check("Kowalczyk-2291-x", &JEAN), Ok(()));
        assert_eq!(check("la fenêtre de Noël est verte", &JEAN), Ok(()));
        assert_eq!(check("Tableau-noir-73", &["Al", "", "@", "Noir"]), Ok(()));
    }

    #[test]
    fn lengths_count_characters_and_control_characters_are_refused() {
        assert_eq!(check("xK9#qé!", &[]), Err(PasswordProblem::TooShort));
        assert_eq!(check("xK9#qé!w", &[]), Ok(()));
        let long: String = "kQ7!vé".chars().cycle().take(129).collect();
        assert_eq!(check(&long, &[]), Err(PasswordProblem::TooLong));
        assert_ne!(check(&long.chars().take(128).collect::<String>(), &[]), Err(PasswordProblem::TooLong));
        assert_eq!(check("xK9#qé!w\0", &[]), Err(PasswordProblem::ControlCharacter));
        assert_eq!(check("xK9#qé!w\n", &[]), Err(PasswordProblem::ControlCharacter));
    }

    #[test]
    fn the_meter_rises() {
        let meter = ["azertyuiop", "Agrafeuse", "Tableau-noir-73 et craie blanche"].map(|p| strength(p, &[]));
        assert!(meter.is_sorted() && meter[0] == 0 && meter[2] == 4, "{meter:?}");
        assert!(strength("vKq7!x2Bz", &[]) > strength("vKq7!x2Bz", &["vkq7!x2"]));
    }

    #[test]
    fn the_list_is_folded_and_has_no_word_twice() {
        let distinct: std::collections::BTreeSet<_> = COMMON.iter().collect();
        assert_eq!(distinct.len(), COMMON.len());
        assert!(COMMON.iter().all(|word| word.len() >= 3 && fold_alphanumeric(word) == **word));
    }

    #[test]
    fn a_first_password_has_seventy_bits() {
        let distinct: std::collections::BTreeSet<_> = READABLE.iter().collect();
        assert_eq!(distinct.len(), READABLE.len());
        let password = generate(&mut counting(9));
        let drawn = password.bytes().filter(|b| READABLE.contains(b)).count();
        assert_eq!((password.len(), drawn), (17, 15));
        assert!((READABLE.len() as f64).log2() * drawn as f64 >= 70.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn a_first_password_is_accepted_and_typed_easily(bytes in proptest::collection::vec(0u8..243, 15)) {
            prop_assume!(bytes.iter().collect::<std::collections::BTreeSet<_>>().len() > 7);
            let mut bytes = bytes.into_iter();
            let password = generate(&mut |slice| slice.fill_with(|| bytes.next().unwrap_or_default()));
            prop_assert_eq!(check(&password, &JEAN), Ok(()));
            prop_assert!(password.bytes().all(|b| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit()));
        }

        #[test]
        fn decorating_a_common_password_never_helps(word in 0usize..60, digits in "[0-9]{1,4}", sign in "[!?.]?") {
            let password = format!("{}{digits}{sign}", COMMON[word]);
            prop_assume!(password.len() >= MIN_LENGTH && COMMON[word].chars().all(char::is_alphabetic));
            prop_assert_eq!(check(&password, &[]), Err(PasswordProblem::Common));
        }

        #[test]
        fn rubbish_never_panics(password in any::<String>(), person in any::<String>()) {
            let _ = strength(&password, &[&person]);
        }
    }
}
