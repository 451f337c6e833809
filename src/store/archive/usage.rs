//! Whether a text may be used. An agency may change that for words already stored: cancelled, withheld, embargoed.

use std::cmp::Ordering;

use super::{Arrival, Trouble, sql};
use crate::document::{Caution, Metadata};
use crate::store::engine::{Db, values};

/// Flags of a document.
pub(super) const CANCELLED: i64 = 2;
pub(super) const WITHHELD: i64 = 4;

/// The flags of a document about its use.
pub(super) fn flags(metadata: &Metadata) -> i64 {
    let of = |caution: &Caution| match caution {
        Caution::Canceled => CANCELLED,
        Caution::Withheld => WITHHELD,
        _ => 0,
    };
    metadata.cautions().iter().map(of).fold(0, |all, flag| all | flag)
}

/// Updates the terms of use of a stored document when the same words arrive again; returns its serial number, or none
/// if nothing changes.
pub(super) fn take_over(db: &Db, document: i64, arrival: &Arrival) -> Result<Option<i64>, Trouble> {
    let row = db.first(&sql::USAGE, values![document], |row| {
        Ok((row.get::<i64>(0)?, row.get::<i64>(1)?, row.get::<Option<i64>>(2)?, row.get::<String>(3)?))
    })?;
    let Some((serial, flags_there, embargo, metadata)) = row else { return Ok(None) };
    let there: Metadata = serde_json::from_str(&metadata)?;
    let Some(merged) = merged(&there, &arrival.briefing.metadata) else { return Ok(None) };
    let kept = flags_there & !(CANCELLED | WITHHELD) | flags(&merged);
    let embargo = if merged.embargo == there.embargo { embargo } else { arrival.embargo };
    db.run(&sql::UPDATE_USAGE, values![document, kept, embargo, serde_json::to_string(&merged)?])?;
    Ok(Some(serial))
}

/// The stored metadata with the arriving terms of use; none if they change nothing. The later one decides them all; if it
/// is unknown which is later, the result permits less use, never more.
fn merged(there: &Metadata, come: &Metadata) -> Option<Metadata> {
    let order = order(there, come);
    let mut merged = there.clone();
    match order {
        Some(Ordering::Less) => {
            merged.status.clone_from(&come.status);
            merged.embargo.clone_from(&come.embargo);
            merged.usage_terms.clone_from(&come.usage_terms);
            merged.version.clone_from(&come.version);
        }
        Some(Ordering::Greater) => return None,
        Some(Ordering::Equal) | None => {
            if rank(come) > rank(there) {
                merged.status.clone_from(&come.status);
            }
            // So that the next one is recognised as later.
            merged.version = merged.version.or_else(|| come.version.clone());
            merged.embargo = merged.embargo.or_else(|| come.embargo.clone());
            merged.usage_terms = merged.usage_terms.or_else(|| come.usage_terms.clone());
        }
    }
    let of = |metadata: &Metadata| (rank(metadata), metadata.embargo.clone(), metadata.usage_terms.clone());
    (of(&merged) != of(there)).then_some(merged)
}

/// How severely a status limits the use.
fn rank(metadata: &Metadata) -> u8 {
    match metadata.status.as_deref() {
        Some("canceled") => 2,
        Some("withheld") => 1,
        _ => 0,
    }
}

/// Whether the stored one is earlier than the arriving one: by version number, else by time.
fn order(there: &Metadata, come: &Metadata) -> Option<Ordering> {
    let number = |metadata: &Metadata| metadata.version.as_deref()?.parse::<u64>().ok();
    let numbers = number(there).zip(number(come)).map(|(a, b)| a.cmp(&b));
    let times = || {
        let (a, b) = (there.published?, come.published?);
        (a.has_time() && b.has_time()).then(|| a.seconds_everywhere().cmp(&b.seconds_everywhere()))
    };
    numbers.or_else(times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Timestamp;

    fn version(number: &str, status: &str, embargo: Option<&str>) -> Metadata {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Metadata {
            version: some(number),
            status: some(status),
            embargo: embargo.map(str::to_owned),
            ..Metadata::default()
        }
    }

    #[test]
    fn a_later_version_says_all_and_an_earlier_one_nothing() {
        let first = version("1", "usable", Some("2999-01-01"));
        let killed = version("2", "canceled", None);
        let merged_two = merged(&first, &killed).unwrap();
        assert_eq!((flags(&merged_two), merged_two.embargo.as_deref()), (CANCELLED, None));
        assert_eq!(merged(&merged_two, &first), None, "the earlier one came again");
        assert_eq!(flags(&merged(&merged_two, &version("3", "usable", None)).unwrap()), 0);
        let at = |time: &str| Metadata { published: Timestamp::parse(time), ..version("", "withheld", None) };
        let early = Metadata { status: None, ..at("2018-01-29T10:00:00Z") };
        assert_eq!(flags(&merged(&early, &at("2018-01-29T11:00:00Z")).unwrap()), WITHHELD);
        assert_eq!(merged(&early, &at("2018-01-29T09:00:00Z")), None);
    }

    #[test]
    fn where_nobody_can_tell_which_is_later_a_text_may_only_be_used_less() {
        let free = version("", "", None);
        let embargoed = version("", "", Some("after the meeting"));
        assert_eq!(merged(&free, &embargoed).unwrap().embargo.as_deref(), Some("after the meeting"));
        assert_eq!(merged(&embargoed, &free), None);
        let (killed, withheld) = (version("", "canceled", None), version("", "withheld", None));
        assert_eq!(flags(&merged(&withheld, &killed).unwrap()), CANCELLED);
        assert_eq!((merged(&killed, &withheld), merged(&killed, &killed)), (None, None));
        assert_eq!(merged(&free, &version("", "usable", None)), None, "it was usable before");
    }
}
