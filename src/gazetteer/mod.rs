//! The names that are known: groups, forces, governments, organizations, media, places and nationalities.

mod builtin;
mod candidate;
mod check;
mod draft;
mod entry;
mod fields;
mod find;
mod image;
mod kind;
mod layout;
mod order;
mod parse;
mod policy;
mod record;
mod strings;
#[cfg(test)]
mod tests;
mod words;

use std::fmt;
use std::io;
use std::sync::Arc;

use entry::Detail;
pub use entry::Entry;
pub(crate) use find::Hit;
pub use kind::{DeclaredKind, Kind};
pub(crate) use policy::ARABIC_ARTICLES;

use once_cell::sync::OnceCell;
use rustc_hash::FxHashMap;

use crate::error::{Error, Problem, Warnings};
use crate::text::{Token, tokenize};
use check::Checker;
use draft::{Draft, words_path};
use image::Image;
use layout::Layout;

/// The lists of names, indexed by their words. Cheap to clone.
///
/// ```
/// use dateline::Gazetteer;
/// let lists = Gazetteer::builtin();
/// let raqqa = lists.lookup("Ar-Raqqah")[0];
/// assert_eq!((raqqa.name(), raqqa.country()), ("Raqqa", Some("SY")));
/// ```
#[derive(Clone)]
pub struct Gazetteer {
    bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    layout: Layout,
    warnings: Arc<Warnings>,
    /// The capitals by the number of their country, found when one is asked for.
    capitals: Arc<OnceCell<FxHashMap<u16, u32>>>,
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl Default for Gazetteer {
    /// Lists without a name, for lists of your own alone.
    fn default() -> Self {
        Self::built(Draft::default())
    }
}

impl Gazetteer {
    /// The lists that come with the crate, indexed when it was compiled.
    #[must_use]
    pub fn builtin() -> &'static Arc<Self> {
        &builtin::INSTANCE
    }

    /// These lists with others on top: pairs of a file name, for messages, and the tab-separated text. An entry whose `id` is known
    /// already takes that entry's place; where spellings meet, the later list wins. A line of the kind `kind` declares a kind of one's own: see
    /// [`DeclaredKind`].
    ///
    /// ```
    /// use dateline::Gazetteer;
    /// let lists = Gazetteer::builtin().with(&[("mine.tsv".into(), "kind\tname\tcountry\ngroup\tDawn Front\tIQ\n".into())])?;
    /// assert_eq!(lists.lookup("DAWN FRONT")[0].country(), Some("IQ"));
    /// # Ok::<(), dateline::Error>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of every list, with file, line and column.
    pub fn with(&self, files: &[(String, String)]) -> Result<Self, Error> {
        let mut problems: Vec<Problem> = Vec::new();
        let (mut draft, mut checker) = (Draft::of(self.image()), Checker::default());
        let from = draft.len() as u32;
        for (file, text) in files {
            let check = |row: &_, line, paths: &[_]| checker.row(row, line, paths);
            let lines = draft.list((file, text), &builtin::ORDINARY, &mut problems, check);
            checker.lines(lines);
        }
        if !draft.fits() {
            let help = "an index counts 4 GB of names, 500 million spellings and 32,768 subkinds";
            problems.push(Problem::of("all lists", "they are too large").help(help));
        }
        if !problems.is_empty() {
            return Err(Error::from_problems(problems));
        }
        draft.sort();
        checker.meetings(&draft, from, files);
        let mut warnings = (*self.warnings).clone();
        warnings.problems.append(&mut checker.warnings);
        Ok(Self {
            warnings: Arc::new(warnings),
            capitals: Arc::default(),
            ..Self::built(draft)
        })
    }

    /// What is odd in the lists that [`Gazetteer::with`] added.
    #[must_use]
    pub fn warnings(&self) -> &Warnings {
        &self.warnings
    }

    fn built(draft: Draft) -> Self {
        let bytes = draft.finish();
        let layout = Layout::read(&bytes).unwrap_or_default();
        Self {
            bytes: Arc::new(bytes),
            layout,
            warnings: Arc::default(),
            capitals: Arc::default(),
        }
    }

    /// Writes the index of these lists, which [`Gazetteer::open`] reads.
    ///
    /// ```
    /// use dateline::Gazetteer;
    /// let lists = Gazetteer::default().with(&[("mine.tsv".into(), "kind\tname\ngroup\tDawn Front\n".into())])?;
    /// let mut index = Vec::new();
    /// lists.save(&mut index)?;
    /// let again = Gazetteer::open(index)?;
    /// assert_eq!(again.lookup("dawn front")[0].name(), "Dawn Front");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the writer fails.
    pub fn save(&self, mut writer: impl io::Write) -> io::Result<()> {
        writer.write_all((*self.bytes).as_ref())
    }

    /// Opens a saved index without copying it: bytes that were read, or a file that another crate maps into memory.
    ///
    /// The whole of it is summed once, at about the speed of memory: see [`Gazetteer::open_unverified`].
    ///
    /// # Errors
    /// When the bytes are no index, one of another version of the crate, cut off or damaged.
    pub fn open(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, Error> {
        let gazetteer = Self::open_unverified(bytes)?;
        gazetteer.verify()?;
        Ok(gazetteer)
    }

    /// Opens a saved index in a moment, however large it is: the header and the length are checked, the rest is believed. In a damaged
    /// one names are missing or wrong; nothing worse happens.
    ///
    /// # Errors
    /// When the bytes are no index, one of another version of the crate, cut off, or their header is damaged.
    pub fn open_unverified(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self, Error> {
        let layout = Layout::read(bytes.as_ref()).map_err(|message| refused(&message))?;
        Ok(Self {
            bytes: Arc::new(bytes),
            layout,
            warnings: Arc::default(),
            capitals: Arc::default(),
        })
    }

    /// Checks every byte of the index against its checksum.
    ///
    /// ```
    /// use dateline::Gazetteer;
    /// let mut index = Vec::new();
    /// Gazetteer::default().with(&[("mine.tsv".into(), "kind\tname\ngroup\tDawn Front\n".into())])?.save(&mut index)?;
    /// *index.last_mut().unwrap() ^= 1;
    /// assert!(Gazetteer::open_unverified(index)?.verify().is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When the bytes are not those that were saved.
    pub fn verify(&self) -> Result<(), Error> {
        if self.layout.is_whole((*self.bytes).as_ref()) {
            Ok(())
        } else {
            Err(refused("it is damaged: its checksum is another"))
        }
    }

    fn image(&self) -> Image<'_> {
        self.layout.of((*self.bytes).as_ref())
    }

    /// The entry of a hit; one without a name for a number that is not below [`Gazetteer::len`].
    #[must_use]
    pub fn entry(&self, id: u32) -> Entry<'_> {
        Entry::of(&self.layout, (*self.bytes).as_ref(), id)
    }

    /// The number of entries, with those that others took the place of.
    #[must_use]
    pub fn len(&self) -> usize {
        self.image().entries()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every entry that has the name among its spellings, whatever the case, marks and hyphens; the likeliest first.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// let found: Vec<_> = lists.lookup("isis").iter().map(|e| (e.id().into_owned(), e.name())).collect();
    /// assert_eq!(found[0].1, "Islamic State");
    /// assert!(lists.lookup("nobody of this name").is_empty());
    /// ```
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Entry<'_>> {
        let mut found: Vec<Entry<'_>> = Vec::new();
        for entry in self.spelled(name, &mut Vec::new()) {
            if found.iter().all(|other| other.number() != entry.number()) {
                found.push(entry);
            }
        }
        found
    }

    /// As [`Gazetteer::lookup`], but an entry comes once for each of its spellings that is the name; `tokens` is scratch.
    pub(crate) fn spelled(&self, name: &str, tokens: &mut Vec<Token>) -> impl Iterator<Item = Entry<'_>> + use<'_> {
        tokens.clear();
        tokenize(name, tokens);
        let image = self.image();
        let candidates = image.chain(image.probe(words_path(tokens)));
        let entries = candidates.map(|candidate| self.entry(candidate.entry));
        entries.filter(Entry::is_live)
    }

    /// The entry with the identifier.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// assert_eq!(lists.get("group:hamas").map(|e| e.name()), Some("Hamas"));
    /// assert_eq!(lists.get("group:nobody"), None);
    /// ```
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Entry<'_>> {
        let image = self.image();
        image.numbered(id).map(|number| image.entry(number))
    }

    /// The number of the country with the code.
    pub(crate) fn country(&self, code: &str) -> Option<u32> {
        let mut id = *b"country:  ";
        id[8..].copy_from_slice(code.as_bytes().get(..2)?);
        self.image().numbered(std::str::from_utf8(&id).ok()?)
    }

    /// The capital of the country with the number.
    pub(crate) fn capital(&self, country: u16) -> Option<u32> {
        let all = || {
            let capitals = self.entries().filter(|e| e.is_subkind("capital"));
            capitals.filter_map(|e| Some((e.country_number()?, e.number()))).collect()
        };
        self.capitals.get_or_init(all).get(&country).copied()
    }

    /// The entries, in the order of the lists.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// assert!(lists.entries().any(|e| e.country() == Some("SV")));
    /// ```
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let image = self.image();
        (0..image.entries() as u32)
            .map(move |number| image.entry(number))
            .filter(Entry::is_live)
    }

    /// The entries of a kind, in the order of the lists.
    ///
    /// ```
    /// use dateline::{Gazetteer, Kind};
    /// let groups = Gazetteer::builtin().of_kind(Kind::Group);
    /// assert!(groups.filter(|g| g.country() == Some("SV")).count() > 10);
    /// ```
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = Entry<'_>> {
        self.entries().filter(move |entry| entry.kind() == kind)
    }

    /// The entry that the `parent` of an entry names: of a group the one it belongs to or comes from, of a place its division.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// let brigades = lists.lookup("al-Qassam Brigades")[0];
    /// assert_eq!(lists.parent(brigades).map(|p| p.name()), Some("Hamas"));
    /// ```
    #[must_use]
    pub fn parent(&self, entry: Entry<'_>) -> Option<Entry<'_>> {
        let found = self.lookup(entry.parent()?);
        let other = |e: &Entry<'_>| e.id() != entry.id();
        let same = |e: &Entry<'_>| e.kind() == entry.kind() && (e.country() == entry.country() || entry.kind() != Kind::Place);
        let mut others = found.iter().copied().filter(other);
        others.clone().find(same).or_else(|| others.next())
    }

    /// How an entry stands to its parent, in a word of its list: `offshoot`, `wing`, `faction`, `member`, `renamed`, `umbrella`, ...
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// let brigades = lists.lookup("al-Qassam Brigades")[0];
    /// assert_eq!(lists.relation(brigades), Some("wing"));
    /// ```
    #[must_use]
    pub fn relation(&self, entry: Entry<'_>) -> Option<&str> {
        let relation = self.image().string(self.detail(entry)?.relation);
        Some(relation).filter(|relation| !relation.is_empty())
    }

    /// The first and the last year in which a group was active, as far as its list says; a last year is missing where it still is, or where
    /// nobody was sure.
    ///
    /// ```
    /// let lists = dateline::Gazetteer::builtin();
    /// let zetas = lists.lookup("April 19 Movement")[0];
    /// assert_eq!(lists.active(zetas), (Some(1970), Some(1990)));
    /// ```
    #[must_use]
    pub fn active(&self, entry: Entry<'_>) -> (Option<u16>, Option<u16>) {
        let years = self.detail(entry).unwrap_or_default();
        let year = |year| Some(year).filter(|year| *year != 0);
        (year(years.from), year(years.to))
    }

    /// What these lists tell of the entry with the id of this one.
    fn detail(&self, entry: Entry<'_>) -> Option<Detail> {
        let image = self.image();
        image.detail(image.numbered(&entry.id())?)
    }

    /// These lists without the entries of some identifiers; what is in no list is passed over.
    ///
    /// ```
    /// use dateline::Gazetteer;
    /// let lists = Gazetteer::builtin().without(["group:hamas"]);
    /// assert!(lists.get("group:hamas").is_none());
    /// assert!(lists.lookup("Hamas").is_empty());
    /// ```
    #[must_use]
    pub fn without<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut draft = Draft::of(self.image());
        for id in ids {
            draft.remove(id);
        }
        Self {
            warnings: self.warnings.clone(),
            capitals: Arc::default(),
            ..Self::built(draft)
        }
    }
}

fn refused(message: &str) -> Error {
    Error::from_problems(vec![Problem::of("saved index", message)])
}
