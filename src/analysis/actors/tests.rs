//! Tests of the stage, in the reader's notation: `{Rodi Osman}` is a person to the names stage, `<Kush
//! Front>` an organisation, `_Sochi_` a place; everything else is left to the table and this stage.

use super::*;
use crate::analysis::ActorKind;
use crate::analysis::names::NameKind;
use crate::analysis::syntax;
use crate::analysis::table::builtin;
use crate::document::{Document, Timestamp};

/// A text without its marks, and the marked names.
fn unmarked(marked: &str) -> (String, Vec<(std::ops::Range<usize>, NameKind)>) {
    let (mut text, mut names, mut open) = (String::new(), Vec::new(), None);
    for c in marked.chars() {
        match (c, open) {
            ('{' | '<', _) | ('_', None) => open = Some(text.len()),
            ('}', Some(from)) => names.push((from..text.len(), NameKind::Person)),
            ('>', Some(from)) => names.push((from..text.len(), NameKind::Org)),
            ('_', Some(from)) => names.push((from..text.len(), NameKind::Place)),
            _ => text.push(c),
        }
        if matches!(c, '}' | '>') || (c == '_' && names.last().is_some_and(|(n, _)| n.end == text.len())) {
            open = None;
        }
    }
    (text, names)
}

fn settled(marked: &str) -> (Vec<Actor>, Vec<Actor>, String) {
    let (text, spans) = unmarked(marked);
    let document = Document::from_paragraphs(&text);
    let layout = Layout::new(&document);
    let name = |(range, kind): &(std::ops::Range<usize>, NameKind)| Name {
        tokens: layout.tokens_in(Span::new(range.start as u32, range.end as u32)),
        kind: *kind,
        confidence: 0.9,
    };
    let names: Vec<Name> = spans.iter().map(name).collect();
    let known = (builtin(), Timestamp::day(2018, 1, 30).and_then(month_of));
    let cast = resolve(&layout, &syntax::tag(&layout), &names, known);
    let (actors, places) = settle(cast, &layout, &[], known);
    (actors, places, text)
}

/// Each actor with all of its mentions, in order of their first mention.
fn actors(marked: &str) -> Vec<String> {
    let (mut actors, _, text) = settled(marked);
    actors.sort_by_key(|a| a.mentions[0].span);
    let line = |a: &Actor| {
        let mentions: Vec<&str> = a.mentions.iter().map(|m| m.span.of(&text)).collect();
        format!("{}: {}", a.id, mentions.join(", "))
    };
    actors.iter().map(line).collect()
}

fn roles(marked: &str) -> Vec<(String, Option<String>)> {
    let (mut actors, ..) = settled(marked);
    actors.sort_by_key(|a| a.mentions[0].span);
    actors.into_iter().map(|a| (a.name, a.role)).collect()
}

#[test]
fn a_person_is_one_under_full_name_title_and_surname() {
    assert_eq!(
        actors(
            "President {Vladimir Putin} spoke. Mr. {Putin} left. Later {Putin} and {Maren Oduya} met. {Oduya} smiled."
        ),
        ["vladimir-putin: Vladimir Putin, Putin, Putin", "maren-oduya: Maren Oduya, Oduya"]
    );
}

#[test]
fn a_surname_before_the_full_name_finds_its_bearer() {
    assert_eq!(
        actors("{Teklu} resigns.\nThe minister, {Hana Teklu}, gave no reason."),
        ["hana-teklu: Teklu, Hana Teklu"]
    );
}

#[test]
fn namesakes_stay_apart() {
    let text =
        "President {Augustin Kambala} stayed home. Minister {Foday Kambala} came. President {Kambala} wrote.";
    assert_eq!(actors(text), ["augustin-kambala: Augustin Kambala, Kambala", "foday-kambala: Foday Kambala"]);
}

#[test]
fn a_surname_is_a_person_even_where_it_is_also_a_city() {
    assert_eq!(actors("{Eunice London} spoke. London said no."), ["eunice-london: Eunice London, London"]);
}

#[test]
fn a_capital_is_the_state_where_it_acts_and_a_place_where_it_is_where() {
    let text = "Moscow gave Ankara the green light. They met in Washington.";
    assert_eq!(actors(text), ["russia: Moscow", "turkey: Ankara"]);
    let (_, places, _) = settled(text);
    assert_eq!(places.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Washington"]);
}

#[test]
fn a_state_that_is_merely_where_is_no_actor() {
    assert!(actors("Fighting went on in Syria. Syrian territory is large.").is_empty());
    assert_eq!(actors("Syria rejected the offer."), ["syria: Syria"]);
}

#[test]
fn the_people_with_an_article_are_the_state() {
    assert_eq!(actors("The Turks consider it done."), ["turkey: Turks"]);
    assert!(actors("Some 1,600 Turks were invited.").is_empty());
}

#[test]
fn descriptions_find_their_person() {
    assert_eq!(
        actors("{Bashar al-Assad} has held on. The Syrian leader is no closer to peace."),
        ["bashar-al-assad: Bashar al-Assad, The Syrian leader"]
    );
    assert_eq!(
        actors("{Ingrid Solheim}, the special envoy, arrived. The envoy met nobody. The general waited."),
        ["ingrid-solheim: Ingrid Solheim, The envoy"]
    );
}

#[test]
fn two_ministers_in_one_breath_leave_the_minister_unknown() {
    let text = "Minister {Hana Teklu} met Minister {Omar Dessalegn}. The minister smiled.";
    assert_eq!(actors(text), ["hana-teklu: Hana Teklu", "omar-dessalegn: Omar Dessalegn"]);
}

#[test]
fn organisations_go_by_acronym_and_noun() {
    assert_eq!(
        actors("The <Lake Pilots Union> (LPU) struck. The LPU said so. The union will vote."),
        ["lake-pilots-union: Lake Pilots Union, LPU, LPU, The union"]
    );
}

#[test]
fn peoples_and_the_opposition_are_actors() {
    assert_eq!(
        actors(
            "It backs Syrian Kurdish fighters. The Kurds left. The main opposition faction said no. They fear the opposition."
        ),
        ["kurds: Syrian Kurdish fighters, Kurds", "opposition: The main opposition faction, the opposition"]
    );
}

#[test]
fn roles_come_from_titles_and_appositions() {
    let role = |text: &str| {
        roles(text).into_iter().filter_map(|(name, role)| Some((name, role?))).collect::<Vec<_>>()
    };
    let one = |name: &str, role: &str| vec![(name.to_owned(), role.to_owned())];
    assert_eq!(
        role("{Rodi Osman}, the Syrian Kurdish representative in Moscow, left."),
        one("Rodi Osman", "Syrian Kurdish representative in Moscow")
    );
    assert_eq!(role("The union's spokesman, {Iver Dahl}, agreed."), one("Iver Dahl", "spokesman"));
    assert_eq!(role("Foreign Minister {Hana Teklu} agreed."), one("Hana Teklu", "foreign minister"));
}

#[test]
fn pronouns_agree_with_their_person() {
    let text = "Maria Zakharova spoke in Moscow. Sergei Lavrov listened. She said no.";
    let document = Document::from_paragraphs(text);
    let layout = Layout::new(&document);
    let cast = resolve(&layout, &syntax::tag(&layout), &[], (builtin(), None));
    let she = layout.tokens.iter().position(|t| t.span.of(text) == "She").expect("a token");
    let (entity, confidence) = cast.resolve_pronoun(&layout, she).expect("resolved");
    assert_eq!(cast.entities[entity].id, "maria-zakharova");
    assert!(confidence > 0.5);
}

#[test]
fn a_counterpart_is_the_one_of_that_state() {
    let text = "Indonesia’s transport minister, {Bagas Wirahadi}, met Malaysian Transport Minister {Farid Iskandar}.\n\
        {Wirahadi} smiled. His Malaysian counterpart said nothing.";
    let found = actors(text);
    assert!(found.iter().any(|a| a.ends_with("Farid Iskandar, His Malaysian counterpart")), "{found:?}");
}

#[test]
fn a_given_name_alone_is_its_only_bearer() {
    let text = "{Rosalind Achterberg} and {Pieter Achterberg} disagree. {Rosalind} wants to keep one boat.";
    assert_eq!(
        actors(text),
        ["rosalind-achterberg: Rosalind Achterberg, Rosalind", "pieter-achterberg: Pieter Achterberg"]
    );
}

#[test]
fn a_family_name_that_comes_first_stands_alone() {
    assert_eq!(
        actors("{Kim Seo-yeon} spoke. {Kim} left. {Kim Tae Yong} stayed."),
        ["kim-seo-yeon: Kim Seo-yeon, Kim", "kim-tae-yong: Kim Tae Yong"]
    );
}

#[test]
fn a_long_name_and_a_part_of_it_are_one_person() {
    assert_eq!(
        actors(
            "{Abd al-Rahman} ibn {Yusuf al-Tayeb} came with {Inés de la Vega Portillo}. {De la Vega} spoke."
        ),
        [
            "abd-al-rahman-ibn-yusuf-al-tayeb: Abd al-Rahman ibn Yusuf al-Tayeb",
            "ines-de-la-vega-portillo: Inés de la Vega Portillo, De la Vega"
        ]
    );
}

#[test]
fn a_plural_possessive_does_not_end_the_name_of_a_body() {
    assert_eq!(
        actors("The <Straits Pilots>’ Association met. The association trains pilots."),
        ["straits-pilots-association: Straits Pilots’ Association, The association"]
    );
}

#[test]
fn the_last_word_of_a_name_tells_a_body_from_a_person() {
    let (found, ..) = settled("The {Mokoena Foundation} paid. {Dr. Umut Karadeniz} thanked it.");
    let kinds: Vec<_> = found.iter().map(|a| (a.name.as_str(), a.kind)).collect();
    assert!(kinds.contains(&("Mokoena Foundation", ActorKind::Org)), "{kinds:?}");
    assert!(kinds.contains(&("Umut Karadeniz", ActorKind::Person)), "{kinds:?}");
}

#[test]
fn the_state_in_the_name_of_an_election_is_nobody() {
    let (found, places, _) = settled("He won a seat at the 2015 United Kingdom general election.");
    assert!(found.is_empty() && places.is_empty(), "{found:?} {places:?}");
}

#[test]
fn whose_spokeswoman_somebody_is_may_begin_with_an_article() {
    let found = roles("“We know,” said {Melor Zainuddin}, the <Pilots Association>’s spokeswoman.");
    assert_eq!(found[0].1.as_deref(), Some("Pilots Association’s spokeswoman"));
}

#[test]
fn initials_are_the_only_person_whose_they_are() {
    let text = "{Luis Ferrant} met {Tamar Beridze-Cole}.\n{TBC} was late.\n{LF} was not.";
    assert_eq!(
        actors(text),
        ["luis-ferrant: Luis Ferrant, LF", "tamar-beridze-cole: Tamar Beridze-Cole, TBC"]
    );
}

#[test]
fn an_office_that_acts_without_a_name_is_an_actor() {
    let text = "The Secretary-General met {Salim Karimi}. The Secretary-General left. The secretary slept.";
    let found = actors(text);
    assert!(
        found.contains(&"secretary-general: The Secretary-General, The Secretary-General".to_owned()),
        "{found:?}"
    );
    let once = actors("The Secretary-General met {Salim Karimi}.");
    assert_eq!(once, ["salim-karimi: Salim Karimi"]);
}

#[test]
fn who_speaks_for_a_state_is_that_state_and_a_person() {
    let found = actors("The representative of Peru said so. Denmark’s delegate agreed.");
    assert_eq!(found, ["peru: The representative of Peru", "denmark: Denmark’s delegate"]);
    let (found, places, _) =
        settled("{Lena Marlow} (Sweden), in the chair, spoke. Snow fell in Aleppo (Syria).");
    assert_eq!(found.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["lena-marlow", "sweden"]);
    assert!(places.iter().any(|place| place.id == "syria"), "{places:?}");
}

#[test]
fn states_act_behind_clauses_and_prepositions() {
    for text in [
        "Mexico, through which the pipe runs, said nothing.",
        "Mexico, whose ports are shut, said nothing.",
        "Mexico fears a drought.",
        "The transfer of tanks by Mexico went on.",
        "Ministers called on Mexico to vote.",
        "{Ana Pohl}, who ran the talks for Mexico, left.",
    ] {
        let (found, ..) = settled(text);
        assert!(found.iter().any(|a| a.id == "mexico"), "{text}: {found:?}");
    }
    let (found, places, _) = settled("Mexico’s exports fell. The talks in Mexico went on.");
    assert!(found.is_empty() && places[0].id == "mexico", "{found:?}");
}

#[test]
fn initials_in_brackets_define_the_name_before_them() {
    let text = "The European Mission in Lower Volta (EMLV) closed. EMLV had a ship. The <Mission> had two.";
    let id = "european-mission-in-lower-volta";
    assert_eq!(actors(text), [format!("{id}: European Mission in Lower Volta, EMLV, EMLV, Mission")]);
    let text = "The <Rural Science Front> met. RSF gave no figure.";
    assert_eq!(actors(text), ["rural-science-front: Rural Science Front, RSF"]);
}

#[test]
fn who_made_the_text_is_not_in_it() {
    let text = "By Oona Petrel and {Max Dorn}\n{Ada Kline} left.\nMax Dorn teaches law in Lund.";
    assert_eq!(actors(text), ["ada-kline: Ada Kline"]);
    let text = "{Ada Kline} left.\n(Reporting by {Oona Petrel} in Lund; Editing by {Max Dorn})";
    assert_eq!(actors(text), ["ada-kline: Ada Kline"]);
}

#[test]
fn titles_announce_persons_whose_names_are_words() {
    let text = "Spokesperson An Li said so. Foreign Minister Ivo Brandt and Finance Minister Ada Kline left.";
    assert_eq!(actors(text), ["an-li: An Li", "ivo-brandt: Ivo Brandt", "ada-kline: Ada Kline"]);
    let text = "{Tran Van Do} left. Do said so. Do not laugh.";
    assert_eq!(actors(text), ["tran-van-do: Tran Van Do, Do"]);
}

#[test]
fn a_long_name_goes_by_its_end_and_a_title_by_the_surname() {
    let text = "{Clara Montes Rivas} spoke. {Montes Rivas} left.";
    assert_eq!(actors(text), ["clara-montes-rivas: Clara Montes Rivas, Montes Rivas"]);
    let text = "Mr. {Radley} spoke. {Radley Bright} drove.";
    assert_eq!(actors(text), ["radley: Radley", "radley-bright: Radley Bright"]);
}

#[test]
fn roles_belong_to_whom_they_are_said_of() {
    let found = roles("{Pavel Adler}, an adviser to President {Ivo Brandt}, left.");
    assert_eq!(found[0].1.as_deref(), Some("adviser to President Ivo Brandt"));
    assert_eq!(found[1], ("Ivo Brandt".to_owned(), Some("president".to_owned())));
    let found = roles("The Minister for Africa ({Duncan Lowe}) rose. The Minister sat.");
    assert_eq!(found, [("Duncan Lowe".to_owned(), Some("minister for Africa".to_owned()))]);
    assert_eq!(roles("He met fellow {Pavel Adler} supporter Ivo.")[0].1, None);
}

#[test]
fn who_is_said_to_be_somebody_else_is_not_the_listed_person() {
    let text = "John Kerry, a baker in Leeds, left. Kerry laughed.";
    let (found, ..) = settled(text);
    let baker = &found[0];
    assert!(!baker.listed && baker.role.is_none() && baker.country.is_none(), "{baker:?}");
    let (found, ..) = settled("John Kerry, a former senator, left.");
    assert!(found[0].listed && found[0].country.as_deref() == Some("USA"), "{found:?}");
}

#[test]
fn days_remarks_monuments_and_platforms_are_no_actors() {
    for text in [
        "Before {Ramadan} it rained.",
        "It rained on {Tue} morning.",
        "(<Laughter>.)",
        "A wreath lay at the Tomb of the <Fallen Sailor>.",
        "It was posted on <Telegram>.",
    ] {
        let (found, ..) = settled(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_ministry_without_its_state_is_that_of_the_state_that_acts() {
    let found = actors("Turkey closed the port. The foreign ministry had no date. The ministry was shut.");
    assert_eq!(found[1], "turkeys-foreign-ministry: foreign ministry, The ministry");
    let found = actors("Turkey and Iran met. The foreign ministry had no date.");
    assert!(!found.iter().any(|line| line.contains("ministry")), "{found:?}");
}

mod whose;
