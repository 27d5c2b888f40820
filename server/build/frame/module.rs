//! One module: what it takes and gives, and how it is written inside the frame and beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::paths::{resolve, up};
use super::statements::{Part, part, starts};
use super::{FRAME, Files};

pub(super) struct Module<'a> {
    path: &'a str,
    parts: Vec<Part<'a>>,
}

const DEFAULT: &str = "frame$default";

impl<'a> Module<'a> {
    pub(super) fn read(path: &'a str, text: &'a str, files: &Files) -> Result<Self, String> {
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

    pub(super) fn targets(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Import { target, .. } => Some(target.as_str()),
            _ => None,
        })
    }

    /// Inside the frame.
    pub(super) fn within(&self, place: &impl Fn(&str) -> Option<usize>) -> Result<String, String> {
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

    pub(super) fn exported(&self) -> String {
        let names = self.exports().into_iter().map(|(outer, inner)| match inner == outer {
            true => inner,
            false => format!("{outer}: {inner}"),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// Under the path of a module of the frame.
    pub(super) fn door(&self, path: &str, number: usize) -> String {
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
    pub(super) fn beside(
        &self,
        modules: &BTreeMap<&str, Module<'_>>,
        place: &impl Fn(&str) -> Option<usize>,
    ) -> String {
        let mut code = String::new();
        let mut below = Vec::new();
        self.below(modules, place, &mut below);
        for path in below {
            let _ = write!(code, "import \"{}{path}\";", up(self.path));
        }
        let mut known = Vec::new();
        for part in &self.parts {
            match part {
                Part::Import { text, target, names, is_export } => match place(target) {
                    Some(number) if !is_export => {
                        // A file may be imported from more than once; its place in the frame has one name.
                        if !known.contains(&number) {
                            known.push(number);
                            let _ = write!(code, "import {{ frame${number} }} from \"{}{FRAME}\";", up(self.path));
                        }
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
