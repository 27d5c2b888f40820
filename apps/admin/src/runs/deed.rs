//! What is done to rows: an action of the entity, or their deletion.

use std::sync::Arc;

use preau_kernel::actor::{Actor, Scope};
use preau_kernel::admin::{Cx, Entity, RowAction, Verb, Writer};
use preau_kernel::db::page::Conditions;
use preau_kernel::{Error, Result};

use crate::rows;

/// The name of the deletion among the actions.
pub(crate) const DELETE: &str = "delete";

pub(crate) enum Deed {
    Delete(Arc<dyn Writer>),
    Action(Arc<dyn RowAction>),
}

impl Deed {
    /// 404 for what the entity does not know.
    pub(crate) fn of(entity: &Entity, name: &str) -> Result<Self> {
        if name == DELETE && entity.verbs.contains(&Verb::Delete) {
            return entity.writer.clone().map(Self::Delete).ok_or(Error::NotFound);
        }
        entity.action(name).cloned().map(Self::Action).ok_or(Error::NotFound)
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Delete(_) => DELETE,
            Self::Action(action) => action.name(),
        }
    }

    pub(crate) fn is_dangerous(&self) -> bool {
        match self {
            Self::Delete(_) => true,
            Self::Action(action) => action.is_dangerous(),
        }
    }

    /// The rows to which an actor may do it, among those they see; 403 without the rights.
    pub(crate) fn reach(&self, entity: &Entity, actor: &Actor) -> Result<Conditions> {
        let seen = entity.scope(actor, Verb::View).ok_or_else(Error::forbidden)?;
        let done = self.scope(entity, actor).ok_or_else(Error::forbidden)?;
        Ok(rows::within(actor, entity, &[seen, done]))
    }

    fn scope(&self, entity: &Entity, actor: &Actor) -> Option<Scope> {
        match self {
            Self::Delete(_) => entity.scope(actor, Verb::Delete),
            // What is somebody's own needs no right.
            Self::Action(_) if entity.own_row.is_some() => Some(Scope::Own),
            Self::Action(action) => actor.scope(&entity.action_right(action.name())),
        }
    }

    pub(super) async fn apply(&self, cx: &Cx<'_>, id: i64) -> Result<()> {
        match self {
            Self::Delete(writer) => writer.delete(cx, id).await,
            Self::Action(action) => action.apply(cx, id).await,
        }
    }
}
