//! Converts other schemes' tags and labels to ours, and Universal Dependencies version 2 to the older scheme
//! that we follow.

use crate::analysis::syntax::{Label, Tag};
use crate::text::Span;

/// A treebank's own token. Byte offsets; heads count from 0 within the sentence, `None` at the root.
#[derive(Debug)]
pub(super) struct Foreign {
    pub(super) span: Span,
    pub(super) tag: Tag,
    pub(super) head: Option<usize>,
    pub(super) label: Label,
}

/// The tag for a Penn Treebank tag.
pub(super) fn tag(penn: &str) -> Tag {
    match penn {
        "VB" => Tag::Vb,
        "VBD" => Tag::Vbd,
        "VBG" => Tag::Vbg,
        "VBN" => Tag::Vbn,
        "VBZ" => Tag::Vbz,
        "VBP" => Tag::Vbp,
        "MD" => Tag::Md,
        "NN" => Tag::Nn,
        "NNS" => Tag::Nns,
        "NNP" => Tag::Nnp,
        "NNPS" => Tag::Nnps,
        "PRP" => Tag::Prp,
        "PRP$" => Tag::PrpS,
        "IN" => Tag::In,
        "TO" => Tag::To,
        "DT" | "PDT" => Tag::Dt,
        "JJ" | "JJR" | "JJS" => Tag::Jj,
        "RB" | "RBR" | "RBS" => Tag::Rb,
        "RP" => Tag::Rp,
        "CC" => Tag::Cc,
        "CD" => Tag::Cd,
        "WDT" => Tag::Wdt,
        "WP" | "WP$" => Tag::Wp,
        "WRB" => Tag::Wrb,
        "EX" => Tag::Ex,
        "POS" => Tag::Pos,
        "UH" => Tag::Uh,
        "," => Tag::Comma,
        "." => Tag::Stop,
        ":" | "HYPH" => Tag::Colon,
        "``" | "''" => Tag::Quote,
        "-LRB-" | "-RRB-" => Tag::Bracket,
        "$" | "#" => Tag::Symbol,
        _ => Tag::X,
    }
}

/// The label for one of either version.
pub(super) fn label(name: &str) -> Label {
    match name {
        "acl" => Label::Acl,
        "acl:relcl" | "advcl:relcl" => Label::Relcl,
        "advcl" => Label::Advcl,
        "advmod" => Label::Advmod,
        "amod" => Label::Amod,
        "appos" => Label::Appos,
        "aux" | "auxpass" | "aux:pass" => Label::Aux,
        "case" => Label::Case,
        "cc" | "cc:preconj" => Label::Cc,
        "ccomp" => Label::Ccomp,
        "compound" | "flat" | "goeswith" => Label::Compound,
        "compound:prt" => Label::Prt,
        "conj" => Label::Conj,
        "cop" => Label::Cop,
        "csubj" | "csubjpass" | "csubj:pass" | "csubj:outer" => Label::Csubj,
        "det" | "det:predet" => Label::Det,
        "dobj" | "obj" => Label::Dobj,
        "expl" => Label::Expl,
        "iobj" => Label::Iobj,
        "mark" => Label::Mark,
        "mwe" | "fixed" => Label::Mwe,
        "neg" => Label::Neg,
        "nmod" | "obl" | "obl:agent" | "nmod:desc" => Label::Nmod,
        "nmod:poss" => Label::Poss,
        "nmod:tmod" | "nmod:npmod" | "obl:unmarked" | "nmod:unmarked" => Label::Tmod,
        "nsubj" | "nsubj:outer" => Label::Nsubj,
        "nsubjpass" | "nsubj:pass" => Label::Nsubjpass,
        "nummod" => Label::Nummod,
        "parataxis" => Label::Parataxis,
        "punct" => Label::Punct,
        "xcomp" => Label::Xcomp,
        "root" => Label::Root,
        _ => Label::Dep,
    }
}

/// The tag of a token of ours that covers several of theirs: that of its head, except that a participle
/// inside a hyphenated modifier ("state-run") is an adjective.
pub(super) fn joined_tag(group: &[Foreign], top: &Foreign) -> Tag {
    let hyphenated = group.len() > 1 && group.iter().any(|t| t.tag == Tag::Colon);
    if hyphenated && top.label == Label::Amod { Tag::Jj } else { top.tag }
}

/// Converts version 2 to the older scheme: a coordinating conjunction is attached to the first conjunct, not to
/// the next one.
pub(super) fn to_corenlp(sentence: &mut [Foreign]) {
    for i in 0..sentence.len() {
        let Some(head) = sentence[i].head.filter(|&h| h < sentence.len()) else { continue };
        if sentence[i].label == Label::Cc && sentence[head].label == Label::Conj {
            sentence[i].head = sentence[head].head;
        }
    }
}

/// Names are flat in version 2, headed by their first word; here the last word heads them.
pub(super) fn rehead_names(sentence: &mut [Foreign], flat: &[bool]) {
    for first in 0..sentence.len() {
        let parts: Vec<usize> =
            (first + 1..sentence.len()).filter(|&i| flat[i] && sentence[i].head == Some(first)).collect();
        let Some(&last) = parts.last() else { continue };
        sentence[last].head = sentence[first].head;
        sentence[last].label = sentence[first].label;
        for token in sentence.iter_mut().filter(|t| t.head == Some(first)) {
            token.head = Some(last);
        }
        sentence[first].head = Some(last);
        sentence[first].label = Label::Compound;
    }
}
