//! Memory that nothing needs any more goes back to the system while the program rests. The allocator
//! (docs/decisions/0017) sees to it when something large is returned to it, from a second on after memory fell free; a
//! program at rest returns nothing, and would keep what its start, or a rush, had needed.

use std::hint::black_box;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

/// After the start has settled, and from then on.
const FIRST: Duration = Duration::from_secs(3);
const EVERY: Duration = Duration::from_secs(30);
/// Enough to be a piece of its own. It is never touched, so that it costs no memory.
const LARGE: usize = 4 << 20;

pub(crate) async fn give_back(stop: CancellationToken) {
    let mut pause = FIRST;
    while stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_some() {
        drop(black_box(Vec::<u8>::with_capacity(LARGE)));
        pause = EVERY;
    }
}
