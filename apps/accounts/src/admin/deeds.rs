//! What is done to chosen people, directly or through one of their roles.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{Cx, RowAction};
use preau_kernel::{Error, Refusal, Result};

use crate::actions::person::{self, Change};
use crate::actions::{initial_password, log_out, otp};
use crate::store::profiles::{self, ProfileKind};
use crate::store::users;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// A new first password by mail; the one they had is void.
    SendPassword,
    Activate,
    Deactivate,
    EndLogins,
    /// For who lost phone and recovery codes alike.
    TurnOffCodes,
}

struct OnPerson {
    deed: Deed,
    /// Whose rows are chosen; `None`: people themselves.
    of: Option<&'static ProfileKind>,
}

/// All of them for people themselves, the usual ones through a role.
pub(super) fn of_people(of: Option<&'static ProfileKind>) -> Vec<Arc<dyn RowAction>> {
    let usual = [Deed::SendPassword, Deed::Activate, Deed::Deactivate];
    let rare = [Deed::EndLogins, Deed::TurnOffCodes].into_iter().filter(|_| of.is_none());
    usual.into_iter().chain(rare).map(|deed| Arc::new(OnPerson { deed, of }) as Arc<dyn RowAction>).collect()
}

#[async_trait]
impl RowAction for OnPerson {
    fn name(&self) -> &'static str {
        match self.deed {
            Deed::SendPassword => "send_password",
            Deed::Activate => "activate",
            Deed::Deactivate => "deactivate",
            Deed::EndLogins => "end_logins",
            Deed::TurnOffCodes => "turn_off_codes",
        }
    }

    fn is_dangerous(&self) -> bool {
        self.deed != Deed::Activate
    }

    async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        let user = match self.of {
            Some(kind) => profiles::user_of(&**cx.tx, kind, id).await?,
            None => id,
        };
        match self.deed {
            Deed::SendPassword => initial_password::send_in(cx.tx, cx.app, cx.info, cx.actor, user).await,
            Deed::Activate => set_active(cx, user, true).await,
            Deed::Deactivate => set_active(cx, user, false).await,
            Deed::EndLogins => log_out::all_of_in(cx.tx, cx.app, cx.info, cx.actor, user).await.map(drop),
            Deed::TurnOffCodes if user == cx.actor.user_id => Err(Error::Forbidden(Refusal::new("not_yourself"))),
            Deed::TurnOffCodes => otp::turn_off_for_in(cx.tx, cx.app, cx.info, cx.actor, user).await,
        }
    }
}

async fn set_active(cx: &Cx<'_>, user: i64, is_active: bool) -> Result<()> {
    let person = users::get_locked(cx.tx, user).await?;
    let change = Change { is_active: Some(is_active), ..Change::default() };
    person::change_person(cx.tx, cx.app, cx.info, cx.actor, &person, &change, "").await.map(drop)
}
