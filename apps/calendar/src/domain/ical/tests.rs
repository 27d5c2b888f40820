//! What is written is read by another's parser; what is read is compared with another's expansion; nothing hostile costs
//! much.

mod hostile;
mod reading;
mod repeating;
mod writing;
