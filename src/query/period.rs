//! Periods of days: "2018" is a whole year, "7d" the last seven days.

use std::fmt;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::ParseError;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months of the calendar.
    Months,
    /// Years of the calendar.
    Years,
}

impl Unit {
    const LETTERS: [(char, Self); 4] =
        [('d', Self::Days), ('w', Self::Weeks), ('m', Self::Months), ('y', Self::Years)];

    fn letter(self) -> char {
        Self::LETTERS.iter().find(|(_, unit)| *unit == self).map_or('d', |(letter, _)| *letter)
    }
}

/// The first or last day of a period, itself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// That day.
    Day(Date),
    /// This long before today.
    Ago(u16, Unit),
}

impl Edge {
    /// The day itself, given `today`.
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Ago(count, unit) => today.checked_sub(span(i64::from(count), unit)).unwrap_or(Date::MIN),
        }
    }
}

fn span(count: i64, unit: Unit) -> Span {
    match unit {
        Unit::Days => count.days(),
        Unit::Weeks => (count * 7).days(),
        Unit::Months => count.months(),
        Unit::Years => count.years(),
    }
}

/// Days from one edge to another, both included; open on a side without an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<Edge>,
    /// The last day.
    pub to: Option<Edge>,
}

impl Period {
    /// Its first and last day, given `today`.
    pub fn days(self, today: Date) -> (Option<Date>, Option<Date>) {
        (self.from.map(|edge| edge.on(today)), self.to.map(|edge| edge.on(today)))
    }

    /// `since:`, from the beginning of the given period.
    pub(super) fn since(written: &str) -> Result<Self, ParseError> {
        Ok(Self { from: Some(edges(written)?.0), to: None })
    }

    /// `until:`, to the end of the given period.
    pub(super) fn until(written: &str) -> Result<Self, ParseError> {
        Ok(Self { from: None, to: Some(edges(written)?.1) })
    }

    /// `date:`, a period, or from one to another.
    pub(super) fn within(written: &str) -> Result<Self, ParseError> {
        let wrong = || ParseError::Date(written.to_owned());
        if let Some((from, to)) = written.split_once("..") {
            let from = if from.is_empty() { None } else { Some(edges(from)?.0) };
            let to = if to.is_empty() { None } else { Some(edges(to)?.1) };
            return if from.is_none() && to.is_none() { Err(wrong()) } else { Ok(Self { from, to }) };
        }
        match edges(written)? {
            (from @ Edge::Ago(..), _) => Ok(Self { from: Some(from), to: None }),
            (from, to) => Ok(Self { from: Some(from), to: Some(to) }),
        }
    }
}

/// The first and the last day of a written period.
fn edges(written: &str) -> Result<(Edge, Edge), ParseError> {
    let wrong = || ParseError::Date(written.to_owned());
    if written.eq_ignore_ascii_case("today") {
        return Ok((Edge::Ago(0, Unit::Days), Edge::Ago(0, Unit::Days)));
    }
    if let Some(unit) = written
        .chars()
        .last()
        .and_then(|last| Unit::LETTERS.iter().find(|(l, _)| *l == last.to_ascii_lowercase()))
    {
        let count = written[..written.len() - 1].parse().map_err(|_| wrong())?;
        return Ok((Edge::Ago(count, unit.1), Edge::Ago(count, unit.1)));
    }
    let (first, last) = calendar(written).ok_or_else(wrong)?;
    Ok((Edge::Day(first), Edge::Day(last)))
}

/// The days of a year, a month or a day: "2018", "2018-01", "2018-01-29".
fn calendar(written: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = written.split('-').collect();
    let sizes = parts
        .iter()
        .zip([4, 2, 2])
        .all(|(part, size)| part.len() == size && part.bytes().all(|b| b.is_ascii_digit()));
    if !sizes || parts.len() > 3 {
        return None;
    }
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i8>().ok());
    let year: i16 = parts[0].parse().ok()?;
    let first = Date::new(year, number(1).unwrap_or(1), number(2).unwrap_or(1)).ok()?;
    let last = match parts.len() {
        1 => first.last_of_year(),
        2 => first.last_of_month(),
        _ => first,
    };
    Some((first, last))
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Ago(count, unit) => write!(f, "{count}{}", unit.letter()),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.from.iter().try_for_each(|edge| write!(f, "{edge}"))?;
        f.write_str("..")?;
        self.to.iter().try_for_each(|edge| write!(f, "{edge}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(period: Result<Period, ParseError>) -> String {
        let shown = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        match period {
            Ok(period) => {
                let (from, to) = period.days(Date::constant(2018, 3, 31));
                format!("{} {}", shown(from), shown(to))
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn partial_dates_are_whole_periods() {
        assert_eq!(days(Period::within("2018")), "2018-01-01 2018-12-31");
        assert_eq!(days(Period::within("2016-02")), "2016-02-01 2016-02-29");
        assert_eq!(days(Period::within("2018-01..2018-03")), "2018-01-01 2018-03-31");
        assert_eq!(days(Period::within("..2018-01-05")), "- 2018-01-05");
        assert_eq!(days(Period::since("2018-02")), "2018-02-01 -");
        assert_eq!(days(Period::until("2018-02")), "- 2018-02-28");
    }

    #[test]
    fn what_is_counted_back_from_today_ends_with_the_calendar() {
        assert_eq!(days(Period::within("7d")), "2018-03-24 -");
        assert_eq!(days(Period::within("1m")), "2018-02-28 -");
        assert_eq!(days(Period::until("2w")), "- 2018-03-17");
        assert_eq!(days(Period::within("today")), "2018-03-31 -");
    }

    #[test]
    fn what_is_no_date_says_what_one_is() {
        for written in
            ["", "..", "18", "2018-13", "2018-02-30", "2018-1", "d", "9999999d", "2018-01-01-01", "monday"]
        {
            assert!(days(Period::within(written)).contains("is not a date; write 2018,"), "{written}");
        }
    }
}
