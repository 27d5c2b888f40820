//! Whether a PDF does anything but show pages: what it says in the open, and what it says in its compressed parts. A PDF is
//! never shown by us, only saved; but somebody opens it then.
//!
//! From version 1.5 on dictionaries may lie in object streams, where no word of them can be read without inflating. All
//! that inflates is inflated, piece by piece and no further than [`MOST`]; an object stream that is packed in any other
//! way, or a file of which nothing can be said, is refused.

use flate2::{Decompress, FlushDecompress, Status};

use super::document::Unfit;

/// Bytes read and written by inflating a file's streams, all of them together: a second or two, whatever it is made of.
const MOST: usize = 300 << 20;
/// What a stream costs by being one.
const EACH: usize = 1024;
/// Inflated at once.
const PIECE: usize = 64 * 1024;
/// What may follow the mark of a PDF's end.
const TAIL: usize = 64;
/// Bytes before `stream` in which its dictionary begins.
const DICTIONARY: usize = 64 * 1024;
/// What makes a PDF do something by itself, or carry something along.
const ACTIVE: [&[u8]; 5] = [b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA"];
/// Its parts cannot be read without a key.
const ENCRYPTED: &[u8] = b"/Encrypt";
/// Longer than each word above, however it is written: every letter as `#4a`.
const OVERLAP: usize = 64;

/// It ends as a PDF does (nothing else, a ZIP or a page, is hung on to it), can be read, and runs nothing.
pub(super) fn check(bytes: &[u8]) -> Result<(), Unfit> {
    check_within(bytes, MOST)
}

fn check_within(bytes: &[u8], most: usize) -> Result<(), Unfit> {
    const END: &[u8] = b"%%EOF";
    let end = bytes.windows(END.len()).rposition(|part| part == END).ok_or(Unfit::Broken)?;
    let tail = &bytes[end + END.len()..];
    if tail.len() > TAIL || !tail.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Unfit::Unsupported);
    }
    look_at(bytes)?;
    let mut work = Work { left: most, inflater: Decompress::new(true), window: Vec::new(), piece: vec![0; PIECE] };
    let has_objects = holds(bytes, b"/ObjStm") || holds(bytes, b"/XRef");
    for (keyword, start) in streams(bytes) {
        work.spend(EACH)?;
        let head = work.dictionary_before(bytes, keyword)?;
        if has_objects && head.is_none() {
            return Err(Unfit::Opaque);
        }
        let is_of_objects = head.is_some_and(|head| holds(head, b"/ObjStm") || holds(head, b"/First"));
        let packing = head.map_or(Packing::Deflated, packing_of);
        let ends_well = work.inflate(&bytes[start..])?;
        if is_of_objects && (packing == Packing::Other || packing == Packing::Deflated && !ends_well) {
            return Err(Unfit::Opaque);
        }
    }
    Ok(())
}

fn look_at(bytes: &[u8]) -> Result<(), Unfit> {
    for at in slashes(bytes) {
        if is_name(&bytes[at..], ENCRYPTED) {
            return Err(Unfit::Encrypted);
        }
        if ACTIVE.into_iter().any(|word| is_name(&bytes[at..], word)) {
            return Err(Unfit::Active);
        }
    }
    Ok(())
}

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    slashes(bytes).any(|at| is_name(&bytes[at..], name))
}

/// Where names may begin.
fn slashes(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at)
}

/// Whether it begins with this name; `/Java#53cript` is `/JavaScript` (ISO 32000-1 section 7.3.5).
fn is_name(bytes: &[u8], name: &[u8]) -> bool {
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut at = 0;
    name.iter().all(|letter| match (bytes.get(at), digit(at + 1), digit(at + 2)) {
        (Some(b'#'), Some(high), Some(low)) => {
            at += 3;
            high * 16 + low == u32::from(*letter)
        }
        (byte, ..) => {
            at += 1;
            byte == Some(letter)
        }
    })
}

/// Every `stream` and where its data begin; also where it only looks like one.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    const WORD: &[u8] = b"stream";
    let is_word = move |at: &usize| bytes[*at..].starts_with(WORD) && !bytes[..*at].ends_with(b"end");
    (0..bytes.len()).filter(is_word).filter_map(|at| {
        let mut start = at + WORD.len();
        while bytes.get(start).is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            start += 1;
        }
        match (bytes.get(start)?, bytes.get(start + 1)) {
            (b'\r', Some(b'\n')) => Some((at, start + 2)),
            (b'\r' | b'\n', _) => Some((at, start + 1)),
            _ => None,
        }
    })
}

fn after_space(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b'%') => at += bytes[at..].iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count(),
            Some(byte) if byte.is_ascii_whitespace() || *byte == 0 => at += 1,
            _ => return at,
        }
    }
}

/// Over `<<` and all within it to behind the `>>` that belongs to it, before `limit`; strings and comments may hold
/// anything.
fn after_dictionary(bytes: &[u8], start: usize, limit: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    while at < limit {
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'<', Some(b'<')) => (depth, at) = (depth + 1, at + 2),
            (b'>', Some(b'>')) => {
                (depth, at) = (depth.checked_sub(1)?, at + 2);
                if depth == 0 {
                    return Some(at);
                }
            }
            (b'%', _) => at = after_space(bytes, at),
            (b'(', _) => at = after_string(bytes, at)?,
            _ if depth == 0 => return None,
            _ => at += 1,
        }
    }
    None
}

fn after_string(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start, 0_usize);
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Deflated,
    /// By anything else, by several things, or with differences between rows.
    Other,
}

/// Anything unusual in it is something else: it is asked of object streams only, which programs write in one way.
fn packing_of(head: &[u8]) -> Packing {
    const FILTER: &[u8] = b"/Filter";
    if [&b"/DecodeParms"[..], b"/DP", b"/FFilter"].into_iter().any(|name| holds(head, name)) {
        return Packing::Other;
    }
    let mut filters = slashes(head).filter(|at| is_name(&head[*at..], FILTER));
    let Some(at) = filters.next() else {
        // Its short name is one for pictures within pages, but some programs take it everywhere.
        let is_short =
            |at: usize| is_name(&head[at..], b"/F") && !head.get(at + 2).is_some_and(u8::is_ascii_alphabetic);
        return if slashes(head).any(is_short) { Packing::Other } else { Packing::Plain };
    };
    let value = head.get(at + FILTER.len()..).unwrap_or_default().trim_ascii_start();
    let name = match value.strip_prefix(b"[") {
        Some(list) => list.split(|byte| *byte == b']').next().unwrap_or_default().trim_ascii(),
        None => {
            let is_end = |at: &usize| *at > 0 && !value[*at].is_ascii_alphanumeric();
            &value[..(0..value.len()).find(is_end).unwrap_or(value.len())]
        }
    };
    if filters.next().is_none() && name == b"/FlateDecode" { Packing::Deflated } else { Packing::Other }
}

/// What looking at one file may still take, and what it is done with.
struct Work {
    left: usize,
    inflater: Decompress,
    window: Vec<u8>,
    piece: Vec<u8>,
}

impl Work {
    fn spend(&mut self, bytes: usize) -> Result<(), Unfit> {
        self.left = self.left.checked_sub(bytes).ok_or(Unfit::Opaque)?;
        Ok(())
    }

    /// The dictionary that ends before this place: from the nearest `obj` that leads here.
    fn dictionary_before<'a>(&mut self, bytes: &'a [u8], keyword: usize) -> Result<Option<&'a [u8]>, Unfit> {
        let mut begins = keyword;
        for at in (keyword.saturating_sub(DICTIONARY)..keyword).rev() {
            if !bytes[at..].starts_with(b"obj") {
                continue;
            }
            self.spend(begins - at)?;
            begins = at;
            let start = after_space(bytes, at + b"obj".len());
            let end = after_dictionary(bytes, start, keyword);
            self.spend(end.unwrap_or(keyword).saturating_sub(at))?;
            if end.is_some_and(|end| after_space(bytes, end) == keyword) {
                return Ok(Some(&bytes[start..keyword]));
            }
        }
        self.spend(DICTIONARY)?;
        Ok(None)
    }

    /// Looks at everything that these bytes inflate to; true when they do so to their end. What is no such stream yields
    /// nothing.
    fn inflate(&mut self, bytes: &[u8]) -> Result<bool, Unfit> {
        self.inflater.reset(true);
        self.window.clear();
        let mut read = 0;
        loop {
            let before = (self.inflater.total_in(), self.inflater.total_out());
            let status = self.inflater.decompress(&bytes[read..], &mut self.piece, FlushDecompress::None);
            let grown = |now: u64, before: u64| usize::try_from(now - before).map_err(|_| Unfit::Opaque);
            let taken = grown(self.inflater.total_in(), before.0)?;
            let made = grown(self.inflater.total_out(), before.1)?;
            read += taken;
            self.spend(taken + made)?;
            if made > 0 {
                let over = self.window.len().saturating_sub(OVERLAP);
                self.window.drain(..over);
                self.window.extend_from_slice(&self.piece[..made]);
                look_at(&self.window)?;
            }
            match status {
                Ok(Status::StreamEnd) => return Ok(true),
                Ok(_) if taken > 0 || made > 0 => {}
                _ => return Ok(false),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use proptest::prelude::*;

    use super::*;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn with_stream(head: &str, data: &[u8]) -> Vec<u8> {
        let begin = format!("%PDF-1.5\n1 0 obj<</Type/Catalog>>endobj\n2 0 obj\n<<{head}>>\nstream\r\n");
        [begin.as_bytes(), data, b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"].concat()
    }

    const OBJECTS: &str = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";

    #[test]
    fn what_is_hidden_in_a_compressed_part_is_seen() {
        let harmless = deflated(b"3 0 <</Type/Font>>");
        assert_eq!(check(&with_stream(OBJECTS, &harmless)), Ok(()));
        for hidden in ["/JavaScript", "/Java#53cript", "/Launch", "/EmbeddedFiles", "/XFA"] {
            let far = format!("{}<</S{hidden}>>", " ".repeat(PIECE - 5));
            for head in [OBJECTS, "/Filter[ /FlateDecode ]/Length 9", "/Length 9"] {
                assert_eq!(check(&with_stream(head, &deflated(far.as_bytes()))), Err(Unfit::Active), "{hidden} {head}");
            }
        }
        assert_eq!(check(&with_stream(OBJECTS, &deflated(b"<</Encrypt 3 0 R>>"))), Err(Unfit::Encrypted));
        assert_eq!(check(&with_stream("/Encrypt 3 0 R", b"x")), Err(Unfit::Encrypted));
    }

    #[test]
    fn objects_packed_in_a_way_that_is_not_read_are_refused() {
        let data = deflated(b"3 0 <</Type/Font>>");
        for head in [
            "/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]",
            "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/ASCIIHexDecode]",
            "/Type/ObjStm/N 1/First 4/Filter/LZWDecode",
            "/Type/ObjStm/N 1/First 4/Filter 9 0 R",
            "/Type/ObjStm/N 1/First 4/F/AHx",
            "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>",
            "/N 1/First 4/Filter/LZWDecode/X(obj)/Y(\\)obj)%obj>>\n",
            "/Type/Obj#53tm/N 1/First 4/Filter/RunLengthDecode",
        ] {
            assert_eq!(check(&with_stream(head, &data)), Err(Unfit::Opaque), "{head}");
        }
        assert_eq!(check(&with_stream(OBJECTS, &data[..6])), Err(Unfit::Opaque), "cut off");
        assert_eq!(check(&with_stream(OBJECTS, b"no deflate")), Err(Unfit::Opaque));
        // Pictures and pages may be packed as they like.
        for head in [
            "/Subtype/Image/Filter/DCTDecode",
            "/Filter[/ASCII85Decode/FlateDecode]",
            "/Subtype/Image/Filter/FlateDecode/DecodeParms<</Predictor 15>>",
        ] {
            assert_eq!(check(&with_stream(head, b"\xff\xd8 whatever")), Ok(()), "{head}");
        }
    }

    #[test]
    fn a_bomb_is_put_down_early() {
        let bomb = deflated(&vec![b'/'; 2 << 20]);
        assert!(bomb.len() < 10_000);
        let file =
            |bombs: usize| with_stream("/Length 9", &[&bomb[..], b"\nendstream\nstream\n"].concat().repeat(bombs));
        assert_eq!(check_within(&file(2), 6 << 20), Ok(()));
        assert_eq!(check_within(&file(4), 6 << 20), Err(Unfit::Opaque));
        // Nor is it looked back over and over from what only looks like a stream.
        assert_eq!(check_within(&with_stream("/Length 9", &b"stream\n".repeat(5000)), 6 << 20), Err(Unfit::Opaque));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn rubbish_never_panics(at in 0usize..200, noise in proptest::collection::vec(any::<u8>(), 0..40)) {
            let mut bytes = with_stream(OBJECTS, &deflated(b"3 0 <</Type/Font>>"));
            let at = at.min(bytes.len());
            let end = (at + noise.len()).min(bytes.len());
            bytes.splice(at..end, noise.iter().copied());
            let _ = check(&bytes);
        }
    }
}
