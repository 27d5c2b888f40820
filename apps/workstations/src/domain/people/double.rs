//! Whether two files are probably of one person.

use chrono::NaiveDate;
use preau_kernel::db::search::fold;

/// What a look-up compares.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub birth: Option<NaiveDate>,
    pub email: Option<&'a str>,
}

/// The same name (accents, case and the order of first and last do not matter) with no birth date that contradicts it, or
/// the same address.
pub fn is_probable(one: Known<'_>, other: Known<'_>) -> bool {
    let same_address = one.email.is_some_and(|email| other.email.is_some_and(|own| own.eq_ignore_ascii_case(email)));
    let contradicted = one.birth.zip(other.birth).is_some_and(|(a, b)| a != b);
    same_address || (name_key(one) == name_key(other) && !contradicted)
}

fn name_key(known: Known<'_>) -> Vec<String> {
    let folded = fold(&format!("{} {}", known.first_name, known.last_name)).replace(['-', '\''], " ");
    let mut words: Vec<String> = folded.split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known<'a>(first_name: &'a str, last_name: &'a str, birth: Option<&str>, email: Option<&'a str>) -> Known<'a> {
        Known { first_name, last_name, birth: birth.map(|text| text.parse().unwrap()), email }
    }

    #[test]
    fn names_are_compared_as_people_say_them() {
        let anne = known("Anne-Zoé", "Lefèvre", Some("2001-02-03"), None);
        assert!(is_probable(anne, known("anne zoe", "LEFEVRE", None, None)));
        assert!(is_probable(anne, known("Lefevre", "Anne-Zoé", Some("2001-02-03"), None)));
        assert!(!is_probable(anne, known("Anne-Zoé", "Lefèvre", Some("1999-02-03"), None)), "namesakes");
        assert!(!is_probable(anne, known("Anne", "Lefèvre", None, None)));
        let by_address = known("A.", "L.", None, Some("Anne@Example.com"));
        assert!(is_probable(by_address, known("Anne", "Lefèvre", None, Some("anne@example.com"))));
    }
}
