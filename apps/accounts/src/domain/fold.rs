//! Folding text for comparison: no case, no accents, no ligatures. Never stored, never shown.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// `Cœur d'Été` becomes `coeur d'ete`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        // Letters that Unicode does not take apart, as European keyboards have them.
        match character {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            // What lower-casing İ leaves behind.
            '\u{307}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The letters and digits of [`fold`] only: `N° étudiant` becomes `netudiant`.
pub(crate) fn fold_alphanumeric(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_ligatures_go() {
        assert_eq!(
            fold("Noël Œuvré Łódź STRASSE Straße İzmir"),
            "noel oeuvre lodz strasse strasse izmir"
        );
        assert_eq!(fold("e\u{301}"), fold("é"), "composed or not");
        assert_eq!(fold_alphanumeric(" N° d'étudiant "), "ndetudiant");
        assert_eq!(fold("李小龙"), "李小龙", "other scripts stay");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,20}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }
    }
}
