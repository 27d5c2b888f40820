//! API tokens: `preau_<id>_<HMAC of id, user and version>`. Nothing usable is stored, and the same token can be shown
//! again as long as it lives.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use preau_kernel::secrets::{Purpose, Secrets};

pub fn text(secrets: &Secrets, id: i64, user: i64, version: i64) -> String {
    let mac = secrets.mac(Purpose::ApiToken, &parts(&id.to_le_bytes(), &user.to_le_bytes(), &version.to_le_bytes()));
    format!("preau_{id}_{}", URL_SAFE_NO_PAD.encode(mac))
}

/// The id that a token names and the tag that must be proven; `None` for rubbish.
pub fn parse(token: &str) -> Option<(i64, Vec<u8>)> {
    if token.len() > 100 {
        return None;
    }
    let (id, tag) = token.strip_prefix("preau_")?.split_once('_')?;
    // As it was written: `+7` and `07` would be the same token in another text.
    let number = id.parse::<i64>().ok().filter(|number| number.to_string() == id)?;
    Some((number, URL_SAFE_NO_PAD.decode(tag).ok()?))
}

pub fn verify(secrets: &Secrets, tag: &[u8], id: i64, user: i64, version: i64) -> bool {
    secrets.verify(Purpose::ApiToken, &parts(&id.to_le_bytes(), &user.to_le_bytes(), &version.to_le_bytes()), tag)
}

fn parts<'a>(id: &'a [u8; 8], user: &'a [u8; 8], version: &'a [u8; 8]) -> [&'a [u8]; 3] {
    [id, user, version]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_written_in_one_way_only() {
        let secrets = Secrets::new("a key of more than thirty-two characters", None, &[]);
        let token = text(&secrets, 7, 3, 1);
        assert_eq!(parse(&token).map(|(id, tag)| verify(&secrets, &tag, id, 3, 1)), Some(true));
        for other in ["+7", "07", " 7", "-0", "9223372036854775808", ""] {
            assert_eq!(parse(&token.replacen("_7_", &format!("_{other}_"), 1)), None, "{other}");
        }
        assert_eq!(parse(&format!("{token}=")), None);
    }
}
