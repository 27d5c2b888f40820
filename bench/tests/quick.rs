//! A quick run of rows of every kind, in one table: that they work. What they say means nothing here.

use std::process::Command;

/// Rows that need no program beside this one, and what each says.
const ROWS: [(&str, &str); 7] = [
    ("profile", "profile"),
    ("refresh", "refresh / bare transaction"),
    ("people", "search of students, 20 found"),
    ("log", "log, page behind nine tenths"),
    ("admin", "back office, search, 20 found"),
    ("public", "public page"),
    ("roll-call", "roll call of 30 / raw SQLite"),
];

#[test]
fn a_quick_run_fills_a_line_for_each_row() {
    let output = Command::new(env!("CARGO_BIN_EXE_preau-bench"))
        .args(["--quick", "--without-peer"])
        .args(ROWS.map(|(name, _)| name))
        .output()
        .unwrap();
    let (table, said) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}");
    for (_, row) in ROWS {
        let line = table.lines().find(|line| line.starts_with(&format!("| {row} |")));
        let cells: Vec<_> = line.unwrap_or_else(|| panic!("{row} in {table}")).split('|').map(str::trim).collect();
        // The share of the ceiling, the cost of many rows, and what stands behind both.
        assert!(!cells[4].is_empty() && !cells[8].is_empty() && !cells[10].is_empty(), "{cells:?}");
    }
}

#[test]
fn a_row_that_is_none_is_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_preau-bench")).arg("profil").output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("there is no row profil; there are profile, login"), "{said}");
}
