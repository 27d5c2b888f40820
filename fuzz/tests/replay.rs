//! Every target over its corpus and over mutations of it, the same ones each time, under the ordinary build: a few seconds
//! where libFuzzer (`fuzz/run`) takes minutes and a build of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends there")]

mod mutator;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};

use mutator::Mutator;
use preau_fuzz::{TARGETS, Target};
use preau_testkit::scale;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

macro_rules! replayed {
    ($($name:ident: $tries:expr;)*) => {
        $(
            #[test]
            fn $name() {
                replay(stringify!($name), $tries);
            }
        )*

        const REPLAYED: &[&str] = &[$(stringify!($name)),*];
    };
}

// So many mutations as take a second or two.
replayed! {
    tokens: 1_500;
    cursors: 600;
    lists: 200;
    heads: 1_500;
    bodies: 1_500;
    people_csv: 3_000;
    school_sheets: 3_000;
    imports: 200;
    calendars: 1_500;
    addresses: 5_000;
    seat_frames: 1_500;
    sockets: 300;
    photos: 300;
    documents: 1_500;
    markdown: 1_000;
    django_dumps: 1_000;
    configuration: 300;
    names: 5_000;
    office_forms: 150;
}

fn replay(name: &str, tries: usize) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = seeds(name);
    for (path, seed) in &seeds {
        tried(target, seed, &path.display().to_string());
    }
    let dictionary = std::fs::read_to_string(dictionary(name)).unwrap_or_default();
    let seeds = seeds.into_iter().map(|(_, seed)| seed).collect();
    let mut mutator = Mutator::new(seeds, mutator::words(&dictionary), target.longest);
    for number in 0..scale(tries, 20 * tries) {
        tried(target, &mutator.next(), &format!("mutation {number}"));
    }
}

/// What a target cannot bear is left behind as a file.
fn tried(target: &Target, input: &[u8], what: &str) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| (target.run)(input))) {
        let path = std::env::temp_dir().join(format!("preau-fuzz-{}", target.name));
        std::fs::write(&path, input).unwrap();
        eprintln!("{what} of {}, kept in {}: {}", target.name, path.display(), input.escape_ascii());
        resume_unwind(panic);
    }
}

fn seeds(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(ROOT).join("corpus").join(name);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn dictionary(name: &str) -> PathBuf {
    Path::new(ROOT).join("dictionaries").join(format!("{name}.dict"))
}

fn names_in(folder: &str, end: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(Path::new(ROOT).join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.map(|name| name.strip_suffix(end).unwrap_or(&name).to_owned()).collect()
}

#[test]
fn every_target_has_its_program_its_seeds_and_its_test() {
    let expected: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    let manifest = std::fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap();
    let programs =
        manifest.lines().filter_map(|line| line.strip_prefix("path = \"fuzz_targets/")?.strip_suffix(".rs\""));
    assert_eq!(programs.map(str::to_owned).collect::<BTreeSet<_>>(), expected, "[[bin]]");
    assert_eq!(names_in("fuzz_targets", ".rs"), expected, "fuzz_targets/");
    assert_eq!(names_in("corpus", ""), expected, "corpus/");
    assert_eq!(REPLAYED.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), expected, "replayed!");
    assert!(names_in("dictionaries", ".dict").is_subset(&expected), "dictionaries/");
    for name in &expected {
        let program = std::fs::read_to_string(Path::new(ROOT).join("fuzz_targets").join(format!("{name}.rs"))).unwrap();
        assert!(program.contains(&format!("preau_fuzz::{name}::target(data)")), "{program}");
    }
}

#[test]
fn seeds_are_small() {
    for target in TARGETS {
        let seeds = seeds(target.name);
        assert!(!seeds.is_empty(), "{}", target.name);
        for (path, seed) in seeds {
            assert!(seed.len() <= target.longest, "{} has {} bytes", path.display(), seed.len());
        }
    }
}
