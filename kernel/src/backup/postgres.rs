//! PostgreSQL: by its own programs `pg_dump`, `pg_restore` and `psql`. The address reaches them through the
//! environment, so that no password stands in a list of processes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use sqlx::{Connection, PgConnection};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

use super::{Contents, OWN_MARK, damaged, foreign, no_room};
use crate::db::migrate::Migration;
use crate::error::{Error, Refusal, Result};

/// Where Debian puts the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// How a file of the custom format begins.
const MAGIC: &[u8; 5] = b"PGDMP";

/// Writes the whole database into `target` in PostgreSQL's own compressed format.
pub(super) async fn dump(url: &str, target: &Path) -> Result<()> {
    let mut command = program("pg_dump")?;
    command.envs(environment(url)?).args(["--format=custom", "--no-owner", "--no-privileges", "--no-password"]);
    let output = command.arg("--file").arg(target).output().await?;
    match output.status.success() {
        true => Ok(()),
        // The language of the tool is fixed (see `program`).
        false if String::from_utf8_lossy(&output.stderr).contains("No space left on device") => Err(no_room(target)),
        false => Err(failed("pg_dump", &output.stderr)),
    }
}

/// Reads a dump whole, as `pg_restore` would play it, and counts its rows.
pub(super) async fn check(path: &Path) -> Result<Contents> {
    let mut head = [0; MAGIC.len()];
    let mut file = tokio::fs::File::open(path).await?;
    if file.read_exact(&mut head).await.is_err() || head != *MAGIC {
        return Err(foreign(path));
    }
    let mut command = program("pg_restore")?;
    command.args(["--data-only", "--file=-"]).arg(path);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let out = child.stdout.take().ok_or_else(|| Error::internal("no output"))?;
    let (contents, output) = tokio::join!(count(BufReader::new(out)), child.wait_with_output());
    let (contents, output) = (contents?, output?);
    if !output.status.success() {
        return Err(damaged(String::from_utf8_lossy(&output.stderr).trim()));
    }
    if contents.migrations.iter().any(|name| name == OWN_MARK) { Ok(contents) } else { Err(foreign(path)) }
}

/// Counts the lines between `COPY table (…) FROM stdin;` and `\.`.
async fn count(mut out: impl AsyncBufReadExt + Unpin) -> Result<Contents> {
    let mut contents = Contents::default();
    let mut table: Option<String> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if out.read_until(b'\n', &mut line).await? == 0 {
            return Ok(contents);
        }
        match &table {
            None => {
                let text = String::from_utf8_lossy(&line);
                if text.starts_with("COPY ") && text.trim_end().ends_with("FROM stdin;") {
                    let name = text.split(' ').nth(1).unwrap_or_default();
                    let name = name.rsplit('.').next().unwrap_or_default().to_owned();
                    contents.rows.insert(name.clone(), 0);
                    table = Some(name);
                }
            }
            Some(_) if line == b"\\.\n" => table = None,
            Some(name) => {
                *contents.rows.entry(name.clone()).or_default() += 1;
                if name == "schema_migrations" {
                    let text = String::from_utf8_lossy(&line);
                    contents.migrations.extend(text.split('\t').next().map(str::to_owned));
                }
            }
        }
    }
}

/// Plays a dump into the database in one transaction; with `force` what was there goes in the same transaction.
pub(super) async fn restore(source: &Path, url: &str, force: bool, known: &[Migration]) -> Result<Contents> {
    let contents = check(source).await?;
    contents.refuse_newer(known)?;
    let mut conn = PgConnection::connect(url).await?;
    let others: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
         AND application_name LIKE 'preau%'",
    )
    .fetch_one(&mut conn)
    .await?;
    if others > 0 {
        return Err(Error::refused("restore_in_use"));
    }
    let tables: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetch_one(&mut conn).await?;
    conn.close().await?;
    if tables > 0 && !force {
        return Err(Error::refused("restore_not_empty"));
    }
    play(source, url, tables > 0).await?;
    Ok(contents)
}

/// `pg_restore | psql` within BEGIN and COMMIT. `pg_restore --clean` alone would leave the tables that a newer version
/// has made, and the next start would stumble over them; so the schema goes as a whole.
async fn play(source: &Path, url: &str, clear: bool) -> Result<()> {
    let mut reader = program("pg_restore")?;
    reader.args(["--no-owner", "--no-privileges", "--file=-"]).arg(source);
    let mut reader = reader.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut writer = program("psql")?;
    writer.envs(environment(url)?).args(["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1"]);
    let mut writer = writer.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let script = reader.stdout.take().ok_or_else(|| Error::internal("no output"))?;
    let sink = writer.stdin.take().ok_or_else(|| Error::internal("no input"))?;
    let (read, written) = tokio::join!(feed(script, sink, reader, clear), writer.wait_with_output());
    let written = written?;
    if !written.status.success() {
        return Err(failed("psql", &written.stderr));
    }
    read
}

/// COMMIT goes out only when the dump was read to its end.
async fn feed(
    mut script: tokio::process::ChildStdout,
    mut sink: tokio::process::ChildStdin,
    reader: tokio::process::Child,
    clear: bool,
) -> Result<()> {
    sink.write_all(b"BEGIN;\n").await?;
    if clear {
        sink.write_all(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n").await?;
    }
    let copied = tokio::io::copy(&mut script, &mut sink).await;
    drop(script);
    let output = reader.wait_with_output().await?;
    copied?;
    if !output.status.success() {
        return Err(failed("pg_restore", &output.stderr));
    }
    sink.write_all(b"\nCOMMIT;\n").await?;
    Ok(sink.shutdown().await?)
}

/// From PATH, else of the newest version installed.
fn program(name: &'static str) -> Result<Command> {
    let in_path = || std::env::split_paths(&std::env::var_os("PATH")?).map(|dir| dir.join(name)).find(|p| p.is_file());
    let newest = || {
        let versions = std::fs::read_dir(VERSIONS).ok()?.flatten();
        let mut found: Vec<(u32, PathBuf)> = versions
            .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin").join(name))))
            .filter(|(_, path)| path.is_file())
            .collect();
        found.sort();
        found.pop().map(|(_, path)| path)
    };
    let path = in_path().or_else(newest);
    let path = path.ok_or_else(|| Error::refused(Refusal::new("backup_tool_missing").arg("tool", name)))?;
    let mut command = Command::new(path);
    command.stdin(Stdio::null()).kill_on_drop(true).env("LC_ALL", "C");
    Ok(command)
}

/// The parts of the address as libpq's variables.
fn environment(url: &str) -> Result<BTreeMap<&'static str, String>> {
    let wrong = || Error::internal("database.url: not a PostgreSQL address");
    let url = reqwest::Url::parse(url).map_err(|_| wrong())?;
    let mut variables = BTreeMap::new();
    let mut set = |name, text: &str| {
        if !text.is_empty() {
            variables.insert(name, unescape(text));
        }
    };
    set("PGHOST", url.host_str().unwrap_or_default().trim_matches(['[', ']']));
    set("PGPORT", &url.port().map(|port| port.to_string()).unwrap_or_default());
    set("PGUSER", url.username());
    set("PGPASSWORD", url.password().unwrap_or_default());
    set("PGDATABASE", url.path().trim_start_matches('/'));
    for (key, value) in url.query_pairs() {
        let name = match key.as_ref() {
            "host" | "hostaddr" => "PGHOST",
            "port" => "PGPORT",
            "user" => "PGUSER",
            "password" => "PGPASSWORD",
            "dbname" => "PGDATABASE",
            "sslmode" | "ssl-mode" => "PGSSLMODE",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        variables.insert(name, value.into_owned());
    }
    Ok(variables)
}

/// `%2F` → `/`.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn failed(tool: &'static str, stderr: &[u8]) -> Error {
    let reason: String = String::from_utf8_lossy(stderr).trim().chars().take(500).collect();
    Error::refused(Refusal::new("backup_tool_failed").arg("tool", tool).arg("reason", reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_variables() {
        let Ok(found) = environment("postgres://zo%C3%A9:p%40ss+w@db.example.org:5433/pr?sslmode=require") else {
            panic!("an address")
        };
        let expected = [
            ("PGDATABASE", "pr"),
            ("PGHOST", "db.example.org"),
            ("PGPASSWORD", "p@ss+w"),
            ("PGPORT", "5433"),
            ("PGSSLMODE", "require"),
            ("PGUSER", "zoé"),
        ];
        assert_eq!(found.iter().map(|(k, v)| (*k, v.as_str())).collect::<Vec<_>>(), expected);
        let Ok(socket) = environment("postgres://postgres@localhost/a?host=/run/pg") else { panic!("an address") };
        assert_eq!(socket["PGHOST"], "/run/pg");
    }
}
