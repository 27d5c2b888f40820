//! The live channel.
