//! PDF documents of our own, laid out like those of office programs and presses.

use lopdf::content::{Content, Operation};
use lopdf::{Document as Pdf, Object, Stream, dictionary};

use super::file::import;
use crate::document::{Document, Notice, Part};

/// A line of a page.
type Shown<'a> = (f64, f64, f64, &'a str, &'a str);

/// A document of pages of lines: x, y, size, font (`F1` or the bold `F2`), words in Windows-1252.
fn pdf(pages: &[Vec<Shown>]) -> Vec<u8> {
    let mut pdf = built(pages);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn built(pages: &[Vec<Shown>]) -> Pdf {
    let mut pdf = Pdf::with_version("1.5");
    let tree = pdf.new_object_id();
    let font = |name: &str| {
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding" }
    };
    let (plain, bold) = (pdf.add_object(font("Times-Roman")), pdf.add_object(font("Times-Bold")));
    let resources = dictionary! { "Font" => dictionary! { "F1" => plain, "F2" => bold } };
    let resources = pdf.add_object(resources);
    let mut kids: Vec<Object> = Vec::new();
    for page in pages {
        let mut operations = vec![Operation::new("BT", vec![])];
        for (x, y, size, font, words) in page {
            let (encoded, ..) = encoding_rs::WINDOWS_1252.encode(words);
            operations.push(Operation::new(
                "Tf",
                vec![Object::Name(font.as_bytes().to_vec()), (*size as f32).into()],
            ));
            let place = [1.0, 0.0, 0.0, 1.0, *x, *y].map(|n| Object::from(n as f32));
            operations.push(Operation::new("Tm", place.to_vec()));
            operations.push(Operation::new("Tj", vec![Object::string_literal(encoded.into_owned())]));
        }
        operations.push(Operation::new("ET", vec![]));
        let content = Stream::new(dictionary! {}, Content { operations }.encode().unwrap());
        let content = pdf.add_object(content);
        kids.push(
            pdf.add_object(dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content }).into(),
        );
    }
    let count = i64::try_from(kids.len()).unwrap();
    let pages = dictionary! {
        "Type" => "Pages", "Kids" => kids, "Count" => count, "Resources" => resources,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    };
    pdf.objects.insert(tree, Object::Dictionary(pages));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let info = pdf.add_object(dictionary! {
        "Title" => Object::string_literal("Talks end in Port Lissa"),
        "Author" => Object::string_literal("Ana Lund"),
        "CreationDate" => Object::string_literal("D:20240305091200Z"),
    });
    pdf.trailer.set("Info", info);
    pdf
}

fn blocks(document: &Document) -> Vec<String> {
    document.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&document.text))).collect()
}

/// The lines of a column.
fn column<'a>(x: f64, top: f64, lines: &[&'a str]) -> Vec<Shown<'a>> {
    lines.iter().enumerate().map(|(i, words)| (x, top - 12.0 * i as f64, 10.0, "F1", *words)).collect()
}

const LEFT: &[&str] = &[
    "The two delegations met for three days in the old",
    "customs house and agreed on little more than the next",
    "date, officials said. “We go on,” Foreign Min-",
    "ister Ana Lund told correspondents who had wait-",
    "ed in the rain since the early morning of the first",
];
const RIGHT: &[&str] = &[
    "day. Her counterpart left by another door and said",
    "nothing. The mid-level talks on prisoners will take",
    "place in the spring, if both governments agree to it.",
];

fn two_columns() -> Vec<Vec<Shown<'static>>> {
    let head =
        |page| vec![(60.0, 800.0, 8.0, "F1", "HARBOUR REVIEW | MARCH 2024"), (290.0, 30.0, 8.0, "F1", page)];
    let mut first = head("1");
    first.push((60.0, 740.0, 20.0, "F2", "Talks end in Port Lissa"));
    first.extend(column(60.0, 700.0, LEFT));
    first.extend(column(320.0, 700.0, RIGHT));
    let mut second = head("2");
    second.extend(column(60.0, 700.0, &["A second page has one short paragraph of its own."]));
    second.extend(column(60.0, 676.0, &["And after a gap there is another one."]));
    vec![first, second]
}

#[test]
fn columns_heads_and_broken_words() {
    let document = import(&pdf(&two_columns())).unwrap();
    assert_eq!(
        blocks(&document),
        [
            "Heading: Talks end in Port Lissa",
            "Paragraph: The two delegations met for three days in the old customs house and agreed on little more than \
             the next date, officials said. “We go on,” Foreign Minister Ana Lund told correspondents who had waited in \
             the rain since the early morning of the first day. Her counterpart left by another door and said nothing. \
             The mid-level talks on prisoners will take place in the spring, if both governments agree to it.",
            "Paragraph: A second page has one short paragraph of its own.",
            "Paragraph: And after a gap there is another one.",
        ]
    );
    let m = document.metadata;
    assert_eq!(
        [m.title, m.byline, m.published.map(|date| date.to_string())].map(Option::unwrap),
        ["Talks end in Port Lissa", "Ana Lund", "2024-03-05"]
    );
    assert_eq!(document.notices, [Notice::LeftOut(Part::RunningHead, 4)]);
}

/// Pages whose contents are transformed as a whole.
fn transformed(pages: &[Vec<Shown>], matrix: &str) -> Vec<u8> {
    let mut pdf = built(pages);
    for object in pdf.objects.values_mut() {
        if let Object::Stream(stream) = object {
            let content = [matrix.as_bytes(), b" cm\n", &stream.content].concat();
            stream.set_plain_content(content);
        }
    }
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn pages_that_lie_on_their_side_are_read_as_they_run() {
    let mut page = column(60.0, 700.0, LEFT);
    page.extend(column(320.0, 700.0, RIGHT));
    let upright = blocks(&import(&pdf(std::slice::from_ref(&page))).unwrap());
    for matrix in ["0 1 -1 0 600 0", "0 -1 1 0 0 800", "-1 0 0 -1 600 800"] {
        let document = import(&transformed(std::slice::from_ref(&page), matrix)).unwrap();
        assert_eq!(blocks(&document), upright, "{matrix}");
        assert!(document.notices.is_empty(), "{:?}", document.notices);
    }
}

#[test]
fn a_name_that_is_broken_at_its_hyphen_goes_on() {
    let page = column(
        60.0,
        700.0,
        &["The ferry will call at Port Lissa, Old Harbour and Nova-", "Lissa.", "It is late."],
    );
    let document = import(&pdf(&[page])).unwrap();
    assert_eq!(
        blocks(&document),
        [
            "Paragraph: The ferry will call at Port Lissa, Old Harbour and Nova-Lissa.",
            "Paragraph: It is late."
        ]
    );
}

#[test]
fn letters_that_are_set_apart_are_words() {
    let letters = ["T", "A", "L", "K", "S"];
    let page: Vec<Shown> = letters
        .iter()
        .enumerate()
        .map(|(i, letter)| (60.0 + 10.0 * i as f64, 700.0, 10.0, "F1", *letter))
        .collect();
    assert_eq!(blocks(&import(&pdf(&[page])).unwrap()), ["Paragraph: TALKS"]);
    let spaced = vec![(60.0, 700.0, 10.0, "F1", "T A L K S  E N D")];
    assert_eq!(blocks(&import(&pdf(&[spaced])).unwrap()), ["Paragraph: TALKS END"]);
    let few = vec![(60.0, 700.0, 10.0, "F1", "A"), (70.0, 700.0, 10.0, "F1", "B")];
    assert_eq!(blocks(&import(&pdf(&[few])).unwrap()), ["Paragraph: A B"]);
}

#[test]
fn indents_lists_and_notes() {
    let mut page = column(
        60.0,
        700.0,
        &[
            "The first paragraph of the text runs over two lines, as",
            "most of them do, and then it ends here.",
        ],
    );
    page.push((76.0, 676.0, 10.0, "F1", "The second one is set in on its first line only and"));
    page.push((60.0, 664.0, 10.0, "F1", "goes on to the margin, where the next one begins it."));
    page.push((60.0, 640.0, 10.0, "F2", "What comes next"));
    page.push((60.0, 622.0, 10.0, "F1", "• a list of things that were agreed on"));
    page.push((60.0, 610.0, 10.0, "F1", "• and another one"));
    page.push((60.0, 60.0, 7.0, "F1", "1 Interview with the author, 4 March."));
    let document = import(&pdf(&[page])).unwrap();
    assert_eq!(
        blocks(&document),
        [
            "Paragraph: The first paragraph of the text runs over two lines, as most of them do, and then it ends here.",
            "Paragraph: The second one is set in on its first line only and goes on to the margin, where the next one \
             begins it.",
            "Heading: What comes next",
            "ListItem: • a list of things that were agreed on",
            "ListItem: • and another one",
            "Note: 1 Interview with the author, 4 March.",
        ]
    );
}

#[test]
fn a_large_first_letter_belongs_to_its_word_and_a_power_to_its_number() {
    let mut page = column(
        90.0,
        700.0,
        &["he two delegations met for three days in the", "old customs house and agreed on little more"],
    );
    page.push((60.0, 688.0, 30.0, "F1", "T"));
    page.push((60.0, 676.0, 10.0, "F1", "10"));
    page.push((70.0, 680.0, 6.0, "F1", "3"));
    page.push((75.5, 676.0, 10.0, "F1", "miles of coast than on the next date."));
    let document = import(&pdf(&[page])).unwrap();
    assert_eq!(
        blocks(&document)[0],
        "Paragraph: The two delegations met for three days in the old customs house and agreed on little more 10³ miles of \
         coast than on the next date."
    );
}

#[test]
fn lines_are_read_from_above_whatever_their_order_in_the_file() {
    let mut page = column(60.0, 700.0, LEFT);
    page.reverse();
    page.swap(0, 2);
    let straight = import(&pdf(&[column(60.0, 700.0, LEFT)])).unwrap();
    assert_eq!(import(&pdf(&[page])).unwrap().text, straight.text);
    assert!(straight.text.starts_with("The two delegations met"));
}

#[test]
fn a_raised_figure_leads_to_its_note() {
    let mut page = column(60.0, 700.0, &["“We wait for the map,” said Ana Lund"]);
    page.push((215.5, 704.0, 6.0, "F1", "1"));
    page.push((218.5, 704.0, 6.0, "F1", "2"));
    page.push((224.0, 700.0, 10.0, "F1", "of the talks, and then"));
    page.push((60.0, 688.0, 10.0, "F1", "she left the old customs house by another door."));
    page.push((60.0, 60.0, 7.0, "F1", "12 Interview with the author, 4 March."));
    let bytes = pdf(&[page]);
    let document = crate::import::first(&bytes, &crate::import::Source::default()).unwrap();
    assert_eq!(
        blocks(&document),
        [
            "Paragraph: “We wait for the map,” said Ana Lund[12] of the talks, and then she left the old customs house by \
             another door.",
            "Note: 12 Interview with the author, 4 March.",
        ]
    );
    let note = document.links[0].note_span().map(|note| note.of(&document.text));
    assert_eq!(note, Some("12 Interview with the author, 4 March."));
}

#[test]
fn a_paragraph_that_begins_two_pages_alike_is_no_running_head() {
    let page = |rest: &'static str| {
        let alike = "The talks began at once. Nobody left the old customs";
        column(60.0, 760.0, &[alike, "house before the evening, and it rained.", rest])
    };
    let alike = import(&pdf(&[page("On Monday they met."), page("On Tuesday they parted.")])).unwrap();
    assert_eq!(alike.text.matches("Nobody left the old customs house before").count(), 2, "{}", alike.text);
    let heads: Vec<Vec<Shown>> = ["One.", "Two."]
        .map(|text| vec![(60.0, 800.0, 10.0, "F1", "Harbour review"), (60.0, 780.0, 10.0, "F1", text)])
        .into();
    assert!(!import(&pdf(&heads)).unwrap().text.contains("Harbour"));
}

#[test]
fn what_the_packet_says_fills_what_the_properties_do_not() {
    let mut newer = built(&two_columns());
    let packet = "<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Jo Roe</rdf:li></rdf:Seq></dc:creator>\
        <xmp:CreateDate>2023-01-02T03:04:05Z</xmp:CreateDate></x:xmpmeta>";
    let packet = newer.add_object(Stream::new(dictionary! {}, packet.as_bytes().to_vec()));
    newer.catalog_mut().unwrap().set("Metadata", packet);
    newer.trailer.remove(b"Info");
    let mut bytes = Vec::new();
    newer.save_to(&mut bytes).unwrap();
    let m = import(&bytes).unwrap().metadata;
    assert_eq!(
        [m.byline, m.published.map(|date| date.to_string())].map(Option::unwrap),
        ["Jo Roe", "2023-01-02"]
    );
}

#[test]
fn files_that_are_cut_short_end_in_a_sentence() {
    let whole = pdf(&two_columns());
    for end in (0..whole.len()).step_by(7) {
        if let Err(why) = import(&whole[..end]) {
            assert!(why.ends_with('.'), "{why}");
        }
    }
    assert!(import(b"%PDF-1.7\nnothing").unwrap_err().contains("damaged"));
}

#[test]
fn a_page_tree_in_a_loop_ends() {
    let mut looped = built(&two_columns());
    let tree = looped.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let kids = looped.get_dictionary(tree).unwrap().get(b"Kids").unwrap().as_array().unwrap().clone();
    let more: Vec<Object> = std::iter::repeat_n(Object::Reference(tree), 3).chain(kids).collect();
    looped.get_object_mut(tree).unwrap().as_dict_mut().unwrap().set("Kids", more);
    let mut bytes = Vec::new();
    looped.save_to(&mut bytes).unwrap();
    let _ = import(&bytes);
}

/// A document whose first page shows the first of several forms, each of which shows others.
fn with_forms(contents: &[&[u8]], shows: impl Fn(usize) -> usize) -> Vec<u8> {
    let mut looped = built(&two_columns());
    let forms: Vec<_> = contents.iter().map(|_| looped.new_object_id()).collect();
    let resources = |i: usize| dictionary! { "XObject" => dictionary! { "X" => forms[i] } };
    for (i, content) in contents.iter().enumerate() {
        let dict = dictionary! { "Subtype" => "Form", "Resources" => resources(shows(i)) };
        looped.objects.insert(forms[i], Stream::new(dict, content.to_vec()).into());
    }
    let page = looped.page_iter().next().unwrap();
    let content = looped.add_object(Stream::new(dictionary! {}, b"/X Do".to_vec()));
    let page = looped.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Resources", resources(0));
    page.set("Contents", content);
    let mut bytes = Vec::new();
    looped.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn forms_that_show_themselves_or_one_another_without_end_end() {
    let ten = b"/X Do ".repeat(10);
    let loops = import(&with_forms(&[&ten, &ten], |i| 1 - i)).unwrap();
    assert!(loops.text.contains("A second page"), "{}", loops.text);
    let laughs = import(&with_forms(&[&ten[..]; 8], |i| (i + 1).min(7)));
    assert!(
        laughs.unwrap_err().contains("far more than any text"),
        "the limit of the whole document is met on the first page"
    );
}

#[test]
fn a_page_without_text_is_said_to_be_a_picture() {
    let mut scanned = built(&[vec![]]);
    let dict = dictionary! { "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1 };
    let image = scanned.add_object(Stream::new(dict, vec![0]));
    let page = scanned.page_iter().next().unwrap();
    let content = scanned.add_object(Stream::new(dictionary! {}, b"/I Do".to_vec()));
    let page = scanned.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Resources", dictionary! { "XObject" => dictionary! { "I" => image } });
    page.set("Contents", content);
    let mut bytes = Vec::new();
    scanned.save_to(&mut bytes).unwrap();
    assert!(import(&bytes).unwrap_err().contains("text recognition"));
}

#[test]
fn a_byte_is_on_the_page_that_it_was_on() {
    let foot = [(60.0, 90.0, 7.0, "F1", "1 The office keeps a list of the ferries in its cellar.")];
    let first: Vec<Shown> = column(60.0, 700.0, LEFT).into_iter().chain(foot).collect();
    let second = column(60.0, 700.0, &["Nobody had told the harbour master, who was asleep in his", "boat."]);
    let document = import(&pdf(&[first, second])).unwrap();
    let page_of = |words: &str| {
        let at = document.text.find(words).unwrap_or_else(|| panic!("{words}: {}", document.text)) as u32;
        crate::briefing::page_at(&document.pages, at)
    };
    assert_eq!(page_of("The two delegations"), Some(1));
    assert_eq!(page_of("Foreign Minister"), Some(1), "a word that a hyphen divides is counted once");
    assert_eq!(page_of("Nobody"), Some(2));
    assert_eq!(page_of("boat"), Some(2));
    assert_eq!(page_of("keeps a list"), Some(1), "{:?} {}", document.pages, document.text);
}
