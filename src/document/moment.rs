//! Moments, as far as an embargo needs them: ISO 8601 to seconds.

/// Half a day, in seconds: a time without a zone has come everywhere so long after it has come in Greenwich.
const EVERYWHERE: i64 = 12 * 3600;

/// When a moment has come for everybody, in seconds since the beginning of 1970 in UTC; none where it is no ISO 8601.
///
/// Dates are `2018-01-29` or `20180129`, times behind a T `18:00`, `18:00:00.5` or `180000`, zones `Z`, `+01:00`, `+0100`
/// or `+01`.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let day = day(&digits(date, "-")?)?;
    if time.is_empty() {
        return Some(day * 86_400 + EVERYWHERE);
    }
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let whole = clock.split(['.', ',']).next().unwrap_or(clock);
    Some(day * 86_400 + of_clock(whole)? - offset(zone)?)
}

/// Days since the beginning of 1970 of a date in eight figures, after Hinnant's `days_from_civil`.
fn day(date: &[i64]) -> Option<i64> {
    let date: &[i64; 8] = date.try_into().ok()?;
    let number = |figures: &[i64]| figures.iter().fold(0, |number, figure| number * 10 + figure);
    let (year, month, day) = (number(&date[..4]), number(&date[4..6]), number(&date[6..]));
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

/// Seconds of a time of day in two, four or six figures.
fn of_clock(clock: &str) -> Option<i64> {
    let figures = digits(clock, ":")?;
    let pairs: Vec<i64> = figures.chunks_exact(2).map(|pair| pair[0] * 10 + pair[1]).collect();
    let fits = figures.len().is_multiple_of(2) && (1..=3).contains(&pairs.len());
    let in_range = pairs.iter().zip([24, 60, 61]).all(|(value, most)| *value < most || *value == 24);
    (fits && in_range).then(|| pairs.iter().zip([3600, 60, 1]).map(|(value, unit)| value * unit).sum())
}

/// How far ahead of Greenwich a zone is, in seconds.
fn offset(zone: &str) -> Option<i64> {
    match zone.chars().next() {
        None => Some(-EVERYWHERE),
        Some('+') => of_clock(&zone[1..]),
        Some('-') => of_clock(&zone[1..]).map(|ahead| -ahead),
        Some(_) => (zone.len() == 1).then_some(0),
    }
}

/// The figures of a text that holds nothing else but `mark`.
fn digits(text: &str, mark: &str) -> Option<Vec<i64>> {
    let figures = text.chars().filter(|c| !mark.contains(*c));
    figures.map(|c| c.to_digit(10).map(i64::from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_seconds_of_the_epoch() {
        for (text, is) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-03-01T00:00Z", 951_868_800),
            ("2018-01-29T18:00:00Z", 1_517_248_800),
            ("2018-01-29T19:00:00.25+01:00", 1_517_248_800),
            ("20180129T130000-0500", 1_517_248_800),
            ("2018-01-29T06:00:00", 1_517_248_800),
            ("2018-01-29 06:00", 1_517_248_800),
            ("20180129", 1_517_227_200),
        ] {
            assert_eq!(seconds(text), Some(is), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "tomorrow",
            "2018-13-01",
            "2018-01-29T25:00Z",
            "2018-01-29T18:00+x",
            "18:00",
            "2018-01-29T1Z",
        ] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
