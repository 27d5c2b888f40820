//! Folding text for comparison: no case, no accents, no ligatures (the kernel's), and only letters and digits.

pub(crate) use preau_kernel::db::search::fold;

/// The letters and digits of [`fold`] only: `N° étudiant` becomes `netudiant`.
pub(crate) fn fold_alphanumeric(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_are_left() {
        assert_eq!(fold_alphanumeric("N°\u{a0}d'Étudiant (12)"), "ndetudiant12");
    }
}
