//! Small changes to seeds, by a generator of its own with a fixed seed, so that a failure comes again.

/// How many changes one input suffers, at most.
const MOST_CHANGES: usize = 5;
const NUMBERS: [&[u8]; 8] = [
    b"0",
    b"-1",
    b"255",
    b"65536",
    b"2147483648",
    b"9223372036854775807",
    b"-9223372036854775808",
    b"18446744073709551616",
];

pub(crate) struct Mutator {
    seeds: Vec<Vec<u8>>,
    words: Vec<Vec<u8>>,
    longest: usize,
    state: u64,
}

impl Mutator {
    pub(crate) fn new(seeds: Vec<Vec<u8>>, words: Vec<Vec<u8>>, longest: usize) -> Self {
        Self { seeds, words, longest, state: 0x9e37_79b9_7f4a_7c15 }
    }

    pub(crate) fn next(&mut self) -> Vec<u8> {
        let chosen = self.below(self.seeds.len());
        let mut input = self.seeds[chosen].clone();
        for _ in 0..=self.below(MOST_CHANGES) {
            self.change(&mut input);
        }
        input.truncate(self.longest);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.below(input.len() + 1);
        let end = (at + 1 + self.below(12)).min(input.len());
        match self.below(9) {
            0 if at < input.len() => input[at] ^= 1 << self.below(8),
            1 if at < input.len() => input[at] = self.byte(),
            2 => drop(input.drain(at.min(end)..end)),
            3 => input.insert(at, self.byte()),
            4 => {
                let piece = input[at.min(end)..end].to_vec();
                let to = self.below(input.len() + 1);
                input.splice(to..to, piece);
            }
            5 => {
                let chosen = self.below(self.seeds.len());
                let other = self.seeds[chosen].clone();
                let from = self.below(other.len() + 1);
                input.truncate(at);
                input.extend(&other[from..]);
            }
            6 => {
                let number = NUMBERS[self.below(NUMBERS.len())];
                drop(input.splice(at.min(end)..end, number.iter().copied()));
            }
            7 if !self.words.is_empty() => {
                let chosen = self.below(self.words.len());
                let word = self.words[chosen].clone();
                drop(input.splice(at..at, word));
            }
            _ => input.truncate(at),
        }
    }

    fn byte(&mut self) -> u8 {
        const TELLING: &[u8] = b"\0\n\r\t \"'%&+,-./:;<=>@[\\]{}\x7f\x80\xc3\xff";
        match self.below(3) {
            0 => u8::try_from(self.below(256)).unwrap_or(0),
            _ => TELLING[self.below(TELLING.len())],
        }
    }

    /// xorshift (Marsaglia 2003): good enough, and the same everywhere.
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 16).unwrap_or(0) % bound.max(1)
    }
}

/// The words of a dictionary of libFuzzer: a line each, quoted, with `\xff`, `\\` and `\"`.
pub(crate) fn words(dictionary: &str) -> Vec<Vec<u8>> {
    let quoted = dictionary.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    quoted.map(unescaped).collect()
}

fn unescaped(text: &str) -> Vec<u8> {
    let (mut word, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match (first, after) {
            (b'\\', [b'x', high, low, after @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).unwrap_or(0);
                (u8::try_from(digit(high) * 16 + digit(low)).unwrap_or(0), after)
            }
            (b'\\', [literal, after @ ..]) => (*literal, after),
            _ => (*first, after),
        };
        word.push(byte);
        rest = after;
    }
    word
}

#[test]
fn a_dictionary_is_read_as_libfuzzer_reads_it() {
    assert_eq!(words("# x\n\"a\\x0d\\\"\\\\u\"\n\n\"b\"\n"), [b"a\r\"\\u".to_vec(), b"b".to_vec()]);
}
