//! The statements by which modules are linked, found in their text. A line of anything else that begins with `import` or
//! `export` is not told from them: the program is then not built, or the tests in a browser fail.

use super::Files;
use super::paths::resolve;

pub(super) enum Part<'a> {
    Code(&'a str),
    /// `import … from "target"`, `export … from "target"`.
    Import {
        text: &'a str,
        target: String,
        names: Vec<(&'a str, &'a str)>,
        is_export: bool,
    },
    /// `export { inner as outer }`
    List {
        text: &'a str,
        names: Vec<(&'a str, &'a str)>,
    },
    /// `export` before a declaration: as it is, without it, and what it declares.
    Declared {
        text: &'a str,
        name: &'a str,
    },
    /// `export default` before something without a name.
    Default {
        text: &'a str,
    },
    /// `export default` before a function with a name.
    NamedDefault {
        text: &'a str,
        name: &'a str,
    },
}

/// Where a statement may begin with `import` or `export`: a line, or behind another statement.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let found = text.match_indices("import").chain(text.match_indices("export"));
    let is_start = |at: &usize| matches!(text[..*at].chars().next_back(), None | Some('\n' | ';' | '}'));
    let mut found: Vec<_> = found.map(|(at, _)| at).filter(is_start).collect();
    found.sort_unstable();
    found
}

/// The statement at the beginning of `rest`, and how long it is; `None` when it is none of these.
pub(super) fn part<'a>(path: &str, rest: &'a str, files: &Files) -> Result<Option<(Part<'a>, usize)>, String> {
    let (word, behind) = rest.split_at("import".len());
    if behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$')) {
        return Ok(None);
    }
    let is_export = word == "export";
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '{' | '}' | '*' | ',' | '_' | '$');
    let stop = behind.find(|c| !plain(c)).unwrap_or(behind.len());
    let between = behind[..stop].trim();
    let quote = behind[stop..].chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote.filter(|_| between.ends_with("from") || between.is_empty() && !is_export) {
        let from = &behind[stop + 1..];
        let end = from.find(quote).ok_or_else(|| format!("{path}: a quote that never ends"))?;
        let target = resolve(path, &from[..end]).filter(|target| files.contains_key(target));
        let target = target.ok_or_else(|| format!("{path}: there is no {}", &from[..end]))?;
        let length = semicolon(rest, word.len() + stop + 1 + end + 1);
        let names = names(between.strip_suffix("from").unwrap_or(between));
        if is_export && names.iter().any(|(inner, _)| *inner == "*") {
            return Err(format!("{path}: export * does not say what"));
        }
        return Ok(Some((Part::Import { text: &rest[..length], target, names, is_export }, length)));
    }
    if is_export { exported(path, rest, behind).map(Some) } else { Ok(None) }
}

fn exported<'a>(path: &str, rest: &'a str, behind: &'a str) -> Result<(Part<'a>, usize), String> {
    let declared = behind.trim_start();
    let head = rest.len() - declared.len();
    if let Some(list) = declared.strip_prefix('{') {
        let end = list.find('}').ok_or_else(|| format!("{path}: a list that never ends"))?;
        let length = semicolon(rest, head + end + 2);
        return Ok((Part::List { text: &rest[..length], names: names(&declared[..end + 2]) }, length));
    }
    if let Some(value) = declared.strip_prefix("default").filter(|value| !value.starts_with(is_of_a_name)) {
        let value = value.trim_start();
        let start = rest.len() - value.len();
        // Up to the name: the rest is code as any other.
        return Ok(match function(value) {
            Some((name, end)) => (Part::NamedDefault { text: &value[..end], name }, start + end),
            None => (Part::Default { text: &value[..0] }, start),
        });
    }
    let constant = declared.strip_prefix("const ").map(|code| (name(code), "const ".len() + name(code).len()));
    let found = function(declared).or(constant).filter(|(name, _)| !name.is_empty());
    let (name, end) = found.ok_or_else(|| format!("{path}: an export that is no function, class or constant"))?;
    Ok((Part::Declared { text: &declared[..end], name }, head + end))
}

/// The name of the function or class that begins here, and where it ends.
fn function(code: &str) -> Option<(&str, usize)> {
    let words = ["async function* ", "async function ", "function* ", "function ", "class "];
    let word = words.into_iter().find(|word| code.starts_with(word))?;
    let name = name(&code[word.len()..]);
    (!name.is_empty() && name != "extends").then(|| (name, word.len() + name.len()))
}

fn name(code: &str) -> &str {
    &code[..code.find(|c| !is_of_a_name(c)).unwrap_or(code.len())]
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

fn semicolon(text: &str, end: usize) -> usize {
    if text[end..].starts_with(';') { end + 1 } else { end }
}

/// `a, { b, c as d }, * as e`: there and here. All of it is `*`.
fn names(list: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut is_braced = false;
    for piece in list.split(',').map(str::trim) {
        is_braced |= piece.starts_with('{');
        let name = piece.trim_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '}'));
        if let Some((there, here)) = name.split_once(" as ") {
            found.push((there.trim(), here.trim()));
        } else if !name.is_empty() {
            found.push(if is_braced || name == "*" { (name, name) } else { ("default", name) });
        }
        is_braced &= !piece.ends_with('}');
    }
    found
}
