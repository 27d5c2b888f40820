//! On what was measured, in a line that is pasted with the table.

use preau_kernel::clock::Clock;

/// Processor, memory, commit and day.
pub(crate) fn described() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let gigabytes = memory_kib().unwrap_or_default() as f64 / 1024.0 / 1024.0;
    let build = if cfg!(debug_assertions) { "a debug build, whose figures mean nothing" } else { "an optimised build" };
    format!(
        "Measured on {cores} × {}, {gigabytes:.0} GB, {build} of {}, {}.",
        processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
        commit().unwrap_or_else(|| "an unknown commit".to_owned()),
        Clock::System.now().utc().format("%Y-%m-%d"),
    )
}

fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn memory_kib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    text.lines().find(|line| line.starts_with("MemTotal:"))?.split_whitespace().nth(1)?.parse().ok()
}

fn commit() -> Option<String> {
    let output = std::process::Command::new("git").args(["rev-parse", "--short=10", "HEAD"]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
