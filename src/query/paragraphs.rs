//! A briefing as a source: the paragraphs that a query matches.

use std::cell::RefCell;
use std::collections::HashMap;

use jiff::civil::Date;

use super::expression::joined;
use super::names::{Fit, folded, suits_folded};
use super::{Field, Is, MeaningError, Piece, Quoted, Source, Term};
use crate::briefing::{Actor, Briefing, Quote, QuoteForm, QuoteKind};
use crate::document::Timestamp;
use crate::text::{Span, terms};

/// The paragraphs of a briefing. A set of them has a flag for each block.
pub struct Paragraphs<'a> {
    briefing: &'a Briefing,
    today: Date,
    /// The actors of the briefing by id.
    numbers: HashMap<&'a str, usize>,
    /// Negated names and values that do not occur here.
    absent: RefCell<Vec<MeaningError>>,
}

impl<'a> Paragraphs<'a> {
    /// The paragraphs of `briefing`; `today` is the day from which "the last seven days" counts.
    pub fn new(briefing: &'a Briefing, today: Date) -> Self {
        // If two share an id, the first counts.
        let numbers = briefing.actors.iter().enumerate().rev().map(|(i, a)| (a.id.as_str(), i)).collect();
        Self { briefing, today, numbers, absent: RefCell::default() }
    }

    /// The negated names and values of the queries so far that do not occur here.
    pub fn absences(self) -> Vec<MeaningError> {
        self.absent.into_inner()
    }

    /// The actors that words without a field mean, by index: those whose name has all of the words, else those
    /// whose name has any.
    pub fn named(&self, pieces: &[Piece]) -> Vec<usize> {
        let whole = self.called(&joined(pieces));
        if !whole.is_empty() || pieces.len() < 2 {
            return whole;
        }
        pieces.iter().flat_map(|piece| self.called(piece.words())).collect()
    }

    /// The actors that a field's term means, by index; none for a field that means no actors, or a name that nobody
    /// has.
    pub fn actors_of(&self, term: &Term) -> Vec<usize> {
        let actors = self.briefing.actors.iter().enumerate();
        match term {
            Term::Kind(kinds, _) => actors.filter(|(_, a)| kinds.contains(&a.kind)).map(|(i, _)| i).collect(),
            Term::Name(Field::Role, words) => {
                let words = folded(words);
                let suits =
                    |a: &Actor| a.role.as_deref().is_some_and(|role| suits_folded(role, &words) > Fit::None);
                actors.filter(|(_, a)| suits(a)).map(|(i, _)| i).collect()
            }
            Term::Name(Field::Country, code) => {
                let is = |a: &Actor| a.country.as_deref().is_some_and(|c| c.eq_ignore_ascii_case(code));
                actors.filter(|(_, a)| is(a)).map(|(i, _)| i).collect()
            }
            Term::Name(Field::Speaker | Field::Actor | Field::With, words) => self.called(words),
            _ => Vec::new(),
        }
    }

    /// The actors that a name fits best: "un" means the United Nations and not the Union, if both are there.
    fn called(&self, words: &str) -> Vec<usize> {
        self.best(words).1
    }

    fn best(&self, words: &str) -> (Fit, Vec<usize>) {
        let words = folded(words);
        let fit = |a: &Actor| {
            let names = a.aliases.iter().chain([&a.name]);
            names.map(|name| suits_folded(name, &words)).max().unwrap_or(Fit::None)
        };
        let fits: Vec<Fit> = self.briefing.actors.iter().map(fit).collect();
        let best = fits.iter().copied().max().unwrap_or(Fit::None);
        let suiting = fits.iter().enumerate().filter(|(_, fit)| **fit == best && best > Fit::None);
        (best, suiting.map(|(i, _)| i).collect())
    }

    /// The actor with a name; an error if it may mean several with different names.
    fn one(
        &self,
        field: Field,
        words: &str,
        among: impl Fn(usize) -> bool,
    ) -> Result<Vec<usize>, MeaningError> {
        let (fit, mut found) = self.best(words);
        found.retain(|&actor| among(actor));
        let mut candidates: Vec<String> =
            found.iter().map(|&i| self.briefing.actors[i].name.clone()).collect();
        candidates.dedup();
        if fit < Fit::Whole && candidates.len() > 1 {
            return Err(MeaningError::Ambiguous { field, words: words.to_owned(), candidates });
        }
        Ok(found)
    }

    /// The speakers of a quote, by index.
    fn speakers<'q>(&'q self, quote: &'q Quote) -> impl Iterator<Item = usize> + 'q {
        quote.speakers.iter().filter_map(|id| self.numbers.get(id.as_str()).copied())
    }

    /// The expression for the speaker of a quote, if that is not an actor.
    fn speaking_words(&self, quote: &Quote) -> Option<String> {
        if self.speakers(quote).next().is_some() {
            return None;
        }
        self.briefing.attribution(quote).name()
    }

    fn mark(&self, spans: impl IntoIterator<Item = Span>) -> Vec<bool> {
        let blocks = &self.briefing.blocks;
        let mut flags = vec![false; blocks.len()];
        for span in spans {
            let at = blocks.partition_point(|b| b.span.end <= span.start).min(blocks.len().saturating_sub(1));
            flags.iter_mut().skip(at).take(1).for_each(|flag| *flag = true);
        }
        flags
    }

    /// The paragraphs where actors are named or speak.
    fn with_actors(&self, actors: &[usize]) -> Vec<bool> {
        let mentions = actors.iter().flat_map(|&a| self.briefing.actors[a].mentions.iter().map(|m| m.span));
        let speaks = |quote: &&Quote| self.speakers(quote).any(|speaker| actors.contains(&speaker));
        let spoken = self.briefing.quotes.iter().filter(speaks).flat_map(|q| q.spans.iter().copied());
        self.mark(mentions.chain(spoken))
    }

    /// The paragraphs that contain words.
    fn with_words(&self, piece: &Piece) -> Vec<bool> {
        let wanted = Wanted::of(piece);
        self.briefing.blocks.iter().map(|b| wanted.is_in(b.span.of(&self.briefing.text))).collect()
    }

    fn all_or_none(&self, all: bool) -> Vec<bool> {
        vec![all; self.briefing.blocks.len()]
    }

    /// For each quote, whether it matches.
    fn quoted(&self, quoted: &Quoted) -> Result<Vec<bool>, MeaningError> {
        let each =
            |parts: &[Quoted]| parts.iter().map(|part| self.quoted(part)).collect::<Result<Vec<_>, _>>();
        match quoted {
            Quoted::Term(term) => self.quotes_of(term),
            Quoted::Not(inner) => Ok(not(self.quoted(inner)?)),
            Quoted::All(parts) => Ok(join(each(parts)?, |a, b| a && b)),
            Quoted::Any(parts) => Ok(join(each(parts)?, |a, b| a || b)),
        }
    }

    fn quotes_of(&self, term: &Term) -> Result<Vec<bool>, MeaningError> {
        let Briefing { text, quotes, .. } = self.briefing;
        let each = |is: &dyn Fn(&Quote) -> bool| quotes.iter().map(is).collect::<Vec<bool>>();
        let flags = match term {
            Term::NoSpeaker => {
                each(&|q| self.speakers(q).next().is_none() && self.speaking_words(q).is_none())
            }
            Term::Is(Is::Direct) => each(&|q| q.kind == QuoteKind::Direct),
            Term::Is(Is::Stance) => each(&|q| q.form == QuoteForm::Stance),
            Term::Is(_) => each(&|q| q.is_sure()),
            Term::Words(_, piece) => {
                let wanted = Wanted::of(piece);
                each(&|q| q.spans.iter().any(|span| wanted.is_in(span.of(text))))
            }
            Term::Name(Field::To, words) => {
                let asked = folded(words);
                each(&|q| q.addressee.is_some_and(|span| suits_folded(span.of(text), &asked) > Fit::None))
            }
            Term::Name(Field::With, words) => {
                let blocks = self.with_actors(&self.one(Field::With, words, |_| true)?);
                let beside = |span: &Span| self.mark([*span]).iter().zip(&blocks).any(|(a, b)| *a && *b);
                each(&|q| q.spans.iter().any(beside))
            }
            Term::Name(_, words) => {
                let asked = folded(words);
                let speakers: Vec<usize> = quotes.iter().flat_map(|q| self.speakers(q)).collect();
                let actors = self.one(Field::Speaker, words, |actor| speakers.contains(&actor))?;
                let is = |q: &Quote| match self.speaking_words(q) {
                    Some(name) => suits_folded(&name, &asked) > Fit::None,
                    None => self.speakers(q).any(|speaker| actors.contains(&speaker)),
                };
                each(&is)
            }
            _ => each(&|_| false),
        };
        let is_name = matches!(term, Term::Name(..));
        if is_name && !flags.contains(&true) { Err(nobody(term)) } else { Ok(flags) }
    }
}

fn nobody(term: &Term) -> MeaningError {
    let words = match term {
        Term::Name(_, words) | Term::Kind(_, words) => words.clone(),
        other => other.to_string(),
    };
    MeaningError::Nobody { field: Some(term.field()), words }
}

impl Source for Paragraphs<'_> {
    type Set = Vec<bool>;

    fn words(&self, pieces: &[Piece]) -> Result<Vec<bool>, MeaningError> {
        let whole = self.called(&joined(pieces));
        if !whole.is_empty() {
            return Ok(self.with_actors(&whole));
        }
        let each = pieces.iter().map(|piece| {
            let actors =
                if matches!(piece, Piece::Prefix(_)) { Vec::new() } else { self.called(piece.words()) };
            let flags = if actors.is_empty() { self.with_words(piece) } else { self.with_actors(&actors) };
            if flags.contains(&true) {
                return Ok(flags);
            }
            Err(MeaningError::Nobody { field: None, words: piece.words().to_owned() })
        });
        Ok(join(each.collect::<Result<_, _>>()?, |a, b| a && b))
    }

    fn term(&self, term: &Term) -> Result<Vec<bool>, MeaningError> {
        if !term.field().is_of_briefings() {
            return Err(MeaningError::Absent(term.field()));
        }
        let metadata = &self.briefing.metadata;
        Ok(match term {
            Term::Words(_, piece) => self.with_words(piece),
            Term::When(period) => {
                let published = metadata.published.map(Timestamp::date);
                let (from, to) = period.days(self.today);
                let within = |day: Date| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
                self.all_or_none(published.is_some_and(within))
            }
            Term::Name(Field::Source, words) => {
                let source = metadata.source.as_deref().unwrap_or_default();
                self.all_or_none(suits_folded(source, &folded(words)) > Fit::None)
            }
            Term::Name(Field::Actor, words) => {
                let actors = self.one(Field::Actor, words, |_| true)?;
                if actors.is_empty() { Err(nobody(term))? } else { self.with_actors(&actors) }
            }
            Term::Name(..) | Term::Kind(..) => {
                let actors = self.actors_of(term);
                if actors.is_empty() { Err(nobody(term))? } else { self.with_actors(&actors) }
            }
            _ => return Err(MeaningError::Absent(term.field())),
        })
    }

    fn quotes(&self, quoted: &Quoted) -> Result<Vec<bool>, MeaningError> {
        let flags = self.quoted(quoted)?;
        let wanted = self.briefing.quotes.iter().zip(flags).filter(|(_, wanted)| *wanted);
        Ok(self.mark(wanted.flat_map(|(q, _)| q.spans.iter().copied())))
    }

    fn not(&self, set: Vec<bool>) -> Vec<bool> {
        not(set)
    }

    fn all(&self, sets: Vec<Vec<bool>>) -> Vec<bool> {
        join(sets, |a, b| a && b)
    }

    fn any(&self, sets: Vec<Vec<bool>>) -> Vec<bool> {
        join(sets, |a, b| a || b)
    }

    fn absent(&self, what: MeaningError) -> Vec<bool> {
        self.absent.borrow_mut().push(what);
        self.all_or_none(false)
    }
}

fn not(mut flags: Vec<bool>) -> Vec<bool> {
    flags.iter_mut().for_each(|flag| *flag = !*flag);
    flags
}

fn join(sets: Vec<Vec<bool>>, with: impl Fn(bool, bool) -> bool) -> Vec<bool> {
    let mut sets = sets.into_iter();
    let mut flags = sets.next().unwrap_or_default();
    sets.for_each(|set| flags.iter_mut().zip(set).for_each(|(a, b)| *a = with(*a, b)));
    flags
}

/// Words to look for in texts, as terms.
struct Wanted {
    terms: Vec<String>,
    /// Whether the last of them is only the beginning of one.
    is_prefix: bool,
}

impl Wanted {
    fn of(piece: &Piece) -> Self {
        let terms = terms(piece.words()).map(|(_, term)| term).collect();
        Self { terms, is_prefix: matches!(piece, Piece::Prefix(_)) }
    }

    /// Whether they occur one after another in a text.
    fn is_in(&self, text: &str) -> bool {
        let Some((last, first)) = self.terms.split_last() else { return false };
        let all: Vec<String> = terms(text).map(|(_, term)| term).collect();
        let ends =
            |term: &String| if self.is_prefix { term.starts_with(last.as_str()) } else { term == last };
        all.windows(self.terms.len())
            .any(|window| window.starts_with(first) && window.last().is_some_and(ends))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::query::{Query, evaluate};

    const TEXT: &str = "“The bridge will stay open,” Marta Okafor, the envoy, said on Monday.\n\n\
        Ivo Brandt said that the ferry would not leave before the ceasefire.\n\n\
        Tomas Okafor condemned the blockade in Port Selm.\n\n\
        “Nobody asked the fishermen,” Marta Okafor told reporters. Ivo Brandt was there.\n";

    fn found(query: &str) -> String {
        let mut document = Document::from_paragraphs(TEXT);
        document.metadata.published = Timestamp::parse("2018-01-29T10:00:00Z");
        document.metadata.source = Some("Halyard News".to_owned());
        let briefing = Briefing::new(document);
        let paragraphs = Paragraphs::new(&briefing, Date::constant(2018, 2, 1));
        match evaluate(&Query::parse(query).unwrap().expression.unwrap(), &paragraphs) {
            Ok(flags) => {
                flags.iter().enumerate().filter(|(_, f)| **f).map(|(i, _)| (i + 1).to_string()).collect()
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn words_are_names_where_somebody_is_called_so_and_else_words() {
        assert_eq!(found("marta okafor"), "14");
        assert_eq!(found("ferry | blockade"), "23");
        assert_eq!(found("brandt ferry"), "2");
        assert_eq!(found("\"ivo brandt\" -cease*"), "4");
        assert_eq!(found("text:\"port selm\""), "3");
        assert!(found("zeppelin").contains("Nobody { field: None, words: \"zeppelin\" }"));
    }

    #[test]
    fn leaving_out_nobody_leaves_everything() {
        assert_eq!(found("marta -zeppelin"), found("marta"));
        assert_eq!(found("marta -speaker:zeno"), found("marta"));
        assert_eq!(found("marta -(zeppelin | ferry)"), found("marta -ferry"));
        assert_eq!(found("marta -(zeppelin & ferry)"), found("marta"));
        assert!(found("-(-zeppelin)").contains("Nobody"), "a name that is wanted must be there");
        assert!(found("-actor:okafor").contains("Ambiguous"));
    }

    #[test]
    fn fields_of_quotes_are_of_the_same_quote() {
        assert_eq!(found("speaker:marta"), "14");
        assert_eq!(found("speaker:marta quote:bridge"), "1");
        assert_eq!(found("speaker:brandt quote:bridge"), "");
        assert_eq!(found("(by:marta | by:ivo) quote:ferry"), "2");
        assert_eq!(found("by:marta with:brandt"), "4");
        assert_eq!(found("is:direct quote:fishermen"), "4");
        assert_eq!(found("by:ivo -is:direct"), "2");
    }

    #[test]
    fn a_name_of_several_lists_them_and_one_of_nobody_says_so() {
        let ambiguous = found("actor:okafor");
        assert!(ambiguous.contains("candidates: [\"Marta Okafor\", \"Tomas Okafor\"]"), "{ambiguous}");
        assert!(found("speaker:zeno").contains("field: Some(Speaker)"));
        assert!(found("tag:x").contains("Absent(Tag)"));
    }

    #[test]
    fn the_document_s_own_date_and_source_are_all_or_nothing() {
        assert_eq!(found("since:2018-01 marta"), "14");
        assert_eq!(found("until:2017"), "");
        assert_eq!(found("date:7d & ferry"), "2");
        assert_eq!(found("source:halyard ferry"), "2");
    }
}
