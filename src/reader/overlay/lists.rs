//! Lists to browse: the documents, the highlights, the links.

use super::{Overlay, Target, Tone};
use crate::corrections::Highlight;
use crate::query::Expression;
use crate::reader::DocId;
use crate::reader::filter::Filter;
use crate::reader::links::{self, Link};
use crate::reader::reading::Reading;
use crate::reader::search::Pattern;
use crate::reader::tab::Tab;
use crate::reader::tabs::{State, Tabs};
use crate::text::{count, sanitise_line};

/// From this width on, a row shows the reading progress and the source of a document.
const ROOMY: u16 = 60;

impl Overlay {
    /// The documents, each with its quotes, the matches of a search and the paragraphs that pass the filter, if any,
    /// and the reading progress.
    pub fn documents(tabs: &Tabs, search: Option<&Pattern>, width: u16) -> Self {
        let filter = tabs.here().filter.expression();
        let columns: Vec<(&str, Column)> = [
            Some(("quotes", Column::Quotes)),
            search.map(|_| ("hits", Column::Hits)),
            filter.map(|_| ("shown", Column::Shown)),
            (width >= ROOMY).then_some(("read", Column::Read)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let row = |cell: &dyn Fn(&str, Column) -> String| -> String {
            let cells =
                columns.iter().map(|(name, column)| format!("{:>w$}", cell(name, *column), w = name.len()));
            cells.collect::<Vec<_>>().join("  ")
        };
        let mut sheet = Self::new(&format!("Documents {}", tabs.list().len()));
        sheet.line(Tone::Faint, "", "");
        sheet.lines[0].right = row(&|name, _| name.to_owned());
        let digits = tabs.list().len().to_string().len();
        for ((number, listed), name) in (0..).zip(tabs.list()).zip(tabs.names()) {
            let id = DocId(number);
            let tab = tabs.get(id).filter(|_| tabs.is_open(id));
            let told = tab.map(|tab| Told::of(tab, search, filter));
            let right = row(&|_, column| match (&told, &listed.state) {
                (Some(told), _) => told.cell(column),
                (None, State::Opening) => "…".to_owned(),
                (None, _) => "·".to_owned(),
            });
            let known = tab.and_then(|tab| tab.reading.metadata().title.as_deref()).unwrap_or(&listed.title);
            let day = tab.and_then(|tab| tab.reading.metadata().published).map(|at| at.date().to_string());
            let title = sanitise_line(known, 200);
            let parts =
                day.filter(|_| width >= ROOMY).into_iter().chain(Some(title).filter(|t| !t.is_empty()));
            let text = parts.collect::<Vec<_>>().join("  ");
            let name = format!("{:>digits$} {name}", number + 1);
            match &listed.state {
                State::Failed(why) => {
                    let why = format!("cannot be read: {}", sanitise_line(why, 400));
                    sheet.entry_with(Tone::Faint, &name, &why, "", Target::Whole(id));
                }
                _ => sheet.entry_with(Tone::Plain, &name, &text, &right, Target::Whole(id)),
            }
        }
        Self { verb: "open", ..sheet.begun() }
    }

    /// The highlights with their notes, in order of the text.
    pub fn highlights(reading: &Reading, highlights: &[Highlight]) -> Self {
        let noted = highlights.iter().filter(|highlight| highlight.note.is_some()).count();
        let mut title = count(highlights.len(), "highlight");
        if noted > 0 {
            title = format!("{title}, {noted} with a note");
        }
        let mut sheet = Self::new(&title);
        for highlight in highlights {
            let place = format!("paragraph {}", reading.block_at(highlight.span.start) + 1);
            let words = sanitise_line(reading.of(highlight.span), 400);
            sheet.entry(&place, &words, Target::Passage(highlight.span));
            for line in highlight.note.iter().flat_map(|note| note.lines()) {
                sheet.line(Tone::Faint, "", &format!("  {}", sanitise_line(line, 1000)));
            }
        }
        sheet.begun()
    }

    /// The links, each with its address or its note.
    pub fn links(reading: &Reading, what: Link) -> Self {
        let mut sheet = Self::new(&format!("Links {}", links::entries(reading).count()));
        for (number, link) in links::entries(reading).enumerate() {
            let (kind, leads) = match link.target {
                links::Target::Address(address) => ("", address.into_owned()),
                links::Target::Note(span) => ("note ", sanitise_line(reading.of(span), 400)),
            };
            let words = format!("{} {kind}{}", number + 1, sanitise_line(link.words, 60));
            sheet.entry(&words, &leads, Target::Link(number, what));
        }
        Self { verb: if what == Link::Open { "open" } else { "copy" }, ..sheet.begun() }
    }
}

/// A column of the list of documents.
#[derive(Debug, Clone, Copy)]
enum Column {
    Quotes,
    Hits,
    Shown,
    Read,
}

/// The figures of an open document.
struct Told {
    quotes: Option<usize>,
    hits: Option<usize>,
    shown: Option<usize>,
    read: String,
}

impl Told {
    fn of(tab: &Tab, search: Option<&Pattern>, filter: Option<&Expression>) -> Self {
        let hits = search.map(|pattern| pattern.find_all(tab.reading.text()).count());
        let quotes = tab.reading.is_briefed().then(|| tab.quotes.position().1);
        let shown = filter.and_then(|filter| Filter::count_of(filter, &tab.reading).ok());
        Self { quotes, hits, shown, read: tab.text.progress(&tab.reading) }
    }

    fn cell(&self, column: Column) -> String {
        let number = |n: Option<usize>| n.map_or("…".to_owned(), |n| n.to_string());
        match column {
            Column::Quotes => number(self.quotes),
            Column::Hits => number(self.hits),
            Column::Shown => number(self.shown),
            Column::Read => self.read.clone(),
        }
    }
}
