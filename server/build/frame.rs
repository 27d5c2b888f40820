//! All that `main.js` imports statically, as the one file `frame.js`: many to read, one to load. A browser that asks for
//! fifty files over six connections waits for each row of them.
//!
//! Every module becomes a function that is called once, in the order in which a browser would run them:
//!
//! ```js
//! const frame$3 = (() => {
//! const { signal } = frame$2;          // import { signal } from "./h.js";
//! const theme = signal("auto");        // export const theme = …
//! return { theme };
//! })();
//! ```
//!
//! Modules that are loaded later import from `frame.js` what is in it. Under the path of each of its modules there is
//! still a file, which hands on the same values. What this cannot carry (a circle, an export that is assigned to) is
//! refused, and the program is not built.

use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(crate) const FRAME: &str = "frame.js";

/// Path inside `web/` and text.
pub(crate) type Files = BTreeMap<String, String>;

/// The scripts among `files` as they are served, with `frame.js`.
pub(crate) fn bind(root: &str, files: &Files) -> Result<Files, String> {
    let mut modules = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".js")) {
        modules.insert(path.as_str(), Module::read(path, text, files)?);
    }
    let mut order = Vec::new();
    follow(root, &modules, &mut order, &mut Vec::new())?;
    let place = |path: &str| order.iter().position(|known| *known == path);

    let mut bound = Files::new();
    let mut frame = String::new();
    for (number, path) in order.iter().enumerate() {
        let module = &modules[path];
        let _ = writeln!(frame, "const frame${number} = (() => {{");
        frame.push_str(&module.within(&place)?);
        let _ = writeln!(frame, "\nreturn {{ {} }};\n}})();", module.exported());
        bound.insert((*path).to_owned(), module.door(path, number));
    }
    let names: Vec<_> = (0..order.len()).map(|number| format!("frame${number}")).collect();
    let _ = writeln!(frame, "export {{ {} }};", names.join(", "));
    bound.insert(FRAME.to_owned(), frame);

    for (path, module) in modules.iter().filter(|(path, _)| place(path).is_none()) {
        bound.insert((*path).to_owned(), module.beside(&modules, &place));
    }
    Ok(bound)
}

/// Depth first, each behind what it imports.
fn follow<'a>(
    path: &'a str,
    modules: &'a BTreeMap<&str, Module<'a>>,
    order: &mut Vec<&'a str>,
    open: &mut Vec<&'a str>,
) -> Result<(), String> {
    if order.contains(&path) {
        return Ok(());
    }
    if open.contains(&path) {
        return Err(format!("{path} imports itself: {}", open.join(" > ")));
    }
    let module = modules.get(path).ok_or_else(|| format!("{path} is imported and not there"))?;
    open.push(path);
    for target in module.targets() {
        follow(target, modules, order, open)?;
    }
    open.pop();
    order.push(path);
    Ok(())
}

struct Module<'a> {
    path: &'a str,
    parts: Vec<Part<'a>>,
}

enum Part<'a> {
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

const DEFAULT: &str = "frame$default";

impl<'a> Module<'a> {
    fn read(path: &'a str, text: &'a str, files: &Files) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut done = 0;
        for at in starts(text) {
            if at < done {
                continue;
            }
            let Some((part, length)) = part(path, &text[at..], files)? else { continue };
            parts.push(Part::Code(&text[done..at]));
            parts.push(part);
            done = at + length;
        }
        parts.push(Part::Code(&text[done..]));
        Ok(Self { path, parts })
    }

    fn targets(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Import { target, .. } => Some(target.as_str()),
            _ => None,
        })
    }

    /// Inside the frame.
    fn within(&self, place: &impl Fn(&str) -> Option<usize>) -> Result<String, String> {
        let mut code = String::new();
        for part in &self.parts {
            match part {
                Part::Code(text) => code.push_str(&moved(self.path, text)?),
                Part::Import { target, names, is_export, .. } => {
                    let number = place(target).ok_or_else(|| format!("{target} is not in the frame"))?;
                    code.push_str(&taken(number, names, *is_export));
                }
                Part::List { .. } => {}
                Part::Declared { text, .. } | Part::NamedDefault { text, .. } => code.push_str(text),
                Part::Default { .. } => {
                    let _ = write!(code, "const {DEFAULT} = ");
                }
            }
        }
        Ok(code)
    }

    /// Outer and inner name of all that it exports.
    fn exports(&self) -> Vec<(&'a str, String)> {
        let mut found = Vec::new();
        for part in &self.parts {
            match part {
                Part::Import { names, is_export: true, .. } => {
                    found.extend(names.iter().map(|(_, outer)| (*outer, handed_on(outer))));
                }
                Part::List { names, .. } => {
                    found.extend(names.iter().map(|(inner, outer)| (*outer, (*inner).to_owned())))
                }
                Part::Declared { name, .. } => found.push((name, (*name).to_owned())),
                Part::Default { .. } => found.push(("default", DEFAULT.to_owned())),
                Part::NamedDefault { name, .. } => found.push(("default", (*name).to_owned())),
                Part::Code(_) | Part::Import { .. } => {}
            }
        }
        found
    }

    fn exported(&self) -> String {
        let names = self.exports().into_iter().map(|(outer, inner)| match inner == outer {
            true => inner,
            false => format!("{outer}: {inner}"),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// Under the path of a module of the frame.
    fn door(&self, path: &str, number: usize) -> String {
        let (named, default): (Vec<_>, Vec<_>) = self.exports().into_iter().partition(|(outer, _)| *outer != "default");
        let mut code = format!("import {{ frame${number} }} from \"{}{FRAME}\";\n", up(path));
        if !named.is_empty() {
            let names: Vec<_> = named.into_iter().map(|(outer, _)| outer).collect();
            let _ = writeln!(code, "export const {{ {} }} = frame${number};", names.join(", "));
        }
        if !default.is_empty() {
            let _ = writeln!(code, "export default frame${number}.default;");
        }
        code
    }

    /// Loaded later, beside the frame. What it leads to is named first, so that a browser asks for all of it at once.
    fn beside(&self, modules: &BTreeMap<&str, Module<'_>>, place: &impl Fn(&str) -> Option<usize>) -> String {
        let mut code = String::new();
        let mut below = Vec::new();
        self.below(modules, place, &mut below);
        for path in below {
            let _ = write!(code, "import \"{}{path}\";", up(self.path));
        }
        for part in &self.parts {
            match part {
                Part::Import { text, target, names, is_export } => match place(target) {
                    Some(number) if !is_export => {
                        let _ = write!(code, "import {{ frame${number} }} from \"{}{FRAME}\";", up(self.path));
                        code.push_str(&taken(number, names, false));
                    }
                    _ => code.push_str(text),
                },
                Part::Code(text) | Part::List { text, .. } => code.push_str(text),
                Part::Declared { text, .. } => {
                    code.push_str("export ");
                    code.push_str(text);
                }
                Part::Default { text } | Part::NamedDefault { text, .. } => {
                    code.push_str("export default ");
                    code.push_str(text);
                }
            }
        }
        code
    }

    fn below<'m>(
        &self,
        modules: &'m BTreeMap<&str, Module<'_>>,
        place: &impl Fn(&str) -> Option<usize>,
        found: &mut Vec<&'m str>,
    ) {
        for target in self.targets().filter(|target| place(target).is_none()) {
            let Some((path, module)) = modules.get_key_value(target) else { continue };
            if !found.contains(path) && *path != self.path {
                module.below(modules, place, found);
                if !found.contains(path) {
                    found.push(path);
                }
            }
        }
    }
}

/// Where a statement may begin with `import` or `export`: a line, or behind another statement.
fn starts(text: &str) -> Vec<usize> {
    let found = text.match_indices("import").chain(text.match_indices("export"));
    let is_start = |at: &usize| matches!(text[..*at].chars().next_back(), None | Some('\n' | ';' | '}'));
    let mut found: Vec<_> = found.map(|(at, _)| at).filter(is_start).collect();
    found.sort_unstable();
    found
}

/// The statement at the beginning of `rest`, and how long it is; `None` when it is none of these.
fn part<'a>(path: &str, rest: &'a str, files: &Files) -> Result<Option<(Part<'a>, usize)>, String> {
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

fn handed_on(outer: &str) -> String {
    format!("frame$from_{outer}")
}

/// Takes these names out of a module of the frame.
fn taken(number: usize, names: &[(&str, &str)], is_export: bool) -> String {
    let mut code = String::new();
    for (_, here) in names.iter().filter(|(there, _)| *there == "*") {
        let _ = write!(code, "const {here} = frame${number};");
    }
    let pairs: Vec<_> = names
        .iter()
        .filter(|(there, _)| *there != "*")
        .map(|(there, here)| {
            let here = if is_export { handed_on(here) } else { (*here).to_owned() };
            if *there == here { here } else { format!("{there}: {here}") }
        })
        .collect();
    if !pairs.is_empty() {
        let _ = write!(code, "const {{ {} }} = frame${number};", pairs.join(", "));
    }
    code
}

/// What is loaded later is named from where the frame lies.
fn moved(path: &str, code: &str) -> Result<String, String> {
    if !path.contains('/') {
        return Ok(code.to_owned());
    }
    if code.contains("import.meta") {
        return Err(format!("{path}: import.meta means another path in the frame"));
    }
    let mut done = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("import(") {
        let (before, behind) = rest.split_at(at + "import(".len());
        done.push_str(before);
        rest = behind;
        let Some(mark) = behind.chars().next().filter(|c| matches!(c, '"' | '\'' | '`')) else { continue };
        let text = &behind[1..];
        let end = text.find([mark, '$']).unwrap_or(text.len());
        if let Some(target) = resolve(path, &text[..end]) {
            let _ = write!(done, "{mark}./{target}");
            rest = &text[end..];
        }
    }
    done.push_str(rest);
    Ok(done)
}

/// `../h.js` seen from `components/button.js`; `None` for what is not relative.
fn resolve(from: &str, specifier: &str) -> Option<String> {
    if !specifier.starts_with("./") && !specifier.starts_with("../") {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// From the folder of a file to the topmost one.
fn up(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(files: &[(&str, &str)]) -> Result<Files, String> {
        bind("main.js", &files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    #[test]
    fn what_is_imported_at_once_is_one_file() {
        let files = bound(&[
            ("main.js", "// why\nimport { b as c,\n  d } from './parts/b.js';\nimport lib, { x } from \"./lib.js\";\nstart();\n"),
            ("lib.js", "var t=1;export{t as x};export default function(n){return n}"),
            ("parts/b.js", "import { x } from \"../lib.js\";\nexport { x as y } from \"../lib.js\";\nexport const b = x;\nexport async function d() { return import(\"./late.js\"); }\n"),
            ("parts/late.js", "import { b } from \"./b.js\";\nimport \"./deep.js\";\nexport default function Late() { return b; }\n"),
            ("parts/deep.js", "export class Deep extends Object {}\n"),
        ])
        .unwrap_or_default();
        assert_eq!(
            files[FRAME],
            "const frame$0 = (() => {\nvar t=1;const frame$default = function(n){return n}\nreturn { x: t, default: frame$default };\n})();\n\
             const frame$1 = (() => {\nconst { x } = frame$0;\nconst { x: frame$from_y } = frame$0;\nconst b = x;\nasync function d() { return import(\"./parts/late.js\"); }\n\n\
             return { y: frame$from_y, b, d };\n})();\n\
             const frame$2 = (() => {\n// why\nconst { b: c, d } = frame$1;\nconst { default: lib, x } = frame$0;\nstart();\n\nreturn {  };\n})();\n\
             export { frame$0, frame$1, frame$2 };\n"
        );
        assert_eq!(files["main.js"], "import { frame$2 } from \"./frame.js\";\n");
        assert_eq!(
            files["lib.js"],
            "import { frame$0 } from \"./frame.js\";\nexport const { x } = frame$0;\nexport default frame$0.default;\n"
        );
        assert_eq!(
            files["parts/late.js"],
            "import \"../parts/deep.js\";import { frame$1 } from \"../frame.js\";const { b } = frame$1;\nimport \"./deep.js\";\nexport default function Late() { return b; }\n"
        );
        assert_eq!(files["parts/deep.js"], "export class Deep extends Object {}\n");
    }

    #[test]
    fn what_cannot_be_carried_is_refused() {
        for (main, why) in [
            ("export let a = 1;\n", "no function, class or constant"),
            ("export * from \"./b.js\";\n", "does not say what"),
            ("import { a } from \"./nowhere.js\";\n", "there is no ./nowhere.js"),
            ("import { b } from \"./b.js\";\nexport const a = 1;\n", "imports itself"),
        ] {
            let refused =
                bound(&[("main.js", main), ("b.js", "import { a } from \"./main.js\";\nexport const b = a;\n")]);
            assert!(refused.as_ref().is_err_and(|error| error.contains(why)), "{main}: {refused:?}");
        }
    }
}
