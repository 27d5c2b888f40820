//! The people of the demonstration place.
