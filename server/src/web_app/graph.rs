//! What `main.js` imports before anything is shown: named in the page, so that the browser asks for all of it at once
//! instead of finding one module inside another.

use std::collections::VecDeque;

use preau_kernel::i18n::Lang;

use super::files;

const ROOT: &str = "main.js";

/// The modules that are imported statically from `main.js` on, nearest first, without it.
pub(super) fn modules() -> Vec<String> {
    let mut found = vec![ROOT.to_owned()];
    let mut open = VecDeque::from(found.clone());
    while let Some(path) = open.pop_front() {
        for import in imports(files::text(&path)) {
            let Some(target) = resolve(&path, import) else { continue };
            if files::assets().contains_key(target.as_str()) && !found.contains(&target) {
                found.push(target.clone());
                open.push_back(target);
            }
        }
    }
    found.split_off(1)
}

/// The texts that every page of a language needs.
pub(super) fn locale(lang: Lang) -> String {
    format!("locales/{}/core.js", lang.code())
}

/// The specifiers of static `import` and `export … from`, which begin a line or follow another statement. Dynamic
/// imports are followed by a parenthesis.
fn imports(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, word) in code.match_indices("import").chain(code.match_indices("export")) {
        let starts = matches!(code[..at].chars().next_back(), None | Some('\n' | ';' | '}'));
        if starts && let Some(specifier) = specifier(&code[at + word.len()..], word == "export") {
            found.push(specifier);
        }
    }
    found
}

/// What stands in quotes behind `import` or `export`, when only names stand between.
fn specifier(rest: &str, is_export: bool) -> Option<&str> {
    let names = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '{' | '}' | '*' | ',' | '_' | '$');
    let quote = rest.find(|c| !names(c))?;
    let between = rest[..quote].trim();
    let mark = rest[quote..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let is_bare = between.is_empty() && !is_export;
    if !is_bare && !between.ends_with("from") {
        return None;
    }
    let text = &rest[quote + 1..];
    Some(&text[..text.find(mark)?])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_static_imports_are_found() {
        let code = r#"// why
import htm from "./vendor/htm.js";
import { a,
  b as c } from '../x.js';
import "./side.js";import*as all from"./all.js";
export { d } from "./d.js";export*from"./e.js";
export const page = () => import("./pages/late.js");
/** @typedef {import("./vendor/preact.js").VNode} VNode */
const text = "import"; export default function from() { return "./no.js"; }
export const important = "./no.js";
reimport "./no.js"
const routes = [{ path: "/people/import", page: "./no.js" }];
"#;
        let mut found = imports(code);
        found.sort_unstable();
        assert_eq!(found, ["../x.js", "./all.js", "./d.js", "./e.js", "./side.js", "./vendor/htm.js"]);
        assert_eq!(resolve("components/a.js", "../x.js").as_deref(), Some("x.js"));
        assert_eq!(resolve("main.js", "./d/e.js").as_deref(), Some("d/e.js"));
        assert_eq!(resolve("main.js", "../out.js"), None);
        assert_eq!(resolve("main.js", "preact"), None);
    }

    #[test]
    fn every_import_of_the_app_leads_to_a_file() {
        let mut astray = Vec::new();
        for (path, file) in files::assets().iter().filter(|(path, _)| path.ends_with(".js")) {
            let code = std::str::from_utf8(file.bytes()).unwrap_or_default();
            for import in imports(code) {
                let target = resolve(path, import);
                if target.as_ref().is_none_or(|target| !files::assets().contains_key(target.as_str())) {
                    astray.push(format!("{path} imports {import}"));
                }
            }
        }
        assert!(astray.is_empty(), "{astray:#?}");
        assert!(!modules().is_empty());
        for lang in Lang::ALL {
            assert!(files::assets().contains_key(locale(lang).as_str()), "{}", locale(lang));
        }
    }
}
