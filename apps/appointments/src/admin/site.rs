//! The pages of the public site, written in Markdown with a preview.

use std::sync::Arc;

use preau_kernel::admin::{Column, ColumnType, Entity, Field, FieldKind, Fieldset, Row, Shows, TableWriter, Verb};

use super::pictures::{self, Pictured};
use crate::pages::seen_at;
use crate::store::images::Owner;

const LONGEST: usize = 50_000;
const PAGES: TableWriter = TableWriter {
    columns: &[
        ("slug", ColumnType::Text),
        ("title_fr", ColumnType::Text),
        ("title_en", ColumnType::Text),
        ("description_fr", ColumnType::Text),
        ("description_en", ColumnType::Text),
        ("body_fr", ColumnType::Text),
        ("body_en", ColumnType::Text),
        ("image_alt_fr", ColumnType::Text),
        ("image_alt_en", ColumnType::Text),
        ("position", ColumnType::Number),
        ("is_published", ColumnType::Flag),
    ],
    unique: &[("site_pages.slug", "slug")],
    ..TableWriter::new("site_pages", "title_fr")
};

pub(super) fn pages() -> Entity {
    Entity {
        title: "t.title_fr",
        version: Some("t.row_version"),
        columns: vec![
            Column::new("position", "t.position", Shows::Number).by_number("t.position"),
            Column::text("title_fr", "t.title_fr"),
            Column::text("title_en", "t.title_en"),
            Column::text("slug", "t.slug").by_text("t.slug"),
            Column::new("image", pictures::OF_PAGE, Shows::Image),
            Column::flag("is_published", "t.is_published"),
        ],
        ordering: "position",
        fieldsets: fields(),
        writer: Some(Arc::new(Pictured { owner: Owner::Page, table: PAGES })),
        verbs: &Verb::ALL,
        seen_at: Some(|row: &Row| Some(seen_at(row.text("slug"), row.flag("is_published")))),
        ..Entity::new("site_pages", "appointments", "site_pages", "site_pages t")
    }
}

fn fields() -> Vec<Fieldset> {
    vec![
        Fieldset::new(
            "french",
            vec![
                Field::text("title_fr", "t.title_fr", 150).required(),
                Field::text("description_fr", "t.description_fr", 300),
                Field::new("body_fr", "t.body_fr", FieldKind::Markdown(LONGEST)),
            ],
        ),
        Fieldset::new(
            "english",
            vec![
                Field::text("title_en", "t.title_en", 150),
                Field::text("description_en", "t.description_en", 300),
                Field::new("body_en", "t.body_en", FieldKind::Markdown(LONGEST)),
            ],
        ),
        Fieldset::new(
            "picture",
            vec![
                pictures::field(Owner::Page),
                Field::text("image_alt_fr", "t.image_alt_fr", 300),
                Field::text("image_alt_en", "t.image_alt_en", 300),
            ],
        ),
        Fieldset::new(
            "page",
            vec![
                Field::text("slug", "t.slug", 60).required(),
                Field::new("position", "t.position", FieldKind::Number(0, 10_000)).required().default("0"),
                Field::new("is_published", "t.is_published", FieldKind::Flag).default("true"),
            ],
        ),
    ]
}
