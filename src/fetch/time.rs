//! How long a server wishes to be left alone, parsed from its headers.

use std::time::{Duration, SystemTime};

/// How long a server asks to be left alone: given as seconds or as a date.
pub(super) fn retry_after(written: &str, now: SystemTime) -> Option<Duration> {
    let written = written.trim();
    if let Ok(seconds) = written.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = jiff::fmt::rfc2822::parse(written).ok()?.timestamp();
    let until = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(until.as_second()).ok()?);
    Some(until.duration_since(now).unwrap_or_default())
}

/// How long an answer stays fresh: `max-age` of a `Cache-Control` in lowercase.
pub(super) fn max_age(control: &str) -> Option<Duration> {
    let mut parts = control.split(',').filter_map(|part| part.trim().split_once('='));
    let (_, seconds) = parts.find(|(name, _)| *name == "max-age")?;
    seconds.trim_matches('"').parse().ok().map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_say_how_long_they_are_to_be_left_alone() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_717);
        let after = |written: &str| retry_after(written, now).map(|wait| wait.as_secs());
        assert_eq!(
            (after("120"), after(" 0 "), after("soon"), after("-5")),
            (Some(120), Some(0), None, None)
        );
        assert_eq!(after("Sun, 06 Nov 1994 08:49:37 GMT"), Some(60));
        assert_eq!(after("Sun, 06 Nov 1994 08:00:00 GMT"), Some(0));
        let age = |control: &str| max_age(control).map(|age| age.as_secs());
        assert_eq!(
            (age("public, max-age=7200"), age("s-maxage=5, no-store"), age("")),
            (Some(7200), None, None)
        );
    }
}
