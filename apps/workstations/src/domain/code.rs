//! Access codes: six characters without those that are taken for one another (I, O, 0, 1).

use preau_kernel::clock::Chance;

pub const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
pub const LENGTH: usize = 6;

// A byte is a symbol without any being likelier than another.
const _: () = assert!(256 % ALPHABET.len() == 0);

/// A code that nobody can foresee. Whether it is free says the database.
pub fn draw(chance: &Chance) -> String {
    let bytes: [u8; LENGTH] = chance.bytes();
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect()
}

/// As it is stored: any case, spaces anywhere. `None`: no code can read so.
pub fn parse(text: &str) -> Option<String> {
    let mut code = String::with_capacity(LENGTH);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let upper = c.to_ascii_uppercase();
        if code.len() == LENGTH || !u8::try_from(upper).is_ok_and(|byte| ALPHABET.contains(&byte)) {
            return None;
        }
        code.push(upper);
    }
    (code.len() == LENGTH).then_some(code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_symbol_is_drawn_about_equally_often() {
        let chance = Chance::seeded(7);
        let mut seen: BTreeMap<char, u32> = BTreeMap::new();
        for _ in 0..8000 {
            let code = draw(&chance);
            assert_eq!(parse(&code).as_deref(), Some(code.as_str()));
            code.chars().for_each(|c| *seen.entry(c).or_default() += 1);
        }
        // 48 000 symbols: 1500 each, with a deviation of 38.
        assert_eq!(seen.len(), ALPHABET.len());
        assert!(seen.values().all(|count| (1300..1700).contains(count)), "{seen:?}");
    }

    #[test]
    fn case_and_spaces_do_not_matter() {
        assert_eq!(parse(" ab2 c d9\u{a0}").as_deref(), Some("AB2CD9"));
        for wrong in ["", "ABCDE", "ABCDEFG", "ABCDE0", "ABCDE1", "ABCDEI", "ABCDEO", "ABCDÉ2", "ABC-DE2", "ABCDE\0"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_is_a_code(text in "\\PC{0,12}") {
            if let Some(code) = parse(&text) {
                proptest::prop_assert_eq!(code.len(), LENGTH);
                proptest::prop_assert!(code.bytes().all(|byte| ALPHABET.contains(&byte)));
            }
        }
    }
}
