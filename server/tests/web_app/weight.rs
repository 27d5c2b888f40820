//! What a visitor must fetch before the first page shows.

use crate::{assets, program};

/// Bytes, compressed.
const MOST: usize = 80_000;

#[tokio::test]
async fn the_first_page_is_light() {
    let test = program().await;
    for lang in ["fr", "en"] {
        let browser = test.anonymous().speaking(lang).with_header("accept-encoding", "br");
        let plain = test.anonymous().speaking(lang).get("/app/").send().await.text();
        let mut paths: Vec<_> = assets(&plain).into_iter().filter(|path| !path.contains("/icons/")).collect();
        paths.push("/app/".to_owned());
        let mut sizes = Vec::new();
        for path in paths {
            let size = browser.get(&path).send().await.expect(200).bytes().len();
            sizes.push((size, path));
        }
        sizes.sort();
        let sum: usize = sizes.iter().map(|(size, _)| size).sum();
        println!("the first page in {lang}: {sum} bytes in {} files", sizes.len());
        assert!(sum <= MOST, "the first page weighs {sum} bytes:\n{sizes:#?}");
    }
}
