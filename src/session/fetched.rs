//! Fetches an address and imports the result.

use super::Refusal;
use super::access::Access;
use super::clock::now;
use super::names::refused;
use crate::fetch;
use crate::import::{self, Imported, Source};

/// The documents at an address.
pub(super) fn fetched(address: &str, access: &Access) -> Result<Vec<Imported>, Refusal> {
    let shown = format!("“{}”", fetch::shown(address));
    let wanted = |beginning: &fetch::Beginning| {
        let fetch::Beginning { name, content_type, .. } = *beginning;
        let source = Source { name, content_type, format: access.from, ..Source::default() };
        let found = import::accepts(beginning.bytes, &source).map_err(|error| error.to_string())?;
        log::info!("{shown} is taken as {}.", found.format.name());
        Ok(())
    };
    let page = access.web.get(address, &wanted).map_err(|why| refusal!("Cannot fetch {shown}: {why}"))?;
    let source = Source {
        name: page.name.as_deref(),
        content_type: page.content_type.as_deref(),
        url: Some(&page.address),
        format: access.from,
        now: Some(now()),
    };
    let mut all = import::import(&page.bytes, &source).map_err(|error| refused(&shown, &error))?;
    all.iter_mut().for_each(|i| i.document.notices.splice(0..0, page.notice.clone()).for_each(drop));
    Ok(all)
}
