//! The back office through the real router.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]
