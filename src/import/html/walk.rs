//! A tree of HTML → [`Markup`].

use dom_query::NodeRef;

use crate::import::markup::Markup;

/// What is to be done next.
enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(String),
}

/// Writes a node and what is below it. `wanted` is asked of every element whether it is read.
pub(super) fn walk(root: &NodeRef, page: &mut Markup, wanted: fn(&NodeRef) -> bool) {
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Leave(name) => {
                page.end(&name);
                continue;
            }
            Step::Enter(node) => node,
        };
        if node.is_text() {
            page.text(&node.text());
            continue;
        }
        if node.is_element() {
            let name = node.node_name().unwrap_or_default().to_string();
            let attribute = |name: &str| node.attr(name).map(|value| value.to_string());
            if !wanted(&node) || !page.start(&name, &attribute) {
                continue;
            }
            steps.push(Step::Leave(name));
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
}
