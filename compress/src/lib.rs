//! Brotli and gzip at their best, for what is compressed once and sent again and again.
//!
//! A crate of its own because the brotli encoder is generic, and so compiled with whoever calls it: here that is always with
//! optimisation. Within a crate that is not optimised, the files of the web app took fourteen seconds of a core.

use std::io::{Result, Write as _};

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Up to so many bytes the slowest and best brotli is a matter of milliseconds.
const SMALL: usize = 128 * 1024;

/// RFC 7932.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let quality = if bytes.len() <= SMALL { 11 } else { 6 };
    // No wider than the text: the memory that it takes is many times its window.
    let window = (bytes.len() + 16).next_power_of_two().ilog2().clamp(10, 22);
    let params =
        BrotliEncoderParams { quality, lgwin: window as i32, size_hint: bytes.len(), ..BrotliEncoderParams::default() };
    let mut out = Vec::with_capacity(bytes.len() / 3);
    let mut writer = CompressorWriter::with_params(&mut out, 4096, &params);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(out)
}

/// RFC 1952.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}
