//! The XMP packet of a PDF document: newer programs write it and leave the older properties empty.

use lopdf::{Document, Object};

/// The largest packet that is read, in bytes; most have 4 KB, and some have megabytes of previews.
const LARGEST: usize = 4 * 1024 * 1024;

/// A packet of RDF in XML, searched for the few properties that are wanted. It is never parsed, so nothing in it can
/// refer to anything.
pub(super) struct Xmp(String);

impl Xmp {
    /// The packet of a document; empty if there is none.
    pub fn of(pdf: &Document) -> Self {
        let stream = pdf.catalog().and_then(|c| c.get_deref(b"Metadata", pdf)).and_then(Object::as_stream);
        let bytes = stream.and_then(|s| s.get_plain_content_with_limit(LARGEST)).unwrap_or_default();
        Self(String::from_utf8(bytes).unwrap_or_default())
    }

    /// A property by its name with the usual prefix ("dc:title"): its first value, as an attribute or as an element.
    pub fn property(&self, name: &str) -> Option<String> {
        let value = self.attribute(name).or_else(|| {
            let (_, element) = self.0.split_once(&format!("<{name}"))?;
            let (element, _) = element.split_once(&format!("</{name}>"))?;
            // The values of a list, and of a text in several languages, are in items; the first is the default.
            let item = element.split_once("<rdf:li").map_or(element, |(_, item)| item);
            item.split_once('>')?.1.split('<').next()
        })?;
        Some(unescaped(value)).filter(|value| !value.trim().is_empty())
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.split_once(&format!("{name}="))?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    }
}

/// A text with XML's five predefined entities resolved.
fn unescaped(value: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    pairs.iter().fold(value.to_owned(), |value, (from, to)| value.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_elements_lists_or_attributes() {
        let xmp = Xmp("<rdf:Description xmp:CreateDate='2024-03-05T09:12:00Z'><dc:title><rdf:Alt>\
            <rdf:li xml:lang='x-default'>Ships &amp; ports</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq>\
            <rdf:li>Ana Lund</rdf:li><rdf:li>Jo Roe</rdf:li></rdf:Seq></dc:creator><dc:language> </dc:language>"
            .to_owned());
        let property = |name| xmp.property(name);
        assert_eq!(property("dc:title").as_deref(), Some("Ships & ports"));
        assert_eq!(property("dc:creator").as_deref(), Some("Ana Lund"));
        assert_eq!(property("xmp:CreateDate").as_deref(), Some("2024-03-05T09:12:00Z"));
        assert_eq!((property("dc:language"), property("dc:date")), (None, None));
        assert_eq!(Xmp("<dc:title".to_owned()).property("dc:title"), None);
    }
}
