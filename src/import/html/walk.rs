//! Writes a tree of HTML to [`Markup`].

use dom_query::NodeRef;

use super::choose::Choice;
use super::words;
use crate::import::markup::Markup;

/// The next step.
enum Step<'a> {
    /// A node, and whether its text is read.
    Enter(NodeRef<'a>, bool),
    Leave(String),
}

/// Writes a node and everything below it: of a page, the chosen blocks.
pub(super) fn walk(root: &NodeRef, page: &mut Markup, choice: Option<&Choice>) {
    let mut steps = vec![Step::Enter(*root, choice.is_none())];
    while let Some(step) = steps.pop() {
        let (node, mut read) = match step {
            Step::Leave(name) => {
                page.end(&name);
                continue;
            }
            Step::Enter(node, read) => (node, read),
        };
        if node.is_text() {
            if read {
                page.text(&node.text());
            }
            continue;
        }
        if node.is_element() {
            let name = node.node_name().unwrap_or_default().to_string();
            if let Some(choice) = choice {
                let around = choice.around.contains(&node.id);
                if words::is_block(&name) {
                    read = choice.leaves.contains(&node.id);
                }
                let shown = matches!(name.as_str(), "hr" | "img" | "picture");
                if !around && !shown && (words::is_block(&name) || !read) {
                    continue;
                }
            }
            if read && name == "span" && is_another(&node) {
                page.text(" ");
            }
            let attribute = |name: &str| node.attr(name).map(|value| value.to_string());
            if !page.start(&name, &attribute) {
                continue;
            }
            steps.push(Step::Leave(name));
        }
        steps.extend(node.children_it(true).map(|child| Step::Enter(child, read)));
    }
}

/// Whether a `span` with a class directly follows another, and begins with a capital or a digit after a letter or a digit:
/// a style sheet separates them, for example a day and an hour.
fn is_another(node: &NodeRef) -> bool {
    let classed = |node: &NodeRef| node.has_name("span") && node.has_attr("class");
    let Some(before) = node.prev_sibling().filter(|before| classed(before) && classed(node)) else {
        return false;
    };
    let text =
        |child: Option<NodeRef>| child.filter(NodeRef::is_text).map(|child| child.text()).unwrap_or_default();
    let (before, after) = (text(before.children_it(true).next()), text(node.children_it(false).next()));
    let ends = before.chars().nth(1).is_some() && before.ends_with(char::is_alphanumeric);
    ends && after.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
