//! Visitors.
