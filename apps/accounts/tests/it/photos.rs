//! Photos: drawn anew in two sizes, seen by whom they show and by those who keep people.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage};
use preau_testkit::{TestApp, TestEngine, both_engines};
use serde_json::Value;

use super::desk::{self, manager, wrong_fields};
use super::place;

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG that says where it was taken.
fn with_place(jpeg: &[u8]) -> Vec<u8> {
    let secret = b"Exif\0\0MM\0*GPS 48.8566 N 2.3522 E";
    let length = (secret.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, secret, &jpeg[2..]].concat()
}

fn multipart(field: &str, bytes: &[u8]) -> (&'static str, Vec<u8>) {
    let head = format!(
        "--frontiere\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--frontiere\r\n\
         Content-Disposition: form-data; name=\"{field}\"; filename=\"../moi.php\"\r\n\
         Content-Type: application/x-php\r\n\r\n"
    );
    ("multipart/form-data; boundary=frontiere", [head.as_bytes(), bytes, b"\r\n--frontiere--\r\n"].concat())
}

async fn files(test: &TestApp) -> i64 {
    desk::number(test, "SELECT COUNT(*) FROM files").await
}

fn size(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.starts_with(b"\xff\xd8"), "a JPEG");
    let image = image::load_from_memory(bytes).unwrap();
    (image.width(), image.height())
}

both_engines! {
    async fn a_photo_is_drawn_anew_without_what_it_told(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let path = "/api/users/4/photo/";
        manager.get(path).send().await.expect(404);
        let original = with_place(&picture(1000, 500, ImageFormat::Jpeg));
        let (kind, body) = multipart("photo", &original);
        let answer = manager.put(path).body(kind, body).send().await.expect(200).json();
        assert!(answer["photo"].as_str().unwrap().starts_with("/api/users/4/photo/?v="), "{answer}");
        let large = manager.get(answer["photo"].as_str().unwrap()).send().await.expect(200);
        assert_eq!(large.header("content-type"), Some("image/jpeg"));
        assert_eq!(large.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(size(large.bytes()), (512, 256));
        let small = manager.get("/api/users/4/photo/?size=small").send().await.expect(200);
        assert_eq!(size(small.bytes()), (96, 96));
        for kept in [large.bytes(), small.bytes()] {
            assert!(!kept.windows(4).any(|w| w == b"Exif" || w == b"GPS "), "nothing but pixels");
        }
        assert_eq!(files(&test).await, 2);
    }

    async fn a_raw_body_of_each_kind_will_do(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        for (kind, format) in
            [("image/png", ImageFormat::Png), ("image/jpeg", ImageFormat::Jpeg), ("image/webp", ImageFormat::WebP)]
        {
            let photo = picture(40, 40, format);
            manager.put("/api/users/4/photo/").body(kind, photo).send().await.expect(200);
            let kept = manager.get("/api/users/4/photo/").send().await.expect(200);
            assert_eq!(size(kept.bytes()), (40, 40), "never enlarged");
            assert_eq!(files(&test).await, 2, "the one before is gone");
        }
    }

    async fn what_is_no_picture_is_refused(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let path = "/api/users/4/photo/";
        let jpeg = picture(300, 300, ImageFormat::Jpeg);
        for bytes in [b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), vec![], jpeg[..jpeg.len() / 2].to_vec(),
                      b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()] {
            assert_eq!(wrong_fields(manager.put(path).body("image/jpeg", bytes.clone()).send().await), ["photo"]);
            let (kind, body) = multipart("photo", &bytes);
            assert_eq!(wrong_fields(manager.put(path).body(kind, body).send().await), ["photo"]);
        }
        manager.put(path).json(serde_json::json!({"photo": "x"})).send().await.expect(415);
        manager.put(path).send().await.expect(415);
        manager.put(path).body("multipart/form-data", "x").send().await.expect(400);
        let nothing = "--frontiere\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--frontiere--\r\n";
        let answer = manager.put(path).body("multipart/form-data; boundary=frontiere", nothing).send().await;
        assert_eq!(wrong_fields(answer), ["file"]);
        let big = vec![0xff; 10 * 1024 * 1024 + 1];
        manager.put(path).body("image/jpeg", big.clone()).send().await.refused(413, "too_large");
        let (kind, body) = multipart("photo", &big);
        manager.put(path).body(kind, body).send().await.refused(413, "too_large");
        assert_eq!(files(&test).await, 0);
        assert_eq!(manager.get("/api/users/4/").send().await.json()["photo"], Value::Null);
    }

    async fn a_picture_that_is_huge_when_unpacked_is_refused(engine: TestEngine) {
        let test = place::start(engine).await;
        let bomb = picture(12_001, 1, ImageFormat::Png);
        let answer = manager(&test).await.put("/api/users/4/photo/").body("image/png", bomb).send().await;
        assert_eq!(wrong_fields(answer), ["photo"]);
    }

    async fn ones_own_photo_and_nobody_elses(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        manager.put("/api/users/3/photo/").body("image/png", picture(9, 9, ImageFormat::Png)).send().await.expect(200);
        let student = place::logged_in(&test, "etudiant@example.com").await;
        student.get("/api/users/4/photo/").send().await.expect(404);
        student.put("/api/me/photo/").body("image/png", picture(9, 9, ImageFormat::Png)).send().await.expect(200);
        student.get("/api/users/4/photo/").send().await.expect(200);
        student.get("/api/users/3/photo/").send().await.refused(404, "not_found");
        student.put("/api/users/4/photo/").body("image/png", vec![]).send().await.expect(403);
        test.anonymous().get("/api/users/4/photo/").send().await.expect(401);
        student.delete("/api/me/photo/").send().await.expect(204);
        student.get("/api/users/4/photo/").send().await.expect(404);
        assert_eq!(files(&test).await, 2);
    }

    async fn a_photo_that_the_browser_has_is_not_sent_again(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let path = "/api/users/4/photo/";
        manager.put(path).body("image/png", picture(9, 9, ImageFormat::Png)).send().await.expect(200);
        let first = manager.get(path).send().await.expect(200);
        let tag = first.header("etag").unwrap().to_owned();
        assert!(first.header("cache-control").unwrap().contains("private"), "for this person alone");
        let again = manager.get(path).header("if-none-match", &tag).send().await.expect(304);
        assert!(again.bytes().is_empty());
        manager.put(path).body("image/png", picture(8, 8, ImageFormat::Png)).send().await.expect(200);
        manager.get(path).header("if-none-match", &tag).send().await.expect(200);
    }

    async fn no_file_outlives_its_photo_or_its_person(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let png = || picture(9, 9, ImageFormat::Png);
        for user in [3, 4, 5] {
            let path = format!("/api/users/{user}/photo/");
            manager.put(&path).body("image/png", png()).send().await.expect(200);
            manager.put(&path).body("image/png", png()).send().await.expect(200);
        }
        assert_eq!(files(&test).await, 6);
        manager.delete("/api/users/3/photo/").send().await.expect(204);
        let entries = desk::entries(&test).await;
        manager.delete("/api/users/3/photo/").send().await.expect(204);
        assert_eq!(desk::entries(&test).await, entries, "there was none to remove");
        assert_eq!(files(&test).await, 4);
        // A merge: the kept record takes the photo that it lacks, the other one's goes.
        manager.post("/api/users/4/merge/").json(serde_json::json!({"into": 3})).send().await.expect(200);
        manager.get("/api/users/3/photo/").send().await.expect(200);
        manager.post("/api/users/5/merge/").json(serde_json::json!({"into": 3})).send().await.expect(200);
        assert_eq!(files(&test).await, 2);
        manager.delete("/api/users/3/").send().await.expect(204);
        assert_eq!(files(&test).await, 0);
    }

    async fn two_uploads_at_once_leave_one_photo(engine: TestEngine) {
        let test = place::start(engine).await;
        let manager = manager(&test).await;
        let put = || manager.put("/api/users/4/photo/").body("image/png", picture(9, 9, ImageFormat::Png)).send();
        let (a, b) = tokio::join!(put(), put());
        for answer in [a, b] {
                answer.expect(200);
            }
        assert_eq!(files(&test).await, 2);
        manager.get("/api/users/4/photo/").send().await.expect(200);
    }
}
