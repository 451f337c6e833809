//! The card of an actor: who they are, their names in the text, their quotes, and quotes to and about them.

use super::{Overlay, Target, Tone};
use crate::briefing::{Mention, Quote, QuoteForm, QuoteKind, Via};
use crate::reader::panes::actors::kind_name;
use crate::reader::panes::marks::kind_mark;
use crate::reader::panes::quotes::words_of;
use crate::reader::reading::{Reading, Speaker};
use crate::text::{Span, sanitise_line};

/// The most other names that are listed.
const NAMES: usize = 8;
/// The most companions that are listed.
const COMPANIONS: usize = 6;

impl Overlay {
    /// The card of an actor.
    pub fn card(reading: &Reading, index: usize) -> Self {
        let actor = &reading.actors()[index];
        let mut sheet = Self::new(&actor.name);
        sheet.actor = Some(index);
        let country = actor.country.as_ref().map(|code| format!(" · {code}")).unwrap_or_default();
        sheet.line(Tone::Plain, "Kind", &format!("{}{country}", kind_name(actor.kind)));
        sheet.say_role(reading, index);
        sheet.say_names(reading, index);
        let mentions = reading.mentions_of(index);
        if let (Some(first), Some(last)) = (mentions.first(), mentions.last()) {
            let (from, to) = (reading.block_at(first.start) + 1, reading.block_at(last.start) + 1);
            let times =
                if mentions.len() == 1 { "once".to_owned() } else { format!("{} times", mentions.len()) };
            let place =
                if from == to { format!("paragraph {from}") } else { format!("paragraphs {from}–{to}") };
            sheet.entry("Named", &format!("{times}, {place}"), Target::Passage(*first));
        }
        let companions = companions(reading, index);
        if !companions.is_empty() {
            sheet.line(Tone::Plain, "Named with", &companions.join(", "));
        }
        let all = 0..reading.quotes().len();
        let said: Vec<usize> =
            all.clone().filter(|&q| *reading.speaker(q) == Speaker::Actor(index)).collect();
        sheet.list(reading, &format!("Said {}", told(reading, &said)), &said, false);
        let others = || all.clone().filter(|q| !said.contains(q));
        let to: Vec<usize> = others().filter(|&q| is_addressed(reading, q, index)).collect();
        sheet.list(reading, &format!("Said to them: {}", to.len()), &to, true);
        let of: Vec<usize> = others().filter(|&q| !to.contains(&q) && is_about(reading, q, index)).collect();
        sheet.list(reading, &format!("Said of them: {}", of.len()), &of, true);
        sheet.line(Tone::Plain, "", "");
        sheet.line(Tone::Faint, "", "* next mention   & filter   M merge   R rename   A add a name");
        sheet.begun()
    }

    /// The role and its source.
    fn say_role(&mut self, reading: &Reading, index: usize) {
        let actor = &reading.actors()[index];
        let Some(role) = &actor.role else { return };
        match role_in_text(reading, index, role) {
            Some(span) => {
                let number = reading.block_at(span.start) + 1;
                self.entry("Role", &format!("{role}, as in paragraph {number}"), Target::Passage(span));
            }
            None if actor.listed => {
                self.line(Tone::Plain, "Role", &format!("{role}, from the list of actors"));
            }
            None => self.line(Tone::Plain, "Role", role),
        }
    }

    /// The other names in the text, and why they are taken for this actor.
    fn say_names(&mut self, reading: &Reading, index: usize) {
        let actor = &reading.actors()[index];
        let known = reading.briefing().and_then(|briefing| briefing.actor(&actor.id));
        let mut names: Vec<(String, Mention, usize)> = Vec::new();
        for mention in known.map_or(&[][..], |actor| &actor.mentions) {
            let words = sanitise_line(reading.of(mention.span), 40);
            match names.iter_mut().find(|(name, ..)| name.to_lowercase() == words.to_lowercase()) {
                Some((.., count)) => *count += 1,
                None => names.push((words, *mention, 1)),
            }
        }
        names.retain(|(name, ..)| *name != actor.name);
        let mut label = "Also called";
        for (name, mention, count) in names.iter().take(NAMES) {
            let why = via_name(mention.via);
            let times = if *count == 1 { String::new() } else { format!(", {count} times") };
            self.entry(label, &format!("{name}  {why}{times}"), Target::Passage(mention.span));
            label = "";
        }
        let more = names.len().saturating_sub(NAMES);
        if more > 0 {
            self.line(Tone::Faint, "", &format!("and {more} more"));
        }
        let unseen: Vec<&str> = actor
            .aliases
            .iter()
            .filter(|alias| !names.iter().any(|(name, ..)| name == *alias))
            .map(String::as_str)
            .collect();
        if !unseen.is_empty() {
            self.line(Tone::Plain, label, &unseen.join(", "));
        }
    }

    /// Some quotes below a heading, with their speakers if these are others.
    fn list(&mut self, reading: &Reading, heading: &str, quotes: &[usize], with_speaker: bool) {
        if quotes.is_empty() {
            return;
        }
        self.heading(heading);
        for &q in quotes {
            let quote = &reading.quotes()[q];
            let speaker = reading.speaker_name(reading.speaker(q));
            let speaker = if with_speaker { format!("{speaker}: ") } else { String::new() };
            let doubt = if quote.is_sure() { "" } else { "  unsure" };
            let words = format!("{} {speaker}{}{doubt}", kind_mark(quote.kind), words_of(reading, quote));
            let number = reading.block_at(reading.quote_start(q)) + 1;
            self.entry(&format!("paragraph {number}"), &words, Target::Quote(q));
        }
    }
}

/// The number of quotes, and how many of them are not in the speaker's own words.
fn told(reading: &Reading, quotes: &[usize]) -> String {
    let of = |suits: fn(&Quote) -> bool| quotes.iter().filter(|&&q| suits(&reading.quotes()[q])).count();
    let paraphrased = of(|q| q.kind == QuoteKind::Indirect && q.form != QuoteForm::Stance);
    let parts = [
        (paraphrased, "paraphrased"),
        (of(|q| q.form == QuoteForm::Stance), "as a stance"),
        (of(|q| !q.is_sure()), "unsure"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
    format!("{}{}", quotes.len(), parts.collect::<String>())
}

/// Whether a quote is addressed to an actor.
fn is_addressed(reading: &Reading, quote: usize, actor: usize) -> bool {
    let addressee = reading.quotes()[quote].addressee;
    addressee.is_some_and(|span| reading.mentions_in(span).iter().any(|(_, a)| *a == actor))
}

/// Whether the words of a quote name an actor.
fn is_about(reading: &Reading, quote: usize, actor: usize) -> bool {
    let names = |span: &Span| reading.mentions_in(*span).iter().any(|(_, a)| *a == actor);
    reading.quotes()[quote].spans.iter().any(names)
}

/// The place where the text gives an actor's role: in a paragraph that names the actor.
fn role_in_text(reading: &Reading, actor: usize, role: &str) -> Option<Span> {
    let role = role.to_lowercase();
    let first = role.split(" of ").next().unwrap_or(&role);
    reading.mentions_of(actor).iter().find_map(|mention| {
        let block = reading.blocks()[reading.block_at(mention.start)].span;
        let words = reading.of(block).to_lowercase();
        (words.contains(&role) || words.contains(first)).then_some(*mention)
    })
}

/// Why an expression is taken for an actor.
fn via_name(via: Via) -> &'static str {
    match via {
        Via::Name => "another spelling of the name",
        Via::Acronym => "the initials",
        Via::Surname => "the surname alone",
        Via::Alias => "another name",
        Via::Role => "a description that fits nobody else",
        Via::Demonym => "the people or the adjective",
        Via::Metonym => "the seat that stands for them",
        Via::Collective => "a collective",
        Via::Pronoun => "a pronoun",
    }
}

/// The actors in the same paragraphs, the most frequent first.
fn companions(reading: &Reading, actor: usize) -> Vec<String> {
    let mut together = vec![0usize; reading.actors().len()];
    let mut last = None;
    for span in reading.mentions_of(actor) {
        let block = reading.block_at(span.start);
        if last.replace(block) == Some(block) {
            continue;
        }
        let mut here: Vec<usize> =
            reading.mentions_in(reading.blocks()[block].span).iter().map(|(_, a)| *a).collect();
        here.sort_unstable();
        here.dedup();
        here.into_iter().filter(|&a| a != actor).for_each(|a| together[a] += 1);
    }
    let mut order: Vec<usize> = (0..together.len()).filter(|&a| together[a] > 0).collect();
    order.sort_by_key(|&a| (std::cmp::Reverse(together[a]), a));
    let name = |a: usize| format!("{} {}", reading.actors()[a].name, together[a]);
    order.into_iter().take(COMPANIONS).map(name).collect()
}
