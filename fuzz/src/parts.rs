//! How an input is taken apart. Lines and leading bytes, so that seeds can be written by hand and a mutation of one part
//! leaves the others as they are.

use std::borrow::Cow;

/// The first byte as a choice among so many, and the rest.
pub(crate) fn choice(data: &[u8], among: usize) -> Option<(usize, &[u8])> {
    let (first, rest) = data.split_first()?;
    // Digits choose by their value, so that a seed reads `0…`, `1…`.
    let number = if first.is_ascii_digit() { usize::from(first - b'0') } else { usize::from(*first) };
    Some((number % among.max(1), rest))
}

/// What stands before the first line break, and what behind it.
pub(crate) fn line(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&data[..at], &data[at + 1..]),
        None => (data, &[]),
    }
}

pub(crate) fn text(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// One of ours with a piece of it put otherwise: two bytes say where, one how much goes, the rest comes in its place.
pub(crate) fn spliced(original: &str, data: &[u8]) -> String {
    let [high, low, much, new @ ..] = data else { return text(data).into_owned() };
    let at = usize::from(u16::from_be_bytes([*high, *low])) % (original.len() + 1);
    let end = (at + usize::from(*much)).min(original.len());
    let mut bytes = original.as_bytes().to_vec();
    bytes.splice(at..end, new.iter().copied());
    text(&bytes).into_owned()
}
