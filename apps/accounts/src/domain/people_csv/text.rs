//! The text of a file whose encoding and separator nobody stated.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

/// UTF-8 or UTF-16 as the byte order mark says, else UTF-8 when it is that, else Windows-1252 (every byte is a
/// character there). Lines end with `\n` whatever they ended with. `None` for what no text holds: control characters,
/// broken UTF-16.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => {
            let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
            (!broken).then_some(text)?
        }
        None => std::str::from_utf8(bytes).map_or_else(
            |_| WINDOWS_1252.decode_without_bom_handling(bytes).0,
            Cow::Borrowed,
        ),
    };
    let printable = |c: char| !c.is_ascii_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars()
        .all(printable)
        .then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Tells the lines of byte offsets, asked for in rising order. (`csv` counts lines too, but a blank line before a
/// row is then the row's.)
pub(super) struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line, from 1, of the row that begins at `offset` or after the blank lines there.
    pub(super) fn line_of_row(&mut self, offset: u64) -> usize {
        let begins = |at: usize, byte: &u8| at as u64 >= offset && *byte != b'\n';
        while let Some(byte) = self.text.get(self.at).filter(|byte| !begins(self.at, byte)) {
            self.line += usize::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// The separator that stands most often in the first line that is not blank, quoted titles apart.
pub(super) fn separator(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let outside: String = header.split('"').step_by(2).collect();
    let often = |separator: &u8| outside.bytes().filter(|byte| byte == separator).count();
    // The last of equals wins: a comma when nothing tells.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(often)
        .unwrap_or(b',')
}
