//! The texts of one language. Four fifths of them always say the same: they stay where they stand in the program, found by
//! their key. Only those that hold something (`{ $n }`, a plural) are kept as Fluent's tree, which takes a hundred times
//! the memory of the words themselves.

use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse_runtime;
use fluent_syntax::serializer::serialize;

use super::Lang;

pub(super) struct Texts {
    plain: HashMap<&'static str, &'static str>,
    patterns: FluentBundle<FluentResource>,
}

impl Texts {
    /// What is wrong with a source: it does not parse, gives a key twice, or has what texts of ours never have.
    pub(super) fn new(lang: Lang, sources: impl Iterator<Item = &'static str>) -> Result<Self, String> {
        let id = lang.code().parse().map_err(|_| "language tag".to_owned())?;
        let mut patterns = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would end up inside JSON bodies and mails.
        patterns.set_use_isolating(false);
        let mut plain = HashMap::new();
        for source in sources {
            let mut resource = parse_runtime(source).map_err(|(_, errors)| format!("{errors:?}"))?;
            let mut rest = Vec::new();
            for entry in std::mem::take(&mut resource.body) {
                let (key, pattern) = key_and_pattern(&entry)?;
                match pattern.elements.as_slice() {
                    [PatternElement::TextElement { value }] => {
                        if plain.insert(key, *value).is_some() {
                            return Err(format!("{key} twice"));
                        }
                    }
                    _ => rest.push(entry),
                }
            }
            resource.body = rest;
            let resource =
                FluentResource::try_new(serialize(&resource)).map_err(|(_, errors)| format!("{errors:?}"))?;
            patterns.add_resource(resource).map_err(|errors| format!("{errors:?}"))?;
        }
        match plain.keys().find(|key| patterns.has_message(key)) {
            Some(key) => Err(format!("{key} twice")),
            None => Ok(Self { plain, patterns }),
        }
    }

    /// `None`: there is no such text.
    pub(super) fn with(&self, key: &str, args: &[(&str, &str)]) -> Option<String> {
        if let Some(text) = self.plain.get(key) {
            return Some((*text).to_owned());
        }
        let message = self.patterns.get_message(key)?;
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            // A whole number selects plurals; anything else is text.
            match value.parse::<i64>() {
                Ok(number) if number.to_string() == *value => fluent.set(*name, number),
                _ => fluent.set(*name, *value),
            }
        }
        Some(self.patterns.format_pattern(message.value()?, Some(&fluent), &mut Vec::new()).into_owned())
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.plain.contains_key(key) || self.patterns.has_message(key)
    }
}

/// Of a message that is nothing but a text, and needs no other: texts are not kept together.
fn key_and_pattern<'a>(entry: &'a Entry<&'static str>) -> Result<(&'static str, &'a Pattern<&'static str>), String> {
    let Entry::Message(message) = entry else { return Err("something that is no message".to_owned()) };
    let key = message.id.name;
    match &message.value {
        Some(pattern) if message.attributes.is_empty() && !refers(pattern) => Ok((key, pattern)),
        _ => Err(format!("{key} is not a text of its own")),
    }
}

/// Whether another message or a term is part of it.
fn refers(pattern: &Pattern<&str>) -> bool {
    pattern.elements.iter().any(|element| match element {
        PatternElement::TextElement { .. } => false,
        PatternElement::Placeable { expression } => expression_refers(expression),
    })
}

fn expression_refers(expression: &Expression<&str>) -> bool {
    match expression {
        Expression::Inline(inline) => inline_refers(inline),
        Expression::Select { selector, variants } => {
            inline_refers(selector) || variants.iter().any(|variant| refers(&variant.value))
        }
    }
}

fn inline_refers(inline: &InlineExpression<&str>) -> bool {
    match inline {
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => true,
        InlineExpression::Placeable { expression } => expression_refers(expression),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sources: &[&'static str]) -> Result<Texts, String> {
        Texts::new(Lang::Fr, sources.iter().copied())
    }

    #[test]
    fn a_text_is_as_fluent_reads_it_kept_or_not() {
        let source = "# of this\na = Bonjour  \nb = { $n } fois\nc =\n    deux\n    lignes\nd = {\"{\"}n{\"}\"}\ne = C\u{2019}est \u{e7}a: = [1]\n";
        let texts = of(&[source]).unwrap();
        let with = |key: &str| texts.with(key, &[("n", "3")]);
        assert_eq!(with("a").as_deref(), Some("Bonjour"));
        assert_eq!(with("b").as_deref(), Some("3 fois"));
        assert_eq!(with("c").as_deref(), Some("deux\nlignes"));
        assert_eq!(with("d").as_deref(), Some("{n}"));
        assert_eq!(with("e").as_deref(), Some("C\u{2019}est \u{e7}a: = [1]"));
        assert_eq!(with("f"), None);
        assert_eq!(["a", "b", "f"].map(|key| texts.has(key)), [true, true, false]);
        assert_eq!(texts.plain.len(), 2, "only what always says the same");
    }

    #[test]
    fn a_key_is_given_once_whatever_its_text_holds() {
        for twice in [
            &["a = 1\na = 2\n"][..],
            &["a = 1\n", "a = 2\n"],
            &["a = { $n }\n", "a = 2\n"],
            &["a = 1\n", "a = { $n }\n"],
            &["a = { $n }\n", "a = { $m }\n"],
        ] {
            assert!(of(twice).is_err(), "{twice:?}");
        }
    }

    #[test]
    fn what_would_not_be_found_is_an_error() {
        for source in [
            "a = 1\nb = { a } { $n }\n",
            "-a = 1\n",
            "a = 1\n    .title = 2\n",
            "a = { $n ->\n    [one] { b }\n   *[other] 2\n}\n",
            "a = {\n",
        ] {
            assert!(of(&[source]).is_err(), "{source}");
        }
    }
}
