//! A person's picture, from what was uploaded to the two JPEG files that are kept; and other pictures by the same care
//! ([`sized`]).
//!
//! Source: product.md section 1 and OWASP's File Upload Cheat Sheet: known by content, bounded before it is decoded,
//! drawn anew so that nothing of the file but its pixels is left (no place, no camera, no script, no colour profile).

use std::io::Cursor;
use std::panic::catch_unwind;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

/// Longest side of the large picture, in pixels.
pub const LARGE: u32 = 512;
/// Side of the small, square picture, in pixels.
pub const SMALL: u32 = 96;

/// Longest side that is read, in pixels.
const MAX_SIDE: u32 = 12_000;
/// Most pixels that are read.
const MAX_PIXELS: u64 = 50_000_000;
/// Most memory a decoder may take, in bytes: [`MAX_PIXELS`] of four bytes and some room to work.
const MAX_ALLOC: u64 = 256 << 20;
/// JPEG quality: no visible loss at these sizes, some 60 KiB.
const QUALITY: u8 = 85;

/// Why a picture was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum PhotoError {
    /// Neither JPEG, PNG nor WebP.
    Unsupported,
    /// More pixels than are read.
    TooLarge,
    /// Of a known kind, but it cannot be decoded.
    Broken,
}

impl PhotoError {
    /// Stable key of the refusal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unsupported => "photo_unsupported",
            Self::TooLarge => "photo_too_large",
            Self::Broken => "photo_broken",
        }
    }
}

/// The pictures that are kept, both JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The whole picture, longest side at most [`LARGE`]; never enlarged.
    pub large: Vec<u8>,
    /// The square in the middle, [`SMALL`] by [`SMALL`].
    pub small: Vec<u8>,
}

/// Reads a JPEG, PNG or WebP file, whatever its name, and draws the pictures that are kept. Takes up to a second and
/// some 450 MiB for the largest picture that is read: callers run it in a bounded queue.
///
/// # Errors
/// See [`PhotoError`].
pub fn prepare(bytes: &[u8]) -> Result<Prepared, PhotoError> {
    let (image, orientation) = decode(bytes)?;
    let large = upright(image, orientation, LARGE);
    let small = centre_square(&large).resize_exact(SMALL, SMALL, FilterType::Triangle);
    Ok(Prepared { large: jpeg(large)?, small: jpeg(small)? })
}

/// A picture drawn anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// JPEG.
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// As [`prepare`], for the pictures of a page: whole, its longest side at most each of these, the largest first.
///
/// # Errors
/// See [`PhotoError`].
pub fn sized<const N: usize>(bytes: &[u8], longest: [u32; N]) -> Result<[Drawn; N], PhotoError> {
    let (image, orientation) = decode(bytes)?;
    let mut image = upright(image, orientation, longest.into_iter().max().unwrap_or(LARGE));
    let mut made = Vec::with_capacity(N);
    for side in longest {
        image = shrunk(image, side);
        made.push(Drawn { bytes: jpeg(image.clone())?, width: image.width(), height: image.height() });
    }
    made.try_into().map_err(|_| PhotoError::Broken)
}

/// Shrunk first: turning a large picture takes its memory twice.
fn upright(image: DynamicImage, orientation: Orientation, longest: u32) -> DynamicImage {
    let mut image = shrunk(on_white(image), longest);
    image.apply_orientation(orientation);
    image
}

/// A decoder that panics has met a broken picture, too: that of JPEG does on some (zune-jpeg 0.5.15, found by fuzzing).
fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation), PhotoError> {
    catch_unwind(|| decoded(bytes)).unwrap_or(Err(PhotoError::Broken))
}

fn decoded(bytes: &[u8]) -> Result<(DynamicImage, Orientation), PhotoError> {
    let format = image::guess_format(bytes).map_err(|_| PhotoError::Unsupported)?;
    if !matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) {
        return Err(PhotoError::Unsupported);
    }
    if format == ImageFormat::Jpeg && !ends(bytes) {
        return Err(PhotoError::Broken);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOC);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_ALLOC {
        return Err(PhotoError::TooLarge);
    }
    // A picture whose metadata cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(refusal)?, orientation))
}

/// Whether a JPEG has its end; the decoder paints what an interrupted upload lacks in grey.
/// The mark cannot stand within a scan (ITU T.81 section B.1.1.5), but may in the thumbnail of the Exif data before it.
fn ends(mut rest: &[u8]) -> bool {
    const END: [u8; 2] = [0xff, 0xd9];
    const SCAN: u8 = 0xda;
    rest = rest.get(2..).unwrap_or_default();
    while let [0xff, marker, high, low, ..] = *rest {
        if marker == SCAN {
            return rest.windows(2).any(|pair| pair == END);
        }
        // Any number of 0xff may stand before a marker.
        let length = if marker == 0xff { 1 } else { 2 + usize::from(u16::from_be_bytes([high, low])) };
        rest = rest.get(length..).unwrap_or_default();
    }
    false
}

fn refusal(error: ImageError) -> PhotoError {
    match error {
        ImageError::Limits(_) => PhotoError::TooLarge,
        _ => PhotoError::Broken,
    }
}

/// A JPEG has no transparency: what shows through is white.
fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let mut pixels = image.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0.map(u16::from);
        // At most 255: a mean of two bytes.
        let blend = |colour: u16| u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        pixel.0 = [blend(red), blend(green), blend(blue), u8::MAX];
    }
    DynamicImage::ImageRgba8(pixels)
}

fn shrunk(image: DynamicImage, longest: u32) -> DynamicImage {
    if image.width().max(image.height()) > longest { image.thumbnail(longest, longest) } else { image }
}

fn centre_square(image: &DynamicImage) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let side = width.min(height);
    image.crop_imm((width - side) / 2, (height - side) / 2, side, side)
}

fn jpeg(image: DynamicImage) -> Result<Vec<u8>, PhotoError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    image.into_rgb8().write_with_encoder(encoder).map_err(|_| PhotoError::Broken)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use image::{Rgb, RgbImage, Rgba, RgbaImage};
    use proptest::prelude::*;
    use rstest::rstest;

    const RED: Rgb<u8> = Rgb([255, 0, 0]);
    const BLUE: Rgb<u8> = Rgb([0, 0, 255]);

    /// Left half red, right half blue.
    fn flag(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(width, height, |x, _| if x < width / 2 { RED } else { BLUE });
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A JPEG segment with an orientation and a text in its Exif data.
    fn with_exif(jpeg: &[u8], orientation: u8, text: &[u8; 16]) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
        tiff.extend([0x0e, 0x01, 2, 0, 16, 0, 0, 0, 38, 0, 0, 0]);
        tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
        tiff.extend([0, 0, 0, 0]);
        tiff.extend(text);
        let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
        let segment = [&[0xff, 0xe1], &length.to_be_bytes()[..], b"Exif\0\0", &tiff].concat();
        [&jpeg[..2], &segment, &jpeg[2..]].concat()
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

    fn drawn(bytes: &[u8]) -> RgbImage {
        image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).unwrap().into_rgb8()
    }

    fn near(seen: &Rgb<u8>, wanted: Rgb<u8>) -> bool {
        seen.0.iter().zip(wanted.0).all(|(a, b)| a.abs_diff(b) < 24)
    }

    #[rstest]
    #[case(ImageFormat::Jpeg)]
    #[case(ImageFormat::Png)]
    #[case(ImageFormat::WebP)]
    fn every_kind_becomes_two_jpegs(#[case] format: ImageFormat) {
        let prepared = prepare(&flag(1024, 256, format)).unwrap();
        let (large, small) = (drawn(&prepared.large), drawn(&prepared.small));
        assert_eq!((large.dimensions(), small.dimensions()), ((512, 128), (96, 96)));
        for picture in [large, small] {
            let (right, middle) = (picture.width() - 4, picture.height() / 2);
            assert!(near(picture.get_pixel(4, middle), RED) && near(picture.get_pixel(right, middle), BLUE));
        }
    }

    #[test]
    fn a_small_picture_is_not_enlarged_but_its_square_is() {
        let prepared = prepare(&flag(40, 20, ImageFormat::Png)).unwrap();
        assert_eq!(drawn(&prepared.large).dimensions(), (40, 20));
        assert_eq!(drawn(&prepared.small).dimensions(), (96, 96));
        assert!(prepare(&flag(2000, 1, ImageFormat::Png)).is_ok());
    }

    #[test]
    fn a_picture_is_turned_upright_and_says_nothing_of_its_place() {
        let original = with_exif(&flag(80, 40, ImageFormat::Jpeg), 6, b"48.8566N 2.3522E");
        assert!(original.windows(7).any(|w| w == b"48.8566"));
        let prepared = prepare(&original).unwrap();
        let large = drawn(&prepared.large);
        assert_eq!(large.dimensions(), (40, 80));
        assert!(near(large.get_pixel(20, 4), RED) && near(large.get_pixel(20, 75), BLUE));
        for bytes in [prepared.large, prepared.small] {
            assert!(!bytes.windows(4).any(|w| w == b"Exif" || w == b"48.8"));
        }
    }

    #[test]
    fn pictures_of_a_page_are_whole_upright_and_bare() {
        let original = with_exif(&flag(800, 400, ImageFormat::Jpeg), 6, b"48.8566N 2.3522E");
        let [large, small] = sized(&original, [1600, 200]).unwrap();
        assert_eq!(((large.width, large.height), (small.width, small.height)), ((400, 800), (100, 200)));
        assert_eq!((drawn(&large.bytes).dimensions(), drawn(&small.bytes).dimensions()), ((400, 800), (100, 200)));
        assert!(![large.bytes, small.bytes].concat().windows(4).any(|w| w == b"Exif" || w == b"48.8"));
        assert_eq!(sized(b"<svg/>", [10, 5]), Err(PhotoError::Unsupported));
    }

    #[test]
    fn what_is_transparent_becomes_white() {
        let mut bytes = Cursor::new(Vec::new());
        let image = RgbaImage::from_fn(40, 40, |x, _| Rgba([0, 0, 0, if x < 20 { 0 } else { 255 }]));
        image.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let large = drawn(&prepare(&bytes.into_inner()).unwrap().large);
        assert!(near(large.get_pixel(4, 20), Rgb([255; 3])) && near(large.get_pixel(35, 20), Rgb([0; 3])));
    }

    #[rstest]
    #[case(b"")]
    #[case(b"GIF89a\x01\0\x01\0\0\0\0;")]
    #[case(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")]
    #[case(b"<!doctype html><script>alert(1)</script>")]
    #[case(b"BM\x3a\0\0\0\0\0\0\0")]
    #[case(b"%PDF-1.7")]
    fn other_kinds_are_refused(#[case] bytes: &[u8]) {
        assert_eq!(prepare(bytes), Err(PhotoError::Unsupported));
    }

    #[rstest]
    #[case(12_001, 1)]
    #[case(1, 12_001)]
    #[case(10_000, 5_001)]
    #[case(u32::MAX >> 1, u32::MAX >> 1)]
    fn too_many_pixels_are_refused_before_they_are_decoded(#[case] width: u32, #[case] height: u32) {
        assert_eq!(prepare(&png_header(width, height)), Err(PhotoError::TooLarge));
    }

    #[test]
    fn the_end_of_a_thumbnail_is_not_the_end_of_the_picture() {
        let whole = with_exif(&flag(80, 40, ImageFormat::Jpeg), 1, b"\xff\xd9 a thumbnail\0\0");
        assert!(prepare(&whole).is_ok());
        assert_eq!(prepare(&whole[..whole.len() - 8]).err(), Some(PhotoError::Broken));
    }

    #[test]
    fn a_picture_of_allowed_size_with_nothing_in_it_is_broken() {
        assert_eq!(prepare(&png_header(100, 100)), Err(PhotoError::Broken));
    }

    #[rstest]
    #[case(ImageFormat::Jpeg)]
    #[case(ImageFormat::Png)]
    #[case(ImageFormat::WebP)]
    fn a_truncated_file_is_broken(#[case] format: ImageFormat) {
        let whole = flag(300, 200, format);
        for kept in [12, whole.len() / 4, whole.len() / 2] {
            let refusal = prepare(&whole[..kept]).err();
            assert_eq!(refusal, Some(PhotoError::Broken), "{kept} of {}", whole.len());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn rubbish_never_panics(kind in 0usize..3, at in 0usize..400, noise in proptest::collection::vec(any::<u8>(), 0..40)) {
            let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][kind];
            let mut bytes = flag(24, 16, format);
            let at = at.min(bytes.len());
            let end = (at + noise.len()).min(bytes.len());
            bytes.splice(at..end, noise.iter().copied());
            let _ = prepare(&bytes);
            prop_assert!(prepare(&noise).is_err());
        }
    }
}
