//! What is put right in a page's tree before its blocks are read, each in one walk: no element is asked for what is
//! around it or in it, or a page of deeply nested elements would take the product of its size and its depth.

use std::cell::{Cell, RefCell};

use dom_query::{Document as Tree, NodeId, NodeRef};

use super::blocks::letters;
use super::words;

/// How deep the text of a page may lie on average, in elements, for readability to be asked: it looks at everything that
/// is in each element, and some of that several times. Text of the web lies ten to thirty elements deep.
const DEEPEST_ON_AVERAGE: usize = 60;
/// The depths of all nodes together, weighed with their text, up to which it takes no noticeable time.
const NOTHING: usize = 500_000;

/// A step of a walk.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave,
}

/// Walks a tree in order and tells `enter` of each node; where that says so, of what is in it too, and `leave` of its end.
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

/// Whether a page is nested so that what looks at all that is in each of its elements takes no longer than reading it.
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

/// The long texts of a page that are hidden, or shown only where no scripts are run; of those in one another, the outermost.
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

/// What the class of an element calls it.
#[derive(Default, PartialEq)]
enum Called {
    #[default]
    Nothing,
    Caption,
    /// Something with a picture.
    Picture,
}

/// An element that is open and may be the caption of a picture.
#[derive(Default)]
struct Beside {
    node: Option<NodeId>,
    called: Called,
    has_picture: bool,
    /// It holds what no caption does.
    has_more: bool,
    letters: usize,
}

/// Makes captions of the elements that are called so, and of short texts in elements with a picture that are called a
/// picture: readability takes away the divisions in which they lie.
pub(super) fn caption(tree: &Tree) {
    let open: RefCell<Vec<Beside>> = RefCell::default();
    // How many of the elements around the place may be captions.
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

/// A table that is open, and what of it becomes a division where it only lays the page out.
struct Table {
    node: NodeId,
    parts: Vec<NodeId>,
    /// It has lines or blocks in its cells.
    is_laid_out: bool,
}

/// Makes divisions of the tables that lay a page out, which have lines or blocks in their cells: readability takes
/// such tables away, and what stood in two cells would run together.
pub(super) fn unlay(tree: &Tree) {
    let open: RefCell<Vec<Table>> = RefCell::default();
    // Of the elements around the place, whether each is a table.
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
