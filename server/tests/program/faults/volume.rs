//! A small file system of one test, in an image on a loop device: it can be filled, and made unwritable while files are
//! open, as a system does with a disk that fails.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::skipped;

pub(super) struct Volume {
    folder: TempDir,
}

impl Volume {
    /// `None`, said loudly, where none can be mounted: without root, `mkfs.ext4` or loop devices.
    pub(super) fn mount(test: &str, megabytes: u64) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("preau-volume-").tempdir().unwrap();
        let volume = Self { folder };
        File::create(volume.image()).unwrap().set_len(megabytes * 1024 * 1024).unwrap();
        std::fs::create_dir(volume.root()).unwrap();
        // Nothing kept back for root, who runs the tests.
        let made = run(Command::new("mkfs.ext4").args(["-q", "-m", "0"]).arg(volume.image()));
        let mounted = made.and_then(|()| volume.mount_with("loop"));
        match mounted {
            Ok(()) => Some(volume),
            Err(why) => {
                skipped(test, &format!("no file system can be mounted here: {why}"));
                None
            }
        }
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().join("root")
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// The address of a database on it.
    pub(super) fn sqlite(&self) -> String {
        format!("sqlite://{}", self.path("preau.db").display())
    }

    /// Takes all the room but so many kilobytes.
    pub(super) fn fill(&self, but: usize) {
        let keep = self.path("kept-free");
        std::fs::write(&keep, vec![1; but * 1024]).unwrap();
        let mut ballast = File::create(self.ballast()).unwrap();
        for size in [1024 * 1024, 64 * 1024, 4096, 1] {
            while ballast.write_all(&vec![1; size]).and_then(|()| ballast.sync_data()).is_ok() {}
        }
        std::fs::remove_file(keep).unwrap();
    }

    /// Gives it back.
    pub(super) fn free(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }

    fn ballast(&self) -> PathBuf {
        self.path("ballast")
    }

    /// What is on it besides what was put there to fill it.
    pub(super) fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.root()).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != "lost+found" && name != "ballast").collect();
        names.sort();
        names
    }

    /// As the system does after an error of the disk: from here on it only reads, whoever has files open.
    pub(super) fn fail(&self) {
        run(Command::new("mount").args(["-o", "remount,abort"]).arg(self.root())).unwrap();
    }

    /// Nothing on it may be open.
    pub(super) fn allow_reading_only(&self) {
        run(Command::new("mount").args(["-o", "remount,ro"]).arg(self.root())).unwrap();
    }

    /// As a machine that was started again: the file system recovers, and can be written.
    pub(super) fn mount_again(&self) {
        run(Command::new("umount").arg(self.root())).unwrap();
        let _ = Command::new("e2fsck").args(["-p"]).arg(self.image()).output();
        self.mount_with("loop").unwrap();
    }

    fn mount_with(&self, options: &str) -> Result<(), String> {
        run(Command::new("mount").args(["-o", options]).arg(self.image()).arg(self.root()))
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        let is_mounted = |root: &Path| {
            let mounts = std::fs::read_to_string("/proc/self/mounts").unwrap_or_default();
            mounts.lines().any(|line| line.split(' ').nth(1) == root.to_str())
        };
        if is_mounted(&self.root()) {
            let _ = run(Command::new("umount").arg("-l").arg(self.root()));
        }
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}
