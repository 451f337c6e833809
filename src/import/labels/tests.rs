//! Labels in transcripts, and lines elsewhere that look like labels.

use super::*;

/// The lines of `text` that open a turn, as their labels.
fn turns(text: &str) -> Vec<&str> {
    let labels = Labels::of(text.lines());
    text.lines().enumerate().filter_map(|(at, l)| labels.turn(at, l).map(|end| &l[..end])).collect()
}

#[test]
fn parts_of_a_transcript_need_no_company() {
    for label in [
        "MR. LUND:",
        "QUESTION:",
        "Q:",
        "SECRETARY MOKOENA:",
        "The President:",
        "Moderator:",
        "QUESTION (via interpreter):",
        "Foreign Minister Lund:",
    ] {
        assert_eq!(turns(&format!("{label} We go on.")), [label]);
    }
}

#[test]
fn names_need_a_transcript_around_them() {
    assert_eq!(turns("NEW DELHI: The talks went on."), [""; 0]);
    assert_eq!(turns("OSMAN: We go on.\nLUND: So do we."), ["OSMAN:", "LUND:"]);
    assert_eq!(turns("Economy: bad.\nTrade: worse.\nSecurity: good."), [""; 0]);
    assert_eq!(
        turns("Ana Lund: Will you go?\nJo Roe: I will not.\nAna Lund: Then I will."),
        ["Ana Lund:", "Jo Roe:", "Ana Lund:"]
    );
    assert_eq!(
        turns("Ana Lund: Will you go?\nJo Roe-Bly: No.\nAL: Why?\nJRB: It rains."),
        ["Ana Lund:", "Jo Roe-Bly:", "AL:", "JRB:"]
    );
    assert_eq!(turns("Lund: 5,012.\nRoe: 17.\nLund: 4.\nRoe: 9."), [""; 0]);
    assert_eq!(turns("\"OSMAN: We go on.\n“LUND: So do we."), ["\"OSMAN:", "“LUND:"]);
}

#[test]
fn bare_letters_of_press_offices() {
    assert_eq!(turns("Q    Will you go?\nMS. LUND:  No.\nQ    Why?"), ["Q", "MS. LUND:", "Q"]);
    assert_eq!(turns("Q Will you go?\nMS. LUND: No.\nQ Why?"), ["Q", "MS. LUND:", "Q"]);
    assert_eq!(turns("Q Magazine said so.\nNobody else did."), [""; 0]);
    assert_eq!(turns("A plan is a plan.\nQ is a letter."), [""; 0]);
}

#[test]
fn a_label_is_one_before_marks_and_without_a_space() {
    let text = "Q (Inaudible.)\nMR. LUND:Yes.\nQ -- and then?\nMR. LUND: -- as I said.\nQ … why?\nQ. Who?\nQ and when?";
    assert_eq!(turns(text), ["Q", "MR. LUND:", "Q", "MR. LUND:", "Q", "Q.", "Q"]);
    assert_eq!(turns("Q1: Will you?\nA1: I will.\nQ2: When?\nA2: Soon."), ["Q1:", "A1:", "Q2:", "A2:"]);
}

#[test]
fn who_interrupts_or_breaks_off_has_a_label_where_it_is_one_elsewhere() {
    let talk = "MR. LUND: We go on.\nQUESTION: When?\n";
    let more =
        "MR. LUND -- as I said: in May.\nQUESTION… and then?\nMR. LUND — then nothing.\nQUESTION -- but why?";
    let labels = ["MR. LUND:", "QUESTION:", "MR. LUND", "QUESTION", "MR. LUND", "QUESTION"];
    assert_eq!(turns(&format!("{talk}{more}")), labels);
    for line in [
        "LISSA -- The envoy left.",
        "NATO… and what it is for",
        "USA -- a note",
        "MR. LUND AND I -- we left.",
    ] {
        assert_eq!(turns(&format!("{talk}{line}")), labels[..2], "{line}");
    }
    assert_eq!(turns(more), [""; 0]);
}

#[test]
fn a_time_behind_a_name_makes_a_label() {
    for label in ["Port Authority spokesperson (00:05):", "Ana Lund: (1:02:05)", "Speaker 1 (00:01):"] {
        assert_eq!(turns(&format!("{label}\nGood afternoon.\n{label}\nI know.")), [label, label]);
        assert_eq!(turns(&format!("{label} Good afternoon.\n{label} I know.")), [label, label]);
    }
    assert_eq!(turns("The ferry left late (10:48), as on Monday.\nIt was full."), [""; 0]);
}

#[test]
fn an_office_and_a_name_are_a_label() {
    for label in [
        "Minister of Transport Jo Roe:",
        "Deputy Minister for Ferries Ana Lund:",
        "Mayor Ana Lund of Port Lissa:",
    ] {
        assert_eq!(turns(&format!("{label} We go on.\nQ: When?\n{label} In May.")), [label, "Q:", label]);
    }
}

#[test]
fn whoever_speaks_in_a_transcript_has_a_label() {
    let text = "President of Lissa Ana Lund: Good morning. We have met.\nKTV: What was agreed?\nAna Lund: Nothing.\n\
        Lissa Wire: Will you meet again?\nQUESTION (via interpreter): When?\nANA McLUND: In May.";
    let labels = [
        "President of Lissa Ana Lund:",
        "KTV:",
        "Ana Lund:",
        "Lissa Wire:",
        "QUESTION (via interpreter):",
        "ANA McLUND:",
    ];
    assert_eq!(turns(text), labels);
}

#[test]
fn a_parliament_s_record_names_members_with_their_seats() {
    let text = "Jo Roe (Lissa North) (Lab): Will he go?\nThe Minister for Ferries (Ola Berg): I will.\nHon. Members: Shame!\nJo Roe: When?";
    assert_eq!(
        turns(text),
        ["Jo Roe (Lissa North) (Lab):", "The Minister for Ferries (Ola Berg):", "Hon. Members:", "Jo Roe:"]
    );
    let text = "Jo Roe (Lissa North) (Lab)\nWill he go?\nOla Berg (Port) (Con)\nI will.\nJo Roe\nWhen?\nMr Speaker\nOrder.";
    assert_eq!(turns(text), ["Jo Roe (Lissa North) (Lab)", "Ola Berg (Port) (Con)", "Jo Roe", "Mr Speaker"]);
    assert_eq!(turns("The Northern Line (Lissa) (Port)\nIt is closed."), [""; 0]);
}

#[test]
fn names_above_what_is_said_are_labels_where_they_come_again() {
    let text = "Ferry Services\n\nAnna Berg\n\nWill the line stay open?\n\nPaul Dahl\n\nIt will, and I shall come myself.\n\n\
        Anna Berg\n\nI thank him.\n\nPaul Dahl\n\nYou are welcome.";
    assert_eq!(turns(text), ["Anna Berg", "Paul Dahl", "Anna Berg", "Paul Dahl"]);
    let report = "The Talks\n\nThe talks went on for two days.\n\nPort Lissa\n\nThe port is open.\n\nThe Talks\n\nThey ended.\n\n\
        Port Lissa\n\nIt is closed.";
    assert_eq!(turns(report), [""; 0]);
}

#[test]
fn labels_of_other_scripts() {
    assert_eq!(
        turns("Вопрос: Вы поедете?\nА. Лунд: Нет.\nВопрос: Почему?\nА. Лунд: Дождь."),
        ["Вопрос:", "А. Лунд:", "Вопрос:", "А. Лунд:"]
    );
    assert_eq!(
        turns("记者：会谈结束了吗？\n伦德：没有。\n记者：为什么？\n伦德：下雨。"),
        ["记者：", "伦德：", "记者：", "伦德："]
    );
}

#[test]
fn lists_of_values_are_no_turns() {
    for text in [
        "Locals: $2\nVisitors: $5\nLocals: $2\nVisitors: $6",
        "PUBLISHED: 10:48\nUPDATED: 11:00\nPLACE: Lissa",
        "Date of Meeting: Monday, 4 March\nChair: Ana Lund\nSecretary: Jo Roe\nVenue: Town hall",
        "President: Ana Lund",
        "Q: Ana Lund writes her first novel",
    ] {
        assert_eq!(turns(text), [""; 0], "{text}");
    }
    let mixed =
        "Date: 4 March\nPRESIDENT: Ana Lund\nVenue: Lissa\nMR. ROE: We begin.\nQ: When?\nMR. ROE: Now.";
    assert_eq!(turns(mixed), ["MR. ROE:", "Q:", "MR. ROE:"]);
}

#[test]
fn other_labels_are_no_speakers() {
    let text = "NOTE: changed.\nUPDATE: again.\nHe said: “No.”\nhttps://example.org\nAt 10:30 it rained.";
    assert_eq!(turns(text), [""; 0]);
}

#[test]
fn a_rank_is_a_title() {
    for label in ["MAJOR GENERAL PAT RUDD:", "Rear Admiral Jo Roe:", "COMMANDER ANA LUND:", "Captain Roe:"] {
        assert_eq!(turns(&format!("{label} Good afternoon. We met our allies.")), [label]);
    }
    assert_eq!(turns("MAJOR DEVELOPMENTS: The talks ended.\nMajor Roads: They are closed."), [""; 0]);
}

#[test]
fn a_talk_of_one_person_opens_with_a_greeting() {
    assert_eq!(turns("ANA LUND: Good afternoon. We have met.\nNothing is signed."), ["ANA LUND:"]);
    for text in [
        "PORT LISSA: The talks went on.",
        "PORT LISSA: We have met, and nothing is signed.",
        "THE LONG READ: Good harbours make good towns",
        "LISSA: Good morning! The port is open.",
        "OPENING SESSION: Welcome by the mayor.",
    ] {
        assert_eq!(turns(text), [""; 0], "{text}");
    }
}

#[test]
fn outlets_that_write_themselves_in_small_letters_ask() {
    let talk = "harbour.fm: How do you see the talks?\nJo Roe: I think that they will go on.\nharbour.fm: And then?\n\
        Jo Roe: Then we shall see.";
    assert_eq!(turns(talk), ["harbour.fm:", "Jo Roe:", "harbour.fm:", "Jo Roe:"]);
    for text in [
        "note: the talks went on.\nnote: they ended.\nJo Roe: I went.\nJo Roe: I came back.",
        "see: what is a ferry?\nsee: who pays?",
        "https: is it safe?\nhttps: why not?\nJo Roe: I think so.\nJo Roe: I do.",
        "pros: It is fast.\ncons: It is dear.\npros: It is safe.\nLissa Line: We sail.\nLissa Line: We stay.",
    ] {
        assert!(!turns(text).iter().any(|label| label.starts_with(char::is_lowercase)), "{text}");
    }
}

#[test]
fn a_title_and_a_name_in_capitals_before_a_full_stop_are_a_label() {
    let text = "Mr. BELMONT. Mr. Speaker, I yield myself five minutes.\nThe ferry is late.\n\
        Mrs. ROE of New Lissa. I thank the gentleman.\nThe SPEAKER pro tempore. The time has expired.\n\
        Ms. McLUND. “Order” is my word.";
    assert_eq!(
        turns(text),
        ["Mr. BELMONT.", "Mrs. ROE of New Lissa.", "The SPEAKER pro tempore.", "Ms. McLUND."]
    );
    for text in [
        "Mr. BELMONT. He came late.\nNobody saw him.",
        "Mr. Belmont. He came.\nMrs. Roe. She left.",
        "The EU. It pays.\nThe UN. It asks.",
        "MR. BELMONT CAME. HE LEFT.\nMRS. ROE STAYED. SHE SLEPT.",
        "Mr. ROE, Mrs. LUND, and\nMr. BERG, Ms. DAHL, and",
    ] {
        assert_eq!(turns(text), [""; 0], "{text}");
    }
}

#[test]
fn names_of_a_chamber_need_not_come_again() {
    let text = "Anna Berg\n\nI thank the Minister for that answer.\n\nPaul Dahl\n\nI beg to differ, and so does my party.\n\n\
        Ana Lund\n\nWill the House sit on Monday?";
    assert_eq!(turns(text), ["Anna Berg", "Paul Dahl", "Ana Lund"]);
    let text = "The Minister for Ferries (Ola Berg)\n\nI thank the honourable member.\n\nDeputy Jo Roe (Lissa North)\n\n\
        I ask the Minister to think again.\n\nFerry Line (Winter)\n\nOrdered.";
    assert_eq!(turns(text), ["The Minister for Ferries (Ola Berg)", "Deputy Jo Roe (Lissa North)"]);
    let text = "Minister of State at the Department of Ferries (Anne Lund)\n\nI thank the Deputy for that.\n\nDeputy Jo Roe\n\n\
        I welcome what the Minister says.";
    assert_eq!(turns(text), [""; 0], "two names may be headings");
    let more = format!("{text}\n\nDeputy Paul Dahl\n\nWill the House sit on Monday?");
    assert_eq!(turns(&more).len(), 3, "{:?}", turns(&more));
    let advice = "Eat Well\n\nYou should eat more fish, and we mean it.\n\nSleep More\n\nYou need eight hours.\n\nWalk Often\n\n\
        I walk to the port each day.";
    assert_eq!(turns(advice), [""; 0]);
}
