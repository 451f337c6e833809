//! The labels of tokens: outside a name, or the first, an inner, the last or the only token of a name of some
//! kind.

use std::ops::Range;

use super::NameKind;

/// No name.
pub const NONE: u8 = 0;

/// A nationality or people; one token each.
pub const DEMONYM: u8 = 13;

/// Number of labels.
pub const COUNT: usize = 14;

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Org, NameKind::Place];

/// The position of a token in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    First,
    Inside,
    Last,
    Only,
}

const PARTS: [Part; 4] = [Part::First, Part::Inside, Part::Last, Part::Only];

/// Kind and part of a label; none for [`NONE`].
fn read(label: u8) -> Option<(NameKind, Part)> {
    match label {
        NONE => None,
        DEMONYM => Some((NameKind::Demonym, Part::Only)),
        label => {
            let at = usize::from(label - 1);
            Some((*KINDS.get(at / 4)?, PARTS[at % 4]))
        }
    }
}

/// Number of kinds of names, including [`NONE`].
pub const GROUPS: usize = 5;

/// The kind of name of a label, as a number below [`GROUPS`]; 0 for none.
pub const fn group(label: usize) -> usize {
    label.div_ceil(4)
}

/// Writes the labels of a name of that kind over `labels`, the tokens of the name.
pub fn write(kind: NameKind, labels: &mut [u8]) {
    let Some(base) = KINDS.iter().position(|&k| k == kind).map(|k| 1 + 4 * k as u8) else {
        labels.fill(DEMONYM);
        return;
    };
    match labels {
        [] => {}
        [only] => *only = base + 3,
        [first, inside @ .., last] => {
            *first = base;
            inside.fill(base + 1);
            *last = base + 2;
        }
    }
}

/// Whether one label may follow another; none means an end of a stretch.
pub fn allowed(from: Option<usize>, to: Option<usize>) -> bool {
    let label = |l: Option<usize>| l.and_then(|l| read(l as u8));
    let open = label(from).filter(|(_, part)| matches!(part, Part::First | Part::Inside));
    let goes_on = label(to).filter(|(_, part)| matches!(part, Part::Inside | Part::Last));
    open.map(|(kind, _)| kind) == goes_on.map(|(kind, _)| kind)
}

/// The names marked by labels, with their tokens.
pub fn names(labels: &[u8]) -> impl Iterator<Item = (NameKind, Range<usize>)> + '_ {
    let mut first = 0;
    labels.iter().enumerate().filter_map(move |(i, &label)| {
        let (kind, part) = read(label)?;
        if matches!(part, Part::First | Part::Only) {
            first = i;
        }
        matches!(part, Part::Last | Part::Only).then_some((kind, first..i + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let mut labels = [NONE; 8];
        write(NameKind::Org, &mut labels[1..4]);
        write(NameKind::Place, &mut labels[4..5]);
        write(NameKind::Demonym, &mut labels[6..7]);
        let read: Vec<_> = names(&labels).collect();
        assert_eq!(read, [(NameKind::Org, 1..4), (NameKind::Place, 4..5), (NameKind::Demonym, 6..7)]);
    }

    #[test]
    fn a_name_ends_before_the_next_begins() {
        let mut org = [NONE; 2];
        let mut person = [NONE; 2];
        write(NameKind::Org, &mut org);
        write(NameKind::Person, &mut person);
        let class = |label: u8| Some(usize::from(label));
        assert!(allowed(class(org[0]), class(org[1])));
        assert!(allowed(class(org[1]), class(person[0])));
        assert!(!allowed(class(org[0]), class(person[1])));
        assert!(!allowed(class(org[0]), class(NONE)));
        assert!(!allowed(class(org[0]), None));
        assert!(!allowed(None, class(org[1])));
    }
}
