//! Paths below `/app/` that are no pages.

use crate::program;

#[tokio::test]
async fn what_cannot_be_a_page_is_not_found() {
    let test = program().await;
    for path in [
        "/app/main.js",
        "/app/people/photo.png",
        "/app/.env",
        "/app/..",
        "/app/../Cargo.toml",
        "/app/%2e%2e/Cargo.toml",
        "/app/%2E%2E%2FCargo",
        "/app/x/../../y",
        "/app/./login",
        "/app//login",
        "/app/login//",
        "/app/a%2Fb",
        "/app/a%5Cb",
        "/app/%00",
        "/app/login%00",
        "/app/%0d%0aset-cookie:%20a=b",
        "/app/%ff",
        "/app/%c0%ae%c0%ae/",
        "/apple",
        "/app.html",
    ] {
        test.anonymous().get(path).send().await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn a_browser_reads_that_it_is_not_found() {
    let test = program().await;
    let browser = test.anonymous().with_header("accept", "text/html").speaking("en");
    let answer = browser.get("/app/nothing.html").send().await.expect(404);
    assert!(answer.text().contains("<h1>Page not found</h1>"), "{}", answer.text());
}
