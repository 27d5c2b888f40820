//! Whether two files are probably of one person.

use chrono::NaiveDate;
use preau_kernel::db::search::fold;
use serde::Serialize;

/// What a look-up compares.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub birth: Option<NaiveDate>,
    pub email: Option<&'a str>,
    pub phone: Option<&'a str>,
}

/// In what two files agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = LikenessReason)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Name,
    BirthDate,
    Email,
    Phone,
}

/// The same name (accents, case and the order of first and last do not matter) with no birth date that contradicts it, or
/// the same address.
pub fn is_probable(one: Known<'_>, other: Known<'_>) -> bool {
    let same_address = one.email.is_some_and(|email| other.email.is_some_and(|own| own.eq_ignore_ascii_case(email)));
    let contradicted = one.birth.zip(other.birth).is_some_and(|(a, b)| a != b);
    same_address || (name_key(one) == name_key(other) && !contradicted)
}

/// In what they agree, whether or not they are probably of one person.
pub fn reasons(one: Known<'_>, other: Known<'_>) -> Vec<Reason> {
    let same = |a: Option<&str>, b: Option<&str>, key: fn(&str) -> String| {
        a.zip(b).is_some_and(|(a, b)| !key(a).is_empty() && key(a) == key(b))
    };
    let has_name = !name_key(one).is_empty();
    let found = [
        (Reason::Name, has_name && name_key(one) == name_key(other)),
        (Reason::BirthDate, one.birth.is_some() && one.birth == other.birth),
        (Reason::Email, same(one.email, other.email, str::to_lowercase)),
        (Reason::Phone, same(one.phone, other.phone, subscriber)),
    ];
    found.into_iter().filter(|(_, agrees)| *agrees).map(|(reason, _)| reason).collect()
}

/// Where the words that were typed stand in a file: each in the name, or in the address, or among the digits.
pub fn by_words(words: &str, file: Known<'_>) -> Vec<Reason> {
    let typed = fold(words);
    let holds = |text: &str| !typed.is_empty() && typed.split_whitespace().all(|word| text.contains(word));
    let number = subscriber(words);
    let found = [
        (Reason::Name, holds(&fold(&format!("{} {}", file.first_name, file.last_name)))),
        (Reason::Email, file.email.is_some_and(|email| holds(&fold(email)))),
        (Reason::Phone, number.len() > 3 && file.phone.is_some_and(|phone| subscriber(phone).contains(&number))),
    ];
    found.into_iter().filter(|(_, is_there)| *is_there).map(|(reason, _)| reason).collect()
}

/// Its last nine digits: `+33 6…` and `06…` are one number.
pub fn subscriber(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(9)..].iter().collect()
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
        Known { first_name, last_name, birth: birth.map(|text| text.parse().unwrap()), email, phone: None }
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

    #[test]
    fn what_two_files_agree_in_is_told() {
        let asked = Known { phone: Some("+33 6 39 98 00 01"), ..known("Ada", "Lovelace", Some("1990-12-10"), None) };
        let other =
            Known { phone: Some("06.39.98.00.01"), ..known("lovelace", "ADA", Some("1990-12-10"), Some("a@b.fr")) };
        assert_eq!(reasons(asked, other), [Reason::Name, Reason::BirthDate, Reason::Phone]);
        assert_eq!(reasons(known("", "", None, Some("A@b.fr")), other), [Reason::Email]);
        assert!(reasons(known("", "", None, None), known("", "", None, None)).is_empty());
        assert_eq!(subscriber("12"), "12");
    }
}
