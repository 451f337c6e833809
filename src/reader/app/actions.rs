//! All commands: the table of actions, one row each. The enum, the names in a keymap, the help, the palette, the manual
//! and the dispatch are generated from it.

use signal_hook::consts::SIGINT;

use super::App;
use super::moving::Step;
use crate::reader::archive::data::Verdict;
use crate::reader::event::{Exit, ScreenEffect};
use crate::reader::filter::Filter;
use crate::reader::jumps::Sought;
use crate::reader::links::Link;
use crate::reader::overlay::Overlay;
use crate::reader::selection::Selection;

/// Properties of an action besides its effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// A number before its key repeats it.
    Repeats,
    /// It leaves a place to which the reader may want to come back.
    Jumps,
    /// It works while an overlay is open, which otherwise only scrolls and closes.
    Over,
    /// On an actor's card it applies to that actor.
    Card,
}

/// Declares [`Action`], each by a row: its name, its help line, its traits, and its effect.
macro_rules! actions {
    (|$app:ident| $( $group:literal {
        $( $variant:ident $name:literal $help:literal $( [$($trait:ident)+] )? => $act:expr; )+
    } )+) => {
        /// A command of the person at the keyboard.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($( #[doc = $help] $variant, )+)+
        }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &[Self] = &[$($( Self::$variant, )+)+];

            /// The action's name in a keymap.
            pub fn name(self) -> &'static str {
                match self { $($( Self::$variant => $name, )+)+ }
            }

            /// A line that describes the action.
            pub fn help(self) -> &'static str {
                match self { $($( Self::$variant => $help, )+)+ }
            }

            /// The heading of the action in the help.
            pub fn group(self) -> &'static str {
                match self { $($( Self::$variant => $group, )+)+ }
            }

            fn traits(self) -> &'static [Trait] {
                match self { $($( Self::$variant => &[$( $(Trait::$trait,)+ )?], )+)+ }
            }

            fn perform(self, $app: &mut App) {
                match self { $($( Self::$variant => $act, )+)+ }
            }
        }
    };
}

actions! {
    |app|
    "Moving" {
        LineDown "line-down" "Down one line or entry; a number before a key repeats it" [Repeats Over]
            => app.step(Step::Line, 1);
        LineUp "line-up" "Up one line or entry" [Repeats Over] => app.step(Step::Line, -1);
        PageDown "page-down" "Down one page" [Repeats Over] => app.step(Step::Page, 1);
        PageUp "page-up" "Up one page" [Repeats Over] => app.step(Step::Page, -1);
        HalfPageDown "half-page-down" "Down half a page" [Repeats Over] => app.step(Step::HalfPage, 1);
        HalfPageUp "half-page-up" "Up half a page" [Repeats Over] => app.step(Step::HalfPage, -1);
        Top "top" "Beginning; after a number, that paragraph" [Jumps Over]
            => app.step(Step::End, -1);
        Bottom "bottom" "End" [Jumps Over] => app.step(Step::End, 1);
        NextParagraph "next-paragraph" "Next paragraph" [Repeats] => app.go_to_block(true, Sought::Any);
        PreviousParagraph "previous-paragraph" "Previous paragraph" [Repeats]
            => app.go_to_block(false, Sought::Any);
        NextHeading "next-heading" "Next heading" [Repeats Jumps] => app.go_to_block(true, Sought::Heading);
        PreviousHeading "previous-heading" "Previous heading" [Repeats Jumps]
            => app.go_to_block(false, Sought::Heading);
        SetMark "set-mark" "Set a mark: m and a letter" => app.await_letter(Action::SetMark);
        GoToMark "go-to-mark" "Go to a mark; twice, back to where you jumped from"
            => app.await_letter(Action::GoToMark);
        JumpBack "jump-back" "Back to where you jumped from" [Repeats] => app.jump_back();
        JumpForward "jump-forward" "Forward again" [Repeats] => app.jump_forward();
        FocusNext "focus-next" "Next pane" => app.shift_focus(1);
        FocusPrevious "focus-previous" "Previous pane" => app.shift_focus(2);
        OpenLink "open-link" "Open a link in $BROWSER" => app.list_links(Link::Open);
        CopyLink "copy-link" "Copy the address of a link"
            => app.list_links(Link::Copy);
        Open "open" "Text, actors: the card. Quotes and lists: go to the entry" [Jumps Over] => app.open();
    }
    "Search" {
        Search "search" "Search; re: for a regular expression; Enter alone repeats the last search"
[Over]
            => app.search();
        SearchNext "search-next" "Next match, in the text or the list" [Repeats Jumps Over]
            => app.search_again(true);
        SearchPrevious "search-previous" "Previous match" [Repeats Jumps Over]
            => app.search_again(false);
    }
    "Quotes" {
        NextQuote "next-quote" "Next quote" [Repeats Jumps] => app.go_to_neighbour(true, false);
        PreviousQuote "previous-quote" "Previous quote" [Repeats Jumps] => app.go_to_neighbour(false, false);
        NextBySpeaker "next-by-speaker" "Next quote by the same speaker" [Repeats Jumps] => app.go_to_neighbour(true, true);
        PreviousBySpeaker "previous-by-speaker" "Previous quote by the same speaker" [Repeats Jumps]
            => app.go_to_neighbour(false, true);
        NextUnsure "next-unsure" "Next unsure quote" [Repeats Jumps] => app.go_to_unsure();
        MoreQuotes "more-quotes" "Show more: statements, stances, then unsure ones" => app.change_level(true);
        FewerQuotes "fewer-quotes" "Show fewer" => app.change_level(false);
        GroupQuotes "group-quotes" "Sort quotes by place or by speaker" => app.group_quotes();
    }
    "Actors and filter" {
        NextMention "next-mention" "Next paragraph naming the followed actor" [Repeats Jumps]
            => app.go_to_mention(true);
        NextMentionOf "mention-of" "Next mention of the selected actor or speaker" [Jumps Card]
            => app.go_to_next_mention();
        PreviousMention "previous-mention" "Previous paragraph naming the followed actor" [Repeats Jumps]
            => app.go_to_mention(false);
        Filter "filter" "Edit the filter: un -eu, speaker:lavrov quote:peace, role:envoy, kind:state; Tab completes" [Card]
            => app.write_filter();
        ToggleActor "toggle-actor" "Add this actor to the filter, or remove them" => app.toggle_actor();
        ToggleFilter "toggle-filter" "Turn the filter off or on" => app.change_filter(|f| f.off = !f.off);
        FilterMode "filter-mode" "Filter for any of the names, all, or none" => app.cycle_filter_mode();
        FilterDisplay "filter-display" "Hide other paragraphs, dim them, or keep the nearest"
            => app.change_filter(Filter::cycle_display);
    }
    "Highlights and copying" {
        Select "select" "Select text, or stop selecting"
            => app.select();
        SelectUnit "select-unit" "Selecting: by sentence, quote, paragraph or word"
            => app.change_selection(Selection::change_unit);
        SelectNext "select-next" "Selecting: the next one" => app.change_selection(|s, r| s.step(r, true));
        SelectPrevious "select-previous" "Selecting: the previous one"
            => app.change_selection(|s, r| s.step(r, false));
        SelectMore "select-more" "Selecting: extend towards the end"
            => app.change_selection(|s, r| s.stretch(r, true));
        SelectLess "select-less" "Selecting: extend towards the beginning"
            => app.change_selection(|s, r| s.stretch(r, false));
        SelectOtherEnd "select-other-end" "Selecting: move the other end"
            => app.change_selection(Selection::turn);
        Highlight "highlight" "Highlight the selection, quote or paragraph, or undo that"
            => app.highlight();
        Note "note" "Note on the selection, quote or paragraph" => app.note();
        NoteInEditor "note-in-editor" "Write the note in $VISUAL or $EDITOR" => app.note_in_editor();
        Highlights "highlights" "List highlights and notes" => app.list_highlights();
        Yank "yank" "Copy the selection, quote or paragraph with its source" => app.yank();
        Save "save" "Export quotes, highlights and notes to a .md, .csv, .json, .bib or .txt file"
            => app.ask_for_file();
        Pipe "pipe" "Send the selection, the quote in the list, or the whole text to a command"
            => app.ask_for_command_line();
    }
    "Corrections" {
        MakeQuote "make-quote" "Make the selection a quote" => app.make_quote();
        SetSpeaker "set-speaker" "Change who said this" => app.ask_for_speaker();
        ClearSpeaker "clear-speaker" "Nobody knows who said this"
            => app.clear_speaker();
        NotAQuote "not-a-quote" "Not a quote" => app.reject_quote();
        MergeActor "merge-actor" "Actors: merge this actor into another"
[Card] => app.ask_whom_to_merge();
        RenameActor "rename-actor" "Actors: rename this actor"
[Card] => app.ask_for_name();
        AddAlias "add-alias" "Actors: add another name for this actor"
[Card] => app.ask_for_alias();
        ChangeKind "change-kind" "Actors: change the kind (person, state, …)"
[Card] => app.ask_for_kind();
        SplitMention "split-mention" "Actors: a mention means somebody else"
[Card] => app.ask_which_mention();
        DeleteActor "delete-actor" "Actors: not an actor" [Card] => app.delete_actor();
        Undo "undo" "Undo the last correction, highlight or note" => app.undo();
        Redo "redo" "Redo" => app.redo();
        Corrections "corrections" "List corrections" => app.show_corrections();
    }
    "Archive" {
        Archive "archive" "Kept queries, with what is new" => app.open_inbox();
        AskArchive "ask-archive" "Ask the archive; Tab completes fields, actors and sources" => app.write_query();
        KeepQuery "keep-query" "Archive: keep the query; comparing: side by side or inline" => app.keep_query();
        DropQuery "drop-query" "Archive: drop the kept query" => app.drop_query();
        Dossier "dossier" "All that the actor has said, by month" [Card] => app.open_dossier();
        SamePerson "same-person" "Which people who share a name are one person" [Card] => app.ask_who_is_one();
        OnePerson "one-person" "Same person?: they are one" => app.answer_question(Some(Verdict::Same));
        TwoPeople "two-people" "Same person?: they are two" => app.answer_question(Some(Verdict::Different));
        DecideLater "decide-later" "Same person?: ask again another time" => app.answer_question(None);
        CompareVersions "compare" "Compare with other versions, or a quote with its copies elsewhere"
            => app.compare_versions();
        Tag "tag" "Tag a document of the archive, or take the tag away" => app.ask_for_tag();
        MarkRead "mark-read" "Archive: read, or unread again" => app.mark_read();
    }
    "Screen" {
        SortActors "sort-actors" "Actors: sort by quotes, mentions, name or place" => app.sort_actors();
        Wider "wider" "Make the side pane wider" => app.widen(2);
        Narrower "narrower" "Make the side pane narrower" => app.widen(-2);
        Theme "theme" "Choose the theme" => app.ask_for_theme();
        Zoom "zoom" "This pane alone, or all panes" => app.zoom = !app.zoom;
        Command "command" "Run a command; 12 goes to a paragraph, 50% halfway" [Over]
            => app.ask_for_command();
        NextDocument "next-document" "Next document"
            => app.turn_by(true, 1);
        PreviousDocument "previous-document" "Previous document" => app.turn_by(false, 1);
        Documents "documents" "List the documents" => app.list_documents();
        Everywhere "everywhere" "Search, filter and actors over all open documents"
            => app.show_everywhere();
        Reload "reload" "Reload the file; your place and corrections stay" => app.reload();
        Recent "recent" "Open a recent document, a path or an address" => app.ask_for_recent();
        Mouse "mouse" "Mouse on or off"
            => app.toggle_mouse();
        Info "info" "About this document"
            => app.overlays.push(Overlay::info(app.tabs.here()));
        Help "help" "This help" => app.overlays.push(Overlay::help(&app.keymap));
        Clear "clear" "Close; else clear search, followed actor, filter" [Over] => app.clear();
        Back "back" "Close, or quit" [Over] => app.back();
        Quit "quit" "Quit" [Over] => app.emit(ScreenEffect::Exit(Exit::Quit));
        Interrupt "interrupt" "Quit at once" [Over]
            => app.emit(ScreenEffect::Exit(Exit::Signal(SIGINT)));
        Redraw "redraw" "Redraw the screen" [Over] => app.emit(ScreenEffect::Redraw);
        Suspend "suspend" "Suspend; `fg` resumes" [Over]
            => app.emit(ScreenEffect::Suspend);
    }
}

impl App {
    /// Performs the action of a key or of the palette.
    pub fn act(&mut self, action: Action) {
        let actor = self.overlays.last().and_then(|sheet| sheet.actor);
        if self.overlays.is_empty() && self.archive.is_shown {
            self.act_in_archive(action);
        } else if self.overlays.is_empty() || action.has(Trait::Over) {
            action.perform(self);
        } else if let Some(actor) = actor.filter(|_| action.has(Trait::Card)) {
            self.overlays.clear();
            self.tabs.here_mut().actors.select(actor);
            let action = if action == Action::Filter { Action::ToggleActor } else { action };
            action.perform(self);
        }
    }
}

impl Action {
    /// Whether it has that trait.
    pub(super) fn has(self, what: Trait) -> bool {
        self.traits().contains(&what)
    }

    /// Performs it, whatever is on the screen.
    pub(super) fn carry_out(self, app: &mut App) {
        self.perform(app);
    }

    /// Whether it is independent of the panes on the screen.
    pub(super) fn is_anywhere(self) -> bool {
        matches!(
            self,
            Self::Help
                | Self::Command
                | Self::NextDocument
                | Self::PreviousDocument
                | Self::Documents
                | Self::Recent
                | Self::Mouse
                | Self::Back
                | Self::Quit
                | Self::Interrupt
                | Self::Redraw
                | Self::Suspend
        )
    }

    /// The action with that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|a| a.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Action;

    #[test]
    fn names_are_unique_and_found() {
        for &action in Action::ALL {
            assert_eq!(Action::from_name(action.name()), Some(action));
        }
    }
}
