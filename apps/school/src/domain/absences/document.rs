//! Documents that justify an absence: whatever a file is called and says it is, its first bytes decide. Pictures are
//! drawn anew, so that nothing but pixels is kept; a PDF is kept as it is and is only ever saved, never shown.

use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::pdf;

/// Bytes of an upload.
pub const LIMIT: usize = 10 * 1024 * 1024;
/// Longest side of what is kept of a picture: a page of A4 can be read.
const LARGE: u32 = 2200;
const MAX_SIDE: u32 = 12_000;
const MAX_PIXELS: u64 = 50_000_000;
const MAX_ALLOC: u64 = 256 << 20;
const QUALITY: u8 = 82;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pdf,
    Jpeg,
}

impl Kind {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Neither PDF nor JPEG, PNG or WebP, or something else as well.
    Unsupported,
    /// More pixels than are read.
    TooLarge,
    /// Of a known kind, but it cannot be read.
    Broken,
    /// A PDF that runs something, or carries files.
    Active,
    /// A PDF that cannot be read without a password.
    Encrypted,
    /// A PDF of whose parts nothing can be said.
    Opaque,
}

impl Unfit {
    pub fn code(self) -> &'static str {
        match self {
            Self::Unsupported => "document_unsupported",
            Self::TooLarge => "document_too_large",
            Self::Broken => "document_broken",
            Self::Active => "document_active",
            Self::Encrypted => "document_encrypted",
            Self::Opaque => "document_opaque",
        }
    }
}

/// Takes up to a second and some hundred megabytes for the largest picture: callers run few at a time.
///
/// # Errors
/// See [`Unfit`].
pub fn prepare(bytes: &[u8]) -> Result<Document, Unfit> {
    if bytes.starts_with(b"%PDF-") {
        pdf::check(bytes)?;
        return Ok(Document { kind: Kind::Pdf, bytes: bytes.to_vec() });
    }
    // A decoder that panics has met a broken picture, too.
    let drawn = catch_unwind(|| drawn_anew(bytes)).unwrap_or(Err(Unfit::Broken))?;
    Ok(Document { kind: Kind::Jpeg, bytes: drawn })
}

/// What it is called from now on: the name it came with, with the end that is true.
pub fn name(given: &str, kind: Kind) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let kept: String = stem.chars().filter(|c| !c.is_control()).take(80).collect();
    // A dot at its beginning would hide it where it is saved.
    let kept = kept.trim_start_matches(|c: char| c == '.' || c.is_whitespace()).trim_end();
    let stem = if kept.is_empty() { "document" } else { kept };
    format!("{stem}.{}", kind.extension())
}

fn drawn_anew(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let format = image::guess_format(bytes).map_err(|_| Unfit::Unsupported)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(Unfit::Unsupported);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_ALLOC {
        return Err(Unfit::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    let mut image = if image.width().max(image.height()) > LARGE { image.thumbnail(LARGE, LARGE) } else { image };
    image.apply_orientation(orientation);
    let mut kept = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut kept, QUALITY);
    on_white(image).write_with_encoder(encoder).map_err(|_| Unfit::Broken)?;
    Ok(kept)
}

fn unfit(error: &image::ImageError) -> Unfit {
    match error {
        image::ImageError::Limits(_) => Unfit::TooLarge,
        _ => Unfit::Broken,
    }
}

/// A JPEG has no transparency: what shows through is white, as paper is.
fn on_white(image: DynamicImage) -> image::RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let mut pixels = image.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0.map(u16::from);
        let blend = |colour: u16| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        pixel.0 = [blend(red), blend(green), blend(blue), u8::MAX];
    }
    DynamicImage::ImageRgba8(pixels).into_rgb8()
}

#[cfg(test)]
mod tests {
    use image::RgbImage;
    use proptest::prelude::*;

    use super::*;

    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

    fn picture(format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_pixel(40, 20, image::Rgb([200, 30, 30])).write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn code(bytes: &[u8]) -> Option<&'static str> {
        prepare(bytes).err().map(Unfit::code)
    }

    #[test]
    fn a_pdf_is_kept_and_every_picture_becomes_a_jpeg() {
        assert_eq!(prepare(PDF).map(|one| (one.kind, one.bytes)), Ok((Kind::Pdf, PDF.to_vec())));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let kept = prepare(&picture(format)).unwrap();
            assert!(kept.kind == Kind::Jpeg && kept.bytes.starts_with(b"\xff\xd8\xff"));
        }
    }

    #[test]
    fn what_is_hung_on_to_a_picture_or_a_pdf_does_not_stay() {
        let hidden = [&picture(ImageFormat::Jpeg)[..], b"PK\x03\x04<script>alert(1)</script>"].concat();
        let kept = prepare(&hidden).unwrap().bytes;
        assert!(!kept.windows(7).any(|part| part == b"<script"));
        assert_eq!(code(&[PDF, b"PK\x03\x04zip"].concat()), Some("document_unsupported"));
        assert_eq!(code(&[PDF, &[b' '; 100]].concat()), Some("document_unsupported"));
        assert_eq!(code(&[b"<html><script></script>", PDF].concat()), Some("document_unsupported"));
    }

    #[test]
    fn other_kinds_are_refused() {
        for bytes in [
            &b""[..],
            b"<!doctype html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            b"GIF89a\x01\0\x01\0\0\0\0;",
            b"MZ\x90\0",
            b" %PDF-1.4 %%EOF",
        ] {
            assert_eq!(code(bytes), Some("document_unsupported"), "{bytes:?}");
        }
        assert_eq!(code(b"%PDF-1.4 cut off"), Some("document_broken"));
        for active in ["/JavaScript", "/Java#53cript", "/Launch", "/EmbeddedFiles", "/#52ichMedia"] {
            let bytes = format!("%PDF-1.4\n1 0 obj<</S{active}>>endobj\n%%EOF");
            assert_eq!(code(bytes.as_bytes()), Some("document_active"), "{active}");
        }
    }

    #[test]
    fn a_name_ends_as_the_file_is() {
        for (given, kept) in [
            ("../../etc/certificat.html", "certificat.jpg"),
            ("C:\\mes documents\\mot.PDF", "mot.jpg"),
            ("", "document.jpg"),
            (".htaccess", "document.jpg"),
            (". .x.y", "x.jpg"),
            ("..", "document.jpg"),
            ("a\u{0}b\r\n.png", "ab.jpg"),
        ] {
            assert_eq!(name(given, Kind::Jpeg), kept);
        }
        assert_eq!(name("mot du médecin", Kind::Pdf), "mot du médecin.pdf");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn rubbish_never_panics(kind in 0usize..4, at in 0usize..300, noise in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut bytes = match kind {
                0 => PDF.to_vec(),
                1 => picture(ImageFormat::Jpeg),
                2 => picture(ImageFormat::Png),
                _ => picture(ImageFormat::WebP),
            };
            let at = at.min(bytes.len());
            let end = (at + noise.len()).min(bytes.len());
            bytes.splice(at..end, noise.iter().copied());
            let _ = prepare(&bytes);
        }
    }
}
