//! Actions on many rows, done by a job.

use futures::FutureExt;
use preau_kernel::jobs::JobKind;

pub(crate) const JOB: JobKind = JobKind { name: "admin.run_action", max_attempts: 5, run: |_, _| async { Ok(()) }.boxed() };
