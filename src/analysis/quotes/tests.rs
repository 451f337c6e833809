//! The rules' findings besides the speaker: cue, addressee, channel, and rule name. Each text is one for which a mutation
//! of the rules once passed the tests.

use crate::analysis::table::builtin;
use crate::analysis::{QuoteKind, analyse};
use crate::document::{BlockKind, Document};

/// Every quote of a text: "kind rule speaker <cue >addressee @voice: words", without absent parts. A speaker who is not an
/// actor is shown as the expression, in brackets.
fn told(text: &str) -> Vec<String> {
    let analysis = analyse(&Document::from_paragraphs(text), builtin());
    let shown = analysis.quotes.iter().map(|q| {
        let kind = match q.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
        };
        let cue = q.cue.map_or(String::new(), |c| format!(" <{}", c.of(text)));
        let to = q.addressee.map_or(String::new(), |a| format!(" >{}", a.of(text)));
        let by = q.voiced_by.as_ref().map_or(String::new(), |v| format!(" @{v}"));
        let words = q.spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        let source = q.speaker_span.map_or("nobody", |s| s.of(text));
        let who = q.speaker().map_or_else(|| format!("({source})"), str::to_owned);
        format!("{kind} {} {who}{cue}{to}{by}: {words}", q.rule)
    });
    shown.collect()
}

#[test]
fn a_rule_is_named_after_where_its_cue_stands() {
    for (text, ought) in [
        (
            "Ana Lund said that the talks would go on until May.",
            "indirect said-before ana-lund <said: the talks would go on until May",
        ),
        (
            "The talks would go on until May, Ana Lund said.",
            "indirect said-after ana-lund <said: The talks would go on until May",
        ),
        (
            "“We go on,” said Ana Lund. “There is no other way.”",
            "direct said-between ana-lund <said: We go on, … There is no other way.",
        ),
        (
            "According to Ana Lund, the talks would go on until May.",
            "indirect according-to ana-lund <According: the talks would go on until May",
        ),
        ("Ana Lund: “We go on until May.”", "direct quotation-marks ana-lund: We go on until May."),
        (
            "NATO has also said the talks would go on until May.",
            "indirect said-before nato <said: the talks would go on until May",
        ),
    ] {
        assert_eq!(told(text), [ought], "{text}");
    }
}

#[test]
fn who_is_told_is_no_part_of_what_is_said() {
    for (text, ought) in [
        (
            "Ana Lund told the committee that the talks would go on until May.",
            "indirect said-before ana-lund <told >the committee: the talks would go on until May",
        ),
        (
            "“We go on until May,” Ana Lund told reporters in Geneva.",
            "direct said-after ana-lund <told >reporters: We go on until May,",
        ),
        (
            "“We go on until May,” Ana Lund told her brother.",
            "direct said-after ana-lund <told >her brother: We go on until May,",
        ),
    ] {
        assert_eq!(told(text), [ought], "{text}");
    }
}

#[test]
fn who_reads_a_message_is_not_who_wrote_it() {
    for (text, ought) in [
        (
            "“We will not be moved,” Ana Lund said in a statement read by her spokesman Jo Roe.",
            "direct said-after ana-lund <said @jo-roe: We will not be moved,",
        ),
        (
            "Jo Roe read a message on behalf of the miners: “We will not be moved.”",
            "direct quotation-marks (the miners) @jo-roe: We will not be moved.",
        ),
    ] {
        assert_eq!(told(text), [ought], "{text}");
    }
}

#[test]
fn what_is_set_apart_or_broken_off_has_its_speaker() {
    for (text, ought) in [
        (
            "“We were warned twice,” conceded Minister Ama Mensah in an interview on Saturday. “But we stayed.”",
            "direct said-between ama-mensah <conceded: We were warned twice, … But we stayed.",
        ),
        (
            "Ana Lund had this to say to the delegates on Sunday:\n“We will not be moved from here.”",
            "direct announced ana-lund <say: We will not be moved from here.",
        ),
        (
            "One driver waited at the bridge. “We go home,” he said.",
            "direct said-after (One driver) <said: We go home,",
        ),
        (
            "— We go on until May, — said Ana Lund. — There is no other way.",
            "direct said-between ana-lund <said: We go on until May … There is no other way.",
        ),
        (
            "— We go on until May — she said — and there is no other way.",
            "direct dialogue (she) <said: We go on until May … and there is no other way.",
        ),
        ("It was (“We go on,” she said) the end.", "direct said-after (she) <said: We go on,"),
    ] {
        assert_eq!(told(text), [ought], "{text}");
    }
}

#[test]
fn an_inverted_subject_and_its_office_are_no_content() {
    let text = "“The pass is open,” confirmed Colonel Idris Okoro at a briefing in the port on Monday. “It will stay open.”";
    let ought = "direct said-between idris-okoro <confirmed: The pass is open, … It will stay open.";
    assert_eq!(told(text), [ought]);
}

#[test]
fn a_quotation_is_not_read_on_into_the_apposition_behind_it() {
    let text = "“It is an outrage, in our view, of the first order,” Idris Okoro, the former attorney general of Lissa, one of \
                the states suing the port, said on Monday.";
    let ought = "direct said-after idris-okoro <said: It is an outrage, in our view, of the first order,";
    assert_eq!(told(text), [ought]);
}

#[test]
fn a_mark_that_stands_twice_opens_once() {
    let text = "““You do not win a port by how many ships you have,” Idris Okoro said.";
    let ought = "direct said-after idris-okoro <said: You do not win a port by how many ships you have,";
    assert_eq!(told(text), [ought]);
}

#[test]
fn who_is_whom_the_clause_describes_and_not_the_nearest_name() {
    let text = "Lena Holm’s office was called by voters who said that they had doubts about Mensah.";
    assert_eq!(told(text)[1], "indirect said-before (voters) <said: they had doubts about Mensah");
}

#[test]
fn an_it_that_means_nobody_says_nothing() {
    for (said, who) in [
        ("It was reported", "(nobody)"),
        ("It was later announced", "(nobody)"),
        ("It is warning", "lissa-council"),
    ] {
        let text = format!(
            "The Lissa Council met on Monday in the port of Lissa. {said} that the strait will be closed."
        );
        let all = told(&text);
        assert!(all.iter().all(|q| q.contains(&format!(" {who} "))), "{all:?}");
        assert!(!all.is_empty(), "{text}");
    }
}

#[test]
fn words_set_apart_are_those_of_whom_the_sentence_before_speaks() {
    let mut document = Document::from_paragraphs(
        "Paper\nLena Holm met Colonel Okoro in the port. Holm told Okoro in front of the delegates:\n\
         The roads are open. The convoys will go through on Monday, and nobody will stop them.\n\
         Okoro nodded.\n\
         The bridge stays shut until the winter is over, and so does the port of Lissa.",
    );
    [2, 4].iter().for_each(|&n| document.blocks[n].kind = BlockKind::BlockQuotation);
    let quotes = analyse(&document, builtin()).quotes;
    let told: Vec<_> = quotes.iter().map(|q| (q.speaker(), q.confidence >= 0.9)).collect();
    // No sentence names the speaker of the second, so it is unsure.
    assert_eq!(told, [(Some("lena-holm"), true), (Some("okoro"), false)]);
}

/// Form, speaker and words of every quote of a text that is listed by default, and then of those kept apart.
fn levels(text: &str) -> (Vec<String>, Vec<String>) {
    let analysis = analyse(&Document::from_paragraphs(text), builtin());
    let shown = |q: &crate::analysis::Quote| {
        let words = q.spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
        format!("{}: {words}", q.speaker().unwrap_or_else(|| q.speaker_span.map_or("nobody", |s| s.of(text))))
    };
    let listed =
        |q: &&crate::analysis::Quote| q.confidence >= LISTED && q.form != crate::analysis::QuoteForm::Stance;
    let (seen, apart): (Vec<_>, Vec<_>) = analysis.quotes.iter().partition(listed);
    (seen.into_iter().map(shown).collect(), apart.into_iter().map(shown).collect())
}

/// The least confidence of a listed quote, as in the briefing.
const LISTED: f32 = 0.7;

#[test]
fn a_clause_is_a_statement_and_a_thing_a_stance() {
    for (text, words) in [
        ("Lissa said the strait would stay open.", "lissa: the strait would stay open"),
        ("Ana Lund vowed to sink every dredger.", "ana-lund: to sink every dredger"),
        ("Ana Lund urged the miners to come home.", "ana-lund: to come home"),
        ("Ana Lund explained why the bridge had been shut.", "ana-lund: why the bridge had been shut"),
    ] {
        let (seen, _) = levels(text);
        assert!(seen.len() == 1 && seen[0].ends_with(words.split_once(": ").unwrap().1), "{text} {seen:?}");
    }
    for text in [
        "Ana Lund condemned the raid on the harbour.",
        "Ana Lund fears that the harbour will silt up.",
        "Ana Lund hopes for a truce before the winter.",
        "Ana Lund denied any quarrel with the miners.",
        "Ana Lund laid a wreath of reeds at the harbour wall.",
        "Ana Lund did not say whether the harbour would open.",
        "Ana Lund declined to say who would pay.",
        "Nobody said that the harbour would open.",
        "Ana Lund can say that the harbour is open.",
    ] {
        assert_eq!(levels(text).0, [""; 0], "{text}");
    }
}

#[test]
fn who_speaks_is_the_head_and_not_its_complement() {
    for (text, who) in [
        ("The wife of Kofi Asante said that the house was empty.", "The wife of Kofi Asante"),
        ("Its envoy, Ama Mensah, said that the house was empty.", "ama-mensah"),
        ("Ama Mensah, who once guarded Kofi Asante, complained that the house was empty.", "ama-mensah"),
        ("A brother of Kofi Asante denied that the house was empty.", "A brother of Kofi Asante"),
        ("Reporters were told by Ama Mensah that the house was empty.", "ama-mensah"),
    ] {
        let (seen, _) = levels(text);
        assert_eq!(seen.len(), 1, "{text} {seen:?}");
        assert!(seen[0].starts_with(&format!("{who}: ")), "{text} {seen:?}");
    }
}

#[test]
fn to_refuse_or_to_agree_is_no_statement() {
    for text in [
        "A group of rebels who flew in from Boro refused to leave the harbour.",
        "Lissa refused to open the harbour.",
        "The delegates agreed to meet again in May.",
        "Ana Lund declined to leave the harbour.",
    ] {
        assert_eq!(levels(text).0, [""; 0], "{text}");
    }
}

#[test]
fn a_joining_that_stays_outside_and_marks_stay_whole() {
    for (text, words) in [
        ("Ana Lund said that the port was shut.", "the port was shut"),
        ("Ana Lund said that that was her port.", "that was her port"),
        (
            "Ana Lund said that the port was shut “in good time and in two ways”.",
            "the port was shut “in good time and in two ways”",
        ),
        (
            "Ana Lund said its rules would be settled in Boro, under the Harbour Council.",
            "in Boro, under the Harbour Council",
        ),
        ("Ana Lund vowed to win back “every inch” of the port.", "to win back “every inch” of the port"),
        ("Ana Lund said “every inch” of the port would be dug.", "“every inch” of the port would be dug"),
        ("That the port was shut, Ana Lund said, was “a wonder of the age”.", "was “a wonder of the age”"),
    ] {
        let (seen, _) = levels(text);
        assert!(seen.len() == 1 && seen[0].ends_with(words), "{text} {seen:?}");
        assert!(!seen[0].contains(": that the"), "{text} {seen:?}");
    }
}

#[test]
fn a_label_names_all_who_speak_in_a_turn() {
    let mut document = Document::from_paragraphs(
        "MS. LUND: Good morning.\nMR. ROE: Who shut it?\nMS. LUND: Boro and Upper Lissa. Mr. Roe has the list.",
    );
    document.blocks.iter_mut().for_each(|block| block.kind = BlockKind::SpeakerTurn);
    let quotes = analyse(&document, builtin()).quotes;
    assert!(quotes.len() == 3 && quotes.iter().all(|q| q.speakers.len() <= 1), "{quotes:?}");
}

#[test]
fn who_is_named_again_behind_according_to_is_no_content() {
    let text = "According to a spokesman for the Harbour Union, Jo Roe, the strike will last a week.";
    assert_eq!(levels(text).0, ["jo-roe: the strike will last a week"]);
}

#[test]
fn two_reports_of_one_sentence_are_two_rows() {
    let text = "Ana Lund said the port would open on Friday, and Kofi Asante vowed to shut it again. Ama Mensah said that the \
                wells were dry and expressed concern over the price of water.";
    let (seen, apart) = levels(text);
    assert_eq!(
        seen,
        [
            "ana-lund: the port would open on Friday",
            "kofi-asante: to shut it again",
            "ama-mensah: the wells were dry"
        ]
    );
    assert!(apart.iter().all(|row| row.starts_with("ama-mensah: concern")), "{apart:?}");
}

#[test]
fn no_span_of_a_whole_quotation_leaves_its_marks() {
    let text = "\"We see no way through this winter,\" Kofi Asante's spokesman, Jo Roe, told reporters on the eve of the talks. \
                \"What we need is a map.\"";
    assert_eq!(levels(text).0, ["jo-roe: We see no way through this winter, … What we need is a map."]);
    let text = "“I made tea,” said Ama Mensah, a judge. “I waited.\nNobody came.\nAt nine I went home.”";
    assert_eq!(levels(text).0, ["ama-mensah: I made tea, … I waited. … Nobody came. … At nine I went home."]);
}

#[test]
fn a_resolution_and_a_communique_are_their_issuers() {
    let text = "The Lissa Council,\nRecalling its decision on wells,\n1. Demands that all dredgers leave the strait;\n2. Urges \
                the Secretary to count the ships;\n3. Decides to meet again in May.";
    let (seen, apart) = levels(text);
    let words: Vec<_> = seen.iter().map(|row| row.split_once(": ").unwrap().1).collect();
    assert_eq!(words, ["all dredgers leave the strait", "to count the ships", "to meet again in May"]);
    assert_eq!(apart.len(), 1, "{apart:?}");
}

/// The digests of a text's features for three models: cues, spans, speakers.
fn features() -> [u16; 3] {
    let document = Document::from_paragraphs(
        "Envoy Ama Mensah arrived in Boro on Monday. “The port is shut,” she told the Harbour Wire, adding that nobody had a key.\n\
         According to two diplomats, the talks “may go on until May”. Kofi Asante, who runs the port, vowed to stay.\n\
         “We have heard that before.”",
    );
    let layout = crate::analysis::Layout::new(&document);
    let (runs, tags) = (super::marks::runs(&layout), super::syntax::tag(&layout));
    let items = super::items::Items::new(&layout, &runs);
    let heads = super::syntax::Heads::new(&layout, &tags);
    let names = crate::analysis::names::find(&layout, builtin());
    let scene = super::Scene::new(&layout, &runs, &items, (&tags, &heads), &names);
    let (mut cues, mut spans, mut speakers) = (Vec::new(), Vec::new(), Vec::new());
    for candidate in super::cues::candidates(&scene, |_| true) {
        super::cues::describe(&scene, candidate, &mut cues);
        let mut rows = Vec::new();
        super::spans::describe(&scene, candidate, super::spans::reach(&scene, candidate), &mut rows);
        spans.extend(rows.concat());
    }
    let phrases = super::speakers::phrases(&scene);
    let drafts = [super::draft::stated(&scene, 9..14, 0..3, super::Rule::Cue)];
    for n in 0..phrases.len() {
        let setting = super::speakers::Setting { drafts: &drafts, at: 0 };
        super::speakers::describe(&scene, &phrases, n, setting, &mut speakers);
    }
    [cues, spans, speakers].map(crate::analysis::linear::digest)
}

#[test]
fn the_models_learned_the_features_that_are_read() {
    assert_eq!(features(), [super::cues::FEATURES, super::spans::FEATURES, super::speakers::FEATURES]);
}

#[test]
fn all_who_are_named_before_the_others_speak() {
    let text = "The Kesten Relief Council, the World Harbour Organization and other groups said they had lost contact with Lissa.";
    let quotes = analyse(&Document::from_paragraphs(text), builtin()).quotes;
    assert!(quotes.iter().any(|q| q.speakers.len() > 1), "{quotes:?}");
}

#[test]
fn a_headline_with_two_verbs_of_one_subject_is_not_inverted() {
    let text = "Mark Ruttan praises the islands, says the north is safe\n\nThe visit took place on Monday in the port.";
    let said = told(text);
    assert!(said.iter().all(|row| !row.contains(": Mark Ruttan praises")), "{said:?}");
}

#[test]
fn a_message_that_is_told_of_was_not_read_out() {
    let text =
        "Prime Minister Anwar Brahim said this was conveyed by President Prabo Subino during their meeting.";
    assert!(told(text).iter().all(|row| !row.contains('@')), "{:?}", told(text));
}
