//! The page of a seat: its lock screen, the time that is left, messages. Served by the agent on the seat itself, so that it
//! works without a network, and by the server at `/kiosk/`. Only the files; who serves them gives them a policy and a path.

/// One file of the page.
#[derive(Debug, Clone, Copy)]
pub struct File {
    pub name: &'static str,
    pub media_type: &'static str,
    pub bytes: &'static [u8],
}

macro_rules! file {
    ($name:literal, $media_type:literal) => {
        File { name: $name, media_type: $media_type, bytes: include_bytes!(concat!("../page/", $name)) }
    };
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The page itself; the others stand beside it.
pub const INDEX: File = file!("index.html", "text/html; charset=utf-8");
pub const FILES: &[File] = &[
    File { media_type: SCRIPT, ..file!("main.js", "") },
    File { media_type: SCRIPT, ..file!("show.js", "") },
    File { media_type: SCRIPT, ..file!("code.js", "") },
    File { media_type: SCRIPT, ..file!("dialogs.js", "") },
    File { media_type: SCRIPT, ..file!("agent.js", "") },
    File { media_type: SCRIPT, ..file!("direct.js", "") },
    File { media_type: SCRIPT, ..file!("session.js", "") },
    File { media_type: SCRIPT, ..file!("tabs.js", "") },
    File { media_type: SCRIPT, ..file!("enrolment.js", "") },
    File { media_type: SCRIPT, ..file!("kept.js", "") },
    File { media_type: SCRIPT, ..file!("server.js", "") },
    File { media_type: SCRIPT, ..file!("texts.js", "") },
    file!("style.css", "text/css; charset=utf-8"),
];
/// Nothing from elsewhere, nothing inline, in nobody's frame; connections to where it came from.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                          base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn file(name: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_asks_for_files_that_are_there_and_for_nothing_else() {
        let text = |file: &File| String::from_utf8_lossy(file.bytes).into_owned();
        let mut asked = 0;
        for file in FILES.iter().chain([&INDEX]) {
            let text = text(file);
            for part in text.split("\"./").skip(1) {
                let name = part.split('"').next().unwrap_or_default();
                assert!(self::file(name).is_some(), "{} asks for {name}", file.name);
                asked += 1;
            }
            assert!(!text.contains("innerHTML") && !text.contains("style=\""), "{}", file.name);
        }
        assert!(asked > 8);
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let texts =
            String::from_utf8_lossy(super::file("texts.js").map(|file| file.bytes).unwrap_or_default()).into_owned();
        let keys = |from: &str, to: &str| -> Vec<String> {
            let part = texts.split(from).nth(1).and_then(|part| part.split(to).next()).unwrap_or_default();
            let lines = part.lines().filter_map(|line| line.trim().split_once(": "));
            lines.map(|(key, _)| key.to_owned()).filter(|key| !key.contains(['"', '(', ' '])).collect()
        };
        let (fr, en) = (keys("const fr = {", "};"), keys("const en = {", "};"));
        assert_eq!(fr, en);
        assert!(fr.len() > 30, "{}", fr.len());
    }
}
