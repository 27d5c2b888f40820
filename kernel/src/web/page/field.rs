//! One field of a form: label, input, hint and what is wrong with it, tied together for those who hear the page.

use askama::Template;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Email,
    Password,
    /// A one-time code: digits on a phone, never corrected.
    Code,
    Checkbox,
}

/// Shown by `{{ field|safe }}` inside a `<form>`.
#[derive(Debug, Clone, Template)]
#[template(path = "field.html")]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub label: String,
    pub hint: String,
    /// As typed; a password is never sent back.
    pub value: String,
    /// A token of HTML's `autocomplete`; empty: `off`.
    pub autocomplete: &'static str,
    pub required: bool,
    pub focus: bool,
    /// What is wrong, in the reader's language.
    pub problems: Vec<String>,
}

impl Field {
    pub fn new(name: &'static str, kind: Kind, label: String) -> Self {
        Self {
            name,
            kind,
            label,
            hint: String::new(),
            value: String::new(),
            autocomplete: "",
            required: true,
            focus: false,
            problems: Vec::new(),
        }
    }

    #[must_use]
    pub fn hint(mut self, text: String) -> Self {
        self.hint = text;
        self
    }

    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    fn input_type(&self) -> &'static str {
        match self.kind {
            // Not `email`: browsers refuse addresses that the program takes, and say so in words of their own.
            Kind::Text | Kind::Email | Kind::Code => "text",
            Kind::Password => "password",
            Kind::Checkbox => "checkbox",
        }
    }

    /// Which keyboard a phone shows.
    fn input_mode(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Email => Some("email"),
            _ => None,
        }
    }

    fn is_literal(&self) -> bool {
        matches!(self.kind, Kind::Email | Kind::Code | Kind::Password)
    }

    /// The ids of what describes the input.
    fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let problem = (!self.problems.is_empty()).then(|| format!("{}-error", self.name));
        hint.into_iter().chain(problem).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_ties_its_parts_together_and_escapes_what_was_typed() {
        let mut field = Field::new("email", Kind::Email, "Adresse".into()).value("\"><script>").hint("<i>".into());
        field.problems.push("Non <b>".into());
        let html = field.render().unwrap();
        assert!(html.contains(r#"aria-describedby="email-hint email-error""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"), "{html}");
    }

    #[test]
    fn a_password_is_never_sent_back() {
        let html = Field::new("password", Kind::Password, "Mot de passe".into()).value("secret").render().unwrap();
        assert!(!html.contains("secret"), "{html}");
    }
}
