//! From a form to typed values and back.
