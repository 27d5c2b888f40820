//! What the back office remembers while it runs.

use crate::labels::Labels;
use crate::rows::lately::Lately;

#[derive(Default)]
pub(crate) struct State {
    pub(crate) lately: Lately,
    pub(crate) labels: Labels,
}
