//! Of people.
