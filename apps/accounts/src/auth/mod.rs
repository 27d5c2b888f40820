//! Proving who somebody is: hashes in a bounded queue, tokens, the cache of principals, throttles.

pub mod api_token;
pub mod attach;
pub mod cookie;
pub mod device;
mod hash_threads;
pub mod hasher;
pub mod jwt;
mod jwt_crypto;
pub mod padding;
pub mod principal;
pub mod throttle;
