//! The text of a web page.

use std::convert::Infallible;

use dateline::Day;
use encoding_rs::Encoding;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

/// What is taken from a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Its text: a blank line between blocks, one space where there was white space.
    pub text: String,
    /// When it says that it was published.
    pub date: Option<Day>,
}

/// Elements whose content is no text of the article.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "svg", "head", "title", "nav", "footer", "aside", "form", "button", "select", "iframe",
    "object", "audio", "video",
];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "tr",
    "ul",
];

/// Strips a page to its text: scripts, styles, navigation, asides and forms are left out, references are decoded, blocks become paragraphs.
/// Where the page marks its article with `<article>` or `<main>`, only that is kept.
///
/// ```
/// let page = dateline_cli::input::strip_html(
///     "<title>News</title><nav>Home</nav><p>Two men &amp; a\n  boy <b>died</b>.</p><script>alert('x')</script><p>Police came.",
/// );
/// assert_eq!(page.text, "Two men & a boy died.\n\nPolice came.");
/// ```
#[must_use]
pub fn strip_html(html: &str) -> Page {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writer = Writer::default();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let token: Result<Token, Infallible> = token;
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => writer.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    writer.page()
}

/// A page that is no UTF-8 as text, where its first bytes declare another encoding.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    if std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(1024))?).to_ascii_lowercase();
    let (_, label) = start.split_once("charset=")?;
    let label = label
        .trim_start_matches(['"', '\''])
        .split(['"', '\'', ' ', '/', '>', ';'])
        .next()?;
    let (text, _, broken) = Encoding::for_label(label.as_bytes())?.decode(bytes);
    (!broken).then(|| text.into_owned())
}

#[derive(Default)]
struct Writer {
    text: String,
    date: Option<Day>,
    /// The element that is passed over, and how deep its like are nested in it.
    skipping: Option<(String, usize)>,
    /// A gap that is written before the next word: 1 space, 2 new line, 3 paragraph.
    gap: u8,
    /// Where the article began, and how deep, and the text that was in one.
    inside: Option<(usize, usize)>,
    articles: Vec<(usize, usize)>,
}

impl Writer {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        self.dated(&name, tag);
        if let Some((skipped, depth)) = &mut self.skipping {
            // An unclosed head ends where the body begins.
            if skipped == "head" && name == "body" {
                self.skipping = None;
            } else {
                *depth += usize::from(*skipped == name);
            }
            return;
        }
        if SKIPPED.contains(&name.as_str()) {
            if !tag.self_closing {
                self.skipping = Some((name, 1));
            }
        } else if name == "br" {
            self.gap = self.gap.max(2);
        } else if BLOCKS.contains(&name.as_str()) {
            self.gap = 3;
            if name == "article" || name == "main" {
                let (start, depth) = self.inside.unwrap_or((self.text.len(), 0));
                self.inside = Some((start, depth + 1));
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipping = None;
                    self.gap = self.gap.max(1);
                }
            }
        } else if BLOCKS.contains(&name) {
            self.gap = 3;
            if name == "article" || name == "main" {
                self.inside = match self.inside {
                    Some((start, 1)) => {
                        self.articles.push((start, self.text.len()));
                        None
                    }
                    Some((start, depth)) => Some((start, depth - 1)),
                    None => None,
                };
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        // A no-break space stays: it is a character of the text.
        let space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        for (i, word) in text.split(space).enumerate() {
            if i > 0 {
                self.gap = self.gap.max(1);
            }
            if !word.is_empty() {
                if !self.text.is_empty() {
                    self.text.push_str(["", " ", "\n", "\n\n"][usize::from(self.gap)]);
                }
                self.gap = 0;
                self.text.push_str(word);
            }
        }
    }

    /// The date in `<meta property="article:published_time" content=...>` or `<time datetime=...>`.
    fn dated(&mut self, name: &str, tag: &StartTag<()>) {
        let attribute = |key: &str| tag.attributes.get(key.as_bytes()).map(|v| String::from_utf8_lossy(v).into_owned());
        let named = |key: &str| attribute(key).is_some_and(|v| matches!(v.as_str(), "article:published_time" | "date" | "datePublished"));
        let value = match name {
            "meta" if ["property", "name", "itemprop"].into_iter().any(named) => attribute("content"),
            "time" if self.date.is_none() => attribute("datetime"),
            _ => None,
        };
        if let Some(day) = value.as_deref().and_then(|v| super::date(v).ok().flatten()) {
            self.date = Some(day);
        }
    }

    fn page(mut self) -> Page {
        if let Some((start, _)) = self.inside {
            self.articles.push((start, self.text.len()));
        }
        let kept: Vec<&str> = self
            .articles
            .iter()
            .filter_map(|&(start, end)| self.text.get(start..end))
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .collect();
        let text = if kept.is_empty() { self.text } else { kept.join("\n\n") };
        Page { text, date: self.date }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_kept_and_the_rest_is_not() {
        let page = strip_html(
            "<html><head><title>T</title><meta property=article:published_time content=2024-01-30T08:00:00Z></head><body><header>Site</header>\
             <article><h1>A headline</h1>One<br>two<aside>Read also</aside> three</article><p>Elsewhere</p></body>",
        );
        assert_eq!(page.text, "A headline\n\nOne\ntwo three");
        assert_eq!(page.date, Day::parse("2024-01-30"));
    }

    #[test]
    fn a_head_that_is_never_closed_ends_with_the_body() {
        assert_eq!(strip_html("<head><title>T<\u{2f}title><body><p>A &lt;b&gt; c").text, "A <b> c");
    }

    #[test]
    fn broken_markup_gives_some_text() {
        assert_eq!(strip_html("a<b c").text, "a");
        assert_eq!(strip_html("</p></article>x</nav>").text, "x");
        assert_eq!(strip_html("<script>if (a < b) </b></script>y").text, "y");
    }
}
