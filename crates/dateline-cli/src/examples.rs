//! The texts in rule files that a rule must match, and must not.

/// A `yes` or `no` line of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The id of the rule.
    pub rule: String,
    /// The line of the file, from 1.
    pub line: usize,
    /// Whether the rule must match.
    pub matches: bool,
    /// The text.
    pub text: String,
    /// Roles and the words that must fill them.
    pub arguments: Vec<(String, String)>,
}

/// The examples of a rule file that was checked before.
///
/// ```
/// let file = "frame hold/verb -> detained {\n  verbs hold\n  yes \"Police held him.\" => agent=\"Police\"\n  no \"He held a cup.\"\n}\n";
/// let found = dateline_cli::examples::examples(file);
/// assert_eq!((found[0].rule.as_str(), found[0].line, found[0].matches), ("hold/verb", 3, true));
/// assert_eq!(found[0].arguments, [("agent".to_owned(), "Police".to_owned())]);
/// assert_eq!(found[1].text, "He held a cup.");
/// ```
#[must_use]
pub fn examples(file: &str) -> Vec<Example> {
    let mut rule = "";
    let mut found = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match word {
            "frame" | "pattern" | "scope" => rule = rest.split_whitespace().next().unwrap_or_default(),
            "yes" | "no" => {
                let mut quoted = quoted(rest).into_iter();
                let Some((_, text)) = quoted.next() else { continue };
                let arguments = quoted
                    .map(|(before, value)| (role(&before), value))
                    .filter(|(role, _)| !role.is_empty());
                found.push(Example {
                    rule: rule.to_owned(),
                    line: number + 1,
                    matches: word == "yes",
                    text,
                    arguments: arguments.collect(),
                });
            }
            _ => {}
        }
    }
    found
}

/// Each text in quotes with what stands before it.
fn quoted(line: &str) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    let (mut before, mut value, mut inside) = (String::new(), String::new(), false);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (c, inside) {
            ('\\', true) => value.extend(chars.next()),
            ('"', true) => {
                parts.push((std::mem::take(&mut before), std::mem::take(&mut value)));
                inside = false;
            }
            ('"', false) => inside = true,
            (c, true) => value.push(c),
            (c, false) => before.push(c),
        }
    }
    parts
}

fn role(before: &str) -> String {
    before
        .trim_end_matches('=')
        .rsplit([' ', ','])
        .next()
        .unwrap_or_default()
        .to_owned()
}
