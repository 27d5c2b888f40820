//! Makes the seeds of pictures that no hand writes: `cargo run -p preau-fuzz --example pictures`.

#![expect(clippy::unwrap_used, reason = "a tool that cannot go on ends there")]

use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

fn main() {
    let flag =
        DynamicImage::from(RgbImage::from_fn(16, 9, |x, _| if x < 8 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }));
    let glass = DynamicImage::from(RgbaImage::from_fn(5, 7, |x, y| Rgba([0, 99, 0, if x < y { 0 } else { 200 }])));
    let grey = DynamicImage::from(flag.to_luma8());
    for (name, picture, format) in [
        ("flag.jpg", &flag, ImageFormat::Jpeg),
        ("grey.jpg", &grey, ImageFormat::Jpeg),
        ("flag.webp", &flag, ImageFormat::WebP),
        ("glass.webp", &glass, ImageFormat::WebP),
        ("flag.png", &flag, ImageFormat::Png),
    ] {
        let bytes = written(picture, format);
        keep("photos", name, &bytes);
        keep("documents", name, &[b"0", &bytes[..]].concat());
    }
    keep("photos", "turned.jpg", &turned(&written(&flag, ImageFormat::Jpeg)));
}

fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// With an orientation in its Exif data.
fn turned(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
    let segment = [&[0xff, 0xe1], &length.to_be_bytes()[..], b"Exif\0\0", &tiff].concat();
    [&jpeg[..2], &segment, &jpeg[2..]].concat()
}

fn keep(target: &str, name: &str, bytes: &[u8]) {
    std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target).join(name), bytes).unwrap();
}
