//! Chooses the blocks of a page that are its article.
//!
//! Readability finds the prose, and is right on most pages; where it is wrong it is altogether wrong: it takes a list of
//! signatories, a cookie notice or a biography for the article. So its result is compared with the page's own structure:
//! the element with most of the prose, and the `article`, `main` or `articleBody` around it. If readability has most of
//! that prose, its choice is used, and prose that it has left out in between is put back. If not, the page's own element
//! is the article. In both cases blocks around an article are left out one by one.

use std::collections::HashSet;

use dom_query::{Document as Tree, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::blocks::{Blocks, Element, Leaf};
use super::words::{self, Part};
use super::{head, tree};
use crate::import::matter;

/// The attribute that identifies a block in readability's output.
const MARK: &str = "data-leaf";

/// The longest author line, in letters.
const LONGEST_BYLINE: usize = 120;

/// The longest line of nothing but links that is left out, in letters.
const LONGEST_POINTER: usize = 250;

/// The greatest depth of a line in its article at which all the elements around it are checked.
const DEEPEST_BARE: usize = 20;

/// The most letters, and blocks, between a heading and the text that are taken for a standfirst.
const LONGEST_STANDFIRST: usize = 700;
const MOST_STANDFIRSTS: usize = 4;

/// The blocks of an article.
#[derive(Default)]
pub(super) struct Choice {
    /// The elements with text to read.
    pub leaves: HashSet<NodeId>,
    /// Those, and all around them.
    pub around: HashSet<NodeId>,
    /// Letters of the text to read.
    pub letters: usize,
    /// Lines around the article with the date of publication.
    pub dated: Vec<String>,
    /// Lines near the heading with a date, without a word that says what it is.
    pub beside_heading: Vec<String>,
    /// A line near the heading that is names, without a word that says so.
    pub signed: Option<String>,
    /// How many lines within the article are not part of it.
    pub left_out: usize,
    /// Whether the page states where its article is, or has nothing else below its heading.
    pub is_stated: bool,
}

/// Chooses the blocks of the article; `byline` is the author, if the page states one. Dates on a page of an event stay in
/// place, and are not read as dates of publication.
pub(super) fn article(tree: &Tree, byline: Option<&str>, is_event: bool) -> Choice {
    let root = tree.root();
    let blocks = Blocks::of(&root);
    let page = Page::new(tree, &blocks);
    let kept = page.kept_by_readability();
    let (mut chosen, within, is_stated) = page.article(&kept);
    let repeated = page.leave_out_repeated(&mut chosen);
    let joined = page.join_datelines(&mut chosen);
    let dated = if is_event { Vec::new() } else { page.leave_out_dates(&mut chosen) };
    let signed = head::names(&blocks);
    signed.iter().for_each(|(i, _)| chosen[*i] = false);
    let names = signed.iter().map(|(i, _)| *i).chain(page.bylines(byline)).collect();
    let known: HashSet<usize> = [repeated, joined, dated.clone(), names].concat().into_iter().collect();
    let left_out = page.left_out(&chosen, &within, &known);
    let beside = if is_event { Vec::new() } else { head::dates(&blocks) };
    let of_article = page.not_of_site();
    let texts = |lines: Vec<usize>| {
        let own = lines.into_iter().filter(|i| of_article(*i));
        own.map(|i| blocks.leaves[i].text.clone()).collect()
    };
    let signed = signed.map(|(_, names)| names);
    let (dated, beside_heading) = (texts(dated), texts(beside));
    Choice { dated, beside_heading, signed, left_out, is_stated, ..page.choice(&chosen) }
}

/// All blocks of a page except navigation.
pub(super) fn whole(tree: &Tree) -> Choice {
    let root = tree.root();
    let blocks = Blocks::of(&root);
    let page = Page::new(tree, &blocks);
    let outside = |leaf: &Leaf| {
        leaf.part.is_some_and(|zone| {
            matches!(blocks.zones[zone].part, Part::Navigation | Part::Dialog | Part::Aside | Part::Form)
                && page.is_left_out[zone]
        })
    };
    let chosen: Vec<bool> =
        blocks.leaves.iter().map(|l| !outside(l) && !words::is_around(&l.text, l.letters)).collect();
    let navigates = |leaf: &Leaf| leaf.part.is_some_and(|zone| blocks.zones[zone].part == Part::Navigation);
    let lines = blocks.leaves.iter().zip(&chosen);
    let left_out = lines.filter(|(leaf, chosen)| !**chosen && leaf.letters > 0 && !navigates(leaf)).count();
    Choice { left_out, is_stated: page.is_under_heading(&chosen), ..page.choice(&chosen) }
}

struct Page<'a> {
    tree: &'a Tree,
    blocks: &'a Blocks,
    /// For each zone, whether it is not part of the article.
    is_left_out: Vec<bool>,
    /// For each block, whether it may belong to the article.
    inside: Vec<bool>,
}

impl<'a> Page<'a> {
    fn new(tree: &'a Tree, blocks: &'a Blocks) -> Self {
        let prose = blocks.prose();
        let is_left_out = blocks.zones.iter().map(|zone| {
            // A page as a whole may have any name.
            if zone.prose > 4 * prose {
                return false;
            }
            let links = zone.linked * 4 >= zone.letters;
            match zone.part {
                part if part.is_outside() => true,
                Part::Related | Part::Share => links || zone.quotations == 0 && zone.prose == 0,
                Part::Aside => links || zone.quotations == 0 && zone.prose * 10 < zone.letters * 6,
                Part::Foot => links || zone.prose == 0 && zone.quotations == 0,
                Part::Author | Part::Form => zone.quotations == 0 || links,
                // A name alone is a byline.
                Part::Beside => links || zone.quotations == 0 && zone.prose > 0,
                _ => links,
            }
        });
        let is_left_out: Vec<bool> = is_left_out.collect();
        let is_inside =
            |leaf: &Leaf| leaf.part.is_none_or(|zone| !is_left_out[zone]) && !Self::is_furniture(leaf);
        let inside = blocks.leaves.iter().map(is_inside).collect();
        Self { tree, blocks, is_left_out, inside }
    }

    /// Whether a block's words and links show that it is not part of any article.
    fn is_furniture(leaf: &Leaf) -> bool {
        let cell = matches!(leaf.name.as_str(), "td" | "th" | "h1");
        let pointer =
            leaf.letters > 0 && leaf.is_links() && leaf.letters <= LONGEST_POINTER && !leaf.is_heading();
        let pointer = pointer && !is_in_sentence(leaf);
        !cell && (pointer || leaf.is_contacts() || words::is_around(&leaf.text, leaf.letters))
    }

    /// The blocks that readability keeps; none for a page that is nested too deep for it.
    fn kept_by_readability(&self) -> Vec<bool> {
        let mut kept = vec![false; self.blocks.leaves.len()];
        if !tree::is_shallow(self.tree) {
            return kept;
        }
        for (i, leaf) in self.blocks.leaves.iter().enumerate() {
            if let Some(node) = self.tree.tree.get(&leaf.node) {
                node.set_attr(MARK, &i.to_string());
            }
        }
        let found =
            Readability::with_document(self.tree.clone(), None, None).ok().and_then(|mut r| r.parse().ok());
        let Some(found) = found else { return kept };
        let (html, mark) = (found.content.as_bytes(), format!("{MARK}=\""));
        for at in memchr::memmem::find_iter(html, mark.as_bytes()) {
            let digits = html[at + mark.len()..].iter().take_while(|b| b.is_ascii_digit());
            let number =
                digits.fold(0_usize, |n, b| n.saturating_mul(10).saturating_add(usize::from(b - b'0')));
            if let Some(kept) = kept.get_mut(number) {
                *kept = true;
            }
        }
        kept
    }

    /// The blocks of the article, the blocks in its element, and whether the page calls that its article.
    fn article(&self, kept: &[bool]) -> (Vec<bool>, Vec<bool>, bool) {
        let leaves = &self.blocks.leaves;
        let weight = |i: usize| if self.inside[i] && leaves[i].is_prose() { leaves[i].letters } else { 0 };
        let (body, stated) = self.body(&weight);
        let within = self.within(body);
        let prose =
            |of: &dyn Fn(usize) -> bool| -> usize { (0..leaves.len()).filter(|&i| of(i)).map(&weight).sum() };
        let of_body = prose(&|i| within[i]);
        let of_kept = prose(&|i| kept[i]);
        let of_both = prose(&|i| within[i] && kept[i]);
        let least = if stated { 7 } else { 5 };
        let believed = of_both * 10 >= of_body * least && of_kept > 0;
        // The page's own article element contains readability's result, so results outside it are not part of
        // the article.
        let bounded = stated && of_body * 10 >= of_kept * 7;
        let mut chosen: Vec<bool> = (0..leaves.len())
            .map(|i| {
                let leaf = &leaves[i];
                let is_it = if believed { kept[i] && (within[i] || !bounded) } else { within[i] };
                is_it && (self.inside[i] || leaf.quoted && !leaf.is_links())
            })
            .collect();
        self.put_back(&mut chosen, &within, stated);
        self.put_standfirst(&mut chosen);
        (chosen, within, stated)
    }

    /// How many lines within the article are not part of it, except the `known` ones.
    fn left_out(&self, chosen: &[bool], within: &[bool], known: &HashSet<usize>) -> usize {
        let last = chosen.iter().rposition(|c| *c).unwrap_or_default();
        let of_heading = |i: usize| self.blocks.leaves[i].name == "h1";
        let is_left_out = |&i: &usize| {
            within[i]
                && !chosen[i]
                && self.blocks.leaves[i].letters > 0
                && !of_heading(i)
                && !known.contains(&i)
        };
        // Blocks after an article belong to the page, unless there is something to read in them.
        let prose = |i: usize| self.blocks.leaves[i].is_prose() || self.blocks.leaves[i].is_contacts();
        (0..chosen.len()).filter(is_left_out).filter(|&i| i < last || prose(i)).count()
    }

    /// Whether all chosen blocks are in an `article`, or in the element of the page's only first-level heading.
    fn is_under_heading(&self, chosen: &[bool]) -> bool {
        let leaves = &self.blocks.leaves;
        let elements = &self.blocks.elements;
        let is_article = |&i: &usize| self.node(&elements[i]).is_some_and(|n| n.has_name("article"));
        let mut headings = (0..leaves.len()).filter(|&i| leaves[i].name == "h1");
        let of_heading = match (headings.next(), headings.next()) {
            (Some(heading), None) => elements[leaves[heading].element].around,
            _ => None,
        };
        let body = of_heading.or_else(|| {
            let mut articles = (0..elements.len()).filter(is_article);
            articles.next().filter(|_| articles.next().is_none())
        });
        let Some(body) = body else { return false };
        let inside = body..elements[body].end;
        let mut others = (0..leaves.len()).filter(|&i| chosen[i] && !leaves[i].is_heading());
        others.clone().next().is_some() && others.all(|i| inside.contains(&leaves[i].element))
    }

    fn node(&self, element: &Element) -> Option<NodeRef<'_>> {
        self.tree.tree.get(&element.node)
    }

    /// The index of the element with the prose, and whether the page calls it its article.
    fn body(&self, weight: &dyn Fn(usize) -> usize) -> (Option<usize>, bool) {
        let elements = &self.blocks.elements;
        let mut held = vec![0; elements.len()];
        for (i, leaf) in self.blocks.leaves.iter().enumerate() {
            held[leaf.element] += weight(i);
        }
        for (i, element) in elements.iter().enumerate().rev() {
            if let Some(around) = element.around {
                held[around] += held[i];
            }
        }
        let all =
            (0..elements.len()).filter(|&i| elements[i].around.is_none()).map(|i| held[i]).sum::<usize>();
        if all == 0 {
            return (None, false);
        }
        // The smallest element with most of the prose, and the smallest article element with half of it.
        let node = |i: usize| self.node(&elements[i]);
        let smallest = |least: usize, fits: &dyn Fn(&NodeRef) -> bool| {
            let with = (0..elements.len()).filter(|&i| held[i] * 10 >= all * least);
            with.filter(|&i| node(i).is_some_and(|n| fits(&n))).max_by_key(|&i| elements[i].depth)
        };
        let stated = smallest(5, &|n| {
            let property =
                n.attr("itemprop").is_some_and(|p| p.split_whitespace().any(|p| p == "articleBody"));
            n.has_name("article") || property
        });
        let main = || smallest(8, &|n| n.has_name("main") || n.attr("role").is_some_and(|r| &*r == "main"));
        let Some(stated) = stated else {
            // A main part contains the article, but also teasers of others.
            return (main().or_else(|| smallest(8, &|_| true)), false);
        };
        // The heading and the standfirst of an `articleBody` are in the article around it.
        let mut around = std::iter::successors(elements[stated].around, |&i| elements[i].around);
        let outer = around.find(|&i| node(i).is_some_and(|n| n.has_name("article")));
        (Some(outer.unwrap_or(stated)), true)
    }

    /// For each leaf, whether it is in an element.
    fn within(&self, body: Option<usize>) -> Vec<bool> {
        let inside = body.map_or(0..0, |body| body..self.blocks.elements[body].end);
        self.blocks.leaves.iter().map(|leaf| inside.contains(&leaf.element)).collect()
    }

    /// Puts back prose, quotations and sentences that readability has left out: between the blocks that it kept, and
    /// anywhere in an article element.
    fn put_back(&self, chosen: &mut [bool], within: &[bool], stated: bool) {
        let (Some(first), Some(last)) = (chosen.iter().position(|c| *c), chosen.iter().rposition(|c| *c))
        else {
            return;
        };
        for i in 0..chosen.len() {
            let leaf = &self.blocks.leaves[i];
            let between = first < i && i < last && (within[i] || within.iter().all(|w| !w));
            let sentence = || {
                leaf.linked == 0
                    && leaf.letters >= 5
                    && leaf.text.ends_with(['.', '!', '?', '”', '"', '…', '。', '：', ':'])
            };
            let caption = leaf.name == "figcaption" && !leaf.is_links();
            let said = leaf.is_prose() || leaf.is_quotation() || caption || sentence() && !leaf.is_heading();
            let said = said || stated && between && self.is_bare(leaf);
            chosen[i] |= (between || stated && within[i])
                && (said || is_dateline(leaf) || matter::byline(&leaf.text).is_some())
                && (self.inside[i] || leaf.quoted && !leaf.is_links());
        }
    }

    /// Whether a line without links is in unnamed elements only, up to the article element: blocks that programs
    /// insert between paragraphs have names.
    fn is_bare(&self, leaf: &Leaf) -> bool {
        let named =
            |node: &NodeRef| ["class", "id", "role", "itemprop"].iter().any(|name| node.has_attr(name));
        let is_article = |node: &NodeRef| node.has_name("article") || node.has_attr("itemprop");
        let Some(node) = self.tree.tree.get(&leaf.node) else { return false };
        let mut path = std::iter::once(node).chain(node.ancestors_it(None)).take(DEEPEST_BARE);
        leaf.linked == 0
            && leaf.letters > 0
            && !leaf.is_heading()
            && path.find(|n| is_article(n) || named(n)).is_some_and(|n| is_article(&n))
    }

    /// Adds the blocks between the heading and the text.
    fn put_standfirst(&self, chosen: &mut [bool]) {
        let leaves = &self.blocks.leaves;
        let Some(first) = chosen.iter().enumerate().position(|(i, c)| *c && leaves[i].name != "h1") else {
            return;
        };
        let Some(heading) = leaves[..first].iter().rposition(|l| l.name == "h1") else { return };
        let class = |leaf: &Leaf| {
            let node = self.tree.tree.get(&leaf.node);
            let around = node.into_iter().flat_map(|n| [Some(n), n.parent()]).flatten();
            around
                .filter_map(|n| n.attr("class"))
                .map(|class| class.to_string())
                .collect::<Vec<_>>()
                .join(" ")
        };
        if let Some(above) = head::standfirst(leaves, heading, class) {
            chosen[above] |= self.inside[above];
        }
        let between = heading + 1..first;
        let fits = |i: &usize| {
            let leaf = &leaves[*i];
            let line = leaf.letters >= 30 && leaf.linked == 0 && leaf.text.contains(' ') || leaf.is_prose();
            line && self.inside[*i] && leaf.name != "li" && leaf.name != "figcaption"
        };
        let found: Vec<usize> = between.filter(fits).collect();
        let letters: usize = found.iter().map(|&i| leaves[i].letters).sum();
        if found.len() <= MOST_STANDFIRSTS && letters <= LONGEST_STANDFIRST {
            found.into_iter().for_each(|i| chosen[i] = true);
        }
    }

    /// Leaves out pull quotes whose words are also in the text; returns them.
    fn leave_out_repeated(&self, chosen: &mut [bool]) -> Vec<usize> {
        let leaves = &self.blocks.leaves;
        let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
        let set_apart: Vec<usize> = (0..chosen.len())
            .filter(|&i| chosen[i] && leaves[i].quoted && leaves[i].letters < 400)
            .take(40)
            .collect();
        if set_apart.is_empty() {
            return set_apart;
        }
        let body: String = (0..chosen.len())
            .filter(|&i| chosen[i] && !leaves[i].quoted)
            .map(|i| bare(&leaves[i].text) + "\n")
            .collect();
        let repeated = |i: &usize| {
            let words = bare(&leaves[*i].text);
            words.len() >= 12 && memchr::memmem::find(body.as_bytes(), words.as_bytes()).is_some()
        };
        let repeated: Vec<usize> = set_apart.into_iter().filter(repeated).collect();
        repeated.iter().for_each(|&i| chosen[i] = false);
        repeated
    }

    /// Leaves out the lines before the text that are only its date; returns those and other lines with it.
    fn leave_out_dates(&self, chosen: &mut [bool]) -> Vec<usize> {
        let leaves = &self.blocks.leaves;
        let text = (0..chosen.len()).find(|&i| chosen[i] && leaves[i].is_prose()).unwrap_or_default();
        let mut dated = Vec::new();
        for (i, leaf) in leaves.iter().enumerate() {
            let date = || head::is_date(leaf);
            let bare = i < text && leaf.letters > 0 && !leaf.is_heading() && date();
            if bare || !chosen[i] && words::is_dated(&leaf.text, leaf.letters) {
                chosen[i] = false;
                dated.push(i);
            }
        }
        dated
    }

    /// Tells lines of the article, or about it, from those of the site's head, which has the day of the visit.
    fn not_of_site(&self) -> impl Fn(usize) -> bool {
        let leaves = &self.blocks.leaves;
        let node = |leaf: &Leaf| self.tree.tree.get(&leaf.node);
        let heading = leaves.iter().find(|leaf| leaf.name == "h1").and_then(node);
        let headed: HashSet<NodeId> = heading
            .into_iter()
            .flat_map(|n| n.ancestors_it(None).collect::<Vec<_>>())
            .map(|n| n.id)
            .collect();
        move |i| {
            if leaves[i].part.is_some_and(|zone| self.blocks.zones[zone].part.is_outside()) {
                return false;
            }
            let Some(node) = node(&leaves[i]) else { return true };
            let around = std::iter::once(node).chain(node.ancestors_it(None)).take(DEEPEST_BARE);
            let mut outer = around.take_while(|n| !n.has_name("article") && !n.has_name("main"));
            !outer.any(|n| {
                head::is_site_head(&n, &n.node_name().unwrap_or_default()) && !headed.contains(&n.id)
            })
        }
    }

    /// The author lines of the article.
    fn bylines(&self, byline: Option<&str>) -> Vec<usize> {
        let Some(byline) = byline else { return Vec::new() };
        let leaves = self.blocks.leaves.iter().enumerate();
        leaves
            .filter(|(_, l)| l.letters <= LONGEST_BYLINE && l.text.contains(byline))
            .map(|(i, _)| i)
            .collect()
    }

    /// Joins a dateline beside its paragraph to it; returns those.
    fn join_datelines(&self, chosen: &mut [bool]) -> Vec<usize> {
        let mut joined = Vec::new();
        let leaves = &self.blocks.leaves;
        let indices: Vec<usize> = (0..chosen.len()).filter(|&i| chosen[i]).take(20).collect();
        for pair in indices.windows(2) {
            let (line, next) = (&leaves[pair[0]], &leaves[pair[1]]);
            let node = |leaf: &Leaf| self.tree.tree.get(&leaf.node);
            let (Some(from), Some(to)) = (node(line), node(next)) else { continue };
            if !is_dateline(line) || !next.is_prose() || next.is_heading() {
                continue;
            }
            let block = |n: &NodeRef| n.node_name().is_some_and(|name| words::is_block(&name));
            from.children().iter().filter(|n| !block(n)).for_each(NodeRef::remove_from_parent);
            let escaped = line.text.replace('&', "&amp;").replace('<', "&lt;");
            to.prepend_html(format!("{escaped} "));
            chosen[pair[0]] = false;
            joined.push(pair[0]);
        }
        joined
    }

    fn choice(&self, chosen: &[bool]) -> Choice {
        let mut choice = Choice::default();
        for (leaf, _) in self.blocks.leaves.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
            choice.letters += leaf.letters;
            choice.leaves.insert(leaf.node);
            let Some(node) = self.tree.tree.get(&leaf.node) else { continue };
            for around in std::iter::once(node.id).chain(node.ancestors_it(None).map(|n| n.id)) {
                // If a block is there already, so are the elements around it.
                if !choice.around.insert(around) {
                    break;
                }
            }
        }
        choice
    }
}

/// Whether there are words outside links that form a sentence with them.
fn is_in_sentence(leaf: &Leaf) -> bool {
    leaf.text.ends_with(['.', '!', '?', '”']) && leaf.letters > leaf.linked
}

/// Whether a block is only a dateline.
fn is_dateline(leaf: &Leaf) -> bool {
    let closed = leaf.text.ends_with(['-', '–', '—', '―']);
    closed && leaf.letters <= 60 && matter::dateline(&format!("{} X", leaf.text)).is_some()
}
