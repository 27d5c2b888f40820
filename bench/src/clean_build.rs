//! How long the first command of the README builds, with every package fetched and nothing built.

use std::time::Instant;

use anyhow::{Result, ensure};

use crate::table::{Row, Table};

pub(crate) async fn measure(table: &mut Table) -> Result<()> {
    eprintln!("a clean build: some minutes");
    let fetched = tokio::process::Command::new("cargo").args(["fetch", "--locked"]).status().await?;
    ensure!(fetched.success(), "the packages cannot be fetched");
    let folder = tempfile::tempdir()?;
    let start = Instant::now();
    let built = tokio::process::Command::new("cargo")
        .args(["build", "--release", "--locked", "--offline"])
        .env("CARGO_TARGET_DIR", folder.path())
        .status()
        .await?;
    ensure!(built.success(), "it does not build");
    let took = start.elapsed().as_secs();
    let figure = format!("{} min {:02} s", took / 60, took % 60);
    table.add(Row::new("clean build").figure(figure, "≤ 6 min", "cargo build --release, packages fetched"));
    Ok(())
}
