//! Reading the tab-separated lists.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::fields::{Field, lines, position, split};
use super::kind::Kind;
use super::policy::Policy;
use crate::error::{Problem, full};
use crate::text::fold_into;

const COLUMNS: [&str; 14] = [
    "id",
    "kind",
    "name",
    "aliases",
    "country",
    "parent",
    "latitude",
    "longitude",
    "geonames",
    "subkind",
    "population",
    "relation",
    "active_from",
    "active_to",
];
const ID: usize = 0;
const KIND: usize = 1;
const NAME: usize = 2;
const ALIASES: usize = 3;
const COUNTRY: usize = 4;
const PARENT: usize = 5;
const LATITUDE: usize = 6;
const LONGITUDE: usize = 7;
const GEONAMES: usize = 8;
const SUBKIND: usize = 9;
const POPULATION: usize = 10;
const RELATION: usize = 11;
const FROM: usize = 12;
const TO: usize = 13;

/// An entry as its line has it.
pub(super) struct Row<'a> {
    pub id: Cow<'a, str>,
    pub kind: Kind,
    pub subkind: &'a str,
    pub country: Option<[u8; 2]>,
    pub parent: &'a str,
    pub coordinates: Option<(f64, f64)>,
    pub geonames: Option<u32>,
    pub population: u32,
    /// How it stands to its parent.
    pub relation: &'a str,
    /// The first and the last year in which it was active; 0 for none.
    pub active: (u16, u16),
    /// The spellings that it is found by, the name first.
    pub aliases: SmallVec<[Alias<'a>; 4]>,
}

/// A spelling, and where it starts in the line.
#[derive(Clone, Copy)]
pub(super) struct Alias<'a> {
    pub text: &'a str,
    pub policy: Policy,
    pub start: usize,
}

impl<'a> Row<'a> {
    pub(super) fn name(&self) -> &'a str {
        self.aliases.first().map_or("", |a| a.text)
    }
}

/// A line of a list, for messages about it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub file: &'a str,
    pub number: usize,
    pub text: &'a str,
}

impl Line<'_> {
    pub(super) fn problem(&self, start: usize, end: usize, message: String, help: impl Into<Cow<'static, str>>) -> Problem {
        Problem::on(self.file, self.number, self.text, start, end, message).help(help)
    }
}

/// How many spellings an entry may have: each is compared with the others.
const SPELLINGS: usize = 1000;

struct Reader<'a, 'p> {
    line: Line<'a>,
    problems: &'p mut Vec<Problem>,
}

/// Reads a list and gives each row to `each`; what is wrong is added to `problems`, and its row passed over. `kinds` are those that lists
/// have declared, to which this one adds.
pub(super) fn parse<'a>(
    file: &'a str,
    text: &'a str,
    kinds: &mut Vec<Kind>,
    problems: &mut Vec<Problem>,
    mut each: impl FnMut(&Row<'a>, Line<'a>),
) {
    let mut columns: Option<Vec<Option<usize>>> = None;
    for (index, text) in lines(text.trim_start_matches('\u{feff}')).enumerate() {
        let text = text.trim_end_matches('\r');
        let line = Line {
            file,
            number: index + 1,
            text,
        };
        if text.starts_with('#') || text.trim_ascii().is_empty() {
            continue;
        }
        if full(problems) {
            return;
        }
        let mut reader = Reader { line, problems };
        let Some(known) = &columns else {
            columns = reader.header();
            if columns.is_none() {
                return;
            }
            continue;
        };
        if let Some(row) = reader.row(known, kinds) {
            each(&row, line);
        }
    }
    if columns.is_none() {
        let line = Line { file, number: 1, text: "" };
        let help = "the first line names the columns; `kind` and `name` are required";
        problems.push(line.problem(0, 0, "the list has no header line".into(), help));
    }
}

/// The columns of a list, to read a line of it once more.
pub(super) struct Header<'a> {
    pub file: &'a str,
    columns: Vec<Option<usize>>,
}

impl<'a> Header<'a> {
    pub(super) fn read(file: &'a str, list: &'a str) -> Option<Self> {
        let mut lines = list.trim_start_matches('\u{feff}').lines();
        let text = lines.find(|text| !text.starts_with('#') && !text.trim_ascii().is_empty())?;
        let line = Line { file, number: 1, text };
        let columns = Reader {
            line,
            problems: &mut Vec::new(),
        }
        .header()?;
        Some(Self { file, columns })
    }

    pub(super) fn row(&self, line: Line<'a>) -> Option<Row<'a>> {
        Reader {
            line,
            problems: &mut Vec::new(),
        }
        .row(&self.columns, &mut Kind::declared().collect())
    }
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, start: usize, end: usize, message: String, help: impl Into<Cow<'static, str>>) {
        if full(self.problems) {
            return;
        }
        self.problems.push(self.line.problem(start, end, message, help));
    }

    fn wrong(&mut self, field: Field<'_>, message: String, help: impl Into<Cow<'static, str>>) {
        self.report(field.start, field.start + field.text.len(), message, help);
    }

    /// The column that each field of a row belongs to; none when a required one is missing.
    fn header(&mut self) -> Option<Vec<Option<usize>>> {
        let mut columns = Vec::new();
        let mut usable = true;
        for field in split(Field::of(self.line.text), b'\t') {
            let column = COLUMNS.iter().position(|c| *c == field.text);
            if column.is_none() {
                self.wrong(
                    field,
                    format!("`{}` is no column", field.text),
                    format!("the columns are {}", COLUMNS.join(", ")),
                );
            } else if columns.contains(&column) {
                self.wrong(field, format!("the column `{}` stands twice", field.text), "name each column once");
            }
            columns.push(column);
        }
        for required in [KIND, NAME] {
            if !columns.contains(&Some(required)) {
                let message = format!("the column `{}` is missing", COLUMNS[required]);
                self.report(
                    0,
                    self.line.text.len(),
                    message,
                    "the header names the columns, with tabs between; `kind` and `name` are required",
                );
                usable = false;
            }
        }
        usable.then_some(columns)
    }

    /// The fields of a row, each in the place of its column; none where they are too few or too many.
    fn fields(&mut self, columns: &[Option<usize>]) -> Option<[Field<'a>; COLUMNS.len()]> {
        let mut row = [Field::default(); COLUMNS.len()];
        let (mut count, mut beyond) = (0, 0);
        for field in split(Field::of(self.line.text), b'\t') {
            match columns.get(count) {
                Some(Some(column)) => row[*column] = field,
                None if beyond == 0 => beyond = field.start,
                _ => {}
            }
            count += 1;
        }
        if count != columns.len() {
            self.report(
                beyond,
                self.line.text.len(),
                format!("{count} fields where the header has {}", columns.len()),
                "fields are separated by one tab; leave a field empty rather than out",
            );
            return None;
        }
        Some(row)
    }

    fn row(&mut self, columns: &[Option<usize>], kinds: &mut Vec<Kind>) -> Option<Row<'a>> {
        let before = self.problems.len();
        let row = self.fields(columns)?;
        if row[KIND].text == "kind" {
            self.declare(row[NAME], kinds);
            return None;
        }
        let kind = Kind::parse(row[KIND].text).filter(|k| !matches!(k, Kind::Declared(_)) || kinds.contains(k));
        if kind.is_none() {
            let known: Vec<&str> = Kind::ALL.iter().chain(&*kinds).map(|k| k.as_str()).collect();
            self.wrong(
                row[KIND],
                format!("`{}` is no kind", row[KIND].text),
                format!(
                    "the kinds are {}; a line above with `kind` as its kind declares one of your own",
                    known.join(", ")
                ),
            );
        }
        let aliases = self.spellings(row[NAME], row[ALIASES]);
        let country = self.country(row[COUNTRY]);
        let latitude = self.degrees(row[LATITUDE], "latitude", 90.0);
        let longitude = self.degrees(row[LONGITUDE], "longitude", 180.0);
        if row[LATITUDE].text.is_empty() != row[LONGITUDE].text.is_empty() {
            let given = if row[LATITUDE].text.is_empty() {
                row[LONGITUDE]
            } else {
                row[LATITUDE]
            };
            self.wrong(given, "latitude and longitude go together".into(), "give both or neither");
        }
        let own_number = row[ID].text.strip_prefix("geonames:").and_then(|n| n.parse().ok());
        let geonames = self.whole(row[GEONAMES], "geonames").or(own_number);
        let population = self.whole(row[POPULATION], "population").unwrap_or(0);
        let (from, to) = (self.year(row[FROM]), self.year(row[TO]));
        if to != 0 && to < from {
            let message = format!("it ends in {to}, before it begins in {from}");
            self.wrong(row[TO], message, "give the first year in `active_from` and the last in `active_to`");
        }
        if !row[RELATION].text.is_empty() && row[PARENT].text.is_empty() {
            let help = "`relation` says how an entry stands to its `parent`";
            self.wrong(row[RELATION], "there is a relation and no parent".into(), help);
        }
        if self.problems.len() > before {
            return None;
        }
        let kind = kind?;
        let id = match row[ID].text {
            "" => {
                let mut id = kind.as_str().to_owned();
                push_slug(&mut id, aliases[0].text);
                id.into()
            }
            id => id.into(),
        };
        Some(Row {
            id,
            kind,
            subkind: row[SUBKIND].text,
            country,
            parent: row[PARENT].text,
            coordinates: latitude.zip(longitude),
            geonames,
            population,
            relation: row[RELATION].text,
            active: (from, to),
            aliases,
        })
    }

    /// The name and the aliases of an entry.
    fn spellings(&mut self, name: Field<'a>, more: Field<'a>) -> SmallVec<[Alias<'a>; 4]> {
        let mut aliases: SmallVec<[Alias<'a>; 4]> = SmallVec::new();
        aliases.push(self.alias(name));
        if aliases[0].text.is_empty() {
            self.wrong(name, "the name is empty".into(), "every entry needs a name");
        }
        for field in split(more, b'|').filter(|f| !f.text.is_empty()) {
            let alias = self.alias(field);
            if alias.text.is_empty() {
                self.wrong(field, "the alias is empty".into(), "an alias is `name` or `name:policy`");
            } else if let Some(same) = aliases.iter_mut().find(|a| a.text == alias.text) {
                same.policy = alias.policy;
            } else if aliases.len() == SPELLINGS {
                let message = format!("an entry has at most {SPELLINGS} spellings");
                let help = "leave out those that differ in case, marks or hyphens alone, which match anyway";
                self.wrong(field, message, help);
                break;
            } else {
                aliases.push(alias);
            }
        }
        aliases
    }

    /// A line that declares a kind by its name.
    fn declare(&mut self, name: Field<'_>, kinds: &mut Vec<Kind>) {
        match Kind::declare(name.text) {
            Some(kind) if name.text != "kind" => {
                if !kinds.contains(&kind) && matches!(kind, Kind::Declared(_)) {
                    kinds.push(kind);
                }
            }
            _ => self.wrong(
                name,
                format!("`{}` cannot be declared as a kind", name.text),
                "its name has small letters and _; a program knows 16 declared kinds",
            ),
        }
    }

    /// Splits `name:policy`; a colon with blanks or nothing after it belongs to the name.
    fn alias(&mut self, field: Field<'a>) -> Alias<'a> {
        let start = field.start;
        let colons = position(field.text.as_bytes(), b':');
        let colon = colons.and_then(|_| field.text.bytes().rposition(|b| b == b':'));
        let (text, policy) = match colon.map(|at| (&field.text[..at], &field.text[at + 1..])) {
            Some((text, policy)) if !policy.is_empty() && !policy.contains(' ') => (text, policy),
            _ => (field.text, "fold"),
        };
        let found = Policy::parse(policy);
        if found.is_none() {
            let start = start + text.len() + 1;
            self.wrong(
                Field { text: policy, start },
                format!("`{policy}` is no policy"),
                "the policies are fold, exact, context, cue",
            );
        }
        Alias {
            text: text.trim(),
            policy: found.unwrap_or(Policy::Fold),
            start,
        }
    }

    fn country(&mut self, field: Field<'_>) -> Option<[u8; 2]> {
        match *field.text.as_bytes() {
            [] => None,
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some([a, b]),
            _ => {
                self.wrong(
                    field,
                    format!("`{}` is no country code", field.text),
                    "two capital letters of ISO 3166, such as IQ",
                );
                None
            }
        }
    }

    fn degrees(&mut self, field: Field<'_>, column: &str, limit: f64) -> Option<f64> {
        if field.text.is_empty() {
            return None;
        }
        let value = field.text.parse::<f64>().ok().filter(|v| v.abs() <= limit);
        if value.is_none() {
            self.wrong(
                field,
                format!("`{}` is no {column}", field.text),
                format!("a number from -{limit} to {limit}, such as 33.35"),
            );
        }
        value
    }

    /// A year; 0 for none.
    fn year(&mut self, field: Field<'_>) -> u16 {
        let year = field.text.parse().ok().filter(|year| (1..10_000).contains(year));
        if year.is_none() && !field.text.is_empty() {
            self.wrong(field, format!("`{}` is no year", field.text), "a year in digits, such as 1987");
        }
        year.unwrap_or(0)
    }

    fn whole(&mut self, field: Field<'_>, column: &str) -> Option<u32> {
        if field.text.is_empty() {
            return None;
        }
        let value = field.text.parse().ok();
        if value.is_none() {
            self.wrong(field, format!("`{}` is no {column} number", field.text), "a whole number in digits");
        }
        value
    }
}

/// Appends a colon and the words of a name, as they stand in an identifier.
pub(super) fn push_slug(id: &mut String, name: &str) {
    let mut folded = String::with_capacity(name.len());
    fold_into(name, &mut folded);
    let mut between = ':';
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        id.push(between);
        id.push_str(word);
        between = '-';
    }
    if between == ':' {
        id.push(between);
    }
}
