//! The lines of a list, and the fields of a line.

/// A field: its text without blanks around it, and where it starts in the line.
#[derive(Clone, Copy, Default)]
pub(super) struct Field<'a> {
    pub text: &'a str,
    pub start: usize,
}

impl<'a> Field<'a> {
    /// A whole line.
    pub(super) fn of(line: &'a str) -> Self {
        Self { text: line, start: 0 }
    }
}

/// Where the first of such bytes stands: eight are looked at in one go, in a third of the instructions of one by one.
#[inline]
pub(super) fn position(bytes: &[u8], mark: u8) -> Option<usize> {
    const LOW: u64 = u64::from_ne_bytes([1; 8]);
    let (eights, rest) = bytes.as_chunks();
    for (eight, at) in eights.iter().zip((0..).step_by(8)) {
        // A byte that is the mark becomes zero, and borrows; so may those above it.
        let other = u64::from_le_bytes(*eight) ^ (LOW * u64::from(mark));
        let found = other.wrapping_sub(LOW) & !other & LOW << 7;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
    }
    let last = rest.iter().position(|b| *b == mark)?;
    Some(bytes.len() - rest.len() + last)
}

/// The lines of a text, the last one too where it has no end.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = position(text.as_bytes(), b'\n');
        rest = end.map(|end| &text[end + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
}

/// How many ends of lines a text has: counted in bytes, which the compiler does for sixteen at once.
pub(super) fn line_ends(text: &str) -> usize {
    let ends = |part: &[u8]| part.iter().fold(0, |count, b| count + u8::from(*b == b'\n'));
    text.as_bytes().chunks(255).map(|part| usize::from(ends(part))).sum()
}

/// The pieces between the marks, without the blanks around them.
pub(super) fn split(field: Field<'_>, mark: u8) -> impl Iterator<Item = Field<'_>> {
    let mut rest = Some(field);
    std::iter::from_fn(move || {
        let Field { text, start } = rest?;
        let end = position(text.as_bytes(), mark);
        rest = end.and_then(|end| {
            let after = text.get(end + 1..)?;
            Some(Field {
                text: after,
                start: start + end + 1,
            })
        });
        let piece = &text[..end.unwrap_or(text.len())];
        // Most fields have nothing to trim, which their ends tell.
        if let [first, .., last] = piece.as_bytes()
            && first.is_ascii_graphic()
            && last.is_ascii_graphic()
        {
            return Some(Field { text: piece, start });
        }
        let own = piece.trim_start();
        Some(Field {
            start: start + piece.len() - own.len(),
            text: own.trim_end(),
        })
    })
}
