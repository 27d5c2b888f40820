//! How much a test tries: little by default, much with `PREAU_TEST_SCALE=full` (`./test --full`).

/// The size that this run asks for.
pub fn scale<T>(reduced: T, full: T) -> T {
    if std::env::var("PREAU_TEST_SCALE").is_ok_and(|wanted| wanted == "full") { full } else { reduced }
}
