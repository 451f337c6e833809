//! Fields of metadata as formats bring them: sanitised, on one line, and set once.

use crate::text::sanitise_line;

/// Longest value that is kept, in characters.
const LONGEST: usize = 400;

/// Sets a field that is not set yet to a value with something in it.
pub(super) fn set(field: &mut Option<String>, value: &str) {
    if field.is_none() {
        *field = Some(sanitise_line(value, LONGEST)).filter(|v| !v.is_empty());
    }
}

/// Sets a field to the first of the values that has something in it, unless it is set already.
pub(super) fn set_first<'a>(field: &mut Option<String>, values: impl IntoIterator<Item = Option<&'a str>>) {
    values.into_iter().flatten().for_each(|value| set(field, value));
}

/// Who wrote something, without the word that says so and without an address behind it.
pub(super) fn author(value: &str) -> &str {
    let value = value.trim();
    let bare = ["By ", "by ", "BY "].iter().find_map(|by| value.strip_prefix(by)).unwrap_or(value).trim();
    if bare.contains("://") { "" } else { bare }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_with_something_in_it_stays() {
        let mut field = None;
        set(&mut field, " \x1b[2J\n ");
        assert_eq!(field, None);
        set_first(&mut field, [None, Some(" Talks\n end "), Some("Other")]);
        assert_eq!(field.as_deref(), Some("Talks end"));
    }

    #[test]
    fn an_author_is_a_name() {
        assert_eq!(author(" By Ana Lund"), "Ana Lund");
        assert_eq!(author("https://example.org/ana-lund"), "");
    }
}
