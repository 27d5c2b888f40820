//! What a seat keeps over restarts: one file, replaced as a whole, so that it is either what it was or what it is to be.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use parking_lot::Mutex;
use preau_seat_protocol::{Saved, SeatKey, Shown};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::failure::{Failure, OrFail};
use crate::platform::keep_private;

const FILE: &str = "seat.json";

pub enum Disk {
    Folder {
        folder: PathBuf,
        seat: String,
    },
    /// Of a simulated seat, which survives in the memory of its room. Whoever looks at it is told of each message that
    /// comes up on its screen.
    Memory {
        saved: Box<Mutex<Saved>>,
        shown: Box<dyn Fn(&str) + Send + Sync>,
    },
}

#[derive(Serialize, Deserialize)]
struct Kept {
    /// Whose state it is; after a new enrolment everything begins anew.
    seat: String,
    saved: Saved,
}

impl Disk {
    pub fn folder(folder: &Path, key: &SeatKey) -> Self {
        let digest = Sha256::new().chain_update("préau seat").chain_update(key.reveal()).finalize();
        Self::Folder { folder: folder.to_owned(), seat: hex::encode(&digest[..8]) }
    }

    pub fn memory(shown: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self::Memory { saved: Box::default(), shown: Box::new(shown) }
    }

    /// What was kept; a file that cannot be read is put aside, and the seat begins locked.
    pub fn load(&self) -> Result<Saved, Failure> {
        let (folder, seat) = match self {
            Self::Memory { saved, .. } => return Ok(saved.lock().clone()),
            Self::Folder { folder, seat } => (folder, seat),
        };
        let path = folder.join(FILE);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Saved::default()),
            Err(error) => return Err(error).or_fail(path.display()),
        };
        match serde_json::from_slice::<Kept>(&bytes) {
            Ok(kept) if kept.seat == *seat => Ok(kept.saved),
            Ok(_) => Ok(Saved::default()),
            Err(error) => {
                tracing::error!(%error, path = %path.display(), "what was kept cannot be read; it is put aside");
                std::fs::rename(&path, folder.join("seat.unreadable.json")).or_fail(path.display())?;
                Ok(Saved::default())
            }
        }
    }

    pub fn save(&self, saved: &Saved) -> Result<(), Failure> {
        let (folder, seat) = match self {
            Self::Memory { saved: kept, shown } => {
                let before = std::mem::replace(&mut *kept.lock(), saved.clone());
                let is_new = |message: &&Shown| before.messages().all(|old| old.id != message.id);
                saved.messages().filter(is_new).for_each(|message| shown(&message.text));
                return Ok(());
            }
            Self::Folder { folder, seat } => (folder, seat),
        };
        let bytes = serde_json::to_vec(&Kept { seat: seat.clone(), saved: saved.clone() }).or_fail("state")?;
        let (path, new) = (folder.join(FILE), folder.join("seat.new"));
        let written = || -> std::io::Result<()> {
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&new)?;
            keep_private(&file)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            std::fs::rename(&new, &path)?;
            // The new name is on the disk only when the folder is.
            File::open(folder)?.sync_all()
        };
        written().or_fail(path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_key_or_a_broken_file_begins_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = SeatKey::new(1, [1; 32]);
        let disk = Disk::folder(folder.path(), &key);
        let saved: Saved = serde_json::from_str("{\"last_order\": 7}").expect("a state");
        disk.save(&saved).expect("saved");
        assert_eq!(disk.load().expect("loaded"), saved);
        let other = Disk::folder(folder.path(), &SeatKey::new(1, [2; 32]));
        assert_eq!(other.load().expect("loaded"), Saved::default());
        std::fs::write(folder.path().join(FILE), "{").expect("written");
        assert_eq!(disk.load().expect("loaded"), Saved::default());
        assert!(folder.path().join("seat.unreadable.json").exists());
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let disk = Disk::folder(Path::new("/proc/nowhere"), &SeatKey::new(1, [1; 32]));
        let failure = disk.save(&Saved::default()).expect_err("not saved").to_string();
        assert!(failure.contains("/proc/nowhere"), "{failure}");
    }
}
