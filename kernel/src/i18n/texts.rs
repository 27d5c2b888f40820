//! The texts of one language. Fluent's parser reads them, once; they stay where they stand in the program, in parts, found
//! by their key. (As Fluent's own tree they would take a hundred times the memory of the words, and a hundred times as long
//! to say.) What a text is given stands in it (`{ $n }`), or chooses how it is said: by a number, by the plural of the
//! language for it (CLDR), or by a word.

use std::borrow::Cow;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser::parse_runtime;
use fluent_syntax::unicode::unescape_unicode_to_string;
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use rustc_hash::FxHashMap;

use super::Lang;

pub(super) struct Texts {
    texts: FxHashMap<&'static str, Text>,
    plurals: PluralRules,
}

enum Text {
    Plain(&'static str),
    Pieces(Box<[Piece]>),
}

enum Piece {
    Words(Cow<'static, str>),
    /// What was given by this name.
    Given(&'static str),
    Chosen(Choice),
}

/// Of variants the first that fits, else the usual one.
struct Choice {
    by: &'static str,
    variants: Box<[(Case, Box<[Piece]>)]>,
    usual: usize,
}

enum Case {
    Number(i64),
    /// A word as it is given, or the plural of a number.
    Word(&'static str),
}

impl Texts {
    /// What is wrong with a source: it does not parse, gives a key twice, or has what texts of ours never have.
    pub(super) fn new(lang: Lang, sources: impl Iterator<Item = &'static str>) -> Result<Self, String> {
        let mut locales = PluralRules::get_locales(PluralRuleType::CARDINAL).into_iter();
        let locale = locales.find(|locale| *locale == lang.code()).ok_or("no plurals of this language")?;
        let plurals = PluralRules::create(locale, PluralRuleType::CARDINAL)?;
        let mut texts = FxHashMap::default();
        for source in sources {
            let resource = parse_runtime(source).map_err(|(_, errors)| format!("{errors:?}"))?;
            for entry in &resource.body {
                let (key, pattern) = key_and_pattern(entry)?;
                let text = Text::of(pattern).ok_or_else(|| format!("{key} is not a text of its own"))?;
                if texts.insert(key, text).is_some() {
                    return Err(format!("{key} twice"));
                }
            }
        }
        Ok(Self { texts, plurals })
    }

    /// `None`: there is no such text.
    pub(super) fn with(&self, key: &str, args: &[(&str, &str)]) -> Option<Cow<'static, str>> {
        Some(match self.texts.get(key)? {
            Text::Plain(text) => Cow::Borrowed(text),
            Text::Pieces(pieces) => {
                let mut said = String::new();
                self.say(&mut said, pieces, args);
                Cow::Owned(said)
            }
        })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key)
    }

    /// What is not given shows its name, as Fluent does it.
    fn say(&self, said: &mut String, pieces: &[Piece], args: &[(&str, &str)]) {
        for piece in pieces {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Given(name) => match given(args, name) {
                    Some(value) => said.push_str(value),
                    None => said.extend(["{$", *name, "}"]),
                },
                Piece::Chosen(choice) => self.say(said, self.chosen(choice, args), args),
            }
        }
    }

    fn chosen<'a>(&self, choice: &'a Choice, args: &[(&str, &str)]) -> &'a [Piece] {
        let value = given(args, choice.by);
        // A whole number selects plurals; anything else is text.
        let number = value.and_then(|value| value.parse::<i64>().ok().filter(|number| number.to_string() == *value));
        let fits = |(case, _): &&(Case, Box<[Piece]>)| match (case, number, value) {
            (Case::Number(own), number, _) => number == Some(*own),
            (Case::Word(word), Some(number), _) => self.plural(number) == *word,
            (Case::Word(word), None, value) => value == Some(*word),
        };
        let found = choice.variants.iter().find(fits).or_else(|| choice.variants.get(choice.usual));
        found.map(|(_, pieces)| &**pieces).unwrap_or_default()
    }

    fn plural(&self, number: i64) -> &'static str {
        match self.plurals.select(number.unsigned_abs()) {
            Ok(PluralCategory::ZERO) => "zero",
            Ok(PluralCategory::ONE) => "one",
            Ok(PluralCategory::TWO) => "two",
            Ok(PluralCategory::FEW) => "few",
            Ok(PluralCategory::MANY) => "many",
            Ok(PluralCategory::OTHER) | Err(_) => "other",
        }
    }
}

fn given<'a>(args: &[(&str, &'a str)], name: &str) -> Option<&'a str> {
    args.iter().find(|(given, _)| *given == name).map(|(_, value)| *value)
}

impl Text {
    /// `None`: it has something that texts of ours never have, such as another text.
    fn of(pattern: &Pattern<&'static str>) -> Option<Self> {
        match pattern.elements.as_slice() {
            [PatternElement::TextElement { value }] => Some(Self::Plain(value)),
            _ => pieces(pattern).map(Self::Pieces),
        }
    }
}

fn pieces(pattern: &Pattern<&'static str>) -> Option<Box<[Piece]>> {
    pattern.elements.iter().map(piece).collect()
}

fn piece(element: &PatternElement<&'static str>) -> Option<Piece> {
    let expression = match element {
        PatternElement::TextElement { value } => return Some(Piece::Words(Cow::Borrowed(value))),
        PatternElement::Placeable { expression } => expression,
    };
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => Some(Piece::Given(id.name)),
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            Some(Piece::Words(unescape_unicode_to_string(value)))
        }
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let usual = variants.iter().position(|variant| variant.default)?;
            let variants = variants.iter().map(variant).collect::<Option<_>>()?;
            Some(Piece::Chosen(Choice { by: id.name, variants, usual }))
        }
        _ => None,
    }
}

fn variant(variant: &Variant<&'static str>) -> Option<(Case, Box<[Piece]>)> {
    let case = match variant.key {
        VariantKey::Identifier { name } => Case::Word(name),
        VariantKey::NumberLiteral { value } => Case::Number(value.parse().ok()?),
    };
    Some((case, pieces(&variant.value)?))
}

/// Of a message that is nothing but a text, and needs no other: texts are not kept together.
fn key_and_pattern<'a>(entry: &'a Entry<&'static str>) -> Result<(&'static str, &'a Pattern<&'static str>), String> {
    let Entry::Message(message) = entry else { return Err("something that is no message".to_owned()) };
    let key = message.id.name;
    match &message.value {
        Some(pattern) if message.attributes.is_empty() => Ok((key, pattern)),
        _ => Err(format!("{key} is not a text of its own")),
    }
}

#[cfg(test)]
mod tests {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
    use proptest::prelude::*;

    use super::*;

    fn of(sources: &[&'static str]) -> Result<Texts, String> {
        Texts::new(Lang::Fr, sources.iter().copied())
    }

    #[test]
    fn a_text_is_as_fluent_reads_it() {
        let source = "# of this\na = Bonjour  \nb = { $n } fois\nc =\n    deux\n    lignes\nd = {\"{\"}n{\"\\u00e9}\"}\ne = C\u{2019}est \u{e7}a: = [1]\n";
        let texts = of(&[source]).unwrap();
        let with = |key: &str| texts.with(key, &[("n", "3")]);
        assert_eq!(with("a").as_deref(), Some("Bonjour"));
        assert_eq!(with("b").as_deref(), Some("3 fois"));
        assert_eq!(with("c").as_deref(), Some("deux\nlignes"));
        assert_eq!(with("d").as_deref(), Some("{n\u{e9}}"));
        assert_eq!(with("e").as_deref(), Some("C\u{2019}est \u{e7}a: = [1]"));
        assert_eq!(with("f"), None);
        assert_eq!(["a", "b", "f"].map(|key| texts.has(key)), [true, true, false]);
    }

    /// What Fluent's own bundle says.
    fn by_fluent(lang: Lang, source: &str, args: &[(&str, &str)]) -> String {
        let mut bundle = FluentBundle::new(vec![lang.code().parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle.add_resource(FluentResource::try_new(source.to_owned()).unwrap()).unwrap();
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            match value.parse::<i64>() {
                Ok(number) if number.to_string() == *value => fluent.set(*name, number),
                _ => fluent.set(*name, *value),
            }
        }
        let pattern = bundle.get_message("a").unwrap().value().unwrap();
        bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned()
    }

    fn words() -> impl Strategy<Value = String> {
        let quoted = Just("{ \"{ \\u00e9\" }".to_owned());
        let piece =
            prop_oneof!["[a-z\u{e9}\u{2019} ]{1,5}", Just("{ $n }".to_owned()), Just("{ $m }".to_owned()), quoted];
        prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("x{}", pieces.concat()))
    }

    /// Words, in the midst of which one chooses, and once more within what was chosen.
    fn text() -> impl Strategy<Value = String> {
        let case = prop::sample::select(vec!["zero", "one", "many", "other", "mot", "0", "1", "-1", "7"]);
        words().prop_recursive(2, 12, 3, move |inner| {
            let variants = prop::collection::vec((case.clone(), inner), 1..4);
            (words(), prop::sample::select(vec!["n", "m"]), variants, any::<prop::sample::Index>(), words()).prop_map(
                |(before, by, variants, usual, after)| {
                    let usual = usual.index(variants.len());
                    let variants = variants.iter().enumerate().map(|(at, (case, text))| {
                        format!("\n    {}[{case}] {text}", if at == usual { "*" } else { "" })
                    });
                    format!("{before}{{ ${by} ->{}\n    }}{after}", variants.collect::<String>())
                },
            )
        })
    }

    fn value() -> impl Strategy<Value = String> {
        let numbers = prop_oneof![
            -3_i64..12,
            Just(1_000_000),
            Just(3_000_000),
            -9_000_000_000_000_000_i64..9_000_000_000_000_000
        ];
        prop_oneof![
            numbers.prop_map(|number| number.to_string()),
            prop::sample::select(vec!["mot", "one", "other", "07", "+1", "1.0", "", " 1", "{$n}"])
                .prop_map(str::to_owned),
            "[a-z0-9{}$ <\u{e9}]{0,6}",
        ]
    }

    proptest! {
        #[test]
        fn a_text_is_said_as_fluent_says_it(text in text(), n in value(), m in value(), given in 0..3_usize, is_fr: bool) {
            let lang = if is_fr { Lang::Fr } else { Lang::En };
            let source: &'static str = Box::leak(format!("a = {text}\n").into_boxed_str());
            let texts = Texts::new(lang, [source].into_iter()).unwrap();
            let args = &[("n", &*n), ("m", &*m)][..given];
            prop_assert_eq!(texts.with("a", args).unwrap(), by_fluent(lang, source, args), "{}", source);
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
            "a = { $n ->\n    [1.5] 1\n   *[other] 2\n}\n",
            "a = { NUMBER($n) }\n",
            "a = { NUMBER($n) ->\n   *[other] 2\n}\n",
            "a = {\n",
        ] {
            assert!(of(&[source]).is_err(), "{source}");
        }
    }
}
