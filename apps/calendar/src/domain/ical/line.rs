//! The lines of a calendar: unfolded, and taken apart into name, parameters and value.

/// `DTSTART;TZID="Europe/Paris":20261123T090000`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// In capitals.
    pub name: String,
    pub value: String,
    params: Vec<(String, String)>,
}

impl Line {
    /// A parameter, by its name in capitals.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// The value of a text property: `\n`, `\,`, `\;` and `\\` read back.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => {}
                },
                c => text.push(c),
            }
        }
        text
    }

    /// `None` for what has no name and value.
    fn parse(text: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = text.char_indices().find(|(_, c)| {
            quoted ^= *c == '"';
            *c == ':' && !quoted
        });
        let (head, value) = (&text[..colon?.0], &text[colon?.0 + 1..]);
        let mut parts = split(head, ';');
        let name = parts.next()?.trim().to_ascii_uppercase();
        let params = parts.filter_map(|part| {
            let (key, value) = part.split_once('=')?;
            Some((key.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
        });
        let params = params.collect();
        (!name.is_empty()).then(|| Self { name, value: value.to_owned(), params })
    }
}

/// At these characters outside of quotation marks.
fn split(text: &str, at: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == at && !quoted
    })
}

/// Every line that can be read. A line that goes on in the next one begins there with a space or a tab.
pub fn lines(text: &str) -> impl Iterator<Item = Line> {
    let mut raw = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).peekable();
    std::iter::from_fn(move || {
        let mut whole = raw.next()?.to_owned();
        while let Some(rest) = raw.next_if(|next| next.starts_with([' ', '\t'])) {
            whole.push_str(&rest[1..]);
        }
        Some(whole)
    })
    .filter_map(|line| Line::parse(&line))
}
