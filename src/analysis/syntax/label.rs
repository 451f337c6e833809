//! Labels of dependency arcs: Universal Dependencies as CoreNLP writes them, rare ones folded into common ones.

/// The relation of a token to its head. The order is the order of the parser's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// Adnominal clause without a relative pronoun ("the man *accused* of it").
    Acl,
    /// Adverbial clause.
    Advcl,
    /// Adverb.
    Advmod,
    /// Adjective of a noun.
    Amod,
    /// Apposition.
    Appos,
    /// Auxiliary, passive ones included.
    Aux,
    /// Preposition or possessive ending, attached to its noun.
    Case,
    /// Coordinating conjunction.
    Cc,
    /// Clause that is the object of a verb ("said that she *left*").
    Ccomp,
    /// Part of a compound or of a name, attached to its last word.
    Compound,
    /// Second and later parts of a coordination, attached to the first.
    Conj,
    /// Copula, attached to the predicate.
    Cop,
    /// Clause that is a subject.
    Csubj,
    /// Determiner.
    Det,
    /// No other label fits.
    Dep,
    /// Direct object.
    Dobj,
    /// "there" of "there is".
    Expl,
    /// Indirect object.
    Iobj,
    /// Word that opens a subordinate clause ("that", "if", "to").
    Mark,
    /// Later words of a fixed expression ("as well *as*").
    Mwe,
    /// Negation that is a word of its own.
    Neg,
    /// Noun with a preposition, on a verb or a noun.
    Nmod,
    /// Subject of an active verb.
    Nsubj,
    /// Subject of a passive verb.
    Nsubjpass,
    /// Number of a noun.
    Nummod,
    /// Side by side without a link, including "…, she *said*" inside or after a quotation.
    Parataxis,
    /// Possessor.
    Poss,
    /// Particle of a verb.
    Prt,
    /// Mark.
    Punct,
    /// Noun of time or measure without a preposition ("last *week*").
    Tmod,
    /// Clause without a subject of its own ("wants to *go*").
    Xcomp,
    /// Relative clause. Never comes before its head.
    Relcl,
    /// The head of the sentence.
    Root,
}

impl Label {
    /// The number of labels that the classifier distinguishes: all except the root's, which is known.
    pub const COUNT: usize = Label::Root as usize;

    /// All labels, in the order of their numbers.
    pub const ALL: [Label; 33] = [
        Label::Acl,
        Label::Advcl,
        Label::Advmod,
        Label::Amod,
        Label::Appos,
        Label::Aux,
        Label::Case,
        Label::Cc,
        Label::Ccomp,
        Label::Compound,
        Label::Conj,
        Label::Cop,
        Label::Csubj,
        Label::Det,
        Label::Dep,
        Label::Dobj,
        Label::Expl,
        Label::Iobj,
        Label::Mark,
        Label::Mwe,
        Label::Neg,
        Label::Nmod,
        Label::Nsubj,
        Label::Nsubjpass,
        Label::Nummod,
        Label::Parataxis,
        Label::Poss,
        Label::Prt,
        Label::Punct,
        Label::Tmod,
        Label::Xcomp,
        Label::Relcl,
        Label::Root,
    ];

    /// Whether the dependent is the subject of its head.
    pub fn is_subject(self) -> bool {
        matches!(self, Label::Nsubj | Label::Nsubjpass | Label::Csubj)
    }
}
