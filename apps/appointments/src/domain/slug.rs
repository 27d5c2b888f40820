//! The part of an address that names a page.

/// Small letters, digits and single hyphens between them: what can be read aloud and needs no escape.
pub fn is_slug(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(is_word)
}

#[cfg(test)]
mod tests {
    use super::is_slug;

    #[test]
    fn an_address_needs_no_escape() {
        for good in ["home", "a-propos", "tarifs-2026", "2"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-", "a--b", "-a", "a-", "À propos", "a/b", "a b", "..", "A", "a?b", "é"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }
}
