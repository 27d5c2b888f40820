//! Of live.
