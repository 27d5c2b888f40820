//! The size of the program as a file.

use anyhow::Result;

use crate::Options;
use crate::table::{Row, Table};

pub(crate) fn measure(options: &Options, table: &mut Table) -> Result<()> {
    let program = options.program()?;
    let mib = |path: &std::path::Path| -> Result<f64> { Ok(std::fs::metadata(path)?.len() as f64 / 1024.0 / 1024.0) };
    let row = Row::new("program, one file with the web app in it");
    table.add(row.figure(format!("{:.1} MiB", mib(&program)?), "shown", "as it was built here"));
    // Beside `release` lies what is shipped, where it was built.
    let shipped = program.parent().and_then(|folder| folder.parent()).map(|folder| folder.join("dist").join("preau"));
    if let Some(shipped) = shipped.filter(|path| path.exists()) {
        let row = Row::new("program as it is shipped");
        table.add(row.figure(format!("{:.1} MiB", mib(&shipped)?), "shown", "cargo build --profile dist"));
    }
    Ok(())
}
