//! The bytes of a sheet as text, and the lines whose quotes lead nowhere.

/// UTF-16 with its mark, UTF-8 with or without its own, else Windows-1252 as old spreadsheets write it.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    let text = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
        },
    };
    let printable = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    // One kind of line end: with CR LF a row would be counted as beginning on the line before.
    text.chars().all(printable).then(|| text.replace("\r\n", "\n").replace('\r', "\n"))
}

pub(super) fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let often = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(often).unwrap_or(b',')
}

/// The text without the lines on which a quote opens that does not close where a cell ends: such a quote would swallow
/// whatever follows. With the numbers of these lines, from 1; the others keep theirs.
pub(super) fn without_open_quotes(text: &str, separator: u8) -> (String, Vec<usize>) {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut rows = Rows { lines: &lines, separator, ends: vec![None; lines.len() + 1] };
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    let mut wrong = Vec::new();
    let mut number = 0;
    while number < lines.len() {
        match rows.end(number) {
            Some(end) => {
                kept.extend(&lines[number..end]);
                number = end;
            }
            None => {
                kept.push("");
                number += 1;
                wrong.push(number);
            }
        }
    }
    (kept.join("\n"), wrong)
}

struct Rows<'a> {
    lines: &'a [&'a str],
    separator: u8,
    /// What is known already of rows that are within a quote where this line begins: each line is gone through once, however
    /// many quotes lead over it.
    ends: Vec<Option<Option<usize>>>,
}

impl Rows<'_> {
    /// Behind which line the row ends that begins here. `None`: a quote of it never closes, or not where a cell ends.
    fn end(&mut self, first: usize) -> Option<usize> {
        let (mut state, mut number) = (Cell::Start, first);
        // And the last line that began within a quote.
        let (end, last) = loop {
            let Some(after) = self.lines.get(number).and_then(|line| state.over(line, self.separator)) else {
                break (None, number);
            };
            if after != Cell::Quoted {
                break (Some(number + 1), number);
            }
            (state, number) = (after, number + 1);
            if let Some(known) = self.ends[number] {
                break (known, number);
            }
        };
        self.ends[first + 1..=last].fill(Some(end));
        end
    }
}

/// Lines of places in a text that are asked for in their order.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    place: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text: text.as_bytes(), place: 0, line: 1 }
    }

    /// Of the row whose place this is: a reader gives that of the blank lines before it.
    pub(super) fn at(&mut self, place: usize) -> usize {
        while self.place < self.text.len() && (self.place < place || self.text[self.place] == b'\n') {
            self.line += usize::from(self.text[self.place] == b'\n');
            self.place += 1;
        }
        self.line
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Start,
    Plain,
    Quoted,
    /// After a quote that closes it, unless another follows.
    Closed,
}

impl Cell {
    /// Where the line leaves it. `None`: a quote closed within a cell.
    fn over(self, line: &str, separator: u8) -> Option<Self> {
        line.bytes().try_fold(self, |state, byte| {
            Some(match (state, byte) {
                (Self::Start, b'"') => Self::Quoted,
                (Self::Quoted, b'"') => Self::Closed,
                (Self::Closed, b'"') | (Self::Quoted, _) => Self::Quoted,
                (_, byte) if byte == separator => Self::Start,
                (Self::Closed, b' ') => Self::Closed,
                (Self::Closed, _) => return None,
                _ => Self::Plain,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_does_not_close_costs_its_own_line_and_no_other() {
        let (text, wrong) =
            without_open_quotes("a;b\n1;\"open\n2;\"x\ny\"\n3;\"z\"\"\";w\n4;\"x\"y\n5;in\"side\n\"6", b';');
        assert_eq!(wrong, [2, 6, 8], "{text}");
        assert_eq!(text, "a;b\n\n2;\"x\ny\"\n3;\"z\"\"\";w\n\n5;in\"side\n");
        let whole = "a,b\n\"1\",\"2\n3\"\n";
        assert_eq!(without_open_quotes(whole, b','), (whole.to_owned(), vec![]));
    }

    #[test]
    fn text_of_a_spreadsheet_is_read_by_its_mark() {
        for bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            let utf16: Vec<u8> = "\u{feff}é\tœ\r\n".encode_utf16().flat_map(bytes).collect();
            assert_eq!(decode(&utf16).as_deref(), Some("é\tœ\n"));
        }
        assert_eq!(decode(b"\xff\xfe\x00\xd8").as_deref(), None, "half of a pair");
        assert_eq!(decode(b"\xef\xbb\xbf\xc3\xa9").as_deref(), Some("é"));
        assert_eq!(decode(b"\xe9").as_deref(), Some("é"));
        assert_eq!(decode(b"a\x00").as_deref(), None);
    }

    /// Each line leaves the one quote and opens the next: the whole file stood behind every one of them.
    #[test]
    fn quotes_that_never_close_are_looked_for_once() {
        let lines = 200_000;
        let began = std::time::Instant::now();
        let (text, wrong) = without_open_quotes(&"x\";\"\n".repeat(lines), b';');
        assert_eq!((text.len(), wrong.len()), (lines, lines));
        // Without optimisation, on a busy machine; it was a quarter of an hour.
        assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
    }
}
