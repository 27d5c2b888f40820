//! The one table.

use std::fmt;

#[derive(Default)]
pub(crate) struct Table(Vec<[String; 4]>);

impl Table {
    /// One line: what, its figure, what is asked for, and what stands behind the figure.
    pub(crate) fn row(&mut self, what: &str, figure: impl Into<String>, asked: &str, behind: impl Into<String>) {
        let row = [what.to_owned(), figure.into(), asked.to_owned(), behind.into()];
        eprintln!("  {} = {} ({})", row[0], row[1], row[3]);
        self.0.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | figure | asked | behind it |\n|---|---|---|---|")?;
        for [what, figure, asked, behind] in &self.0 {
            writeln!(f, "| {what} | {figure} | {asked} | {behind} |")?;
        }
        Ok(())
    }
}

/// The middle value; 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
