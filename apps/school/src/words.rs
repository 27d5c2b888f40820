//! How times are put, on the place's clock.
