//! Circles of files inside a room: files that refer to each other, so that none can be read first.

use std::collections::{BTreeMap, BTreeSet};

use super::lexer;

/// The files of a room, each with the files of the same room that it refers to. A room's or folder's own `mod.rs` is left
/// out: it lists and joins the files below it.
pub fn graph(sources: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<String> = sources.iter().map(|(path, _)| module(path)).collect();
    let joins = |name: &String| modules.iter().any(|other| other.starts_with(&format!("{name}::")));
    let mut graph = BTreeMap::new();
    for (path, text) in sources {
        let own = module(path);
        if joins(&own) {
            continue;
        }
        let named = names(&own, &lexer::code(text));
        // The longest module that a path begins with is the file that it refers to.
        let file = |path: &String| {
            let fits = |m: &&String| path == *m || path.starts_with(&format!("{m}::"));
            modules.iter().filter(fits).max_by_key(|m| m.len()).cloned()
        };
        let files = named.iter().filter_map(file).filter(|file| *file != own && !joins(file));
        graph.insert(own.clone(), files.collect());
    }
    graph
}

/// The circle that leads from a file back to itself, for the first file that has one.
pub fn circle(graph: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    graph.keys().find_map(|start| {
        let mut open = vec![vec![start.clone()]];
        let mut seen = BTreeSet::new();
        while let Some(way) = open.pop() {
            for next in graph.get(way.last()?).into_iter().flatten() {
                let longer = [way.clone(), vec![next.clone()]].concat();
                if next == start {
                    return Some(longer);
                }
                if seen.insert(next.clone()) {
                    open.push(longer);
                }
            }
        }
        None
    })
}

/// The module of a file: `src/reader/panes/mod.rs` is `reader::panes`.
fn module(path: &str) -> String {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    inside.replace('/', "::")
}

/// The absolute paths that a module refers to, in `use` declarations or inline. Tests may refer to anything.
fn names(own: &str, code: &str) -> Vec<String> {
    let tests = code.find("mod tests").unwrap_or(code.len());
    let mut all = Vec::new();
    for (at, _) in code[..tests].match_indices("use ") {
        let fresh = code[..at].chars().next_back().is_none_or(char::is_whitespace);
        if let Some(end) = code[at..].find(';').filter(|_| fresh) {
            let tree: String = code[at + 4..at + end].split_whitespace().collect();
            leaves("", &tree, &mut all);
        }
    }
    for root in ["crate::", "super::"] {
        for (at, _) in code[..tests].match_indices(root) {
            let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
            let fresh = code[..at].chars().next_back().is_none_or(|before| !part(before));
            let end = code[at..].find(|c| !part(c)).map_or(code.len(), |length| at + length);
            all.extend(fresh.then(|| code[at..end].to_owned()));
        }
    }
    all.into_iter().filter_map(|path| absolute(own, &path)).collect()
}

/// The single paths of a tree in braces.
fn leaves(before: &str, tree: &str, all: &mut Vec<String>) {
    let Some((head, group)) = tree.split_once('{') else {
        return all.push(format!("{before}{tree}"));
    };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                leaves(&format!("{before}{head}"), &group[start..at], all);
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn absolute(own: &str, path: &str) -> Option<String> {
    let mut at: Vec<&str> = own.split("::").collect();
    let mut rest = path;
    if let Some(inside) = rest.strip_prefix("crate::") {
        return Some(inside.to_owned());
    }
    if !rest.starts_with("super::") {
        return None;
    }
    while let Some(outer) = rest.strip_prefix("super::") {
        at.pop()?;
        rest = outer;
    }
    at.push(rest);
    Some(at.join("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sources: &[(&str, &str)]) -> Option<Vec<String>> {
        let sources: Vec<(String, String)> =
            sources.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        circle(&graph(&sources))
    }

    #[test]
    fn a_planted_circle_is_found_however_it_is_written() {
        for (a, b) in [
            ("use super::b::B;", "use super::a::A;"),
            ("use crate::room::b;", "use super::{c, a::{A, D}};"),
            ("use super::{self, b};", "use crate::room::{a::A};"),
            ("fn f() { super::b::g(); }", "fn g() -> crate::room::a::A { todo!() }"),
        ] {
            let circle = found(&[("src/room/a.rs", a), ("src/room/b.rs", b), ("src/room/mod.rs", "mod a;")]);
            assert_eq!(circle.map(|c| c.len()), Some(3), "{a} {b}");
        }
        let long = [
            ("src/r/a.rs", "use super::b::x;"),
            ("src/r/b.rs", "use super::c;"),
            ("src/r/c.rs", "use super::a;"),
        ];
        assert_eq!(found(&long).map(|c| c.len()), Some(4));
    }

    #[test]
    fn what_leads_one_way_is_none() {
        let line =
            [("src/r/a.rs", "use super::b::x; // use super::a"), ("src/r/b.rs", "use crate::text::a;")];
        assert_eq!(found(&line), None);
        let test = [("src/r/a.rs", "use super::b::x;"), ("src/r/b.rs", "mod tests { use super::super::a; }")];
        assert_eq!(found(&test), None);
    }
}
