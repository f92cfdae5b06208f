//! How much rule files may ask for, whoever wrote them.

use super::Reader;
use crate::error::full;
use crate::rule::model::Element;

/// What the rule files of a user come to at most, unless a builder says otherwise: a thousand times what is built in.
pub(crate) const LARGEST: usize = 64 << 20;

/// How many elements stand in a line, its phrases put in.
const ELEMENTS: usize = 256;

/// In how many ways the gaps and optional elements of a line may be filled: so often it may be tried at each word.
const READINGS: u64 = 4096;

/// The sizes that a regular expression may take when it is compiled; the smallest that will do is counted.
pub(super) const EXPRESSION: [usize; 4] = [1 << 14, 1 << 17, 1 << 20, 1 << 22];

/// How many bytes rule files may still come to.
///
/// Counted are the bytes of the files, what lists and phrases hold wherever they are used, compiled expressions, and where something
/// is looked for among many the steps of it: memory and time to build keep to a multiple of the count.
pub(super) struct Allowance {
    most: usize,
    left: usize,
    spent: bool,
}

impl Allowance {
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            left: most,
            spent: false,
        }
    }

    /// Whether the files have come to more.
    pub(super) fn is_spent(&self) -> bool {
        self.spent
    }

    /// Counts bytes; what to say where they are too many.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), (String, String)> {
        if let Some(left) = self.left.checked_sub(bytes) {
            self.left = left;
            return Ok(());
        }
        self.left = 0;
        self.spent = true;
        let message = format!("up to here the rules come to more than {} bytes", self.most);
        let help = "lists and phrases count wherever they are used; use fewer, or set a higher `largest_rules`";
        Err((message, help.to_owned()))
    }
}

impl Reader<'_> {
    /// Whether nothing more is to be read: there is too much of it, or too much wrong with it.
    pub(super) fn is_over(&self) -> bool {
        self.allowance.spent || full(self.problems)
    }

    /// Counts bytes that a piece stands for; false once there are more than may be.
    pub(super) fn count(&mut self, piece: &str, bytes: usize) -> bool {
        if self.is_own()
            && !self.allowance.spent
            && let Err((message, help)) = self.allowance.take(bytes)
        {
            self.allowance.spent = false;
            self.problem(piece, message, Some(help));
            self.allowance.spent = true;
        }
        !self.allowance.spent
    }

    /// Whether a line of elements can be matched in bounded time and depth.
    pub(super) fn bounded(&mut self, line: &str, elements: &[Element]) {
        let readings = elements.iter().fold(1u64, |all, element| match element {
            Element::Gap { most, .. } => all.saturating_mul(u64::from(*most) + 1),
            Element::Optional(_) => all.saturating_mul(2),
            _ => all,
        });
        if elements.len() > ELEMENTS {
            let message = format!("this line has {} elements where {ELEMENTS} is the most", elements.len());
            self.problem(line, message, Some("part it in two patterns".to_owned()));
        } else if readings > READINGS {
            let message =
                format!("the gaps and optional elements of this line can be filled in {readings} ways where {READINGS} is the most");
            self.problem(line, message, Some("use fewer or shorter gaps".to_owned()));
        }
    }
}
