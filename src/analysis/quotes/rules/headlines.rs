//! Headlines that end or begin with their speaker: “Ceasefire near: Arden”.

use std::ops::Range;

use crate::analysis::QuoteKind;
use crate::analysis::names::NameKind;
use crate::analysis::quotes::claimed::Claimed;
use crate::analysis::quotes::construction;
use crate::analysis::quotes::draft::{self, Choice, Draft};
use crate::analysis::quotes::rule::Rule;
use crate::analysis::quotes::scene::Scene;
use crate::analysis::syntax::Tag;
use crate::document::BlockKind;
use std::collections::HashMap;

/// A headline that ends with its speaker, "Ceasefire near: Arden", or begins with them, "Arden: Ceasefire near".
pub fn headlines(scene: &Scene, before: &[Draft]) -> Vec<Draft> {
    let claimed = Claimed::by(before);
    let free = |n: &usize| {
        (is_headline(scene, *n) || is_short_line(scene, *n))
            && !claimed.touches(scene.layout.blocks[*n].block.span)
    };
    // The last place where each word is part of a name.
    let named = (0..scene.words.len()).filter(|&t| scene.names[t].is_some());
    let names: HashMap<u32, usize> = named.map(|t| (scene.words[t], t)).collect();
    (0..scene.layout.blocks.len()).filter(free).filter_map(|n| headline(scene, n, &names)).collect()
}

/// Longest headline, in tokens.
const LONGEST_HEADLINE: usize = 24;

/// Whether a block is a heading, or a short first line without a full stop.
pub fn is_headline(scene: &Scene, n: usize) -> bool {
    let block = &scene.layout.blocks[n];
    let short = !block.tokens.is_empty() && block.tokens.len() <= LONGEST_HEADLINE;
    let open = || !matches!(scene.layout.word(block.tokens.end - 1), "." | ":" | "?" | "!");
    let heading = block.block.kind == BlockKind::Heading;
    let title = n == 0 && scene.layout.blocks.len() > 1 && block.block.kind == BlockKind::Paragraph;
    short && (heading || title) && open()
}

/// Whether a block is a short line of prose without a full stop, like the first line of a live blog's entry.
fn is_short_line(scene: &Scene, n: usize) -> bool {
    let block = &scene.layout.blocks[n];
    let short = !block.tokens.is_empty() && block.tokens.len() <= LONGEST_HEADLINE;
    short
        && block.block.kind == BlockKind::Paragraph
        && !matches!(scene.layout.word(block.tokens.end - 1), "." | ":")
}

/// The draft for the headline in block `n`; `names` has the last place where each word is part of a name.
fn headline(scene: &Scene, n: usize, names: &HashMap<u32, usize>) -> Option<Draft> {
    const LONGEST_NAME: usize = 4;
    let tokens = scene.layout.blocks[n].tokens.clone();
    let colons: Vec<usize> = tokens.clone().filter(|&i| scene.layout.word(i) == ":").collect();
    let [colon] = colons[..] else { return None };
    // "From: Ama Mensah" is the head of a mail.
    let labels_a_mail =
        scene.is(colon.saturating_sub(1), &["from", "to", "cc", "bcc", "subject", "sent", "date"]);
    if labels_a_mail && colon > tokens.start {
        return None;
    }
    let recurs = |i: usize| names.get(&scene.words[i]).is_some_and(|&last| last >= tokens.end);
    let capital = |i: usize| scene.layout.tokens[i].is_capitalised(scene.layout.text);
    let named = |part: &Range<usize>| {
        let short = !part.is_empty() && part.len() <= LONGEST_NAME && part.clone().all(capital);
        short && (part.clone().all(|i| scene.names[i].is_some()) || recurs(part.end - 1))
    };
    let (front, back) = (tokens.start..colon, colon + 1..tokens.end);
    let (source, words) = match () {
        () if named(&back) && !named(&front) => (back, front),
        () if named(&front) && !named(&back) => (front, back),
        () => return None,
    };
    let item = |t: usize| scene.items.item_of(scene.runs, t);
    let items = item(words.start)..item(words.end - 1) + 1;
    let pieces = vec![draft::trim(scene, items)];
    let kind = draft::kind(scene, &pieces);
    // A whole quoted sentence after a name is a turn of a talk rather than a headline.
    let ends = pieces.last().and_then(|p| scene.run(p.end - 1)).map(|run| run.last(scene.layout));
    let sentence = matches!(ends, Some("." | "!" | "?"));
    if !is_headline(scene, n) && (kind != QuoteKind::Direct || sentence) {
        return None;
    }
    let signed = source.start > words.start;
    let of_a_place = !signed
        && kind != QuoteKind::Direct
        && source.clone().all(|t| scene.names[t] == Some(NameKind::Place));
    // Words without marks must be a clause; "Arden: a life in the port" is a title.
    let clause = construction::has_clause(scene, words.clone())
        || scene.tags[words.clone()]
            .iter()
            .any(|t| matches!(t, Tag::Vbz | Tag::Vbd | Tag::Md | Tag::Jj | Tag::To));
    (kind != QuoteKind::Indirect || (clause || signed) && words.len() >= 3).then(|| Draft {
        kind,
        spans: pieces.iter().flat_map(|p| draft::piece_spans(scene, p.clone())).collect(),
        items: pieces,
        source: Some(source),
        cue: None,
        // "Lissa: talks will go on": the label is a place as often as a speaker.
        confidence: if of_a_place { 0.7 } else { 0.9 },
        rule: Rule::Headline,
        choice: Choice::default(),
        anonymous: false,
    })
}
