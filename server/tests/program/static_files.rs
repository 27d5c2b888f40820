//! `preau web`: the web app for a host of its own.

use std::path::Path;

use super::process::Home;

#[test]
fn the_whole_web_app_is_written_as_files() {
    let home = Home::new();
    let said =
        home.run(&["web", "--to", "site", "--api", "https://api.example.org", "--name", "Les <Tilleuls>"]).succeeded();
    assert!(said.contains("headers.txt"), "{said}");
    let site = home.path("site");
    let read = |name: &str| std::fs::read_to_string(site.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));

    let page = read("app/index.html");
    assert!(page.contains("data-api=\"https://api.example.org\"") && page.contains("Les &lt;Tilleuls&gt;"), "{page}");
    let mut count = 0;
    for path in page.split("=\"/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        if path.matches('/').count() > 1 && path.starts_with("assets/") || path.starts_with("app/") {
            assert!(site.join(path).is_file(), "{path}");
            count += 1;
        }
    }
    assert!(count > 5, "{page}");
    assert!(read("app/manifest.webmanifest").contains("Les <Tilleuls>"));
    assert!(!read("app/sw.js").contains("{{"));
    assert!(site.join("app/icons/icon-192.png").is_file() && site.join("app/index.html.br").is_file());

    let headers = read("headers.txt");
    for part in [
        "Content-Security-Policy: default-src 'none';",
        "connect-src 'self' https://api.example.org wss://api.example.org;",
        "immutable",
        "no-cache",
        "server.cors_origins",
    ] {
        assert!(headers.contains(part), "{part}:\n{headers}");
    }
    // No place was needed for it, and none was made.
    assert!(!home.path("preau.db").exists());
    // Once more over the same files.
    home.run(&["web", "--to", "site"]).succeeded();
    assert!(read("app/index.html").contains("data-api=\"\""));
    assert!(Path::new(&site).join("headers.txt").is_file());
}

#[test]
fn what_is_wrong_is_said() {
    let home = Home::new();
    home.run(&["web"]).failed(2, "--to");
    home.run(&["web", "--to", "site", "--api", "api.example.org"]).failed(2, "web.api_url");
    home.write("taken", "");
    home.run(&["web", "--to", "taken"]).failed(1, "");
}
