//! The one-time code that turns a machine into a seat: ten characters, read aloud in two groups.

use preau_kernel::clock::Chance;

const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 10;

/// `ABCDE-FGHJK`. Each character is five bits of chance, so that none is likelier than another.
pub fn draw(chance: &Chance) -> String {
    let bytes: [u8; LENGTH] = chance.bytes();
    let mut code: String = bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    code.insert(LENGTH / 2, '-');
    code
}

/// As it is compared: any case, with or without what parts it. `None`: no such code can have been given.
pub fn plain(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_uppercase();
    let is_code = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    is_code.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = draw(&Chance::seeded(5));
        let read = plain(&code);
        assert!(read.as_deref().is_some_and(|plain| plain.len() == LENGTH));
        assert_eq!(plain(&code.to_lowercase().replace('-', " ")), read);
        for wrong in ["", "ABCDE", "ABCDE-FGHJI", "ABCDE-FGHJK2", "ÀBCDE-FGHJK"] {
            assert_eq!(plain(wrong), None, "{wrong}");
        }
    }
}
