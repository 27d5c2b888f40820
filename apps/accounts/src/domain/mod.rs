//! The rules of accounts, without any I/O: time, chance and working memory are passed in.
//!
//! - [`names`]: addresses, usernames, names and phone numbers as people type them
//! - [`password_rules`], [`hashing`]: which passwords are accepted, how they are kept, which foreign hashes are read
//! - [`otp`]: one-time codes and recovery codes
//! - [`role`]: the roles of a person
//! - [`django`], [`people_csv`]: people brought from elsewhere
//! - [`photo`], [`device`]: the picture of a person, the label of a browser
//!
//! A refusal is a small enum whose `code()` is a stable key; sentences live in the locales.

mod chance;
pub mod device;
pub mod django;
mod fold;
pub mod hashing;
pub mod names;
pub mod otp;
pub mod password_rules;
pub mod people_csv;
pub mod photo;
pub mod role;
