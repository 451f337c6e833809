//! JSON of a reasonable size for a news item.

use serde_json::Value;
use serde_json::error::Category;

/// The most values; each takes up to some forty times the bytes that it is written with.
const MOST: usize = 1_000_000;

/// Parses a text; an error is the end of a sentence.
pub(super) fn parse(text: &str) -> Result<Value, String> {
    if values(text) > MOST {
        return Err(format!("it has more than {MOST} values."));
    }
    serde_json::from_str(text).map_err(|error| fault(&error))
}

/// The fault of a JSON text, as the end of a sentence.
pub(super) fn fault(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => "it is cut short; fetch or save it once more.".to_owned(),
        _ => format!("{error}."),
    }
}

/// The approximate number of values in a text: one after every comma and bracket outside strings.
fn values(text: &str) -> usize {
    let (mut quoted, mut escaped, mut count) = (false, false, 1);
    for b in text.bytes() {
        match b {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' | b'[' | b'{' if !quoted => count += 1,
            _ => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_much_memory_is_refused() {
        assert_eq!(values(r#"{"a": ["b, [c", "\\", "\",\""], "d": 1}"#), 6);
        assert!(parse("{}").is_ok());
        assert!(parse(&format!("[{}1]", "1,".repeat(1_000_001))).unwrap_err().contains("values"));
        assert!(parse("[1}").unwrap_err().ends_with('.'));
        assert_eq!(parse("[{").unwrap_err(), "it is cut short; fetch or save it once more.");
    }
}
