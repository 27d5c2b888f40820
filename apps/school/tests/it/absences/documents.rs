//! Documents, hostile ones among them, and who reads them.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};
use preau_testkit::{TestEngine, both_engines};
use serde_json::json;

use super::ground::{enter_other_professor, enter_tutor, lesson_at, multipart, only, take};
use crate::school::{
    STUDENT, count, enter_structure, enter_student, id, logged_in, manager, open, professor, student, tutor,
};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Deflated: `3 0 <</S/JavaScript/JS(app.alert(1))>>`.
const HIDDEN: [u8; 46] = [
    120, 218, 51, 86, 48, 80, 176, 177, 209, 15, 214, 247, 74, 44, 75, 12, 78, 46, 202, 44, 40, 209, 247, 10, 214, 72,
    44, 40, 208, 75, 204, 73, 45, 42, 209, 48, 212, 212, 180, 179, 3, 0, 215, 145, 11, 102,
];

/// A PDF with one object stream.
fn with_objects(filter: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("%PDF-1.5\n2 0 obj\n<</Type/ObjStm/N 1/First 4{filter}>>\nstream\n");
    [head.as_bytes(), data, b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"].concat()
}

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90])).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn with_place(jpeg: &[u8]) -> Vec<u8> {
    let secret = b"Exif\0\0MM\0*GPS 48.8566 N 2.3522 E";
    [&jpeg[..2], &[0xff, 0xe1], &(secret.len() as u16 + 2).to_be_bytes(), secret, &jpeg[2..]].concat()
}

/// A PNG that says it is this large, and holds nothing.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend([width.to_be_bytes(), height.to_be_bytes()].concat());
    header.extend([8, 2, 0, 0, 0]);
    let crc = !header.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d", &header[..], &crc.to_be_bytes(), b"\0\0\0\x04IDAT"].concat()
}

both_engines! {
    async fn a_pdf_is_saved_and_a_picture_is_drawn_anew(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        let student = student(&test).await;
        let path = format!("/api/absences/{}/justification/", id(&only(&student).await));
        let photo = with_place(&picture(600, 300, ImageFormat::Jpeg));
        let files: [(&str, &[u8]); 2] = [("certificat.html", PDF), ("../../photo.svg", &photo)];
        let answer = multipart(student.post(&path), &files, Some("Grippe")).send().await.expect(200).json();
        assert_eq!((answer["status"].clone(), answer["documents"].clone(), answer["reason"].clone()), (json!("justified"), json!(2), json!("Grippe")));
        let whole = manager(&test).await.get(&format!("/api/absences/{}/", id(&answer))).send().await.expect(200).json();
        let names: Vec<_> = whole["document_list"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["certificat.pdf", "photo.jpg"]);
        let pdf = manager(&test).await.get(whole["document_list"][0]["url"].as_str().unwrap()).send().await.expect(200);
        assert_eq!((pdf.header("content-type"), pdf.bytes().as_ref()), (Some("application/pdf"), PDF));
        assert!(pdf.header("content-disposition").unwrap().starts_with("attachment;"), "saved, never shown");
        let picture = student.get(whole["document_list"][1]["url"].as_str().unwrap()).send().await.expect(200);
        for answer in [&pdf, &picture] {
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert!(answer.header("content-security-policy").unwrap().contains("sandbox"));
        }
        assert_eq!(picture.header("content-type"), Some("image/jpeg"));
        assert!(!picture.bytes().windows(4).any(|part| part == b"Exif" || part == b"GPS "), "nothing but pixels");
        // Who read it is kept: the office, not the student.
        assert_eq!(count(&test, "audit_entries WHERE action = 'absence_document_read'").await, 1);
        test.drain_jobs().await;
    }

    async fn what_is_no_document_is_refused_and_nothing_is_kept(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        let student = student(&test).await;
        let path = format!("/api/absences/{}/justification/", id(&only(&student).await));
        let huge = png_header(30_000, 30_000);
        let polyglot = [PDF, b"PK\x03\x04<script>alert(1)</script>"].concat();
        let hidden = with_objects("/Filter/FlateDecode", &HIDDEN);
        let folded = with_objects("/Filter[/ASCIIHexDecode/FlateDecode]", b"789c33");
        let cut = &picture(300, 200, ImageFormat::Png)[..200];
        for (name, bytes, code) in [
            ("certificat.pdf", &b"<!doctype html><script>alert(1)</script>"[..], "Un PDF ou"),
            ("certificat.pdf", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Un PDF ou"),
            ("certificat.pdf", b"MZ\x90\0\x03", "Un PDF ou"),
            ("certificat.pdf", &polyglot, "Un PDF ou"),
            ("certificat.pdf", b"%PDF-1.4 /JavaScript (app.alert(1)) %%EOF", "contient un programme"),
            ("certificat.pdf", &hidden, "contient un programme"),
            ("certificat.pdf", b"%PDF-1.4 <</Encrypt 3 0 R>> %%EOF", "protégé par un mot de passe"),
            ("certificat.pdf", &folded, "ne peut pas être vérifié"),
            ("certificat.pdf", b"%PDF-1.4", "ne peut pas"),
            ("photo.png", &huge, "trop de pixels"),
            ("photo.png", cut, "ne peut pas"),
            ("rien.pdf", b"", "Un PDF ou"),
        ] {
            let answer = multipart(student.post(&path), &[(name, bytes)], None).send().await.refused(400, "invalid").json();
            assert!(answer["errors"]["file"][0].as_str().unwrap().contains(code), "{code}: {answer}");
        }
        multipart(student.post(&path), &[], None).send().await.refused(400, "invalid");
        // One good file does not carry a bad one along.
        multipart(student.post(&path), &[("a.pdf", PDF), ("b.pdf", b"<html>")], Some("x")).send().await.refused(400, "invalid");
        let large = vec![b' '; 10 * 1024 * 1024 + 1];
        multipart(student.post(&path), &[("a.pdf", &large)], None).send().await.expect(413);
        let larger = vec![b' '; 21 * 1024 * 1024];
        multipart(student.post(&path), &[("a.pdf", &larger)], None).send().await.expect(413);
        student.post(&path).json(json!({})).send().await.expect(415);
        assert_eq!(count(&test, "files").await, 0);
        assert_eq!(only(&student).await["status"], "declared");
        for number in 0..5 {
            multipart(student.post(&path), &[(&format!("{number}.pdf"), PDF)], None).send().await.expect(200);
        }
        multipart(student.post(&path), &[("6.pdf", PDF)], None).send().await.refused(409, "too_many_documents");
        test.drain_jobs().await;
    }

    async fn a_document_is_for_its_student_their_tutor_and_the_school(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        enter_tutor(&test).await;
        let other = enter_student(&test, "Zola").await;
        let stranger = enter_other_professor(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent"), (other, "absent")]).await;
        let (student, manager) = (student(&test).await, manager(&test).await);
        let mine = id(&only(&student).await);
        let answer = multipart(student.post(&format!("/api/absences/{mine}/justification/")), &[("a.pdf", PDF)], None).send().await.expect(200).json();
        let whole = student.get(&format!("/api/absences/{}/", id(&answer))).send().await.expect(200).json();
        let url = whole["document_list"][0]["url"].as_str().unwrap();
        for who in [&student, &tutor(&test).await, &professor(&test).await, &manager] {
            who.get(url).send().await.expect(200);
        }
        let theirs = manager.get(&format!("/api/absences/?student={other}")).send().await.expect(200).json()["results"][0]["id"].as_i64().unwrap();
        assert_eq!(stranger, 8);
        let stranger = logged_in(&test, "operateur@example.com").await;
        stranger.get(url).send().await.expect(404);
        stranger.get(&format!("/api/absences/{mine}/")).send().await.expect(404);
        multipart(stranger.post(&format!("/api/absences/{mine}/justification/")), &[("a.pdf", PDF)], None).send().await.expect(404);
        logged_in(&test, "client@example.com").await.get(url).send().await.expect(403);
        test.anonymous().get(url).send().await.expect(401);
        // Another absence's document leads nowhere, and neither does another student's absence.
        let document = whole["document_list"][0]["id"].as_i64().unwrap();
        manager.get(&format!("/api/absences/{theirs}/documents/{document}/")).send().await.expect(404);
        student.get(&format!("/api/absences/{theirs}/documents/{document}/")).send().await.expect(404);
        multipart(student.post(&format!("/api/absences/{theirs}/justification/")), &[("a.pdf", PDF)], None).send().await.expect(404);
        test.drain_jobs().await;
    }

    async fn a_deadline_binds_families_and_not_the_office(engine: TestEngine) {
        let test = open(engine).await;
        enter_structure(&test).await;
        let lesson = lesson_at(&test, 0, 0).await;
        take(&test, lesson, &[(STUDENT, "absent")]).await;
        let student = student(&test).await;
        let path = format!("/api/absences/{}", id(&only(&student).await));
        test.advance(chrono::TimeDelta::days(8));
        let student = logged_in(&test, "etudiant@example.com").await;
        assert_eq!(only(&student).await["can_justify"], false);
        multipart(student.post(&format!("{path}/justification/")), &[("a.pdf", PDF)], None).send().await.refused(409, "deadline_passed");
        let manager = manager(&test).await;
        multipart(manager.post(&format!("{path}/justification/")), &[("a.pdf", PDF)], None).send().await.expect(200);
        let refusal = json!({"accept": false, "reason": "Illisible", "deadline": "2026-12-05"});
        manager.post(&format!("{path}/decision/")).json(&refusal).send().await.expect(200);
        let again = multipart(student.post(&format!("{path}/justification/")), &[("b.pdf", PDF)], None).send().await.expect(200).json();
        assert_eq!(again["status"], "justified");
        manager.post(&format!("{path}/decision/")).json(json!({"accept": true})).send().await.expect(200);
        multipart(student.post(&format!("{path}/justification/")), &[("c.pdf", PDF)], None).send().await.refused(409, "absence_decided");
        test.drain_jobs().await;
    }
}
