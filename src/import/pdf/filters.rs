//! Expands stream filters: the library knows only full names that are in the stream itself.

use lopdf::{Document, Object, ObjectId};

/// Short names of filters, which only inline pictures should have, and their full names.
const SHORT: &[(&[u8], &[u8])] = &[
    (b"AHx", b"ASCIIHexDecode"),
    (b"A85", b"ASCII85Decode"),
    (b"LZW", b"LZWDecode"),
    (b"Fl", b"FlateDecode"),
    (b"RL", b"RunLengthDecode"),
    (b"CCF", b"CCITTFaxDecode"),
    (b"DCT", b"DCTDecode"),
];

/// The most filters of a stream, and the most parameters of a filter.
const MOST: usize = 16;

/// Expands the filters of all streams that are given by reference or by short name, and their parameters.
pub(super) fn write_out(pdf: &mut Document) {
    let streams = pdf.objects.iter().filter(|(_, object)| matches!(object, Object::Stream(_)));
    let ids: Vec<ObjectId> = streams.map(|(id, _)| *id).collect();
    for id in ids {
        for key in [&b"Filter"[..], b"DecodeParms"] {
            let Some(Object::Stream(stream)) = pdf.objects.get(&id) else { continue };
            let Some(written) = stream.dict.get(key).ok().and_then(|value| written_out(pdf, value)) else {
                continue;
            };
            if let Some(Object::Stream(stream)) = pdf.objects.get_mut(&id) {
                stream.dict.set(key, written);
            }
        }
    }
}

/// A value with its references resolved and full names; none if nothing changes.
fn written_out(pdf: &Document, value: &Object) -> Option<Object> {
    match value {
        Object::Reference(id) => {
            let object = pdf.get_object(*id).ok()?;
            match object {
                Object::Array(_) => written_out(pdf, object).or_else(|| copied(object)),
                other => one_written_out(pdf, value).or_else(|| copied(other)),
            }
        }
        Object::Array(all) if all.len() <= MOST => {
            let parts: Vec<Option<Object>> = all.iter().map(|part| one_written_out(pdf, part)).collect();
            let changed = parts.iter().any(Option::is_some);
            let whole = parts.into_iter().zip(all).map(|(new, old)| new.unwrap_or_else(|| old.clone()));
            changed.then(|| Object::Array(whole.collect()))
        }
        other => one_written_out(pdf, other),
    }
}

/// The same for a value without nested ones.
fn one_written_out(pdf: &Document, value: &Object) -> Option<Object> {
    match value {
        Object::Reference(id) => {
            let object = pdf.get_object(*id).ok()?;
            whole_name(object).or_else(|| copied(object))
        }
        other => whole_name(other),
    }
}

/// A copy of a small object; a file may refer to a large one from every stream.
fn copied(object: &Object) -> Option<Object> {
    let plain = |object: &Object| {
        matches!(
            object,
            Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Name(_) | Object::Reference(_)
        )
    };
    let small = match object {
        Object::Array(all) => all.len() <= MOST && all.iter().all(plain),
        Object::Dictionary(fields) => fields.len() <= MOST && fields.iter().all(|(_, value)| plain(value)),
        other => plain(other),
    };
    small.then(|| object.clone())
}

fn whole_name(value: &Object) -> Option<Object> {
    let Object::Name(name) = value else { return None };
    let whole = SHORT.iter().find(|(short, _)| short == name)?.1;
    Some(Object::Name(whole.to_vec()))
}

#[cfg(test)]
mod tests {
    use lopdf::{Stream, dictionary};

    use super::*;

    /// The filters of a stream that `given` provides, after expansion.
    fn filters(given: impl Fn(ObjectId) -> Object) -> Vec<String> {
        let mut pdf = Document::new();
        let name = pdf.add_object(Object::Name(b"FlateDecode".to_vec()));
        let id = pdf.add_object(Stream::new(dictionary! { "Filter" => given(name) }, b"x".to_vec()));
        write_out(&mut pdf);
        let stream = pdf.get_object(id).unwrap().as_stream().unwrap();
        stream.filters().unwrap().iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()
    }

    #[test]
    fn filters_are_found_by_reference_and_by_short_names() {
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        assert_eq!(filters(Object::Reference), ["FlateDecode"]);
        assert_eq!(
            filters(|id| Object::Array(vec![name("A85"), Object::Reference(id)])),
            ["ASCII85Decode", "FlateDecode"]
        );
        assert_eq!(filters(|_| name("Fl")), ["FlateDecode"]);
        assert_eq!(filters(|_| name("LZWDecode")), ["LZWDecode"]);
    }
}
