//! How many rows a list holds.
