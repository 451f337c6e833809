//! Tests of whose a name is, and of names that are nobody's, in the notation of the tests above.

use super::*;

/// The names of the actors and those of the places, each in order of the text.
fn cast_of(marked: &str) -> (Vec<String>, Vec<String>) {
    let (mut actors, mut places, _) = settled(marked);
    actors.sort_by_key(|a| a.mentions[0].span);
    places.sort_by_key(|a| a.mentions[0].span);
    let names = |all: Vec<Actor>| all.into_iter().map(|a| a.name).collect();
    (names(actors), names(places))
}

#[test]
fn initials_and_a_full_name_are_one_person_under_the_full_one() {
    let text = "Minister {B.K. Oduya} came. The aide of {Bettina Oduya} left. {Oduya} smiled.";
    assert_eq!(actors(text), ["bettina-oduya: B.K. Oduya, Bettina Oduya, Oduya"]);
    let text = "Minister {B.K. Oduya} came. {Tom Oduya} left.";
    assert_eq!(actors(text), ["bk-oduya: B.K. Oduya", "tom-oduya: Tom Oduya"]);
}

#[test]
fn what_somebody_also_goes_by_is_no_second_person() {
    for other in ["who also goes by {Tarn}", "also known as {Tarn}", "better known as _Tarn_", "alias {Tarn}"]
    {
        let text = format!("{{Ishaq Belloum}}, {other}, left. {{Tarn}} smiled.");
        assert_eq!(actors(&text), ["ishaq-belloum: Ishaq Belloum, Tarn, Tarn"], "{other}");
    }
    let text = "{Ishaq Belloum} left, and {Ada Kline} is known as a singer. {Tarn} smiled.";
    assert_eq!(actors(text).len(), 3);
}

#[test]
fn what_stands_around_a_name_makes_it_a_place() {
    let (found, places) = cast_of("Visits to the towns of {Varn}, Ostel, <Mirwik> and _Pell_ went on.");
    assert!(found.is_empty() && places == ["Varn", "Mirwik", "Pell"], "{found:?} {places:?}");
    let (found, places) = cast_of("It rained in the {Ombe} region and at the <Varn> military base.");
    assert!(found.is_empty() && places == ["Ombe", "Varn"], "{found:?} {places:?}");
    let (found, places) =
        cast_of("Boats left {Torre Qundao} and {Second Karsk Shoal}. <Ombe Governorate> fell.");
    assert!(found.is_empty() && places.len() == 3, "{found:?} {places:?}");
    let (found, _) = cast_of("In the village of _Varn_, {Ada Kline} sweeps. {Kline} region agents came.");
    assert_eq!(found, ["Ada Kline"]);
    let (found, places) = cast_of("Boats left the <Lower Ombe Sea> (<LOS>). The LOS is wide.");
    assert!(found.is_empty() && places == ["Lower Ombe Sea"], "{found:?} {places:?}");
}

#[test]
fn languages_gods_ships_and_weapons_are_no_actors() {
    for text in [
        "It was said in {Dari} and <Pashto>.",
        "Thanks be to {God}.",
        "The tanker {Ama Mensah} sank. The {Ama Mensah} was old.",
        "He came aboard the <USS Kline>.",
        "They fired the <Northern Ballistic Missile>.",
    ] {
        let (found, places) = cast_of(text);
        assert!(found.is_empty() && places.is_empty(), "{text}: {found:?} {places:?}");
    }
    let (found, _) =
        cast_of("{Ama Mensah}, whose ship sank, left. The ship’s captain, {Ivo Brandt}, stayed.");
    assert_eq!(found, ["Ama Mensah", "Ivo Brandt"]);
}

#[test]
fn an_acronym_is_whose_the_text_says() {
    let (found, _) = cast_of("The RSF denied it. Sudan said no.");
    assert!(found.contains(&"Rapid Support Forces".to_owned()), "{found:?}");
    let (found, _) = cast_of("The RSF denied it, and France said no.");
    assert!(found.contains(&"Reporters Without Borders".to_owned()), "{found:?}");
    let found =
        actors("The CPC left. The <Coalition des Pilotes> pour le Canal (CPC) said no. The CPC waited.");
    assert_eq!(
        found,
        ["coalition-des-pilotes-pour-le-canal: CPC, Coalition des Pilotes pour le Canal, CPC, CPC"]
    );
    let text = "The <Northern Interim Mission> in Lower Volta (MINLOV) left. MINLOV had a ship.";
    let id = "northern-interim-mission-in-lower-volta";
    assert_eq!(actors(text), [format!("{id}: Northern Interim Mission in Lower Volta, MINLOV, MINLOV")]);
    let text = "{Ada Kline}, Head of the Northern Interim Mission in Lower Volta (MINLOV), left.";
    assert_eq!(actors(text)[1], format!("{id}: Northern Interim Mission in Lower Volta, MINLOV"));
}

#[test]
fn initials_behind_a_part_are_those_of_the_whole() {
    let found = actors(
        "The <Bureau of the Lake Pilots Union> (LPU) met. The <Lake Pilots Union> said no. The LPU left.",
    );
    assert_eq!(
        found,
        [
            "bureau-of-the-lake-pilots-union: Bureau of the Lake Pilots Union",
            "lake-pilots-union: LPU, Lake Pilots Union, LPU"
        ]
    );
}

#[test]
fn the_agency_of_a_dateline_is_not_in_the_text() {
    let (found, _) = cast_of("BORO (AA) – Minister {Ada Kline} left.\nLUND, Feb 3 (<Own Wire>) - It rained.");
    assert_eq!(found, ["Ada Kline"]);
    let (found, _) = cast_of(
        "{Ada Kline} left.\nOwn Wire writers {Max Dorn} in Boro and {Ivo Brandt} in Lund contributed.",
    );
    assert_eq!(found, ["Ada Kline"]);
}

#[test]
fn an_article_before_a_longer_name_is_no_group() {
    let (found, _) = cast_of("Ships left the West Varnish Sea. Talks in the West Varnish capital failed.");
    assert!(found.is_empty(), "{found:?}");
    let (found, _) = cast_of("They fear the West. The West said no.");
    assert_eq!(found, ["The West"]);
}

#[test]
fn a_headline_is_no_name() {
    let (found, _) =
        cast_of("<Harbour Council> Told of Plans towards <Lake Peace Conference>\n{Ada Kline} left.");
    assert_eq!(found, ["Ada Kline"]);
    let (found, _) = cast_of("<Outside Powers Must Leave Lower Ombe>\n{Ada Kline} left.");
    assert_eq!(found, ["Ada Kline"]);
}

#[test]
fn what_a_name_has_swallowed_is_given_back() {
    let (found, _) = cast_of("The <Multiple Lissa Council> met. {Secretary-General Ivo Brandt} came.");
    assert_eq!(found, ["Lissa Council", "Ivo Brandt"]);
    let (found, _) =
        cast_of("The president of {Mexico Ada Kline} left. State Councilor _State Councilor_ sat.");
    assert!(found.contains(&"Ada Kline".to_owned()) && found.len() == 1, "{found:?}");
    let (found, _) = cast_of("He led the <Lissan N.A. Mexico> attaches importance to it.");
    assert_eq!(found, ["Lissan N.A.", "Mexico"]);
    let (found, _) = cast_of("{Ines Petrel} de {Sotomar} met {Pieter} van der Oss and {Omar Zu} of Boro.");
    assert_eq!(found, ["Ines Petrel de Sotomar", "Pieter van der Oss", "Omar Zu"]);
    let (found, _) = cast_of("The <Afghan Taliban> left. The Taliban said no.");
    assert_eq!(found, ["Taliban"]);
}

#[test]
fn a_namesake_is_not_the_listed_person() {
    for text in ["Mr. Kerry of Georgia rose.", "Judge Kerry rose.", "Congressman Kerry rose. Kerry sat."] {
        let (found, ..) = settled(text);
        assert!(found.iter().all(|a| !a.listed || a.kind != ActorKind::Person), "{text}: {found:?}");
    }
    let (found, ..) = settled("John Kerry rose. Mr. Kerry of Boston sat.");
    assert!(found[0].listed && found.len() == 1, "{found:?}");
}

#[test]
fn of_father_and_son_the_date_tells() {
    let of = |month: Option<Month>| {
        let document = Document::from_paragraphs("President George Bush wrote.");
        let layout = Layout::new(&document);
        let names = [Name { tokens: 1..3, kind: NameKind::Person, confidence: 0.9 }];
        let cast = resolve(&layout, &syntax::tag(&layout), &names, (builtin(), month));
        cast.entities[cast.mentions[0].entity].id.clone()
    };
    let month = |year: i16| Timestamp::day(year, 1, 9).and_then(month_of);
    assert_eq!(of(month(1991)), "george-h-w-bush");
    assert_eq!(of(month(2003)), "george-w-bush");
    assert_eq!(of(None), "george-bush");
}

#[test]
fn outlets_ask_under_their_own_names() {
    use crate::analysis::analyse;
    use crate::document::BlockKind;
    let text = "The Ledger: Will the port be shut for long?\nOduya: It will be shut for a year.\nRTNL: Who pays?\nOduya: We do.";
    let mut document = Document::from_paragraphs(text);
    document.blocks.iter_mut().for_each(|block| block.kind = BlockKind::SpeakerTurn);
    let found = analyse(&document, builtin()).actors;
    let kind = |name: &str| found.iter().find(|a| a.name == name).map(|a| a.kind);
    let (ledger, letters, person) = (kind("The Ledger"), kind("RTNL"), kind("Oduya"));
    assert_eq!((ledger, letters), (Some(ActorKind::Org), Some(ActorKind::Org)), "{found:?}");
    assert_eq!(person, Some(ActorKind::Person), "{found:?}");
}
