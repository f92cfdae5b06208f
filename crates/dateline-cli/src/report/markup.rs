//! Text as HTML: escaped, with layers of marks that may nest and cross.

use dateline::Span;

/// Text as content or as the value of an attribute in double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No character of an article may turn the direction of the page around it, or be no character of HTML.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && !c.is_whitespace() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A mark on some words.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub span: Span,
    /// The name of the element.
    pub element: &'static str,
    /// Its attributes, escaped.
    pub attributes: String,
    /// The `id` of its first piece.
    pub id: Option<String>,
}

/// The words of `start..end` with the layers that begin there, the longer ones outside. Where two cross, the later one is cut.
pub(super) fn mark(text: &str, start: usize, end: usize, layers: &[Layer]) -> String {
    let from = layers.partition_point(|l| l.span.start() < start);
    let here: Vec<&Layer> = layers
        .iter()
        .skip(from)
        .take_while(|l| l.span.start() < end)
        .filter(|l| !l.span.is_empty())
        .collect();
    let mut edges: Vec<usize> = here
        .iter()
        .flat_map(|l| [l.span.start(), l.span.end().min(end)])
        .chain([start, end])
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    let mut open: Vec<&Layer> = Vec::new();
    let mut next = here.iter().copied().peekable();
    for pair in edges.windows(2) {
        let &[at, to] = pair else { continue };
        let kept = open.iter().position(|l| l.span.end() <= at).unwrap_or(open.len());
        for layer in open.iter().skip(kept).rev() {
            close(&mut out, layer);
        }
        let again: Vec<&Layer> = open.drain(kept..).filter(|l| l.span.end() > at).collect();
        for layer in again {
            begin(&mut out, layer, false);
            open.push(layer);
        }
        while let Some(layer) = next.next_if(|l| l.span.start() <= at) {
            begin(&mut out, layer, true);
            open.push(layer);
        }
        out.push_str(&escape(text.get(at..to).unwrap_or_default()));
    }
    for layer in open.iter().rev() {
        close(&mut out, layer);
    }
    out
}

fn begin(out: &mut String, layer: &Layer, first: bool) {
    out.push('<');
    out.push_str(layer.element);
    if let Some(id) = layer.id.as_ref().filter(|_| first) {
        out.push_str(&format!(" id=\"{id}\""));
    }
    out.push_str(&layer.attributes);
    out.push('>');
}

fn close(out: &mut String, layer: &Layer) {
    out.push_str("</");
    out.push_str(layer.element);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(start: u32, end: u32, element: &'static str) -> Layer {
        Layer {
            span: Span::new(start, end),
            element,
            attributes: String::new(),
            id: None,
        }
    }

    #[test]
    fn layers_nest_and_cross() {
        let nested = [layer(0, 5, "a"), layer(0, 2, "b"), layer(3, 5, "i")];
        assert_eq!(mark("abcde", 0, 5, &nested), "<a><b>ab</b>c<i>de</i></a>");
        let crossing = [layer(0, 3, "a"), layer(2, 5, "b")];
        assert_eq!(mark("abcdef", 0, 6, &crossing), "<a>ab<b>c</b></a><b>de</b>f");
        let beyond = [layer(1, 9, "a")];
        assert_eq!(mark("abcdef", 0, 3, &beyond), "a<a>bc</a>");
        assert_eq!(mark("a<c>&", 0, 5, &[layer(1, 4, "a")]), "a<a>&lt;c&gt;</a>&amp;");
    }
}
