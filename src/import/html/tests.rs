//! Whole pages in many layouts, and the blocks of their articles.

use super::article::import;
use crate::document::{Block, Document, Notice, Part};
use crate::import::Source;

const PROSE: &str = "Two days of talks on the ferry line between the mainland and the northern islands ended on Monday \
    without an agreement, and without a date for the next round, three officials said.";
const MORE: &str = "The ministers of both sides, who had met for the first time since March, gave no reason, and nobody \
    would say whether the ships would sail on Tuesday.";

fn document(body: &str) -> Document {
    let html =
        format!("<!doctype html><html><head><title>Talks end</title></head><body>{body}</body></html>");
    import(html.as_bytes(), &Source::default()).unwrap().remove(0).document
}

/// The blocks of a page, one a line, each after its kind; the two long paragraphs are P and M.
fn blocks(body: &str) -> String {
    let document = document(body);
    let show = |b: &Block| format!("{:?}: {}\n", b.kind, b.span.of(&document.text));
    let all: String = document.blocks.iter().map(show).collect();
    all.replace(PROSE, "P").replace(MORE, "M")
}

const ARTICLE: &str = "Heading: Talks end\nParagraph: P\nParagraph: M\n";

#[test]
fn what_is_long_and_no_prose_does_not_win() {
    let names: Vec<String> =
        (0..80).map(|n| format!("<p>Name Surname{n}, University of Place{n}</p>")).collect();
    let names = names.concat();
    let text = blocks(&format!(
        "<article><h1>Talks end</h1><div class=lead><p>{PROSE}</p><p>{MORE}</p></div><div class=names>{names}</div></article>"
    ));
    assert!(text.starts_with(ARTICLE), "{text}");
    let long =
        "We set cookies, and this site uses cookies of partners to know what you read, as the law allows. "
            .repeat(9);
    assert_eq!(
        blocks(&format!(
            "<article><h1>Talks end</h1><p>{PROSE}</p><p>{MORE}</p></article><div id=bar><p>{long}</p><p>{long}</p></div>"
        )),
        ARTICLE
    );
    let life = "She was born by the sea, has been an editor here since 2015, and works above all on layout and proofs. ".repeat(4);
    let section = |text: &str| format!("<section><div>{text}</div></section>");
    assert_eq!(
        blocks(&format!(
            "<main><article><h1>Talks end</h1><div>{}{}</div><div class=author-bio><p>{life}</p><p>{life}</p></div></article></main>",
            section(PROSE),
            section(MORE)
        )),
        ARTICLE
    );
    let form =
        "<p>There is no account with this address, or the password that you have written is wrong.</p>"
            .repeat(9);
    assert_eq!(
        blocks(&format!(
            "<main><article><h1>Talks end</h1><div><div>{PROSE}</div></div><div><div>{MORE}</div></div></article></main><div class=dialog aria-hidden=true>{form}</div>"
        )),
        ARTICLE
    );
}

#[test]
fn the_standfirst_stays() {
    let lead = "The standfirst says in one sentence what the story is about, and names the envoy, Ana Lund.";
    let wanted = format!("Heading: Talks end\nParagraph: {lead}\nParagraph: P\nParagraph: M\n");
    for page in [
        format!(
            "<article><header><h1>Talks end</h1><p class=lead>{lead}</p></header><div><p>{PROSE}</p><p>{MORE}</p></div></article>"
        ),
        format!(
            "<div><div class=head><h1>Talks end</h1><p class=subtitle>{lead}</p></div><div class=article-body><p>{PROSE}</p><p>{MORE}</p></div></div>"
        ),
        format!(
            "<main><h1>Talks end</h1><div>{lead}</div><div itemprop=articleBody><p>{PROSE}</p><p>{MORE}</p></div></main>"
        ),
    ] {
        assert_eq!(blocks(&page), wanted, "{page}");
    }
}

#[test]
fn quotations_are_never_left_out_by_class() {
    let page = |quote: &str| {
        blocks(&format!("<article><h1>Talks end</h1><p>{PROSE}</p>{quote}<p>{MORE}</p></article>"))
    };
    for (quote, wanted) in [
        (
            "<div class=social-embed><blockquote class=tweet><p>“We came with a map.”</p>— Ana Lund (@lund) <a href=/x>May 4</a></blockquote></div>",
            "BlockQuotation: “We came with a map.”\nBlockQuotation: — Ana Lund (@lund) May 4\n",
        ),
        (
            "<aside class=quote>“We came with a map,” said Ana Lund.</aside>",
            "Paragraph: “We came with a map,” said Ana Lund.\n",
        ),
        (
            "<blockquote><p>We came with a map.</p><footer><cite>Ana Lund</cite></footer></blockquote>",
            "BlockQuotation: We came with a map.\nBlockQuotation: — Ana Lund\n",
        ),
        ("<p class=tools>“No,” said Ana Lund.</p>", "Paragraph: “No,” said Ana Lund.\n"),
    ] {
        assert_eq!(page(quote), format!("Heading: Talks end\nParagraph: P\n{wanted}Paragraph: M\n"));
    }
    let repeated = "<aside class=pullquote>“We came with a map”</aside><p>“We came with a map,” said Ana Lund, and she left.</p>";
    assert_eq!(page(repeated).matches("a map").count(), 1);
}

#[test]
fn what_stands_around_an_article_is_left_out() {
    let page = format!(
        "<header class=site><a href=/>Home</a></header><article><ol class=crumbs><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ol>\
        <h1>Talks end</h1><p>PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05</p><div class=share-bar><p>Share on Wire</p></div><p>{PROSE}</p>\
        <p><a href=/o>OTHER TALKS OPEN IN THE SOUTH AFTER A WEEK</a></p><p><b><a href=/r>Read also: envoy loses vote</a></b></p>\
        <div class=newsletter><p>Get our letter every morning, free of charge, in your mailbox.</p></div><p>{MORE}</p></article>\
        <section class=related-stories><h2>More</h2><ul><li><a href=/1>Ships wait</a></li></ul></section>\
        <div id=comments><h3>Comments</h3><p>I have never liked these ferries, and I have said so for years, as you may well remember.</p></div>"
    );
    assert_eq!(blocks(&page), ARTICLE);
}

#[test]
fn teasers_in_the_main_part_are_not_the_article() {
    let card = "<article class=card><h3><a href=/c>Ships wait</a></h3><p>A teaser of a few words that says what this story is about, as teasers do.</p></article>";
    let page = format!(
        "<main><h1>Talks end</h1><div class=text><p>{PROSE}</p><p>{MORE}</p></div><div class=grid>{}</div></main>",
        card.repeat(2)
    );
    assert_eq!(blocks(&page), ARTICLE);
}

#[test]
fn credits_are_captions_and_bylines_do_not_run_together() {
    let text = blocks(&format!(
        "<article><h1>Talks end</h1><div class=meta>By <span>Anna Berg</span><span>May 6, 2024</span></div><p>{PROSE}</p>\
        <div class=image><p>The port at noon (Image: GETTY)</p></div><p>{MORE}</p></article>"
    ));
    assert!(text.contains("Caption: The port at noon (Image: GETTY)"), "{text}");
    assert!(text.contains("By Anna Berg May 6, 2024"), "{text}");
}

#[test]
fn a_dateline_beside_its_paragraph_is_put_into_it() {
    for line in ["<span class=dateline>LISSA (Wire) — </span>", "<div class=dateline>LISSA (Wire) —</div>"]
    {
        let text = blocks(&format!("<article>{line}<p>{PROSE}</p><p>{MORE}</p></article>"));
        assert!(text.contains("Paragraph: LISSA (Wire) — P\n"), "{text}");
    }
}

#[test]
fn a_body_that_a_script_would_uncover_is_the_article() {
    let text = blocks(&format!(
        "<div id=body style='visibility: hidden; opacity: 0'><p>{PROSE}</p><p>{MORE}</p></div>"
    ));
    assert_eq!(text, ARTICLE);
}

#[test]
fn loose_text_and_short_sentences_stay_in_place() {
    let text = blocks(&format!(
        "<article><h1>Talks end</h1><p>{PROSE}</p>“We wait,” said Ana Lund.<p>{MORE}</p><section class=transcript><p>MR. LUND: Good morning.</p></section></article>"
    ));
    assert_eq!(
        text,
        "Heading: Talks end\nParagraph: P\nParagraph: “We wait,” said Ana Lund.\nParagraph: M\nSpeakerTurn: MR. LUND: Good morning.\n"
    );
}

#[test]
fn an_article_of_a_few_words_is_shown_without_the_notice_beside_it() {
    let text = blocks(
        "<div class=post><h1>Talks end</h1><p>Talks ended.</p><p>“Not now.”</p></div>\
        <div id=bar><p>Privacy and cookies: this site uses cookies, and by going on to use it you agree to them.</p></div>",
    );
    assert_eq!(text, "Heading: Talks end\nParagraph: Talks ended.\nParagraph: “Not now.”\n");
}

#[test]
fn lines_that_only_date_a_text_are_its_date() {
    for line in [
        "<p>PUBLISHED: 10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019</p>",
        "<p>19 November 2019</p>",
    ] {
        let page =
            document(&format!("<article><h1>Talks end</h1>{line}<p>{PROSE}</p><p>{MORE}</p></article>"));
        let published = page.metadata.published.map(|date| date.to_string()).unwrap_or_default();
        assert!(published.starts_with("2019-11-19"), "{line}: {published}");
        assert!(!page.text.contains("2019"), "{}", page.text);
    }
    let diary =
        format!("<article><h1>Talks end</h1><p>{PROSE}</p><p>19 November 2019</p><p>{MORE}</p></article>");
    assert!(blocks(&diary).contains("Paragraph: 19 November 2019\n"));
}

#[test]
fn notes_beside_an_article_are_left_out_and_counted() {
    let life =
        "<p>She was born by the sea, has been an editor here since 2015, and works above all on layout.</p>";
    let name = "<div class=author><p>By Ana Lund</p></div>";
    let desks: Vec<String> = (0..9).map(|n| format!("Place{n} Member{n} m{n}@example.org")).collect();
    let desks = desks.join(" ");
    let page = document(&format!(
        "<article><h1>Talks end</h1>{name}<p>{PROSE}</p><p>{MORE}</p><div class=author>{life}</div>\
        <div class=box><p>{desks}</p></div><div class=disclosure>{life}</div></article>"
    ));
    assert_eq!(page.text, format!("Talks end\n\nBy Ana Lund\n\n{PROSE}\n\n{MORE}"));
    assert_eq!(page.notices, [Notice::LeftOut(Part::Beside, 3)]);
}

#[test]
fn lines_that_are_left_out_are_counted() {
    let crumbs = "<ol><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ol>";
    let links =
        "<p><a href=/o>OTHER TALKS OPEN IN THE SOUTH</a></p><p><b><a href=/r>Read also: a vote</a></b></p>";
    for (page, count) in [
        (format!("<article><h1>Talks end</h1>{crumbs}<p>{PROSE}</p><p>{MORE}</p></article>"), 2),
        (format!("<article><h1>Talks end</h1><p>{PROSE}</p>{links}<p>{MORE}</p></article>"), 2),
        (
            format!(
                "<article><h1>Talks end</h1><p>19 November 2019</p><p>{PROSE}</p><p>{MORE}</p></article>"
            ),
            0,
        ),
        (
            format!(
                "<article><h1>Talks end</h1><p>Published 19 November</p><p>{PROSE}</p><p>{MORE}</p></article>"
            ),
            1,
        ),
        (
            format!(
                "<article><h1>Talks end</h1><div class=byline><a href=/lund>Ana Lund</a></div><p>{PROSE}</p><p>{MORE}</p></article>"
            ),
            0,
        ),
    ] {
        assert_eq!(blocks(&page), ARTICLE);
        let notice = (count > 0).then_some(Notice::LeftOut(Part::Beside, count));
        assert_eq!(document(&page).notices, Vec::from_iter(notice), "{page}");
    }
}

#[test]
fn short_lines_without_names_or_links_stay() {
    let text = blocks(&format!(
        "<article><h1>Talks end</h1><p>{PROSE}</p><div>Ships: five</div><div>Ports: two</div><dl><dt>Line</dt><dd>North</dd></dl>\
        <div class=tools>Print</div><p>{MORE}</p></article>"
    ));
    assert_eq!(
        text,
        "Heading: Talks end\nParagraph: P\nParagraph: Ships: five\nParagraph: Ports: two\nParagraph: Line\nParagraph: North\nParagraph: M\n"
    );
}

#[test]
fn what_stands_with_a_picture_is_its_caption() {
    for (picture, wanted) in [
        (
            "<div class=photo><img src=a.jpg><span class=credit>Photo: Ana Lund, EXW</span><span>The port</span></div>",
            "Photo: Ana Lund, EXW The port",
        ),
        ("<div class=image><img src=a.jpg><p>The port (Image: EXW)</p></div>", "The port (Image: EXW)"),
        ("<p class=wp-caption-text>The port at noon</p>", "The port at noon"),
    ] {
        let text =
            blocks(&format!("<article><h1>Talks end</h1><p>{PROSE}</p>{picture}<p>{MORE}</p></article>"));
        assert_eq!(text, format!("Heading: Talks end\nParagraph: P\nCaption: {wanted}\nParagraph: M\n"));
    }
    let story = blocks(&format!(
        "<article class=photo-story><img src=a.jpg><h1>Talks end</h1><p>{PROSE}</p><p>{MORE}</p></article>"
    ));
    assert_eq!(story, ARTICLE);
}

#[test]
fn a_time_alone_before_the_text_is_its_date() {
    let page = document(&format!(
        "<div><time datetime=2019-06-18T10:00:00Z>18 June</time><h1>Talks end</h1><p>{PROSE}</p><p>{MORE}</p></div>"
    ));
    assert_eq!(page.text, format!("Talks end\n\n{PROSE}\n\n{MORE}"));
    assert_eq!(page.metadata.published.map(|d| d.to_string()).as_deref(), Some("2019-06-18T10:00:00Z"));
}

#[test]
fn names_and_dates_about_the_heading_need_no_labels() {
    let facts = |body: &str| {
        let html = format!("<html lang=de><title>Talks end</title><body>{body}</body></html>");
        let page = import(html.as_bytes(), &Source::default()).unwrap().remove(0).document;
        let m = page.metadata;
        (m.byline.unwrap_or_default(), m.published.map(|d| d.to_string()).unwrap_or_default(), page.text)
    };
    let text = format!("Talks end\n\n{PROSE}\n\n{MORE}");
    for head in [
        "<h1>Talks end</h1><p>Ana Lund</p><p>March 4, 2018</p>",
        "<h1>Talks end</h1><div><time datetime=2018-03-04>4 March</time></div><div><a href=/lund>Ana Lund</a></div>",
    ] {
        let found = facts(&format!("<article>{head}<p>{PROSE}</p><p>{MORE}</p></article>"));
        assert_eq!(found, ("Ana Lund".to_owned(), "2018-03-04".to_owned(), text.clone()), "{head}");
    }
    let line = "<div class=info><span>Ana Lund</span><span>4 March 2018</span></div>";
    let found = facts(&format!("<article><h1>Talks end</h1>{line}<p>{PROSE}</p><p>{MORE}</p></article>"));
    assert_eq!(found, ("Ana Lund".to_owned(), "2018-03-04".to_owned(), text.clone()));
    let below = "<div class=date>04.03.2018</div>";
    let found = facts(&format!("<div><h2>Talks end</h2>{below}<div>{PROSE}</div><div>{MORE}</div></div>"));
    assert_eq!((found.1.as_str(), found.2), ("2018-03-04", text.clone()));
    let above = "<div class=top><span>Am 4.3.2018 in Lissa</span></div>";
    let found = facts(&format!("{above}<article><h1>Talks end</h1><p>{PROSE}</p><p>{MORE}</p></article>"));
    assert_eq!(found.1, "2018-03-04");
    let lines = "<p>Port Lissa</p><p>Ships were to sail from here on 4 March 2018, and did not.</p>";
    let found = facts(&format!("<article><h1>Talks end</h1>{lines}<p>{PROSE}</p><p>{MORE}</p></article>"));
    assert_eq!((found.0.as_str(), found.1.as_str()), ("", ""));
}

#[test]
fn names_above_what_is_said_are_labels() {
    let turn = |name: &str, words: &str| format!("<h4>{name}</h4><p>{words}</p>");
    let text = blocks(&format!(
        "<article><h1>Talks end</h1><p>{PROSE}</p>{}{}{}{}</article>",
        turn("Anna Berg", "Will the line stay open?"),
        turn("Paul Dahl", "It will, and I shall come myself."),
        turn("Anna Berg", "I thank him for that."),
        turn("Paul Dahl", "You are welcome.")
    ));
    assert_eq!(text.matches("SpeakerLabel").count(), 4, "{text}");
    assert!(text.contains("SpeakerLabel: Anna Berg\nTurnContinued: I thank him"), "{text}");
}

#[test]
fn a_standfirst_above_the_heading_stays() {
    let lead = "The standfirst says in one sentence what the story is about, and names the envoy, Ana Lund.";
    let page = |class: &str| {
        blocks(&format!(
            "<div class={class}>{lead}</div><h1>Talks end</h1><div class=text><p>{PROSE}</p><p>{MORE}</p></div>"
        ))
    };
    assert_eq!(
        page("standfirst"),
        format!("Heading: Talks end\nParagraph: {lead}\nParagraph: P\nParagraph: M\n")
    );
    assert_eq!(page("weather"), ARTICLE);
}

#[test]
fn only_a_page_without_an_article_says_that_it_has_none() {
    let bar = "<div id=bar><p>Privacy: this site uses cookies, and by going on to use it you agree to them.</p></div>";
    for (page, notices) in [
        (
            format!("<div class=post><h1>Talks end</h1><p>Talks ended.</p><p>“Not now.”</p></div>{bar}"),
            vec![Notice::LeftOut(Part::Beside, 1)],
        ),
        (
            "<article><p>The envoy came to Lissa on Monday and met the parties.</p></article>".to_owned(),
            vec![],
        ),
        ("<div><p>Call us.</p></div><div><p>Or write.</p></div>".to_owned(), vec![Notice::NoArticle]),
        (
            "<div><h1>Desk</h1><p>Call us.</p></div><div><p>Or write.</p></div>".to_owned(),
            vec![Notice::NoArticle],
        ),
    ] {
        assert_eq!(document(&page).notices, notices, "{page}");
    }
}

#[test]
fn what_is_there_for_those_without_scripts_is_read_where_nothing_else_is() {
    let page = format!("<h1>Talks end</h1><noscript><p>{PROSE}</p><p>{MORE}</p></noscript>");
    assert_eq!(blocks(&page), ARTICLE);
    let beside = format!(
        "<article><h1>Talks end</h1><p>{PROSE}</p><p>{MORE}</p><noscript><p>{PROSE}</p></noscript></article>"
    );
    assert_eq!(blocks(&beside), ARTICLE);
}

#[test]
fn what_stands_about_a_heading_is_no_date_or_author_by_itself() {
    let facts = |lines: &str| {
        let body = format!("<article><h1>Talks end</h1>{lines}<p>{PROSE}</p><p>{MORE}</p></article>");
        let metadata = document(&body).metadata;
        (metadata.byline, metadata.published.map(|date| date.to_string()))
    };
    for lines in [
        "<p>Deadline: 30 June 2026</p>",
        "<p>Valid until 31.12.2027</p>",
        "<p>Born 4 May 1961</p>",
        "<p>Act of 3 March 1999 on ferries</p>",
        "<p>Tel. 22.05.2019 or 04-05-2019</p>",
        "<p>4–6 June 2027 | Port Lissa</p>",
        "<p>14 March 2026, 10.00–16.00</p>",
        "<p>When: 4 June 2027</p>",
        "<p>Next update: 5 June 2027</p>",
        "<p>Today: 30.11.2026</p>",
        "<ul><li><a href=/a>Strike ends – 3 March 2021</a></li></ul>",
        "<figure><img src=a.jpg><figcaption>The ferry, 4 May 2019. Photo: Jo Roe</figcaption></figure>",
        "<p class=note>Updated daily at 6 pm</p>",
        "<div>Middle East</div>",
    ] {
        assert_eq!(facts(lines), (None, None), "{lines}");
    }
    let day = Some("2019-05-04".to_owned());
    for section in ["Middle East", "Foreign Affairs", "Breaking News", "The Long Read", "Port Authority Hall"]
    {
        assert_eq!(facts(&format!("<p>{section}</p><p>4 May 2019</p>")), (None, day.clone()), "{section}");
    }
    for date in ["4 May 2019", "Published: 4 May 2019", "Date: 4.5.2019", "Lissa, 4 May 2019 – 10:05"] {
        assert_eq!(facts(&format!("<p>Ana Lund</p><p>{date}</p>")).1, day, "{date}");
    }
    assert_eq!(facts("<p>Ana Lund</p><p>4 May 2019</p>").0.as_deref(), Some("Ana Lund"));
}

#[test]
fn an_event_is_not_published_when_it_takes_place() {
    let event = |head: &str, body: &str| {
        document(&format!(
            "<html><head><title>Harbour day</title>{head}</head><body class='{body}'><article><h1>Harbour day</h1>\
            <p>14 March 2027</p><p>{PROSE}</p><p>{MORE}</p></article></body></html>"
        ))
    };
    let named = "<script type='application/ld+json'>{\"@type\":\"Event\",\"name\":\"Harbour day\",\"startDate\":\"2027-03-14\"}</script>";
    for page in
        [event(named, ""), event("<meta property=og:type content=event>", ""), event("", "single-event")]
    {
        assert_eq!(page.metadata.published, None);
        assert!(page.text.contains("14 March 2027"), "{}", page.text);
    }
    assert!(event("", "").metadata.published.is_some());
    let both = event(&format!("{named}<meta property=article:published_time content=2027-02-01>"), "");
    assert_eq!(both.metadata.published.map(|d| d.to_string()).as_deref(), Some("2027-02-01"));
    assert!(both.text.contains("14 March 2027"), "{}", both.text);
}

#[test]
fn the_day_in_the_head_of_a_site_is_that_of_the_visit() {
    for head in [
        "<header><div>Monday, 30 November 2026</div></header>",
        "<div class=header><p>30 November 2026</p></div>",
        "<div id=topbar><span class=date>30 November 2026</span></div>",
        "<div id=header><table><tr><td>30.11.2026</td></tr></table></div>",
    ] {
        let page = document(&format!("{head}<div><h1>Talks end</h1><p>{PROSE}</p><p>{MORE}</p></div>"));
        assert_eq!(page.metadata.published, None, "{head}");
    }
}
