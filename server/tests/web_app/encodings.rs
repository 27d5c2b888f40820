//! Brotli and gzip: the same bytes, under tags of their own.

use std::io::Read;

use crate::{assets, program, values};

#[tokio::test]
async fn whatever_the_encoding_the_content_is_the_same() {
    let test = program().await;
    let browser = test.anonymous();
    let mut paths = assets(&browser.get("/app/").send().await.text());
    paths.extend(["/app/", "/app/sw.js", "/app/manifest.webmanifest", "/api/openapi.json"].map(str::to_owned));
    for path in paths.iter().filter(|path| !path.ends_with(".png")) {
        let plain = browser.get(path).send().await.expect(200);
        assert_eq!(plain.header("content-encoding"), None, "{path}");
        assert!(values(&plain, "vary").contains("accept-encoding"), "{path}");
        let mut tags = vec![plain.header("etag").unwrap().to_owned()];
        for (accepted, encoding) in
            [("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br;q=0.5, gzip", "gzip")]
        {
            let answer = browser.get(path).header("accept-encoding", accepted).send().await.expect(200);
            let Some(used) = answer.header("content-encoding") else {
                assert!(plain.bytes().len() < 300, "{path} is not compressed for {accepted}");
                continue;
            };
            assert_eq!(used, encoding, "{path}");
            assert!(answer.bytes().len() < plain.bytes().len(), "{path}");
            assert_eq!(answer.header("content-length").unwrap_or_default(), answer.bytes().len().to_string(), "{path}");
            assert_eq!(decoded(encoding, answer.bytes()), plain.bytes().to_vec(), "{path} in {encoding}");
            let tag = answer.header("etag").unwrap().to_owned();
            let known = browser.get(path).header("accept-encoding", accepted).header("if-none-match", &tag);
            assert!(known.send().await.expect(304).bytes().is_empty());
            tags.push(tag);
        }
        tags.sort();
        tags.dedup();
        assert!(tags.len() != 2, "{path}: {tags:?}");
    }
    let picture = browser.get("/app/icons/icon-192.png").header("accept-encoding", "br, gzip").send().await.expect(200);
    assert_eq!(picture.header("content-encoding"), None);
}

fn decoded(encoding: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    if encoding == "br" {
        brotli::Decompressor::new(bytes, 4096).read_to_end(&mut out).unwrap();
    } else {
        flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).unwrap();
    }
    out
}
