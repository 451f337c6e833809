//! The JSON contract `attache/2`, which `assets/schema/briefing.schema.json` describes.

use std::io::{self, Write};

use crate::briefing::Briefing;

/// Writes a briefing as one indented object and a line end.
pub fn write_indented(briefing: &Briefing, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, briefing)?;
    out.write_all(b"\n")
}

/// Writes a briefing as one object on one line, for JSON Lines.
pub fn write_line(briefing: &Briefing, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, briefing)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_line_is_one_line_and_reads_back() {
        let briefing = Briefing::new(Document::from_paragraphs("The envoy said so.\n\nNobody else did."));
        let (mut line, mut indented) = (Vec::new(), Vec::new());
        write_line(&briefing, &mut line).unwrap();
        write_indented(&briefing, &mut indented).unwrap();
        assert_eq!(line.split(|b| *b == b'\n').count(), 2);
        for bytes in [line, indented] {
            assert_eq!(serde_json::from_slice::<Briefing>(&bytes).unwrap(), briefing);
        }
    }
}
