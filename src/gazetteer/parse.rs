//! Reading the tab-separated lists.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::entry::Entry;
use super::kind::Kind;
use super::policy::Policy;
use crate::error::Problem;

const COLUMNS: [&str; 11] = [
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

/// An entry with the spellings it is found by.
pub(super) struct Row<'a> {
    pub entry: Entry,
    pub aliases: SmallVec<[(&'a str, Policy); 4]>,
}

/// A field: its text without blanks around it, and where it starts in the file.
#[derive(Clone, Copy, Default)]
struct Field<'a> {
    text: &'a str,
    start: usize,
}

struct Reader<'a, 'p> {
    file: &'a str,
    text: &'a str,
    keep: Keep<'a>,
    problems: &'p mut Vec<Problem>,
}

/// Makes the text of an entry from that of a field: the lists of the crate are there for good, others are copied.
pub(super) type Keep<'a> = fn(&'a str) -> Cow<'static, str>;

/// Reads a list; what is wrong is added to `problems`, the rest is returned.
pub(super) fn parse<'a>(file: &'a str, text: &'a str, keep: Keep<'a>, problems: &mut Vec<Problem>) -> Vec<Row<'a>> {
    let mut reader = Reader {
        file,
        text,
        keep,
        problems,
    };
    let mut rows = Vec::with_capacity(text.len() / 60);
    let mut header: Option<Vec<Option<usize>>> = None;
    let mut ids: FxHashMap<Cow<'static, str>, usize> = FxHashMap::with_capacity_and_hasher(text.len() / 60, FxBuildHasher);
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let mut line = line.trim_end_matches(['\n', '\r']);
        let mut start = start;
        if let Some(rest) = line.strip_prefix('\u{feff}').filter(|_| start == 0) {
            start = '\u{feff}'.len_utf8();
            line = rest;
        }
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let Some(columns) = &header else {
            let Some(columns) = reader.header(line, start) else { return rows };
            header = Some(columns);
            continue;
        };
        let Some(row) = reader.row(columns, line, start) else { continue };
        if let Some(first) = ids.insert(row.entry.id.clone(), number + 1) {
            let id = &row.entry.id;
            reader.report(
                start,
                start + line.len(),
                format!("the id `{id}` is already that of line {first}"),
                "ids are unique in a list",
            );
            continue;
        }
        rows.push(row);
    }
    if header.is_none() {
        reader.report(
            0,
            0,
            "the list has no header line".into(),
            "the first line names the columns; `kind` and `name` are required",
        );
    }
    rows
}

impl<'a> Reader<'a, '_> {
    fn report(&mut self, start: usize, end: usize, message: String, help: &str) {
        self.problems
            .push(Problem::at(self.file, self.text, start, end, message).help(help));
    }

    fn wrong(&mut self, field: Field<'_>, message: String, help: &str) {
        self.report(field.start, field.start + field.text.len(), message, help);
    }

    /// The column that each field of a row belongs to; none when a required one is missing.
    fn header(&mut self, line: &'a str, start: usize) -> Option<Vec<Option<usize>>> {
        let mut columns = Vec::new();
        let mut usable = true;
        for field in fields(line, start) {
            let column = COLUMNS.iter().position(|c| *c == field.text);
            if column.is_none() {
                self.wrong(
                    field,
                    format!("`{}` is no column", field.text),
                    &format!("the columns are {}", COLUMNS.join(", ")),
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
                    start,
                    start + line.len(),
                    message,
                    "the header names the columns, with tabs between; `kind` and `name` are required",
                );
                usable = false;
            }
        }
        usable.then_some(columns)
    }

    fn row(&mut self, columns: &[Option<usize>], line: &'a str, start: usize) -> Option<Row<'a>> {
        let found: SmallVec<[Field<'a>; COLUMNS.len()]> = fields(line, start).collect();
        if found.len() != columns.len() {
            let message = format!("{} fields where the header has {}", found.len(), columns.len());
            let from = found.get(columns.len()).map_or(start, |f| f.start);
            self.report(
                from,
                start + line.len(),
                message,
                "fields are separated by one tab; leave a field empty rather than out",
            );
            return None;
        }
        let before = self.problems.len();
        let mut row = [Field { text: "", start }; COLUMNS.len()];
        for (field, column) in found.iter().zip(columns) {
            if let Some(column) = column {
                row[*column] = *field;
            }
        }
        let kind = Kind::parse(row[KIND].text);
        if kind.is_none() {
            let known: Vec<&str> = Kind::ALL.iter().map(|k| k.as_str()).collect();
            self.wrong(
                row[KIND],
                format!("`{}` is no kind", row[KIND].text),
                &format!("the kinds are {}", known.join(", ")),
            );
        }
        let mut aliases = SmallVec::new();
        let (name, policy) = self.alias(row[NAME]);
        if name.is_empty() {
            self.wrong(row[NAME], "the name is empty".into(), "every entry needs a name");
        }
        aliases.push((name, policy));
        for alias in split(row[ALIASES], '|').filter(|f| !f.text.is_empty()) {
            let (alias_name, policy) = self.alias(alias);
            if alias_name.is_empty() {
                self.wrong(alias, "the alias is empty".into(), "an alias is `name` or `name:policy`");
            } else if let Some(same) = aliases.iter_mut().find(|(n, _)| *n == alias_name) {
                same.1 = policy;
            } else {
                aliases.push((alias_name, policy));
            }
        }
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
        if self.problems.len() > before {
            return None;
        }
        let kind = kind?;
        let id = if row[ID].text.is_empty() {
            slug(kind, name).into()
        } else {
            (self.keep)(row[ID].text)
        };
        let parent = (!row[PARENT].text.is_empty()).then(|| (self.keep)(row[PARENT].text));
        let subkind = (self.keep)(row[SUBKIND].text);
        let coordinates = latitude.zip(longitude);
        let entry = Entry {
            id,
            name: (self.keep)(name),
            kind,
            subkind,
            country,
            parent,
            coordinates,
            geonames,
            population,
        };
        Some(Row { entry, aliases })
    }

    /// Splits `name:policy`; a colon with blanks or nothing after it belongs to the name.
    fn alias(&mut self, field: Field<'a>) -> (&'a str, Policy) {
        let Some((name, policy)) = field.text.rsplit_once(':') else {
            return (field.text, Policy::Fold);
        };
        if policy.is_empty() || policy.contains(' ') {
            return (field.text, Policy::Fold);
        }
        let found = Policy::parse(policy);
        if found.is_none() {
            let start = field.start + name.len() + 1;
            self.wrong(
                Field { text: policy, start },
                format!("`{policy}` is no policy"),
                "the policies are fold, exact, context, cue",
            );
        }
        (name.trim(), found.unwrap_or(Policy::Fold))
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
                &format!("a number from -{limit} to {limit}, such as 33.35"),
            );
        }
        value
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

fn fields(line: &str, start: usize) -> impl Iterator<Item = Field<'_>> {
    split(Field { text: line, start }, '\t')
}

fn split(field: Field<'_>, mark: char) -> impl Iterator<Item = Field<'_>> {
    let mut at = field.start;
    field.text.split(mark).map(move |piece| {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len() + 1;
        Field { text: piece.trim(), start }
    })
}

/// The identifier of an entry whose list gives none.
fn slug(kind: Kind, name: &str) -> String {
    let mut folded = String::new();
    crate::text::fold_into(name, &mut folded);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    format!("{kind}:{}", words.join("-"))
}

/// The names of `words.txt` by what else they are: `w name` an ordinary word, `p name` the name of persons.
pub(super) fn parse_words(text: &str) -> (FxHashSet<&str>, FxHashSet<&str>) {
    let (mut words, mut persons) = (FxHashSet::default(), FxHashSet::default());
    for line in text.lines() {
        match line.split_once(' ') {
            Some(("w", name)) => words.insert(name),
            Some(("p", name)) => persons.insert(name),
            _ => false,
        };
    }
    (words, persons)
}
