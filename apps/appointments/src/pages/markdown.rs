//! Markdown as people read it: what could run, load or frame is left out.

use pulldown_cmark::{Options, Parser, html};

pub(super) fn html(text: &str) -> String {
    let mut made = String::new();
    html::push_html(&mut made, Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    ammonia::clean(&made)
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn nothing_in_it_can_run() {
        let made = html("**gras** <script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))");
        assert!(made.contains("<strong>gras</strong>"), "{made}");
        for bad in ["script", "onerror", "javascript"] {
            assert!(!made.contains(bad), "{bad} in {made}");
        }
    }
}
