//! Unbiased picks out of an alphabet, from random bytes passed in.

/// Fills the slice it is given with random bytes; in the program, the operating system's generator.
pub(crate) type Random<'a> = dyn FnMut(&mut [u8]) + 'a;

/// `count` characters of `alphabet` (ASCII, at most 256 long), each as likely as any other: a byte that would favour
/// the first characters is thrown away rather than folded (rejection sampling).
pub(crate) fn pick(alphabet: &[u8], count: usize, random: &mut Random<'_>) -> String {
    let size = alphabet.len();
    let fair = 256 / size * size;
    let mut picked = String::with_capacity(count);
    while picked.len() < count {
        let mut byte = [0u8; 1];
        random(&mut byte);
        let value = usize::from(byte[0]);
        if value < fair {
            picked.push(char::from(alphabet[value % size]));
        }
    }
    picked
}

/// Cuts `text` (ASCII) into groups of `size` joined by dashes, easier to read aloud and to type.
pub(crate) fn grouped(text: &str, size: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / size);
    for (position, character) in text.chars().enumerate() {
        if position > 0 && position % size == 0 {
            out.push('-');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A generator for tests: every byte value in turn, from `start`.
    pub(crate) fn counting(start: u8) -> impl FnMut(&mut [u8]) {
        let mut next = start;
        move |bytes| {
            for byte in bytes {
                *byte = next;
                next = next.wrapping_add(1);
            }
        }
    }

    #[test]
    fn every_character_is_as_likely_as_any_other() {
        let alphabet = b"abcdefghijklmnopqrstuvwxyz2";
        let picked = pick(alphabet, 27 * 9, &mut counting(0));
        for letter in alphabet {
            assert_eq!(
                picked.bytes().filter(|b| b == letter).count(),
                9,
                "{letter}"
            );
        }
    }

    #[test]
    fn bytes_that_would_favour_some_are_thrown_away() {
        // 243..=255 are beyond 9 × 27; folded, 250 would be an `h`.
        let alphabet = b"abcdefghijklmnopqrstuvwxyz2";
        assert_eq!(pick(alphabet, 2, &mut counting(250)), "ab");
        assert_eq!(pick(alphabet, 2, &mut counting(242)), "2a");
    }

    #[test]
    fn groups_are_joined_by_dashes() {
        assert_eq!(grouped("abcdefghjk", 4), "abcd-efgh-jk");
        assert_eq!(grouped("abcd", 4), "abcd");
    }
}
