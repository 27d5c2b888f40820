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

mod module;
mod paths;
mod statements;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use module::Module;

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
