//! Pictures: what is taken is drawn anew, within its size, upright and bare; what is refused was refused before it took
//! memory.

use image::{GenericImageView, ImageFormat};
use preau_accounts::domain::photo::{LARGE, PhotoError, SMALL, prepare, sized};

use crate::panics::forgive;

/// A byte for each pixel and colour, and a head: no JPEG of ours is larger.
const MOST_BYTES: usize = 3 * (LARGE * LARGE) as usize + 4_096;

pub fn target(data: &[u8]) {
    forgive();
    let prepared = prepare(data);
    if let Ok(prepared) = &prepared {
        let (width, height) = bare_jpeg(&prepared.large);
        assert!((1..=LARGE).contains(&width) && (1..=LARGE).contains(&height), "{width}×{height}");
        assert_eq!(bare_jpeg(&prepared.small), (SMALL, SMALL));
        // What we drew is a picture itself, and stays of its size.
        let again = prepare(&prepared.large).expect("a picture of ours is one");
        assert_eq!(bare_jpeg(&again.large), (width, height));
    }
    match (prepared, sized(data, [200, 40])) {
        (Ok(_), Ok([large, small])) => {
            assert_eq!(bare_jpeg(&large.bytes), (large.width, large.height));
            assert_eq!(bare_jpeg(&small.bytes), (small.width, small.height));
            assert!(large.width.max(large.height) <= 200 && small.width.max(small.height) <= 40);
        }
        (Err(one), Err(other)) => assert_eq!(one, other),
        (one, other) => panic!("taken here and refused there: {:?} {:?}", one.err(), other.err()),
    }
    if image::guess_format(data).is_err() {
        assert_eq!(prepare(data), Err(PhotoError::Unsupported));
    }
}

fn bare_jpeg(bytes: &[u8]) -> (u32, u32) {
    assert!(bytes.len() <= MOST_BYTES, "{} bytes", bytes.len());
    let picture = image::load_from_memory_with_format(bytes, ImageFormat::Jpeg).expect("a JPEG");
    // The mark of Exif data, of a profile and of a comment stand before the picture itself.
    let head = bytes.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap_or(bytes.len());
    for mark in [[0xff, 0xe1], [0xff, 0xe2], [0xff, 0xfe]] {
        assert!(!segments(&bytes[..head]).contains(&mark), "{mark:x?} was kept");
    }
    picture.dimensions()
}

/// The marks before the picture itself.
fn segments(head: &[u8]) -> Vec<[u8; 2]> {
    let (mut marks, mut rest) = (Vec::new(), head.get(2..).unwrap_or_default());
    while let [0xff, mark, high, low, ..] = *rest {
        marks.push([0xff, mark]);
        rest = rest.get(2 + usize::from(u16::from_be_bytes([high, low]))..).unwrap_or_default();
    }
    marks
}
