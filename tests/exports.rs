//! Exports, read back by other readers of their formats: nothing in a text is taken for markup, a command or a
//! formula; and every form gives the speaker, the kind of quote, the certainty, and the terms on which the text may be
//! used.

use std::collections::{BTreeMap, HashSet};

use attache::analysis::Analysis;
use attache::briefing::{Actor, ActorKind, Briefing, Level, Quote, QuoteForm, QuoteKind};
use attache::corrections::Highlight;
use attache::document::{Document, Timestamp};
use attache::export::entries::{Passages, Wanted, passages};
use attache::export::passages::{Form, write};
use attache::export::summary;
use attache::text::Span;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

fn written(form: Form, all: &[Passages]) -> String {
    let mut out = Vec::new();
    write(form, all, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn actor(id: &str, name: &str, role: Option<&str>) -> Actor {
    let mut actor = Actor::new(id.to_owned(), name, ActorKind::Person);
    actor.role = role.map(str::to_owned);
    actor
}

fn quote(id: u32, kind: QuoteKind, span: Span, speakers: &[&str], confidence: f32) -> Quote {
    Quote {
        id,
        kind,
        form: QuoteForm::of(kind),
        spans: vec![span],
        speakers: speakers.iter().map(|&s| s.to_owned()).collect(),
        speaker_span: None,
        cue: None,
        relayed_by: None,
        voiced_by: None,
        addressee: None,
        confidence,
        rule: "said-after".to_owned(),
    }
}

/// Text that other programs could take for their own syntax.
const HOSTILE: [&str; 32] = [
    "<img src=x onerror=alert(1)>",
    "<script>",
    "&lt;b&gt;",
    "&#60;",
    "{",
    "}",
    "}}",
    "\\",
    "\\input{/etc/passwd}",
    "\\end{document}",
    "%",
    "$x$",
    "#",
    "_",
    "~",
    "^",
    "\"",
    "=cmd|' /C calc'!A0",
    "+1",
    "-2",
    "@SUM(A1)",
    "@misc{a,",
    ",",
    ";",
    "\t=1",
    "[x](javascript:alert(1))",
    "![x](http://a/)",
    "**b**",
    "`c`",
    "1. a",
    "***",
    "Ana Lund",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&HOSTILE[..]), 1..5)
        .prop_flat_map(|parts| (Just(parts), prop::sample::select(&["", " "][..])))
        .prop_map(|(parts, between)| parts.join(between))
}

/// A document with hostile text in every field, a direct quote, a paraphrase without a speaker and a note.
fn all_hostile() -> impl Strategy<Value = Passages> {
    prop::collection::vec(hostile(), 10).prop_map(|f| {
        let mut document = Document::from_paragraphs(&format!("{}\n{}", f[0], f[1]));
        let m = &mut document.metadata;
        m.title = Some(f[2].clone());
        m.source = Some(f[3].clone());
        m.byline = Some(f[4].clone());
        m.dateline = Some(f[5].clone());
        m.published = Timestamp::parse("2018-03-04");
        m.usage_terms = Some(f[6].clone());
        m.url = Some(format!("https://ana:secret@example.org/{}", f[7]));
        let spans: Vec<Span> = document.blocks.iter().map(|b| b.span).collect();
        let quotes = vec![
            quote(1, QuoteKind::Direct, spans[0], &["a"], 0.9),
            quote(2, QuoteKind::Indirect, spans[1], &[], 0.65),
        ];
        let actors = vec![actor("a", &f[8], Some(&f[9]))];
        let briefing = Briefing::assemble(document, Analysis { actors, quotes, ..Analysis::default() });
        let highlights = [Highlight { span: spans[1], note: Some(format!("{}\n\n{}", f[8], f[9])) }];
        passages(&briefing, &highlights, Some(&f[5]), &Wanted::all(Level::Unsure))
    })
}

#[derive(Debug, Deserialize)]
struct Record {
    entry_type: String,
    entry_key: String,
    fields: BTreeMap<String, String>,
}

fn bibtex(text: &str) -> Vec<Record> {
    let entries = serde_bibtex::de::Deserializer::from_str(text).into_iter_regular_entry::<Record>();
    entries.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

/// The text as TeX would typeset it.
fn set_by_tex(field: &str) -> String {
    let mut text = field.to_owned();
    for (command, c) in [("{\\", "\u{1}"), ("\\textbackslash{}", "\u{2}"), ("\\textbraceleft{}", "\u{3}")] {
        text = text.replace(command, c);
    }
    text = text.replace("\\textbraceright{}", "\u{4}").replace("\\textasciitilde{}", "~");
    text = text.replace("\\textasciicircum{}", "^");
    for c in ["%", "&", "$", "#", "_"] {
        text = text.replace(&format!("\\{c}"), c);
    }
    assert!(!text.contains(['\\', '\u{1}']), "a command is left in {field:?}");
    text.replace('\u{2}', "\\").replace('\u{3}', "{").replace('\u{4}', "}")
}

/// The text of Markdown, block by block, and whether each is inside a block quote.
fn markdown(text: &str) -> Vec<(bool, String)> {
    let (mut blocks, mut depth) = (vec![(false, String::new())], 0);
    for event in Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Strong) | Event::End(TagEnd::Strong) => {
                blocks.push((depth > 0, String::new()));
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Link) => {}
            Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with("https://example.org/")),
            Event::Text(words) => blocks.last_mut().unwrap().1.push_str(&words),
            other => panic!("{other:?} in\n{text}"),
        }
    }
    blocks
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// BibTeX finds as many entries as there are passages, and the fields have the original text.
    #[test]
    fn bibtex_reads_what_was_written(passages in all_hostile()) {
        let text = written(Form::Bibtex, std::slice::from_ref(&passages));
        let depth = text.chars().scan(0_i32, |depth, c| {
            *depth += i32::from(c == '{') - i32::from(c == '}');
            Some(*depth)
        });
        prop_assert!(depth.clone().all(|d| d >= 0) && depth.last() == Some(0), "{}", text);
        let entries = bibtex(&text);
        prop_assert_eq!(entries.len(), passages.entries.len(), "{}", text);
        for (record, entry) in entries.iter().zip(&passages.entries) {
            let field = |name: &str| record.fields.get(name).map(|f| set_by_tex(f)).unwrap_or_default();
            prop_assert_eq!(record.entry_type.as_str(), "misc");
            let title = format!("{{{}}}", passages.head.title.as_deref().unwrap());
            let written_title = record.fields["title"].clone();
            let inner = &written_title[1..written_title.len() - 1];
            prop_assert_eq!(format!("{{{}}}", set_by_tex(inner)), title);
            prop_assert!(field("note").contains(&entry.words), "{}", text);
            prop_assert!(!record.fields["url"].contains(['{', '}', '\\', ' ']), "{}", text);
            prop_assert!(!record.fields["url"].contains("secret"));
        }
    }

    /// Every cell comes back, and none begins like a formula.
    #[test]
    fn tables_have_no_formulas(passages in all_hostile()) {
        let text = written(Form::Csv, std::slice::from_ref(&passages));
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let head = table.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        prop_assert_eq!(rows.len(), passages.entries.len());
        for (row, entry) in rows.iter().zip(&passages.entries) {
            let cell = |name: &str| row.get(head.iter().position(|h| h == name).unwrap()).unwrap();
            prop_assert!(row.iter().all(|c| !c.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])), "{:?}", row);
            prop_assert_eq!(cell("words").strip_prefix('\'').unwrap_or(cell("words")), entry.words.as_str());
            let title = passages.head.title.as_deref().unwrap();
            prop_assert_eq!(cell("title").strip_prefix('\'').unwrap_or(cell("title")), title);
            prop_assert!(!text.contains("secret"));
        }
    }

    /// Markdown has only our own paragraphs, headings and block quotes, none from the text.
    #[test]
    fn markdown_has_no_marks_of_the_text(passages in all_hostile()) {
        let text = written(Form::Markdown, std::slice::from_ref(&passages));
        let blocks = markdown(&text);
        for entry in &passages.entries {
            let found = blocks.iter().find(|(_, block)| block.contains(&entry.words));
            prop_assert!(found.is_some(), "{:?} is not in\n{}", entry.words, text);
        }
        let quoted: Vec<&String> = blocks.iter().filter(|(quoted, _)| *quoted).map(|(_, block)| block).collect();
        prop_assert_eq!(quoted.len(), 2, "{}", text);
        prop_assert_eq!(quoted[0], &format!("“{}”", passages.entries[0].words));
        prop_assert!(!text.contains("secret"));
    }

    /// JSON and lines of text have every passage.
    #[test]
    fn json_and_text_have_every_passage(passages in all_hostile()) {
        let json = written(Form::Json, std::slice::from_ref(&passages));
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        for (row, entry) in rows.iter().zip(&passages.entries) {
            prop_assert_eq!(row["words"].as_str(), Some(entry.words.as_str()));
            prop_assert_eq!(row["document"].as_str(), passages.head.document.as_deref());
        }
        prop_assert_eq!(rows.len(), passages.entries.len());
        prop_assert!(!json.contains("secret"));
        let text = written(Form::Text, std::slice::from_ref(&passages));
        prop_assert_eq!(text.lines().filter(|l| !l.starts_with("    ")).count(), rows.len());
    }
}

/// A story with a direct quote, an unsure paraphrase, an unsure quote without a speaker, and terms of use.
fn story() -> Briefing {
    let text = "“We sign in May,” said Envoy Ana Lund.\nJo Roe said that the pier would close.\n“Perhaps,” it was said.";
    let mut document = Document::from_paragraphs(text);
    document.metadata.title = Some("Talks in Lissa".into());
    document.metadata.source = Some("Example Wire".into());
    document.metadata.published = Timestamp::parse("2018-03-04");
    document.metadata.embargo = Some("2999-01-01".into());
    document.metadata.usage_terms = Some("Not for resale".into());
    let at = |words: &str| {
        let start = text.find(words).unwrap() as u32;
        Span::new(start, start + words.len() as u32)
    };
    let quotes = vec![
        quote(1, QuoteKind::Direct, at("We sign in May,"), &["ana-lund"], 0.95),
        quote(2, QuoteKind::Indirect, at("the pier would close"), &["jo-roe"], 0.65),
        quote(3, QuoteKind::Direct, at("Perhaps,"), &[], 0.65),
    ];
    let actors = vec![actor("ana-lund", "Ana Lund", Some("envoy")), actor("jo-roe", "Jo Roe", None)];
    Briefing::assemble(document, Analysis { actors, quotes, ..Analysis::default() })
}

/// The same passages in every form that is exported, printed or copied, with its name.
fn faces() -> Vec<(String, String)> {
    let briefing = story();
    let found = passages(&briefing, &[], Some("lissa.txt"), &Wanted::all(Level::Unsure));
    let exported = Form::ALL.map(|form| (format!("{form:?}"), written(form, std::slice::from_ref(&found))));
    let copied: Vec<String> = briefing.quotes.iter().map(|q| briefing.cite(q).to_string()).collect();
    let mut page = Vec::new();
    summary::write(&briefing, Level::Unsure, summary::Style::Plain, &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    let more = [("copy".to_owned(), copied.join("\n")), ("summary".to_owned(), page)];
    exported.into_iter().chain(more).collect()
}

#[test]
fn every_face_says_that_a_quote_is_unsure_and_that_nobody_is_known_to_say_it() {
    for (face, text) in faces() {
        assert!(text.matches("unsure").count() >= 2, "{face}:\n{text}");
        assert!(text.contains("speaker unknown"), "{face}:\n{text}");
        assert!(text.contains("paraphrase"), "{face}:\n{text}");
    }
    let json = serde_json::to_value(story()).unwrap();
    let sure: Vec<_> = json["quotes"].as_array().unwrap().iter().map(|q| q["sure"].as_bool()).collect();
    assert_eq!(sure, [Some(true), Some(false), Some(false)]);
    assert!(json["quotes"][2]["speaker"].is_null());
}

#[test]
fn no_face_puts_a_paraphrase_between_quotation_marks() {
    for (face, text) in faces() {
        assert!(text.contains("the pier would close"), "{face}:\n{text}");
        assert!(!text.contains("“the pier would close"), "{face}:\n{text}");
        assert!(!text.contains("> the pier would close"), "{face}:\n{text}");
        assert!(text.contains("“We sign in May,”"), "{face}:\n{text}");
    }
}

#[test]
fn every_face_says_on_what_terms_the_text_may_be_used() {
    for (face, text) in faces() {
        assert!(text.contains("EMBARGOED: not to be published before 2999-01-01."), "{face}:\n{text}");
        assert!(text.contains("USAGE TERMS: Not for resale."), "{face}:\n{text}");
    }
    let mut withdrawn = story();
    withdrawn.metadata.status = Some("canceled".into());
    assert!(withdrawn.cite(&withdrawn.quotes[0]).to_string().contains("CANCELED: "));
    let json = serde_json::to_value(&withdrawn).unwrap();
    let kinds = ["canceled", "embargoed", "usage_terms"];
    assert!(
        json["cautions"].as_array().unwrap().iter().zip(kinds).all(|(caution, kind)| caution["kind"] == kind)
    );
}

#[test]
fn every_export_says_file_date_and_paragraph() {
    for (face, text) in faces().into_iter().filter(|(face, _)| face != "copy" && face != "summary") {
        for part in ["lissa.txt", "2018", "paragraph 2", "Talks in Lissa"] {
            let column = face == "Csv" && part.starts_with("paragraph");
            assert!(
                text.contains(if column { ",paragraph," } else { part }),
                "{part} is not in {face}:\n{text}"
            );
        }
    }
}

#[test]
fn what_is_sure_is_exported_unless_more_is_wanted() {
    let briefing = story();
    let count = |level| passages(&briefing, &[], None, &Wanted::all(level)).entries.len();
    assert_eq!(Level::ALL.map(count), [1, 1, 1, 3]);
}

#[test]
fn keys_of_several_documents_never_collide_and_stay_the_same() {
    let (first, mut second) = (story(), story());
    second.text.push_str(" More.");
    let wanted = Wanted::all(Level::Unsure);
    let of = |briefing: &Briefing| passages(briefing, &[], Some("lissa.txt"), &wanted);
    let keys = |all: &[Passages]| -> Vec<String> {
        bibtex(&written(Form::Bibtex, all)).into_iter().map(|record| record.entry_key).collect()
    };
    let both = keys(&[of(&first), of(&second), of(&first)]);
    assert_eq!(both.iter().collect::<HashSet<_>>().len(), 9, "{both:?}");
    assert!(both[0].starts_with("example-wire-2018-"), "{both:?}");
    // A key names the passage and not its number, so a correction renames no other key.
    let mut corrected = first.clone();
    corrected.quotes.remove(0);
    assert_eq!(keys(&[of(&corrected)]), both[1..3]);
}
