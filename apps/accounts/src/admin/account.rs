//! One's own account: what `/api/me/` allows, and one's logins and tokens. Names and addresses are changed by staff or
//! by proof, the password and one-time codes on pages of their own.

use std::sync::Arc;

use async_trait::async_trait;
use preau_kernel::admin::{Cx, Entity, Field, FieldKind, Fieldset, Inline, Verb, Writer};
use preau_kernel::web::Fields;
use preau_kernel::{Error, Result};
use serde_json::{Map, Value};

use super::person::{self, LANGS, ROLES, ROLES_SQL};
use super::photo;
use crate::actions::person::{self as people, Change};
use crate::api::input::{self, Mode};
use crate::store::users;

pub(super) fn entity() -> Entity {
    let open = |entity| Inline { entity, column: "t.user_id", field: "user_id", is_open: true };
    Entity {
        title: "t.first_name || ' ' || t.last_name",
        version: Some("t.row_version"),
        target: ("user", "t.id"),
        fieldsets: vec![
            Fieldset::new(
                "identity",
                vec![
                    Field::text("first_name", "t.first_name", 150).shown(),
                    Field::text("last_name", "t.last_name", 150).shown(),
                    Field::new("email", "t.email", FieldKind::Email).shown(),
                    Field::text("username", "t.username", 150).shown(),
                    Field::new("roles", ROLES_SQL, FieldKind::Several(ROLES)).shown(),
                ],
            ),
            Fieldset::new(
                "own",
                vec![
                    Field::new("phone", "t.phone", FieldKind::Phone),
                    Field::new("lang", "t.lang", FieldKind::Choice(LANGS)),
                    photo::field("t.photo_large", None),
                ],
            ),
        ],
        inlines: vec![open("logins"), open("api_tokens")],
        writer: Some(Arc::new(Own)),
        verbs: &[Verb::View, Verb::Change],
        narrow: person::own_person,
        always: Some("t.tombstone_at IS NULL"),
        own_row: Some(|actor| actor.user_id),
        ..Entity::new("account", "access", "users", "users t")
    }
}

struct Own;

#[async_trait]
impl Writer for Own {
    async fn create(&self, _: &Cx<'_>, _: Map<String, Value>) -> Result<i64> {
        Err(Error::forbidden())
    }

    async fn update(&self, cx: &Cx<'_>, id: i64, values: Map<String, Value>, version: Option<i64>) -> Result<()> {
        if id != cx.actor.user_id {
            return Err(Error::NotFound);
        }
        let person = users::get_locked(cx.tx, id).await?;
        people::check_version(version, person.row_version)?;
        let mut fields = Fields::new(values);
        let all = input::person(&mut fields, Mode::Patch, false);
        fields.finish()?;
        let own = Change { phone: all.phone, lang: all.lang, ..Change::default() };
        people::change_person(cx.tx, cx.app, cx.info, cx.actor, &person, &own, "").await.map(drop)
    }

    async fn delete(&self, _: &Cx<'_>, _: i64) -> Result<()> {
        Err(Error::forbidden())
    }
}
