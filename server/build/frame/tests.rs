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
fn a_file_is_named_once_however_often_it_is_imported_from() {
    let files = bound(&[
        ("main.js", "import { a } from \"./lib.js\";\na();\n"),
        ("lib.js", "export function a() {}\nexport function b() {}\n"),
        ("late.js", "import { a } from \"./lib.js\";\nimport { b } from \"./lib.js\";\na(b);\n"),
    ])
    .unwrap_or_default();
    assert_eq!(
        files["late.js"],
        "import { frame$0 } from \"./frame.js\";const { a } = frame$0;\nconst { b } = frame$0;\na(b);\n"
    );
}

#[test]
fn what_cannot_be_carried_is_refused() {
    for (main, why) in [
        ("export let a = 1;\n", "no function, class or constant"),
        ("export * from \"./b.js\";\n", "does not say what"),
        ("import { a } from \"./nowhere.js\";\n", "there is no ./nowhere.js"),
        ("import { b } from \"./b.js\";\nexport const a = 1;\n", "imports itself"),
    ] {
        let refused = bound(&[("main.js", main), ("b.js", "import { a } from \"./main.js\";\nexport const b = a;\n")]);
        assert!(refused.as_ref().is_err_and(|error| error.contains(why)), "{main}: {refused:?}");
    }
}
