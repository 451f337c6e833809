//! Numbers of things, in words for a sentence.

/// A number of things: "1 quote", "2 quotes", "3 stories".
pub fn count(n: usize, what: &str) -> String {
    match what.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        _ if n == 1 => format!("1 {what}"),
        Some(stem) => format!("{n} {stem}ies"),
        None => format!("{n} {what}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn one_is_one_and_the_rest_are_many() {
        let said = [(1, "quote"), (0, "quote"), (2, "story"), (1, "story"), (3, "day")];
        let said = said.map(|(n, what)| count(n, what));
        assert_eq!(said, ["1 quote", "0 quotes", "2 stories", "1 story", "3 days"]);
    }
}
