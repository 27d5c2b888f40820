//! Registers, marks and check-in.
