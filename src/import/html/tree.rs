//! Corrections of a page's tree before its blocks are read, each in one walk: examining the surroundings or the
//! content of every element would take the product of size and depth on a deeply nested page.

use std::cell::{Cell, RefCell};

use dom_query::{Document as Tree, NodeId, NodeRef};

use super::blocks::letters;
use super::words;

/// The greatest average depth of a page's text, in elements, for readability to be used: it examines the whole content
/// of each element, and some of it several times. Text on the web is ten to thirty elements deep.
const DEEPEST_ON_AVERAGE: usize = 60;
/// The depths of all nodes together, weighted with their text, up to which it takes no noticeable time.
const NOTHING: usize = 500_000;

/// A step of a walk.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
}

/// Walks a tree in order and calls `enter` for each node; if that returns true, also for its content, and `leave` at its
/// end.
pub(super) fn visit<'a>(
    root: NodeRef<'a>,
    mut enter: impl FnMut(&NodeRef<'a>) -> bool,
    mut leave: impl FnMut(),
) {
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave => leave(),
            Step::Enter(node) => {
                if enter(&node) {
                    steps.push(Step::Leave);
                    steps.extend(node.children_it(true).map(Step::Enter));
                }
            }
        }
    }
}

/// Whether a page is shallow enough that examining the whole content of each element takes no longer than reading it.
pub(super) fn is_shallow(tree: &Tree) -> bool {
    let depth = Cell::new(0);
    let (mut all, mut deep) = (0, 0);
    let enter = |node: &NodeRef| {
        let weight = if node.is_text() { 1 + node.text().len() / 20 } else { 1 };
        all += weight;
        deep += weight * depth.get();
        depth.set(depth.get() + 1);
        true
    };
    visit(tree.root(), enter, || depth.set(depth.get() - 1));
    deep <= NOTHING || deep <= all * DEEPEST_ON_AVERAGE
}

/// The long texts of a page that are hidden, or shown only without scripts; of nested ones, the outermost.
pub(super) fn hidden<'a>(tree: &'a Tree, least: usize) -> Vec<NodeRef<'a>> {
    let mut found = Vec::new();
    let enter = |node: &NodeRef<'a>| {
        let hidden = node.is_element() && (words::is_hidden(node) || node.has_name("noscript"));
        if hidden && letters(&node.text()) >= least {
            found.push(*node);
        }
        !hidden
    };
    visit(tree.root(), enter, || {});
    found
}

/// The longest text beside a picture that is its caption, in letters.
const LONGEST_CAPTION: usize = 300;

/// The meaning of an element's class.
#[derive(Default, PartialEq)]
enum Called {
    #[default]
    Nothing,
    Caption,
    /// Something with a picture.
    Picture,
}

/// An open element that may be the caption of a picture.
#[derive(Default)]
struct Beside {
    node: Option<NodeId>,
    called: Called,
    has_picture: bool,
    /// Whether it contains something that no caption does.
    has_more: bool,
    letters: usize,
}

/// Turns elements with a caption class into captions, and short texts in elements with a picture and a picture class:
/// readability removes the divisions around them.
pub(super) fn caption(tree: &Tree) {
    let open: RefCell<Vec<Beside>> = RefCell::default();
    // How many of the open elements may be captions.
    let called = Cell::new(0);
    let mut captions = Vec::new();
    let enter = |node: &NodeRef| {
        let mut here = Beside::default();
        if node.is_text() {
            here.letters = if called.get() > 0 { letters(&node.text()) } else { 0 };
        } else if node.is_element() {
            let name = node.node_name().unwrap_or_default();
            here.has_picture = matches!(&*name, "img" | "picture");
            here.has_more = matches!(
                &*name,
                "h1" | "h2" | "h3" | "h4" | "blockquote" | "ul" | "ol" | "table" | "figcaption" | "form"
            ) || &*name == "a" && node.has_attr("href");
            if matches!(&*name, "div" | "p") {
                let class = node.attr("class").unwrap_or_default().to_ascii_lowercase();
                let is = |words: &[&str]| words.iter().any(|word| class.contains(word));
                here.node = Some(node.id);
                here.called = if is(&["caption", "photo-credit", "image-credit", "bildunterschrift"]) {
                    Called::Caption
                } else if is(&["photo", "image", "picture", "figure", "foto"]) {
                    Called::Picture
                } else {
                    Called::Nothing
                };
            }
        }
        called.set(called.get() + usize::from(here.called != Called::Nothing));
        open.borrow_mut().push(here);
        true
    };
    let leave = || {
        let mut open = open.borrow_mut();
        let Some(mut here) = open.pop() else { return };
        called.set(called.get() - usize::from(here.called != Called::Nothing));
        let named = here.called == Called::Caption || here.called == Called::Picture && here.has_picture;
        if named && !here.has_more && (1..=LONGEST_CAPTION).contains(&here.letters) {
            captions.extend(here.node);
            here.has_more = true;
        }
        if let Some(around) = open.last_mut() {
            around.has_picture |= here.has_picture;
            around.has_more |= here.has_more;
            around.letters += here.letters;
        }
    };
    visit(tree.root(), enter, leave);
    for id in captions {
        tree.tree.get(&id).iter().for_each(|node| node.rename("figcaption"));
    }
}

/// An open table, and its parts that become divisions if it is only for layout.
struct Table {
    node: NodeId,
    parts: Vec<NodeId>,
    /// Whether it has lines or blocks in its cells.
    is_laid_out: bool,
}

/// Turns layout tables, those with lines or blocks in their cells, into divisions: readability removes such
/// tables, and the text of adjacent cells would run together.
pub(super) fn unlay(tree: &Tree) {
    let open: RefCell<Vec<Table>> = RefCell::default();
    // For each open element, whether it is a table.
    let path: RefCell<Vec<bool>> = RefCell::default();
    let mut divisions = Vec::new();
    let enter = |node: &NodeRef| {
        let name = if node.is_element() { node.node_name() } else { None };
        let name = name.as_deref().unwrap_or("");
        let mut open = open.borrow_mut();
        if let Some(table) = open.last_mut() {
            table.is_laid_out |= matches!(name, "br" | "p" | "div" | "table" | "h1" | "h2");
            if matches!(name, "thead" | "tbody" | "tfoot" | "tr" | "td" | "th") {
                table.parts.push(node.id);
            }
        }
        if name == "table" {
            open.push(Table { node: node.id, parts: Vec::new(), is_laid_out: false });
        }
        path.borrow_mut().push(name == "table");
        true
    };
    let leave = || {
        if path.borrow_mut().pop() == Some(true) {
            let closed = open.borrow_mut().pop().filter(|table| table.is_laid_out);
            closed
                .into_iter()
                .for_each(|table| divisions.extend(table.parts.into_iter().chain([table.node])));
        }
    };
    visit(tree.root(), enter, leave);
    for id in divisions {
        tree.tree.get(&id).iter().for_each(|node| node.rename("div"));
    }
}
