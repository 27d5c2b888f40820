//! The last line of a backup: a checksum of all that stands before it. Neither SQLite nor `pg_dump` notices every byte
//! that has changed on the way; both read their file without minding what follows it.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{damaged, named, unwritten};
use crate::error::{Error, Result};

const MARK: &[u8] = b"\npreau-backup-1 sha256 ";
const HEX: usize = 64;
const LINE: u64 = (MARK.len() + HEX + 1) as u64;

/// What a backup is without its last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) bytes: u64,
    /// Earlier versions wrote no checksum.
    pub(super) is_sealed: bool,
}

/// Adds the line to a complete copy.
pub(super) async fn append(path: &Path) -> Result<()> {
    apart(path, |path| {
        let hash = hash(File::open(path)?)?;
        let mut line = MARK.to_vec();
        line.extend(hash.as_bytes());
        line.push(b'\n');
        OpenOptions::new().append(true).open(path)?.write_all(&line)
    })
    .await?
    .map_err(|error| unwritten(path, error))
}

/// Refuses `backup_damaged` when the content is not the one that was sealed.
pub(super) async fn verify(path: &Path) -> Result<Content> {
    let found = apart(path, |path| {
        let mut file = File::open(path)?;
        let whole = file.metadata()?.len();
        let Some(bytes) = whole.checked_sub(LINE) else {
            return Ok((Content { bytes: whole, is_sealed: false }, true));
        };
        file.seek(SeekFrom::Start(bytes))?;
        let mut line = Vec::new();
        file.read_to_end(&mut line)?;
        let Some(noted) = line.strip_prefix(MARK).and_then(|rest| rest.strip_suffix(b"\n")) else {
            return Ok((Content { bytes: whole, is_sealed: false }, true));
        };
        file.seek(SeekFrom::Start(0))?;
        Ok((Content { bytes, is_sealed: true }, hash(file.take(bytes))?.as_bytes() == noted))
    });
    match found.await?.map_err(|error| named(path, error))? {
        (content, true) => Ok(content),
        (_, false) => Err(damaged("the checksum does not match")),
    }
}

fn hash(mut from: impl Read) -> std::io::Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match from.read(&mut buffer)? {
            0 => return Ok(hex::encode(hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Gigabytes are read: not on a thread that answers requests.
async fn apart<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(&PathBuf) -> std::io::Result<T> + Send + 'static,
) -> Result<std::io::Result<T>> {
    let path = path.to_owned();
    tokio::task::spawn_blocking(move || work(&path)).await.map_err(Error::internal)
}
