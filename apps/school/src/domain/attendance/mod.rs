//! Rules of attendance.
