//! Documents that justify an absence: a PDF is kept as it is if it does nothing but show pages, anything else becomes a JPEG
//! within its size.
//!
//! First byte: 0 a file as it is; 1 the inside of a PDF; 2 a dictionary of a stream in its first line, and what is packed
//! into the stream.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::ImageFormat;
use preau_school::domain::absences::document::{Kind, Unfit, name, prepare};

use crate::panics::forgive;
use crate::parts::{choice, line, text};

const LARGE: u32 = 2_200;
const ACTIVE: [&str; 5] = ["/JavaScript", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA"];

pub fn target(data: &[u8]) {
    forgive();
    match choice(data, 3) {
        Some((0, file)) => as_it_is(file),
        Some((1, inside)) => {
            as_it_is(&[b"%PDF-1.7\n", inside, b"\n%%EOF\n"].concat());
        }
        Some((_, rest)) => packed(rest),
        None => {}
    }
}

fn as_it_is(file: &[u8]) {
    match prepare(file) {
        Ok(document) if document.kind == Kind::Pdf => {
            assert!(document.bytes == file && file.starts_with(b"%PDF-"));
            does_nothing(file);
        }
        Ok(document) => {
            let picture = image::load_from_memory_with_format(&document.bytes, ImageFormat::Jpeg).expect("a JPEG");
            assert!(picture.width().max(picture.height()) <= LARGE, "{}×{}", picture.width(), picture.height());
        }
        Err(unfit) => assert!(unfit.code().starts_with("document_")),
    }
    named(file);
}

fn does_nothing(file: &[u8]) {
    let said = text(file);
    for word in ACTIVE.iter().chain(&["/Encrypt"]) {
        assert!(!said.contains(word), "{word} in what was taken");
    }
}

/// What is hidden in a stream is seen wherever a reader would look.
fn packed(data: &[u8]) {
    let (dictionary, inside) = line(data);
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(inside).expect("packed");
    let stream = encoder.finish().expect("packed");
    let begin = format!("%PDF-1.5\n2 0 obj\n<<{}>>\nstream\r\n", text(dictionary));
    let file = [begin.as_bytes(), &stream, b"\nendstream endobj\ntrailer<<>>\n%%EOF\n"].concat();
    let hidden = ACTIVE.iter().find(|word| text(inside).contains(**word));
    match (prepare(&file), hidden) {
        (Ok(_), Some(word)) => panic!("{word} was not seen in {:?} behind {:?}", text(inside), text(dictionary)),
        (Ok(document), None) => assert!(document.bytes == file),
        (Err(Unfit::Unsupported | Unfit::Broken), _) => panic!("a PDF is one"),
        (Err(_), _) => {}
    }
}

/// A name never leads anywhere.
fn named(file: &[u8]) {
    let given = text(&file[..file.len().min(200)]).into_owned();
    for kind in [Kind::Pdf, Kind::Jpeg] {
        let name = name(&given, kind);
        assert!(!name.contains(['/', '\\']) && !name.chars().any(char::is_control), "{name:?}");
        assert!(name.ends_with(".pdf") || name.ends_with(".jpg"), "{name:?}");
        assert!(name.chars().count() <= 90 && !name.starts_with('.'), "{name:?}");
    }
}
