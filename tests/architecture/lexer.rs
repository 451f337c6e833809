//! Enough of Rust's lexical rules to tell code from comments and strings.

/// The code of a source: comments and the insides of strings and characters become blanks, line ends stay.
pub fn code(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    while i < chars.len() {
        let end = match chars[i..] {
            ['/', '/', ..] => position(&chars, i, |w| w[0] == '\n'),
            ['/', '*', ..] => position(&chars, i + 2, |w| w.starts_with(&['*', '/'])) + 2,
            ['r', '"', ..] | ['r', '#', '"' | '#', ..] if !in_word(&chars, i) => raw_string_end(&chars, i),
            ['"', ..] => string_end(&chars, i),
            ['\'', '\\', ..] => position(&chars, i + 3, |w| w[0] == '\'') + 1,
            ['\'', _, '\'', ..] => i + 3,
            _ => {
                out.push(chars[i]);
                i += 1;
                continue;
            }
        };
        let end = end.min(chars.len());
        out.extend(chars[i..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
        i = end;
    }
    out
}

fn in_word(chars: &[char], i: usize) -> bool {
    i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_')
}

/// The first position at or after `from` where `holds` is true of the rest, or the end.
fn position(chars: &[char], from: usize, holds: impl Fn(&[char]) -> bool) -> usize {
    (from..chars.len()).find(|i| holds(&chars[*i..])).unwrap_or(chars.len())
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

fn raw_string_end(chars: &[char], start: usize) -> usize {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    position(chars, start + hashes + 2, |w| w.starts_with(&close)) + close.len()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn comments_and_strings_are_blank() {
        let source = "a(\"x // y\"); // b\nlet c = 'd'; /* e\n */ r#\"f\"g\"# fn<'h>() '\\'' i";
        let blank = code(source);
        assert_eq!(blank.split_whitespace().collect::<String>(), "a();letc=;fn<'h>()i");
        assert_eq!(blank.lines().count(), source.lines().count());
    }
}
