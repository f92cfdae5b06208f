//! Series of places: "in Paris, Oru and Nice", "Oru and Mirel districts".

use std::ops::Range;

use super::super::marks::Bits;
use super::super::people::Claim;
use super::{AND, LONGEST, Localities, OF};
use crate::lexicon::{Word, class};
use crate::text::{Token, hashes};

/// The most names before one in a series of them that are looked at.
const SERIES: usize = 8;

impl Localities<'_> {
    /// "between Paris and Oru", "in Paris, Oru and Nice", "the towns of Oru and Mirel": the name behind a comma or "and" of a series of places.
    pub(super) fn series(&self, separator: usize, sentence: &Range<usize>, outer: &Bits) -> Option<(usize, usize)> {
        let end = sentence.end;
        let comma = self.tokens[separator].punct == b',';
        // ", and Oru".
        let from = separator + 1 + usize::from(comma && self.is(separator + 1, &[AND]));
        let to = self.unknowns(from, end);
        let owns = to < end && self.tokens[to].has(Token::POSSESSIVE);
        if to == from || owns || comma && from == separator + 1 && !self.goes_on(to, end) {
            return None;
        }
        let (first, known) = self.series_before(separator, sentence.start, outer)?;
        let lead = first.checked_sub(1).filter(|&i| i >= sentence.start)?;
        let several = self.tokens[lead].hash == OF && lead > sentence.start && self.localities(lead - 1);
        let placed = several || self.leads_to_place(lead) || self.is(lead, hashes!["between", "from"]) && known;
        // "In Paris, Oru and Mirel fled": he who fled.
        let fronted = lead == sentence.start && self.series_from(first, separator);
        (placed && !fronted).then_some((from, to))
    }

    /// "districts", "towns".
    fn localities(&self, i: usize) -> bool {
        self.words[i].is(class::LOCALITY) && !self.tokens[i].is_capitalized() && self.tokens[i].span.text(self.text).ends_with('s')
    }

    /// "Oru and Mirel districts": the first of them.
    pub(super) fn shared(&self, and: usize, least: usize, end: usize) -> Option<(usize, usize)> {
        let mut to = and + 1;
        while to < end && to - and <= LONGEST && self.named(to) {
            to += 1;
        }
        let first = self.run(and, least);
        let unknown = first < and && and - first <= LONGEST && (first..and).all(|i| self.unknown(i));
        (unknown && to > and + 1 && to < end && self.localities(to)).then_some((first, and))
    }

    /// Whether a comma stands between `first` and the separator, or is it.
    fn series_from(&self, first: usize, separator: usize) -> bool {
        (first..=separator).any(|i| self.tokens[i].punct == b',')
    }

    /// Behind a name ", Oru" or "and Oru".
    fn goes_on(&self, i: usize, end: usize) -> bool {
        i + 1 < end
            && (self.tokens[i].punct == b',' || self.is(i, &[AND]))
            && (self.tokens[i + 1].is_capitalized() || self.is(i + 1, &[AND]))
    }

    /// Where a series of places and unknown names begins that ends before the separator, and whether a place is among them.
    fn series_before(&self, separator: usize, start: usize, outer: &Bits) -> Option<(usize, bool)> {
        let mut known = false;
        let mut stop = separator;
        for _ in 0..SERIES {
            let mut first = stop;
            while first > start && stop - first < LONGEST && self.named(first - 1) {
                first -= 1;
            }
            let listed = first < stop && (outer.holds(first) || matches!(self.claims[first], Claim::Place | Claim::Namesake));
            let unknown = (first..stop).all(|i| self.claims[i] == Claim::Free && self.words[i] == Word::default());
            if first == stop || !listed && !unknown {
                return None;
            }
            known |= listed;
            if first == start || self.tokens[first - 1].punct != b',' {
                return Some((first, known));
            }
            stop = first - 1;
        }
        None
    }

    /// A capitalized word that may be part of a place's name, listed or not.
    fn named(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        token.is_word()
            && token.is_capitalized()
            && !token.has(Token::POSSESSIVE | Token::ALL_CAPS)
            && !self.words[i].is(class::PREP | class::DET)
    }
}
