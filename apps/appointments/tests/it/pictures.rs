//! Pictures of pages and services: uploaded in the back office, drawn anew, read by all under the hash of their content.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, ImageFormat, RgbImage};
use preau_admin::Admin;
use preau_appointments::Appointments;
use preau_audit::Audit;
use preau_calendar::Calendar;
use preau_kernel::module::Module;
use preau_testkit::{TestApp, TestEngine, TestResponse, both_engines};

use super::back_office::opened;
use super::browser::{Browser, hidden};
use super::place::start_among;
use super::practice::{count, exec};

async fn office(engine: TestEngine) -> (TestApp, Browser) {
    let modules: Vec<Arc<dyn Module>> =
        vec![Arc::new(Audit), Arc::new(Calendar), Arc::new(Appointments), Arc::new(Admin)];
    let test = start_among(engine, modules, &[]).await;
    let staff = opened(&test, "admin@example.com").await;
    test.may_leave_jobs();
    (test, staff)
}

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

/// Sends the form of a row with one file.
async fn upload(staff: &Browser, path: &str, typed: &[(&str, &str)], bytes: &[u8]) -> TestResponse {
    let page = staff.open(path).await.expect(200).text();
    let mut body = Vec::new();
    let fields = hidden(&page);
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain(typed.iter().copied());
    for (name, value) in fields.chain([("do", "save")]) {
        body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
    }
    let head = "--cut\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../a.php\"\r\n\
                Content-Type: application/x-php\r\n\r\n";
    body.extend(head.as_bytes());
    body.extend(bytes);
    body.extend(b"\r\n--cut--\r\n");
    let request = staff.0.post(path).header("origin", "null").header("sec-fetch-site", "same-origin");
    request.body("multipart/form-data; boundary=cut", body).send().await
}

const ABOUT: [(&str, &str); 6] = [
    ("title_fr", "À propos"),
    ("slug", "about"),
    ("position", "1"),
    ("is_published", "on"),
    ("image_alt_fr", "Un \"bureau\" clair"),
    ("image_alt_en", "A bright desk"),
];

/// The addresses of the pictures of a page.
async fn shown(test: &TestApp, path: &str) -> Vec<String> {
    let page = test.anonymous().get(path).send().await.expect(200).text();
    let mut found: Vec<_> =
        page.split("/site-images/").skip(1).map(|rest| rest.split_once("jpg").unwrap().0.to_owned()).collect();
    found.sort();
    found.dedup();
    found.into_iter().map(|rest| format!("/site-images/{rest}jpg")).collect()
}

both_engines! {
    async fn a_picture_is_drawn_anew_and_read_by_all(engine: TestEngine) {
        let (test, staff) = office(engine).await;
        let original = with_place(&picture(2000, 1000, ImageFormat::Jpeg));
        let answer = upload(&staff, "/admin/site_pages/2/", &ABOUT, &original).await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        let page = test.anonymous().get("/site/about/").send().await.expect(200).text();
        assert!(page.contains("alt=\"Un &#34;bureau&#34; clair\"") && page.contains("width=\"1600\" height=\"800\""), "{page}");
        assert!(page.contains("property=\"og:image\" content=\"http"), "{page}");
        let english = test.anonymous().get("/site/about/?lang=en").send().await.expect(200).text();
        assert!(english.contains("alt=\"A bright desk\""));
        let paths = shown(&test, "/site/about/").await;
        assert_eq!(paths.len(), 2, "{paths:?}");
        for (path, width) in paths.iter().zip([1600, 800]) {
            let file = test.anonymous().get(path).send().await.expect(200);
            assert_eq!(file.header("content-type"), Some("image/jpeg"));
            assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"));
            assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(image::load_from_memory(file.bytes()).unwrap().width(), width);
            assert!(!file.bytes().windows(4).any(|w| w == b"Exif" || w == b"48.8"));
            let etag = file.header("etag").unwrap().to_owned();
            test.anonymous().get(path).header("if-none-match", &etag).send().await.expect(304);
        }
        let form = staff.open("/admin/site_pages/2/").await.expect(200).text();
        assert!(form.contains("/admin/site_pages/2/file/image/"), "{form}");
        staff.open("/admin/site_pages/2/file/image/").await.expect(200);
        assert_eq!(count(&test, "audit_entries WHERE action = 'record_updated'").await, 2);

        // Another one takes its place; the old address leads nowhere.
        upload(&staff, "/admin/site_pages/2/", &ABOUT, &picture(300, 400, ImageFormat::Png)).await.expect(303);
        let now = shown(&test, "/site/about/").await;
        assert!(now.len() == 2 && now != paths, "{now:?}");
        test.anonymous().get(&paths[0]).send().await.refused(404, "not_found");
        assert_eq!((count(&test, "files").await, count(&test, "site_images").await), (2, 1));
        let fields = hidden(&staff.open("/admin/site_pages/2/delete/").await.expect(200).text());
        staff.send("/admin/site_pages/2/delete/", &fields, &[]).await.expect(303);
        assert_eq!((count(&test, "files").await, count(&test, "site_images").await), (0, 0));
    }

    async fn a_service_has_its_picture_on_the_home_page(engine: TestEngine) {
        let (test, staff) = office(engine).await;
        let typed = [("name_fr", "Séance"), ("minutes", "45"), ("position", "0"), ("is_active", "on"), ("image_alt_fr", "Deux chaises")];
        let answer = upload(&staff, "/admin/services/1/", &typed, &picture(640, 360, ImageFormat::WebP)).await;
        assert_eq!(answer.status(), 303, "{}", answer.text());
        for path in ["/", "/site/services/"] {
            assert_eq!(shown(&test, path).await.len(), 2, "{path}");
            assert!(test.anonymous().get(path).send().await.text().contains("alt=\"Deux chaises\""));
        }
        exec(&test, "UPDATE services SET is_active = FALSE").await;
        assert_eq!(shown(&test, "/").await.len(), 0);
        // An inactive one may be deleted, its files go with it.
        let fields = hidden(&staff.open("/admin/services/1/delete/").await.expect(200).text());
        staff.send("/admin/services/1/delete/", &fields, &[]).await.expect(303);
        assert_eq!(count(&test, "files").await, 0);
    }

    async fn what_is_no_picture_is_refused_and_nothing_is_kept(engine: TestEngine) {
        let (test, staff) = office(engine).await;
        let jpeg = picture(400, 300, ImageFormat::Jpeg);
        let bomb = {
            // A header that promises 30000 times 30000 pixels.
            let mut png = picture(4, 4, ImageFormat::Png);
            png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
            png
        };
        let hostile: [&[u8]; 6] = [
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<?php system($_GET['x']); ?>",
            b"GIF89a\x01\0\x01\0\0\0\0;",
            &jpeg[..jpeg.len() / 2],
            b"\x89PNG\r\n\x1a\n<script>",
            &bomb,
        ];
        for bytes in hostile {
            let answer = upload(&staff, "/admin/site_pages/2/", &ABOUT, bytes).await;
            assert_eq!(answer.status(), 400, "{}", answer.text());
        }
        assert_eq!((count(&test, "files").await, count(&test, "site_images").await), (0, 0));
        assert_eq!(count(&test, "site_pages WHERE id = 2 AND image_alt_fr <> ''").await, 0);
        let large = vec![0xff; 15 * 1024 * 1024 + 1];
        assert!(matches!(upload(&staff, "/admin/site_pages/2/", &ABOUT, &large).await.status(), 400 | 413));
    }
}
