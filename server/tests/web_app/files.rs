//! What lies under `/assets/<hash>/`.

use std::path::{Path, PathBuf};

use axum::http::Method;

use crate::{assets, folder, program, values};

#[tokio::test]
async fn files_are_kept_for_good_under_the_hash_of_all() {
    let test = program().await;
    let browser = test.anonymous();
    let page = browser.get("/app/").send().await.text();
    let folder = folder(&page);
    assert!(assets(&page).iter().all(|path| path.starts_with(&folder)), "{page}");
    for path in assets(&page) {
        let answer = browser.get(&path).send().await.expect(200);
        assert_eq!(answer.header("cache-control"), Some("public, max-age=31536000, immutable"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        let kind = match path.rsplit('.').next().unwrap() {
            "js" => "text/javascript; charset=utf-8",
            "css" => "text/css; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            other => panic!("{other}"),
        };
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        let tag = answer.header("etag").unwrap();
        browser.get(&path).header("if-none-match", tag).send().await.expect(304);
    }
    // Another start of the same program has the same hash.
    assert_eq!(crate::folder(&program().await.anonymous().get("/app/").send().await.text()), folder);
}

#[tokio::test]
async fn another_hash_or_file_is_not_found() {
    let test = program().await;
    let browser = test.anonymous();
    let folder = folder(&browser.get("/app/").send().await.text());
    for path in [
        "/assets/0123456789abcdef/main.js".to_owned(),
        "/assets/main.js".to_owned(),
        "/assets/".to_owned(),
        folder.clone(),
        format!("{folder}/"),
        format!("{folder}/none.js"),
        format!("{folder}/index.html"),
        format!("{folder}/sw.js"),
        format!("{folder}/styles/10-tokens.css"),
        format!("{folder}//main.js"),
        format!("{folder}/main.js/"),
        format!("{folder}/./main.js"),
        format!("{folder}/styles/../main.js"),
        format!("{folder}/../../Cargo.toml"),
        format!("{folder}/main%2ejs"),
        format!("{folder}/%2e%2e/main.js"),
        format!("{folder}/main.js%00"),
        format!("{folder}/main.js%2f"),
        format!("{folder}\\main.js").replace('\\', "%5C"),
        format!("{folder}/MAIN.js"),
    ] {
        browser.get(&path).send().await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn only_what_a_browser_needs_is_in_the_program() {
    let test = program().await;
    let browser = test.anonymous();
    let folder = folder(&browser.get("/app/").send().await.text());
    for name in [
        "package.json",
        "package-lock.json",
        "tsconfig.json",
        "README.md",
        "check",
        "vendor/fetch",
        "vendor/VENDORED.json",
        "vendor/preact.d.ts",
        "dev/serve.mjs",
        "types/api.d.ts",
        "node_modules/preact/package.json",
    ] {
        browser.get(&format!("{folder}/{name}")).send().await.refused(404, "not_found");
    }
    // Their licences want to go along.
    browser.get(&format!("{folder}/vendor/preact.LICENSE")).send().await.expect(200);
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/tests")).into_iter().flatten() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        browser.get(&format!("{folder}/tests/{name}")).send().await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn reading_is_all_that_can_be_done() {
    let test = program().await;
    let browser = test.anonymous();
    let script = format!("{}/main.js", folder(&browser.get("/app/").send().await.text()));
    for path in ["/app/", "/app/login", "/app/sw.js", "/app/manifest.webmanifest", "/favicon.ico", &script] {
        let whole = browser.get(path).send().await.expect(200);
        let head = browser.request(Method::HEAD, path).send().await.expect(200);
        assert!(head.bytes().is_empty(), "{path}");
        assert_eq!(head.header("content-length").unwrap(), whole.bytes().len().to_string(), "{path}");
        assert_eq!(
            (head.header("etag"), head.header("content-type")),
            (whole.header("etag"), whole.header("content-type"))
        );
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = browser.request(method.clone(), path).send().await;
            assert_eq!(answer.status(), 405, "{method} {path}");
            assert!(values(&answer, "allow").contains("GET"), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_stylesheets_of_the_frame_come_as_one_in_the_order_of_their_names() {
    let test = program().await;
    let browser = test.anonymous();
    let page = browser.get("/app/").send().await.text();
    assert_eq!(page.matches("rel=\"stylesheet\"").count(), 1, "{page}");
    let style = browser.get(&format!("{}/styles/frame.css", folder(&page))).send().await.expect(200).text();
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/styles")).unwrap();
    let mut sheets: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    sheets.retain(|path| name(path).ends_with(".css") && name(path).as_str() < "60");
    sheets.sort();
    let mut rest = style.as_str();
    for sheet in sheets {
        let text = std::fs::read_to_string(&sheet).unwrap();
        assert!(!text.contains("@import") && !text.contains("@charset"), "{}: goes first", sheet.display());
        rest = rest.strip_prefix(&text).unwrap_or_else(|| panic!("{} is not where it belongs", sheet.display()));
        rest = rest.strip_prefix('\n').unwrap();
    }
    assert!(rest.is_empty());
}

#[tokio::test]
async fn the_scripts_of_the_frame_come_as_one() {
    let test = program().await;
    let browser = test.anonymous();
    let page = browser.get("/app/").send().await.text();
    let folder = folder(&page);
    let scripts: Vec<_> = assets(&page).into_iter().filter(|path| path.ends_with(".js")).collect();
    let names = ["main.js", "frame.js", "locales/fr/core.js"].map(|name| format!("{folder}/{name}"));
    assert_eq!(scripts, names, "{page}");
    let frame = browser.get(&names[1]).send().await.expect(200).text();
    // Whoever is loaded later, or asks for a module by its path, gets what runs already.
    for path in ["h.js", "session.js", "components/button.js", "pages/login.js"] {
        let script = browser.get(&format!("{folder}/{path}")).send().await.expect(200).text();
        let number = script.split("import { frame$").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
        assert!(frame.contains(&format!("const frame${number} = (() => {{")), "{path}: {script}");
    }
}
