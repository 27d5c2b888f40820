//! The pages of the public site, written in Markdown with a preview.

use std::sync::Arc;

use preau_kernel::admin::{Column, ColumnType, Entity, Field, FieldKind, Fieldset, Shows, TableWriter, Verb};

const LONGEST: usize = 50_000;

pub(super) fn pages() -> Entity {
    Entity {
        title: "t.title_fr",
        version: Some("t.row_version"),
        columns: vec![
            Column::new("position", "t.position", Shows::Number).by_number("t.position"),
            Column::text("title_fr", "t.title_fr"),
            Column::text("title_en", "t.title_en"),
            Column::text("slug", "t.slug").by_text("t.slug"),
            Column::flag("is_published", "t.is_published"),
        ],
        ordering: "position",
        fieldsets: vec![
            Fieldset::new(
                "french",
                vec![
                    Field::text("title_fr", "t.title_fr", 150).required(),
                    Field::new("body_fr", "t.body_fr", FieldKind::Markdown(LONGEST)),
                ],
            ),
            Fieldset::new(
                "english",
                vec![
                    Field::text("title_en", "t.title_en", 150),
                    Field::new("body_en", "t.body_en", FieldKind::Markdown(LONGEST)),
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
        ],
        writer: Some(Arc::new(TableWriter {
            columns: &[
                ("slug", ColumnType::Text),
                ("title_fr", ColumnType::Text),
                ("title_en", ColumnType::Text),
                ("body_fr", ColumnType::Text),
                ("body_en", ColumnType::Text),
                ("position", ColumnType::Number),
                ("is_published", ColumnType::Flag),
            ],
            unique: &[("site_pages.slug", "slug")],
            ..TableWriter::new("site_pages", "title_fr")
        })),
        verbs: &Verb::ALL,
        ..Entity::new("site_pages", "appointments", "site_pages", "site_pages t")
    }
}
