//! JSON Web Tokens (RFC 7519), HS256 under a key derived for this purpose alone. Claims: `token_type`, `user_id`,
//! `jti`, `sid`, `gen`, `iat`, `exp`. Identifier and instant of a pair are derived from its session and generation,
//! so that the same pair can be given again after a lost answer.

use std::sync::Arc;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use moka::sync::Cache;
use preau_kernel::clock::Timestamp;
use preau_kernel::secrets::{Purpose, Secrets, hmac};
use preau_kernel::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::config::AuthConfig;
use crate::store::sessions::Session;

/// A longer text is no token of ours.
const MAX_LENGTH: usize = 2048;
/// Verified access tokens remembered, about half a kilobyte each.
const VERIFIED: u64 = 10_000;
/// How far another node's clock may be ahead (seconds).
const LEEWAY: i64 = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenType {
    Access,
    Refresh,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    pub token_type: TokenType,
    pub user_id: i64,
    pub jti: String,
    pub sid: i64,
    #[serde(rename = "gen")]
    pub generation: i64,
    pub iat: i64,
    pub exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    pub access: String,
    pub refresh: String,
    /// Seconds.
    pub expires_in: i64,
}

/// What a pair is made of.
#[derive(Debug, Clone)]
pub struct Grant {
    pub session: i64,
    pub user: i64,
    pub hmac_key: [u8; 32],
    pub generation: i64,
    pub rotated_at: Timestamp,
}

impl Grant {
    /// That of a log-in as it stands.
    pub fn of(session: &Session) -> Self {
        Self {
            session: session.id,
            user: session.user_id,
            hmac_key: session.key(),
            generation: session.generation,
            rotated_at: session.rotated_at,
        }
    }

    /// That of its next generation.
    #[must_use]
    pub fn next(self, now: Timestamp) -> Self {
        Self { generation: self.generation + 1, rotated_at: now, ..self }
    }
}

pub struct Jwt {
    signing: EncodingKey,
    header: Header,
    /// By key name.
    accepted: Vec<(String, DecodingKey)>,
    validation: Validation,
    access_seconds: i64,
    refresh_seconds: i64,
    /// Access tokens whose signature was verified lately, by their whole text: a client sends the same one again and
    /// again. Measured: the check of the signature and the two readings of JSON cost more than the rest of a request.
    verified: Cache<String, Arc<Claims>>,
}

impl Jwt {
    pub fn new(secrets: &Secrets, config: &AuthConfig) -> Self {
        super::jwt_crypto::install();
        let keys = secrets.keys(Purpose::Jwt);
        let mut validation = Validation::new(Algorithm::HS256);
        // Instants are judged by the injected clock, below.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.required_spec_claims.clear();
        let mut header = Header::new(Algorithm::HS256);
        header.kid = keys.first().map(|(id, _)| id.clone());
        let signing = keys.first().map_or(&[][..], |(_, key)| &key[..]);
        Self {
            signing: EncodingKey::from_secret(signing),
            header,
            accepted: keys.iter().map(|(id, key)| (id.clone(), DecodingKey::from_secret(key))).collect(),
            validation,
            access_seconds: config.access_token_lifetime.as_secs(),
            refresh_seconds: config.refresh_token_lifetime.as_secs(),
            verified: Cache::new(VERIFIED),
        }
    }

    pub fn pair(&self, grant: &Grant) -> Result<Pair> {
        Ok(Pair {
            access: self.encode(grant, TokenType::Access)?,
            refresh: self.encode(grant, TokenType::Refresh)?,
            expires_in: self.access_seconds,
        })
    }

    fn encode(&self, grant: &Grant, token_type: TokenType) -> Result<String> {
        let (label, seconds): (&[u8], _) = match token_type {
            TokenType::Access => (b"access", self.access_seconds),
            TokenType::Refresh => (b"refresh", self.refresh_seconds),
        };
        let jti = hmac(&grant.hmac_key, &[label, &grant.generation.to_le_bytes()]);
        let iat = grant.rotated_at.seconds();
        let claims = Claims {
            token_type,
            user_id: grant.user,
            jti: hex::encode(&jti[..16]),
            sid: grant.session,
            generation: grant.generation,
            iat,
            exp: iat + seconds,
            nbf: None,
        };
        jsonwebtoken::encode(&self.header, &claims, &self.signing).map_err(Error::internal)
    }

    /// The claims of a token of this place, of this type, in its time; `None` for anything else. Whether its session
    /// still lives is another question.
    pub fn read(&self, token: &str, expected: TokenType, now: Timestamp) -> Option<Claims> {
        self.read_any(token, now).filter(|claims| claims.token_type == expected)
    }

    pub fn read_any(&self, token: &str, now: Timestamp) -> Option<Claims> {
        self.verify(token).filter(|claims| is_timely(claims, now))
    }

    /// As [`Self::read`] for access tokens, which come with every request.
    pub fn read_access(&self, token: &str, now: Timestamp) -> Option<Arc<Claims>> {
        let claims = match self.verified.get(token) {
            Some(claims) => claims,
            None => {
                let claims = Arc::new(self.verify(token).filter(|claims| claims.token_type == TokenType::Access)?);
                self.verified.insert(token.to_owned(), claims.clone());
                claims
            }
        };
        is_timely(&claims, now).then_some(claims)
    }

    /// The claims of a text that one of our keys signed.
    fn verify(&self, token: &str) -> Option<Claims> {
        if token.len() > MAX_LENGTH {
            return None;
        }
        let header = jsonwebtoken::decode_header(token).ok()?;
        let key = match &header.kid {
            Some(id) => self.accepted.iter().find(|(known, _)| known == id)?,
            None => self.accepted.first()?,
        };
        Some(jsonwebtoken::decode::<Claims>(token, &key.1, &self.validation).ok()?.claims)
    }
}

fn is_timely(claims: &Claims, now: Timestamp) -> bool {
    let now = now.seconds();
    now < claims.exp && claims.iat <= now + LEEWAY && claims.nbf.is_none_or(|nbf| nbf <= now + LEEWAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "a key of more than thirty-two characters for tests";

    fn jwt(key: &str) -> Jwt {
        Jwt::new(&Secrets::new(key, None, &[]), &AuthConfig::default())
    }

    fn grant() -> Grant {
        Grant { session: 3, user: 7, hmac_key: [9; 32], generation: 2, rotated_at: Timestamp::from_seconds(1_000) }
    }

    #[test]
    fn the_same_generation_gives_the_same_pair() {
        let (Ok(first), Ok(again)) = (jwt(KEY).pair(&grant()), jwt(KEY).pair(&grant())) else { panic!("signed") };
        assert_eq!(first, again);
        let Ok(next) = jwt(KEY).pair(&Grant { generation: 3, ..grant() }) else { panic!("signed") };
        assert_ne!(first.access, next.access);
    }

    #[test]
    fn lifetimes_are_those_of_seed_001() {
        let Ok(pair) = jwt(KEY).pair(&grant()) else { panic!("signed") };
        let at = Timestamp::from_seconds(1_000);
        let access = jwt(KEY).read(&pair.access, TokenType::Access, at).map(|c| c.exp - c.iat);
        let refresh = jwt(KEY).read(&pair.refresh, TokenType::Refresh, at).map(|c| c.exp - c.iat);
        assert_eq!((access, refresh), (Some(86_400), Some(604_800)));
    }

    #[test]
    fn a_token_holds_in_its_time_for_its_use_and_place_only() {
        let Ok(pair) = jwt(KEY).pair(&grant()) else { panic!("signed") };
        let read = |jwt: &Jwt, token: &str, kind, at| jwt.read(token, kind, Timestamp::from_seconds(at)).is_some();
        assert!(read(&jwt(KEY), &pair.access, TokenType::Access, 87_399));
        assert!(!read(&jwt(KEY), &pair.access, TokenType::Access, 87_400), "expired");
        assert!(!read(&jwt(KEY), &pair.access, TokenType::Access, 900), "not yet valid");
        assert!(!read(&jwt(KEY), &pair.access, TokenType::Refresh, 2_000), "wrong type");
        assert!(!read(&jwt("another place's key, as long as is needed"), &pair.access, TokenType::Access, 2_000));
    }

    #[test]
    fn a_previous_key_is_read_and_never_signs() {
        let Ok(old) = jwt(KEY).pair(&grant()) else { panic!("signed") };
        let rotated = Secrets::new("the new key, of more than thirty-two letters", Some(KEY), &[]);
        let both = Jwt::new(&rotated, &AuthConfig::default());
        assert!(both.read(&old.access, TokenType::Access, Timestamp::from_seconds(2_000)).is_some());
        let Ok(new) = both.pair(&grant()) else { panic!("signed") };
        assert!(jwt(KEY).read(&new.access, TokenType::Access, Timestamp::from_seconds(2_000)).is_none());
    }
}
