//! The one table: a line for each row, with what is asked of it beside what was measured.

use std::fmt;

use crate::machine;

/// What is asked of a ratio.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Asked {
    Least(f64),
    Most(f64),
    /// Nothing: it is shown.
    Shown,
}

impl Asked {
    fn is_met(self, ratio: f64) -> bool {
        match self {
            Self::Least(least) => ratio >= least,
            Self::Most(most) => ratio <= most,
            Self::Shown => true,
        }
    }
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Least(least) => write!(f, "≥ {least}"),
            Self::Most(most) => write!(f, "≤ {most}"),
            Self::Shown => write!(f, "shown"),
        }
    }
}

/// Measured and asked; empty: not for this row.
#[derive(Debug, Clone, Default)]
struct Cell {
    measured: String,
    asked: String,
}

impl Cell {
    fn ratio(ratio: f64, asked: Asked) -> Self {
        let digits = if ratio >= 10.0 { 1 } else { 2 };
        let missed = if asked.is_met(ratio) { "" } else { " ✗" };
        Self { measured: format!("{ratio:.digits$}{missed}"), asked: asked.to_string() }
    }
}

/// One line of the table, filled column by column.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    what: String,
    figure: Cell,
    /// Of the ceiling of this machine, of Django, and of many rows beside few.
    ratios: [Cell; 3],
    behind: Vec<String>,
}

impl Row {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), figure: Cell::default(), ratios: Default::default(), behind: Vec::new() }
    }

    /// An amount with its unit.
    pub(crate) fn figure(mut self, measured: impl Into<String>, asked: &str, behind: impl Into<String>) -> Self {
        self.figure = Cell { measured: measured.into(), asked: asked.to_owned() };
        self.because(behind)
    }

    /// The share of what this machine can do at all.
    pub(crate) fn ceiling(self, ratio: f64, asked: Asked, behind: impl Into<String>) -> Self {
        self.ratio(0, ratio, asked, behind)
    }

    /// So many times the peer.
    pub(crate) fn peer(self, ratio: f64, asked: Asked, behind: impl Into<String>) -> Self {
        self.ratio(1, ratio, asked, behind)
    }

    /// The cost with many rows over that with few.
    pub(crate) fn growth(self, ratio: f64, asked: Asked, behind: impl Into<String>) -> Self {
        self.ratio(2, ratio, asked, behind)
    }

    fn ratio(mut self, column: usize, ratio: f64, asked: Asked, behind: impl Into<String>) -> Self {
        self.ratios[column] = Cell::ratio(ratio, asked);
        self.because(behind)
    }

    pub(crate) fn because(mut self, behind: impl Into<String>) -> Self {
        self.behind.push(behind.into());
        self
    }

    fn cells(&self) -> impl Iterator<Item = &Cell> {
        std::iter::once(&self.figure).chain(&self.ratios)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {} |", self.what)?;
        for cell in self.cells() {
            write!(f, " {} | {} |", cell.measured, cell.asked)?;
        }
        write!(f, " {} |", self.behind.join("; "))
    }
}

#[derive(Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    pub(crate) fn add(&mut self, row: Row) {
        let filled = row.cells().filter(|cell| !cell.measured.is_empty());
        let figures: Vec<_> = filled.map(|cell| format!("{} ({})", cell.measured, cell.asked)).collect();
        eprintln!("  {} = {} · {}", row.what, figures.join(" · "), row.behind.join("; "));
        self.0.push(row);
    }

    /// One line with a figure alone: what, its figure, what is asked for, and what stands behind the figure.
    pub(crate) fn row(&mut self, what: &str, figure: impl Into<String>, asked: &str, behind: impl Into<String>) {
        self.add(Row::new(what).figure(figure, asked, behind));
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", machine::described())?;
        writeln!(
            f,
            "| what | measured | asked | of the ceiling | asked | × Django | asked | many / few | asked | behind it |"
        )?;
        writeln!(f, "|---|---|---|---|---|---|---|---|---|---|")?;
        for row in &self.0 {
            writeln!(f, "{row}")?;
        }
        writeln!(f, "\n✗: less, or more, than is asked.")
    }
}

/// The middle value; 0 of none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The value that this share does not exceed.
pub(crate) fn at(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(place.saturating_sub(1)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_misses_its_goal_is_marked() {
        let row = Row::new("list").ceiling(0.29, Asked::Least(0.3), "a").peer(21.0, Asked::Least(20.0), "b");
        assert_eq!(row.to_string(), "| list |  |  | 0.29 ✗ | ≥ 0.3 | 21.0 | ≥ 20 |  |  | a; b |");
        let row = Row::new("list").growth(1.4, Asked::Most(1.3), "c").growth(1.2, Asked::Most(1.3), "d");
        assert_eq!(row.to_string(), "| list |  |  |  |  |  |  | 1.20 | ≤ 1.3 | c; d |");
    }

    #[test]
    fn shares_of_values_are_values() {
        let values = [3.0, 1.0, 2.0, 4.0];
        assert_eq!((median(values.to_vec()), at(&values, 0.5), at(&values, 1.0)), (3.0, 2.0, 4.0));
        assert_eq!((median(Vec::new()), at(&[], 0.99)), (0.0, 0.0));
    }
}
