//! Links: listed, opened, copied.

use super::*;
use crate::document::Link;

const LONG: &str = "https://example.org/archive/statements/2031/the-whole-text-of-the-lissa-statement";

/// A reader of a long text with two links, the second far below the first.
fn linked(options: &Options, size: (u16, u16)) -> App {
    let filler = (1..60).map(|i| format!("Paragraph {i}.")).collect::<Vec<_>>().join("\n");
    let text = format!("Read the plan.\n{filler}\nAnd the statement.");
    let mut document = Document::from_paragraphs(&text);
    let at = text.find("statement").expect("it is there") as u32;
    let links = [(9, 13, "https://example.org/plan"), (at, at + 9, LONG)];
    document.links = links.iter().filter_map(|&(a, b, to)| Link::new(Span::new(a, b), to)).collect();
    App::new(document, options, size).0
}

fn plain() -> Options {
    Options { color: ColorDepth::None, ..Options::default() }
}

#[test]
fn a_link_is_chosen_seen_and_opened() {
    let mut app = linked(&plain(), (100, 24));
    press(&mut app, "o");
    let list = screen(&app);
    assert!(list.contains("▌1 plan") && list.contains("https://example.org/plan"), "{list}");
    let whole: String = list.lines().map(str::trim).collect();
    assert!(list.contains("2 statement") && whole.contains(LONG), "{list}");
    let effects = press(&mut app, "enter");
    let [Effect::Browse(address)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!(address, "https://example.org/plan");
    assert!(screen(&app).contains("Opening https://example.org/plan"), "{}", screen(&app));
    press(&mut app, "G o");
    assert!(screen(&app).contains("▌2 statement"), "the first on the screen is chosen: {}", screen(&app));
    press(&mut app, "esc o");
    let effects = answer(&mut app, "1");
    assert!(matches!(effects.as_slice(), [Effect::Browse(a)] if a.ends_with("plan")), "{effects:?}");
    press(&mut app, "o /");
    answer(&mut app, "archive");
    let effects = press(&mut app, "enter");
    assert!(matches!(effects.as_slice(), [Effect::Browse(a)] if a == LONG), "{effects:?}");
    app.update(Event::Failed("There is no browser “x”; set BROWSER.".to_owned()));
    assert!(screen(&app).contains("There is no browser"));
}

#[test]
fn a_narrow_screen_shows_the_whole_address_too() {
    let mut app = linked(&plain(), (40, 10));
    press(&mut app, "o down");
    let shown: String = screen(&app).lines().map(|line| line.trim_matches(['▌', ' '])).collect();
    assert!(shown.contains(LONG), "{}", screen(&app));
}

#[test]
fn an_address_is_copied() {
    let mut app = linked(&Options { keep: true, ..plain() }, (100, 24));
    press(&mut app, "G Y");
    let effects = press(&mut app, "enter");
    let [Effect::Copy(address), Effect::Of(_, DocEffect::Keep(Keep::Copied(kept)))] = effects.as_slice()
    else {
        panic!("{effects:?}")
    };
    assert_eq!((address.as_str(), kept.as_str()), (LONG, LONG));
}

#[test]
fn the_address_of_the_original_is_a_link_too() {
    let mut document = Document::from_paragraphs("No link in here.");
    document.metadata.url = Some("https://example.org/original".to_owned());
    let mut app = App::new(document.clone(), &plain(), (100, 24)).0;
    press(&mut app, "o");
    assert!(screen(&app).contains("1 the original"), "{}", screen(&app));
    document.metadata.url = Some("file:///etc/passwd".to_owned());
    let mut app = App::new(document, &plain(), (100, 24)).0;
    press(&mut app, "o");
    assert!(screen(&app).contains("This text has no links."), "{}", screen(&app));
}

#[test]
fn a_secure_reader_opens_nothing_and_copies_all_the_same() {
    let mut app = linked(&Options { secure: true, ..plain() }, (100, 24));
    assert!(press(&mut app, "o").is_empty() && app.overlays.is_empty());
    assert!(screen(&app).contains("ATTACHE_SECURE allows no browser"), "{}", screen(&app));
    press(&mut app, "Y");
    assert!(matches!(press(&mut app, "enter").as_slice(), [Effect::Copy(_)]));
}
