//! Accent- and case-free search: one `search` text per entity, written by the entity's store with [`text`], indexed
//! by trigrams behind `dialect.rs`.
//!
//! Each word stands in the text behind two spaces. A needle of three letters or more matches anywhere in a word; a
//! shorter one matches the beginning of a word, by the same index (`"  du"` is two trigrams).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// At most this many words of a question are used.
const MAX_WORDS: usize = 8;
/// Longer questions are cut here (characters).
const MAX_LENGTH: usize = 200;

/// Lower case, without accents or ligatures, spaces collapsed: `Éve  Lefœuvre` → `eve lefoeuvre`. Also the key by
/// which names are sorted.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            '’' => folded.push('\''),
            c if c.is_whitespace() || c.is_control() => folded.push(' '),
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The search text of a row made of these parts.
pub fn text<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for part in parts {
        for word in fold(part).split(' ').filter(|word| !word.is_empty()) {
            out.push_str("  ");
            out.push_str(word);
            // A second beginning inside compound words: Jean-Pierre is found by `pi`, jean.dupont@… by `du`.
            for (at, _) in word.match_indices(['-', '\'', '.', '_', '@']) {
                if at + 1 < word.len() {
                    out.push_str("  ");
                    out.push_str(&word[at + 1..]);
                }
            }
        }
    }
    out
}

/// What the index is asked for; empty when the question holds no letter.
pub fn needles(question: &str) -> Vec<String> {
    let cut: String = question.chars().take(MAX_LENGTH).collect();
    fold(&cut)
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(|word| if word.chars().count() < 3 { format!("  {word}") } else { word.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_drops_accents_case_and_ligatures() {
        assert_eq!(fold("  Ève\u{a0}LEFŒUVRE–Straße "), "eve lefoeuvre–strasse");
    }

    #[test]
    fn a_compound_word_has_several_beginnings() {
        assert_eq!(text(["Jean-Pierre"]), "  jean-pierre  pierre");
    }

    #[test]
    fn short_needles_are_word_beginnings() {
        assert_eq!(needles("Du Noë"), ["  du", "noe"]);
        assert!(needles(" \u{0} ").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn every_row_is_found_by_each_of_its_words(word in "[a-zA-ZéèïôüçœÉ]{1,12}", other in "[a-z]{0,8}") {
            let row = text([word.as_str(), other.as_str()]);
            for needle in needles(&word) {
                proptest::prop_assert!(row.contains(&needle), "{row:?} lacks {needle:?}");
            }
        }
    }
}
