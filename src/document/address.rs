//! Web addresses: resolving relative ones.

/// The address that `href` means on the page at `base`; none if it leads nowhere outside the page, or if the page's
/// own address is needed and unknown.
pub fn resolve(base: Option<&str>, href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    if has_scheme(href) {
        return Some(href.to_owned());
    }
    let base = base?;
    let (scheme, rest) = base.split_once("://")?;
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    if let Some(other) = href.strip_prefix("//") {
        return Some(format!("{scheme}://{other}"));
    }
    let path = &rest[host.len()..];
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let whole = match href.as_bytes()[0] {
        b'/' => href.to_owned(),
        b'?' => format!("{path}{href}"),
        _ => format!("{}/{href}", &path[..path.rfind('/').unwrap_or(0)]),
    };
    Some(format!("{scheme}://{host}{}", without_dots(&whole)))
}

/// Whether an address begins with a scheme ("https:", "mailto:").
fn has_scheme(href: &str) -> bool {
    let end = href.find([':', '/', '?', '#']).filter(|at| href.as_bytes()[*at] == b':');
    end.is_some_and(|end| {
        href.starts_with(|c: char| c.is_ascii_alphabetic())
            && href[..end].chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// A path without its "." and ".." steps.
fn without_dots(path: &str) -> String {
    let (path, rest) = path.split_at(path.find(['?', '#']).unwrap_or(path.len()));
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "." => {}
            ".." => steps.truncate(steps.len().saturating_sub(1).max(1)),
            step => steps.push(step),
        }
    }
    let end = if path.ends_with("/.") || path.ends_with("/..") { "/" } else { "" };
    format!("{}{end}{rest}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_addresses_are_completed() {
        let base = Some("https://example.org/world/talks.html?page=1");
        for (href, whole) in [
            ("http://other.org/a", "http://other.org/a"),
            ("//cdn.example.org/b", "https://cdn.example.org/b"),
            ("/c?d=../e", "https://example.org/c?d=../e"),
            ("next.html#end", "https://example.org/world/next.html#end"),
            ("../f/./g", "https://example.org/f/g"),
            ("../../../h", "https://example.org/h"),
            ("?page=2", "https://example.org/world/talks.html?page=2"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
        ] {
            assert_eq!(resolve(base, href).as_deref(), Some(whole), "{href}");
        }
        assert_eq!(resolve(Some("https://example.org"), "a").as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn what_leads_nowhere_is_no_address() {
        assert_eq!(resolve(Some("https://example.org/"), "#top"), None);
        assert_eq!(resolve(None, "page.html"), None);
        assert_eq!(resolve(Some("not an address"), "page.html"), None);
    }
}
