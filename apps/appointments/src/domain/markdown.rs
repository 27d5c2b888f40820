//! Markdown as people read it: what could run, load or frame is left out.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

const LEVELS: [HeadingLevel; 6] =
    [HeadingLevel::H1, HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5, HeadingLevel::H6];

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// Its headings are below one of level `under`, which the page has already, none of them left out.
pub fn html(text: &str, under: usize) -> String {
    let first = parser(text).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level as usize),
        _ => None,
    });
    let first = first.min().unwrap_or(1);
    let lower = |level: HeadingLevel| LEVELS[(level as usize - first + under).min(LEVELS.len() - 1)];
    let events = parser(text).map(|event| match event {
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
        }
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
        other => other,
    });
    let mut made = String::new();
    html::push_html(&mut made, events);
    ammonia::clean(&made)
}

/// What stands before the first heading, and the rest.
pub fn before_heading(text: &str) -> (&str, &str) {
    let heading = parser(text).into_offset_iter().find(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })));
    heading.and_then(|(_, range)| text.split_at_checked(range.start)).unwrap_or((text, ""))
}

/// The beginning as bare words, at most so many characters, ended at a word.
pub fn beginning(text: &str, most: usize) -> String {
    let mut words = String::new();
    for event in parser(text) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => words.push(' '),
            _ => {}
        }
        if words.len() > 8 * most {
            break;
        }
    }
    let mut short = String::new();
    for word in words.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 > most {
            short.push('…');
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    // A space before a mark that stood alone in the text.
    short.replace(" .", ".").replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::{before_heading, beginning, html};

    #[test]
    fn nothing_in_it_can_run() {
        let made = html("**gras** <script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))", 1);
        assert!(made.contains("<strong>gras</strong>"), "{made}");
        for bad in ["script", "onerror", "javascript"] {
            assert!(!made.contains(bad), "{bad} in {made}");
        }
    }

    #[test]
    fn headings_stand_below_that_of_the_page() {
        assert_eq!(html("# Un\n\n###### Six", 1), "<h2>Un</h2>\n<h6>Six</h6>\n");
        assert_eq!(html("## Deux\n\n### Trois", 3), "<h4>Deux</h4>\n<h5>Trois</h5>\n");
    }

    #[test]
    fn a_text_is_parted_at_its_first_heading() {
        assert_eq!(before_heading("Un\n\n## Deux\n\nTrois"), ("Un\n\n", "## Deux\n\nTrois"));
        assert_eq!(before_heading("Un"), ("Un", ""));
        assert_eq!(before_heading("# É"), ("", "# É"));
    }

    #[test]
    fn the_beginning_is_bare_and_ends_at_a_word() {
        assert_eq!(beginning("# Titre\n\nUn **mot**, <b>puis</b> [un lien](x).", 100), "Titre Un mot, puis un lien.");
        assert_eq!(beginning("un deux trois", 9), "un deux…");
        assert_eq!(beginning("", 9), "");
    }
}
