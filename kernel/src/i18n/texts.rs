//! The texts of one language. Four fifths of them always say the same: they stay where they stand in the program, found by
//! their key; so do the parts of those that name what they are given (`{ $n }`). Only those that choose by it (plurals) are
//! kept as Fluent's tree, which takes a hundred times the memory of the words themselves, and a hundred times as long.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse_runtime;
use fluent_syntax::serializer::serialize;
use rustc_hash::FxHashMap;

use super::Lang;

pub(super) struct Texts {
    simple: FxHashMap<&'static str, Simple>,
    patterns: FluentBundle<FluentResource>,
}

/// A text that is said without Fluent.
enum Simple {
    Plain(&'static str),
    Filled(Box<[Piece]>),
}

enum Piece {
    Words(&'static str),
    /// What was given by this name.
    Given(&'static str),
}

impl Texts {
    /// What is wrong with a source: it does not parse, gives a key twice, or has what texts of ours never have.
    pub(super) fn new(lang: Lang, sources: impl Iterator<Item = &'static str>) -> Result<Self, String> {
        let id = lang.code().parse().map_err(|_| "language tag".to_owned())?;
        let mut patterns = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would end up inside JSON bodies and mails.
        patterns.set_use_isolating(false);
        let mut simple = FxHashMap::default();
        for source in sources {
            let mut resource = parse_runtime(source).map_err(|(_, errors)| format!("{errors:?}"))?;
            let mut rest = Vec::new();
            for entry in std::mem::take(&mut resource.body) {
                let (key, pattern) = key_and_pattern(&entry)?;
                match Simple::of(pattern) {
                    Some(text) => {
                        if simple.insert(key, text).is_some() {
                            return Err(format!("{key} twice"));
                        }
                    }
                    None => rest.push(entry),
                }
            }
            resource.body = rest;
            let resource =
                FluentResource::try_new(serialize(&resource)).map_err(|(_, errors)| format!("{errors:?}"))?;
            patterns.add_resource(resource).map_err(|errors| format!("{errors:?}"))?;
        }
        match simple.keys().find(|key| patterns.has_message(key)) {
            Some(key) => Err(format!("{key} twice")),
            None => Ok(Self { simple, patterns }),
        }
    }

    /// `None`: there is no such text.
    pub(super) fn with(&self, key: &str, args: &[(&str, &str)]) -> Option<String> {
        if let Some(text) = self.simple.get(key) {
            return Some(text.with(args));
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
        self.simple.contains_key(key) || self.patterns.has_message(key)
    }
}

impl Simple {
    fn of(pattern: &Pattern<&'static str>) -> Option<Self> {
        if let [PatternElement::TextElement { value }] = pattern.elements.as_slice() {
            return Some(Self::Plain(value));
        }
        let piece = |element: &PatternElement<&'static str>| match element {
            PatternElement::TextElement { value } => Some(Piece::Words(value)),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => Some(Piece::Given(id.name)),
            PatternElement::Placeable { .. } => None,
        };
        pattern.elements.iter().map(piece).collect::<Option<_>>().map(Self::Filled)
    }

    /// What is not given shows its name, as Fluent does it.
    fn with(&self, args: &[(&str, &str)]) -> String {
        let pieces = match self {
            Self::Plain(text) => return (*text).to_owned(),
            Self::Filled(pieces) => pieces,
        };
        let mut said = String::new();
        for piece in pieces {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Given(name) => match args.iter().find(|(given, _)| given == name) {
                    Some((_, value)) => said.push_str(value),
                    None => said.extend(["{$", *name, "}"]),
                },
            }
        }
        said
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
    use std::collections::BTreeSet;

    use proptest::prelude::*;

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
        let kept: BTreeSet<_> = texts.simple.keys().copied().collect();
        assert_eq!(kept, ["a", "b", "c", "e"].into(), "only what chooses or quotes is left to Fluent");
    }

    proptest! {
        #[test]
        fn a_text_that_is_given_something_says_it_as_fluent_does(
            pieces in prop::collection::vec(prop_oneof!["[a-zé’ ]{1,5}", Just("{ $n }".to_owned()), Just("{ $m }".to_owned())], 1..6),
            n in "[a-z0-9{}$ <é]{0,6}",
        ) {
            let text = format!("x{}", pieces.concat());
            // Nothing but a choice keeps the other from being simple; both branches say the same.
            let chosen = format!("b = {{ $none ->\n   *[other] {text}\n}}\n");
            let source: &'static str = Box::leak(format!("a = {text}\n{chosen}").into_boxed_str());
            let texts = of(&[source]).unwrap();
            prop_assert_eq!(texts.simple.len(), 1);
            prop_assert_eq!(texts.with("a", &[("n", &n)]), texts.with("b", &[("n", &n)]));
        }
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
