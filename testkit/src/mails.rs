//! Mails sent. They leave by a job: `drain_jobs()` comes first.

use preau_kernel::mail::Outgoing;

use crate::app::TestApp;

impl TestApp {
    /// Every mail sent so far, oldest first.
    pub fn mails(&self) -> Vec<Outgoing> {
        self.app().mailbox().all()
    }

    /// The newest mail to an address; without one the test ends and says who got some.
    #[track_caller]
    pub fn mail_to(&self, address: &str) -> Outgoing {
        let found = self.app().mailbox().last_to(address);
        found.unwrap_or_else(|| {
            let reached: Vec<_> = self.mails().into_iter().map(|mail| mail.to).collect();
            panic!("no mail to {address}; there are mails to {reached:?}")
        })
    }
}
