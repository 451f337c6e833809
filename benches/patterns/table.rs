//! The patterns: a name, and a template that is filled in repeatedly.

use crate::material::made_up;

/// The fields: `{First}` and `{Last}` names, `{LAST}` in capitals, `{word}`, `{ABC}` initials, each new every time;
/// `{n}`, the number of the round; `{Name}`, one of ten names.
pub const PATTERNS: &[(&str, &str)] = &[
    // Patterns that once took quadratic time.
    ("new parties with initials", "the {Last} Party ({ABC}) met. "),
    ("new parties with initials, one a paragraph", "the {Last} Party ({ABC}) met.\n\n"),
    ("shouted sentence", "THE PRESIDENT SAID NO. "),
    ("new names", "{Last}. "),
    ("new first names, one surname", "{First} Smith said so. "),
    ("who said that", "who said that "),
    // Marks.
    ("full stops", "."),
    ("commas", ", "),
    ("straight marks", "\""),
    ("straight marks apart", "\" "),
    ("single marks", "'"),
    ("single marks apart", "' "),
    ("opening marks", "“"),
    ("closing marks", "”"),
    ("opening and closing", "“ ” "),
    ("low and high marks", "„ “ "),
    ("angle marks", "« "),
    ("corner marks", "「"),
    ("back ticks", "` "),
    ("dashes", "— "),
    ("hyphens", "-"),
    ("colons", ": "),
    ("semicolons", "; "),
    ("question marks", "? "),
    ("brackets opened", "("),
    ("brackets opened and closed", "() "),
    ("brackets nested", "(a "),
    ("square brackets", "[ ] "),
    ("slashes", "/ "),
    ("asterisks", "* "),
    ("ellipses", "… "),
    ("all marks", ".,;:!?\"'“”‘’«»()[]{}—–-/ "),
    // Quotations.
    ("quotations", "“We will go,” he said. "),
    ("quotations, one a paragraph", "“We will go,” he said.\n\n"),
    ("quotations of one word", "“Yes” "),
    ("quotations without speaker", "“We will go there now.” "),
    ("quotations never closed", "“We will go there "),
    ("quotations never closed, paragraphs", "“We will go there now.\n\n"),
    ("quotations in quotations", "“He said ‘no’ to ‘us’ and “them”,” she said. "),
    ("nested quotations opened", "“He ‘said "),
    ("single quotations", "‘We will go,’ he said. "),
    ("plural possessives", "the ministers' plan "),
    ("apostrophes", "it's they're don't "),
    ("dialogue with dashes", "— We go, said {Name}. — At once.\n\n"),
    ("a quotation and adding", "“We go,” {Name} said, adding, “We stay.” "),
    ("halves of quotations", "“We,” {Name} said, “will go.” "),
    ("signed quotations", "“We will stay here.” — {First} {Last}\n\n"),
    ("quotations announced", "{Name} said: “We will go there.” "),
    ("one quotation of everything", "we will go there with them and "),
    // Cues and reports.
    ("said", "said "),
    ("says that", "says that "),
    ("he said", "he said "),
    ("he said it", "he said it. "),
    ("said, said", "said, "),
    ("according to", "according to "),
    ("according to him", "according to him, "),
    ("told that he told", "told them that he told "),
    ("asked whether", "asked whether "),
    ("was asked", "was asked why and "),
    ("what they call", "what they call "),
    ("in his view", "in his view, "),
    ("in new views", "In {Last}’s view, it was late. "),
    ("read out by", "It was said, read out by {First} {Last}. "),
    ("statements", "a statement by the minister said "),
    ("verbs", "went saw came took gave held "),
    ("reports in reports", "{Name} said that {Name} said that "),
    ("reports and semicolons", "{Name} said it was late; "),
    ("one verb each", "Ministers warn. "),
    ("passives", "It was called a failure by them. "),
    // Names.
    ("full names", "{First} {Last} "),
    ("full names that speak", "{First} {Last} said so. "),
    ("full names, then surnames", "{First} {Last} met {Last} and {Last}. "),
    ("one surname", "Smith "),
    ("one name that speaks", "{Name} said so. "),
    ("surnames that speak", "{Last} said so. "),
    ("new surnames, one first name", "John {Last} said so. "),
    ("double surnames", "{First} {Last}-{Last} met {Last}. "),
    ("three-part names", "{First} {Last} {Last} met {Last}. "),
    ("sons", "{First} bin {Last} bin {Last} "),
    ("particles", "al de bin van la el "),
    ("names with particles", "{First} van der {Last} left. "),
    ("initials before names", "J. {Last} and J. R. {Last} met. "),
    ("initials for persons", "{First} {Last}-{Last} spoke. {ABC} left. "),
    ("name words in one run", "{Last} {Last} {Last} {Last} {Last} "),
    ("names joined with and", "{Last} and {Last} and "),
    ("names joined with commas", "{Last}, {Last}, "),
    ("possessives", "{Last}'s "),
    ("chain of possessives", "Smith's brother's "),
    ("chain of of", "of the minister "),
    ("names for and on", "the Center for {Last} and "),
    ("councils on", "the Council on {Last}. "),
    ("ministries of states", "the {Last} Ministry and Turkey's foreign ministry said. "),
    ("bodies, then their heads", "The {Last} Group met. The group said so. "),
    ("bodies by their last word", "the {Last} Front met the Front. "),
    ("one body", "The Hill Front met. The front said so. "),
    ("general nouns", "the group said the council told the agency. "),
    ("states", "Russia and Turkey met Iran. "),
    ("demonyms", "Russian Turkish Iranian "),
    ("capitals of states", "Moscow and Ankara said. "),
    ("datelines", "NAIROBI, March 3 (Wire) — It rained.\n\n"),
    ("initials", "{ABC} "),
    ("initials that speak", "{ABC} said so. "),
    ("one set of initials", "ABK said so. "),
    ("new bodies and the bracket", "{Last} {Last} Union ({ABC}) "),
    ("initials in brackets", "({ABC}) "),
    ("roles", "the president the minister the envoy "),
    ("role of role", "spokesman of the minister of the president of "),
    ("roles and names", "Foreign Minister {First} {Last} met the foreign minister. "),
    ("offices", "The Secretary-General met the Prime Minister. "),
    ("titles", "Mr. President Dr. General Mrs. "),
    ("titles before names", "Gen. {Last} met Mr. {Last}. "),
    ("appositions", "{First} {Last}, the envoy for Syria, left. "),
    ("coordinated roles", "the king, the queen, the envoy, "),
    ("counterparts", "{First} {Last}, the Turkish minister, met his Turkish counterpart. "),
    ("leaders of states", "the Syrian leader met the Russian president. "),
    ("opposition", "the opposition said the government said "),
    ("places", "in {Last}, near {Last}, "),
    ("compounds", "U.S.-backed Russian-led "),
    ("events of years", "the 2016 {Last} election "),
    ("pronouns", "he said she said they said it said "),
    ("pronouns alone", "he she it they "),
    ("one driver, he", "One driver waited. He said so. "),
    // Forms of text.
    ("all capitals", "{LAST} {LAST} "),
    ("all capitals, sentences", "{LAST} SAID NO. "),
    ("all capitals, one line", "MINISTERS MET ENVOYS AND "),
    ("capitals and lower case", "A b C d "),
    ("title case", "The Minister Said That He Would Go "),
    ("one word a line", "{word}\n"),
    ("one name a line", "{Last}\n"),
    ("one word a paragraph", "{word}\n\n"),
    ("one line of words", "{word} "),
    ("one line of one letter", "a"),
    ("one letter and space", "a "),
    ("one line of capitals", "A"),
    ("capitals apart", "A "),
    ("capitals with stops", "A. "),
    ("numbers", "{n} "),
    ("numbers with commas", "{n},000, "),
    ("dates", "On March 3, 2018, "),
    ("times", "10:30 a.m. "),
    ("addresses", "https://example.org/{word} "),
    ("mail addresses", "{word}@example.org "),
    ("hash tags", "#{word} @{word} "),
    ("emoji", "😀"),
    ("emoji with joiners", "👩‍👩‍👧 "),
    ("flags", "🇫🇷🇩🇪 "),
    ("Chinese", "总统说他不会去。"),
    ("Chinese without stops", "总统说他不会去"),
    ("Japanese quotations", "「行きます」と大臣は言った。"),
    ("Korean", "대통령은 말했다. "),
    ("Arabic", "قال الرئيس "),
    ("Russian", "Президент сказал, что нет. "),
    ("accents", "é ü ñ ø "),
    ("combining marks", "e\u{301}"),
    ("accented names", "{First} Erdoğan-Çelik said so. "),
    ("transcript", "MR. {LAST}: We will go.\n\nQUESTION: Why?\n\n"),
    ("transcript of two", "SMITH: We will go.\n\nJONES: Why?\n\n"),
    ("transcript of names", "{First} {Last}: We will go there.\n\n"),
    ("transcript of letters", "Q: Why?\n\nA: We will go.\n\n"),
    ("labels and values", "Date: {n}\nPlace: {Last}\n"),
    ("table with tabs", "{Last}\t{n}\t{word}\n"),
    ("table with bars", "| {Last} | {n} | {word} |\n"),
    ("list with bullets", "• {First} {Last} said so\n"),
    ("list with numbers", "{n}. {First} {Last} spoke\n"),
    ("block quotations", "He said:\n\n    We will go there now.\n\n"),
    ("headings", "{LAST} {LAST}\n\nIt rained.\n\n"),
    ("verse", "we go\nthey stay\n\n"),
    ("resolution", "Decides that {Last} and {Last} shall, noting that it noted, "),
    ("footnotes", "It rained.{n} He said so.{n} "),
    ("end marks", "-ENDS-\n\n###\n\n"),
    ("clause in clause", "which the man that the man who said "),
    ("and, and, and", "and "),
    ("that, that, that", "that "),
    ("adjectives", "big red old new "),
    ("nouns", "talk plan port ship "),
    ("subordinate clauses", "because if while although he left "),
    ("sentences of one word", "Go. "),
    ("commas and names", "{Last}, who left, "),
];

/// Repeats `template`, filled in, up to `size` bytes.
pub fn text(template: &str, size: usize) -> String {
    let mut out = String::with_capacity(size + template.len() + 100);
    let mut made = 0;
    for round in 0.. {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((field, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            made += 1;
            fill(field, round, made, &mut out);
            rest = behind;
        }
        out.push_str(rest);
        if out.len() >= size {
            return out;
        }
    }
    out
}

/// Appends the value of a field.
fn fill(field: &str, round: usize, made: usize, out: &mut String) {
    const TEN: [&str; 10] =
        ["Okafor", "Ilves", "Mensah", "Dubosc", "Arden", "Kiptoo", "Halloran", "Sabbagh", "Boro", "Higa"];
    match field {
        "First" => out.push_str(&made_up(6, made)),
        "Last" => out.push_str(&made_up(8, made)),
        "LAST" => out.push_str(&made_up(8, made).to_uppercase()),
        "word" => out.push_str(&made_up(6, made).to_lowercase()),
        "ABC" => out.extend((0..3).map(|n| char::from(b'A' + (made / 26_usize.pow(n) % 26) as u8))),
        "Name" => out.push_str(TEN[made % TEN.len()]),
        "n" => out.push_str(&round.to_string()),
        other => {
            out.push('{');
            out.push_str(other);
            out.push('}');
        }
    }
}
