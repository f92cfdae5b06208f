//! The numbers that stand of an entry in an image, each in as many bits as the largest of its kind there takes.

use std::borrow::Cow;

use super::kind::Kind;
use super::parse::push_slug;
use super::strings::string;

/// What stands of an entry: strings and parents by their places.
#[derive(Clone, Copy, Default)]
pub(super) struct Record {
    /// The id as [`Form`] has it.
    pub id: u32,
    pub name: u32,
    /// The number of its parent among the parents.
    pub parent: u32,
    /// Ten-millionths of a degree, a centimetre, from one pole and from one side of the map, and one more; 0 for none.
    pub place: [u32; 2],
    /// As [`crowd`] has it.
    pub people: u32,
    /// The country, the [`Form`] of the id, the kind and the subkind.
    pub rest: Rest,
}

/// How an id is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By a string.
    Whole,
    /// `geonames:` and a number.
    Numbered,
    /// By a string, a colon and the words of the name.
    Named,
    /// The same, and its country.
    InCountry,
}

/// The kind of an entry that is no longer in the lists: no other has this number.
const GONE: u32 = 31;
const _: () = assert!(Kind::ALL.len() + Kind::MOST_DECLARED <= GONE as usize);
/// The most subkinds that a record counts.
pub(super) const SUBKINDS: usize = 1 << 15;
/// Ten-millionths of a degree.
pub(super) const DEGREE: f64 = 1e7;
/// From where latitude and longitude count.
const ORIGIN: [f64; 2] = [90.0, 180.0];

/// The codes of two letters, one behind the other.
const CODES: [u8; 2 * 26 * 26] = {
    let mut codes = [0; 2 * 26 * 26];
    let mut at = 0;
    while at < 26 * 26 {
        codes[2 * at] = b'A' + (at / 26) as u8;
        codes[2 * at + 1] = b'A' + (at % 26) as u8;
        at += 1;
    }
    codes
};

/// What takes but a few bits of an entry: from the lowest bit: the country in 10 bits, the [`Form`] of the id in 2, the kind in 5, the subkind.
#[derive(Clone, Copy, Default)]
pub(super) struct Rest(u32);

impl Rest {
    /// `kind` is its number in the image.
    pub(super) fn new(subkind: u32, country: Option<[u8; 2]>, kind: u32, form: Form) -> Self {
        let country = country.map_or(0, |[a, b]| u32::from(a - b'A') * 26 + u32::from(b - b'A') + 1);
        Self(country | (form as u32) << 10 | kind << 12 | subkind << 17)
    }

    /// A number for the country, for comparing.
    pub(super) fn country_number(self) -> Option<u16> {
        Some(self.0 as u16 & 0x3ff).filter(|number| *number != 0)
    }

    pub(super) fn country(self) -> Option<&'static str> {
        let at = usize::from(self.country_number()?) - 1;
        CODES.get(2 * at..2 * at + 2).and_then(|code| std::str::from_utf8(code).ok())
    }

    pub(super) fn form(self) -> Form {
        match self.0 >> 10 & 3 {
            0 => Form::Whole,
            1 => Form::Numbered,
            2 => Form::Named,
            _ => Form::InCountry,
        }
    }

    /// `declared` are the kinds that the lists declare.
    #[inline]
    pub(super) fn kind(self, declared: &[Kind]) -> Kind {
        let number = self.kind_number() as usize;
        let known = Kind::ALL.get(number).or_else(|| declared.get(number - Kind::ALL.len()));
        known.copied().unwrap_or(Kind::Organization)
    }

    #[inline]
    fn kind_number(self) -> u32 {
        self.0 >> 12 & 31
    }

    pub(super) fn subkind(self) -> usize {
        (self.0 >> 17) as usize
    }

    /// Whether the entry is still in the lists.
    pub(super) fn is_live(self) -> bool {
        self.kind_number() != GONE
    }

    /// The same of an entry that is no longer in the lists.
    pub(super) fn gone(self) -> Self {
        Self(self.0 | GONE << 12)
    }
}

impl Record {
    /// The identifier.
    pub(super) fn id<'a>(&self, strings: &'a [u8]) -> Cow<'a, str> {
        let form = self.rest.form();
        match form {
            Form::Whole => string(strings, self.id).into(),
            Form::Numbered => format!("geonames:{}", self.id).into(),
            Form::Named | Form::InCountry => {
                let mut id = string(strings, self.id).to_owned();
                push_slug(&mut id, string(strings, self.name));
                if form == Form::InCountry {
                    id.push('-');
                    id.push_str(&self.rest.country().unwrap_or_default().to_ascii_lowercase());
                }
                id.into()
            }
        }
    }

    /// Whether that is the identifier, which is put together only where both begin alike.
    pub(super) fn has_id(&self, id: &str, strings: &[u8]) -> bool {
        let begin = match self.rest.form() {
            Form::Numbered => "geonames:",
            _ => string(strings, self.id),
        };
        id.starts_with(begin) && self.id(strings) == id
    }
}

/// People in three bytes: from eight million on they are counted in thousands.
const THOUSANDS: u32 = 1 << 23;

pub(super) fn crowd(people: u32) -> u32 {
    if people < THOUSANDS {
        people
    } else {
        THOUSANDS | (people / 1000 + u32::from(people % 1000 >= 500))
    }
}

#[inline]
pub(super) fn people(crowd: u32) -> u32 {
    if crowd < THOUSANDS {
        crowd
    } else {
        (crowd & !THOUSANDS).saturating_mul(1000)
    }
}

/// The columns of a record.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Id,
    Name,
    Parent,
    Latitude,
    Longitude,
    People,
    Rest,
}

const COLUMNS: usize = 7;

/// How wide the columns are, and what coordinates count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// The bit that each starts with, and the one behind the last.
    starts: [u8; COLUMNS + 1],
    /// The bits of each.
    masks: [u32; COLUMNS],
    /// The ten-millionths of a degree that coordinates count, as a power of ten.
    step: u32,
}

impl Columns {
    /// The narrowest that hold the records, whose coordinates they count in the largest steps that all of them take.
    pub(super) fn of(records: &[Record]) -> Self {
        let mut step = 7;
        for place in records.iter().filter(|r| r.place != [0; 2]).flat_map(|r| r.place) {
            while !place.saturating_sub(1).is_multiple_of(10u32.pow(step)) {
                step -= 1;
            }
        }
        let mut columns = Self { step, ..Self::default() };
        let mut all = [0; COLUMNS];
        for record in records {
            for (all, number) in all.iter_mut().zip(columns.numbers(record)) {
                *all |= number;
            }
        }
        columns = Self::with(all.map(|number: u32| (u32::BITS - number.leading_zeros()) as u8), step);
        columns
    }

    fn with(widths: [u8; COLUMNS], step: u32) -> Self {
        let mut columns = Self { step, ..Self::default() };
        for (at, width) in widths.into_iter().enumerate() {
            columns.starts[at + 1] = columns.starts[at] + width;
            columns.masks[at] = mask(width.into());
        }
        columns
    }

    /// From a number of the header; none where it makes no sense.
    pub(super) fn read(packed: u64) -> Option<Self> {
        let part = |at: usize| (packed >> (6 * at) & 63) as u8;
        let widths = std::array::from_fn(part);
        let step = u32::from(part(COLUMNS));
        (widths.iter().all(|width| *width <= 32) && step <= 7).then(|| Self::with(widths, step))
    }

    /// As a number of 48 bits for the header.
    pub(super) fn packed(&self) -> u64 {
        let widths = self.starts.windows(2).map(|w| u64::from(w[1] - w[0]));
        let all = widths.chain([u64::from(self.step)]).enumerate();
        all.fold(0, |packed, (at, number)| packed | number << (6 * at))
    }

    /// The bytes of a record.
    #[inline]
    pub(super) fn width(&self) -> usize {
        usize::from(self.starts[COLUMNS]).div_ceil(8).max(1)
    }

    /// The number in a column of the record that starts at `record`.
    #[inline]
    pub(super) fn get(&self, bytes: &[u8], record: usize, column: Column) -> u32 {
        let start = usize::from(self.starts[column as usize]);
        bits_at(bytes, record + start / 8, start % 8) & self.masks[column as usize]
    }

    #[inline]
    pub(super) fn rest(&self, bytes: &[u8], record: usize) -> Rest {
        Rest(self.get(bytes, record, Column::Rest))
    }

    /// The record that starts at `at`.
    pub(super) fn record(&self, bytes: &[u8], at: usize) -> Record {
        let get = |column| self.get(bytes, at, column);
        let axis = |column| {
            get(column)
                .checked_sub(1)
                .map_or(0, |n| n.wrapping_mul(10u32.pow(self.step)).wrapping_add(1))
        };
        Record {
            id: get(Column::Id),
            name: get(Column::Name),
            parent: get(Column::Parent),
            place: [axis(Column::Latitude), axis(Column::Longitude)],
            people: get(Column::People),
            rest: self.rest(bytes, at),
        }
    }

    /// The coordinates of the record that starts at `at`, in degrees.
    pub(super) fn coordinates(&self, bytes: &[u8], at: usize) -> Option<(f64, f64)> {
        let axis = |column, origin: f64| {
            let units = f64::from(self.get(bytes, at, column).checked_sub(1)?) * f64::from(10u32.pow(self.step));
            Some((units - origin * DEGREE) / DEGREE)
        };
        axis(Column::Latitude, ORIGIN[0]).zip(axis(Column::Longitude, ORIGIN[1]))
    }

    fn numbers(&self, record: &Record) -> [u32; COLUMNS] {
        let axis = |at: u32| at.checked_sub(1).map_or(0, |n| n / 10u32.pow(self.step) + 1);
        let [latitude, longitude] = record.place.map(axis);
        [
            record.id,
            record.name,
            record.parent,
            latitude,
            longitude,
            record.people,
            record.rest.0,
        ]
    }

    /// Gives the bytes of a record to `out`.
    pub(super) fn put(&self, record: &Record, out: impl FnOnce(&[u8])) {
        // The last of them starts in the 25th byte at most.
        let mut bytes = [0; 32];
        for (number, start) in self.numbers(record).into_iter().zip(self.starts) {
            if let Some(eight) = bytes[usize::from(start / 8)..].first_chunk_mut() {
                *eight = (u64::from_le_bytes(*eight) | u64::from(number) << (start % 8)).to_le_bytes();
            }
        }
        out(&bytes[..self.width()]);
    }
}

/// The coordinates of a record, from degrees.
pub(super) fn place((latitude, longitude): (f64, f64)) -> [u32; 2] {
    let units = |degrees: f64, origin: f64| ((degrees + origin) * DEGREE).round() as u32 + 1;
    [units(latitude, ORIGIN[0]), units(longitude, ORIGIN[1])]
}

/// So many bits, 32 at most.
pub(super) fn mask(bits: u32) -> u32 {
    u32::MAX.checked_shr(u32::BITS - bits.min(u32::BITS)).unwrap_or(0)
}

/// The 32 bits from the bit `shift` of the byte at a place on; 0 where there are no eight bytes, as there are behind all that is packed so.
#[inline]
pub(super) fn bits_at(bytes: &[u8], at: usize, shift: usize) -> u32 {
    let found = bytes.get(at..).and_then(|rest| rest.first_chunk());
    found.map_or(0, |bytes| (u64::from_le_bytes(*bytes) >> shift) as u32)
}
