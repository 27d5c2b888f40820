//! Queries of attendance.
