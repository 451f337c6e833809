//! Everything that can be asked for: the table of actions, one row each. The enum, the names that a keymap uses, the help,
//! the palette, the manual and what is done are generated from it.

use signal_hook::consts::SIGINT;

use super::App;
use super::jumping::Sought;
use super::linking::Link;
use super::moving::Step;
use crate::reader::event::{Exit, ScreenEffect};
use crate::reader::filter::Filter;
use crate::reader::overlay::Overlay;
use crate::reader::selection::Selection;

/// What is true of an action beside what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trait {
    /// A number before its key repeats it.
    Repeats,
    /// It leaves a place to which one may want to come back.
    Jumps,
    /// It works while something lies over the panes, which is otherwise only scrolled and closed.
    Over,
}

/// Declares [`Action`], each by a row: its name, its help line, what is true of it, and what it does.
macro_rules! actions {
    (|$app:ident| $( $group:literal {
        $( $variant:ident $name:literal $help:literal $( [$($trait:ident)+] )? => $act:expr; )+
    } )+) => {
        /// Something that the person at the keyboard wants done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $($( #[doc = $help] $variant, )+)+
        }

        impl Action {
            /// Every action, in the order in which the help shows them.
            pub const ALL: &[Self] = &[$($( Self::$variant, )+)+];

            /// The name by which a keymap calls the action.
            pub fn name(self) -> &'static str {
                match self { $($( Self::$variant => $name, )+)+ }
            }

            /// One line that says what the action does.
            pub fn help(self) -> &'static str {
                match self { $($( Self::$variant => $help, )+)+ }
            }

            /// The heading under which the help lists the action.
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
        LineDown "line-down" "Down one line, or to the next entry of a list; a number before a key repeats it" [Repeats Over]
            => app.step(Step::Line, 1);
        LineUp "line-up" "Up one line, or to the previous entry of a list" [Repeats Over] => app.step(Step::Line, -1);
        PageDown "page-down" "Down one page" [Repeats Over] => app.step(Step::Page, 1);
        PageUp "page-up" "Up one page" [Repeats Over] => app.step(Step::Page, -1);
        HalfPageDown "half-page-down" "Down half a page" [Repeats Over] => app.step(Step::HalfPage, 1);
        HalfPageUp "half-page-up" "Up half a page" [Repeats Over] => app.step(Step::HalfPage, -1);
        Top "top" "To the beginning; after a number, to the paragraph of that number" [Jumps Over]
            => app.step(Step::End, -1);
        Bottom "bottom" "To the end" [Jumps Over] => app.step(Step::End, 1);
        NextParagraph "next-paragraph" "Next paragraph to the top" [Repeats] => app.go_to_block(true, Sought::Any);
        PreviousParagraph "previous-paragraph" "Previous paragraph to the top" [Repeats]
            => app.go_to_block(false, Sought::Any);
        NextHeading "next-heading" "Next heading to the top" [Repeats Jumps] => app.go_to_block(true, Sought::Heading);
        PreviousHeading "previous-heading" "Previous heading to the top" [Repeats Jumps]
            => app.go_to_block(false, Sought::Heading);
        SetMark "set-mark" "Set a mark here; a letter names it" => app.await_letter(Action::SetMark);
        GoToMark "go-to-mark" "Back to the mark of a letter; twice the same key: back to where the last jump began"
            => app.await_letter(Action::GoToMark);
        JumpBack "jump-back" "Back to where one was before the last jump, and further" [Repeats] => app.jump_back();
        JumpForward "jump-forward" "Forward again through the jumps" [Repeats] => app.jump_forward();
        FocusNext "focus-next" "To the next pane" => app.shift_focus(1);
        FocusPrevious "focus-previous" "To the previous pane" => app.shift_focus(2);
        OpenLink "open-link" "List the links, and open one in $BROWSER" => app.list_links(Link::Open);
        CopyLink "copy-link" "List the links, and copy the address of one"
            => app.list_links(Link::Copy);
        Open "open" "Actors: show the card. Quotes: go to the quote. Text: card of the speaker" [Jumps Over] => app.open();
    }
    "Search" {
        Search "search" "Search while typing; behind re: a regular expression; nothing typed: the last one again"
            => app.search();
        SearchNext "search-next" "Next match; in the panes of actors and quotes, next entry that matches" [Repeats Jumps]
            => app.search_again(true);
        SearchPrevious "search-previous" "Previous match, or previous entry that matches" [Repeats Jumps]
            => app.search_again(false);
    }
    "Quotes" {
        NextQuote "next-quote" "Next quote" [Repeats Jumps] => app.go_to_neighbour(true, false);
        PreviousQuote "previous-quote" "Previous quote" [Repeats Jumps] => app.go_to_neighbour(false, false);
        NextBySpeaker "next-by-speaker" "Next quote by the same speaker" [Repeats Jumps] => app.go_to_neighbour(true, true);
        PreviousBySpeaker "previous-by-speaker" "Previous quote by the same speaker" [Repeats Jumps]
            => app.go_to_neighbour(false, true);
        GroupQuotes "group-quotes" "Quotes in order of the text, or grouped by speaker" => app.group_quotes();
    }
    "Actors and filter" {
        NextMention "next-mention" "Next paragraph that names the followed actor, to the top" [Repeats Jumps]
            => app.go_to_mention(true);
        PreviousMention "previous-mention" "Previous paragraph that names the followed actor, to the top" [Repeats Jumps]
            => app.go_to_mention(false);
        Filter "filter" "Write the filter: un -eu, speaker:lavrov quote:peace, role:envoy, kind:state; Tab completes"
            => app.write_filter();
        ToggleActor "toggle-actor" "Put the actor into the filter, or take them out" => app.toggle_actor();
        ToggleFilter "toggle-filter" "Filter off, and on again" => app.change_filter(|f| f.off = !f.off);
        FilterMode "filter-mode" "Filter: any of the names, all of them, or none" => app.cycle_filter_mode();
        FilterDisplay "filter-display" "Paragraphs that do not pass: hidden, dimmed, or only those next to one that passes"
            => app.change_filter(Filter::cycle_display);
    }
    "Highlights and copying" {
        Select "select" "Begin to select in the text: a sentence, a quote, a paragraph, words; or end it"
            => app.select();
        SelectUnit "select-unit" "Selecting: a unit of the next kind, which are sentence, quote, paragraph, word"
            => app.change_selection(Selection::change_unit);
        SelectNext "select-next" "Selecting: the next unit" => app.change_selection(|s, r| s.step(r, true));
        SelectPrevious "select-previous" "Selecting: the unit before"
            => app.change_selection(|s, r| s.step(r, false));
        SelectMore "select-more" "Selecting: one unit more, or at the other end one less"
            => app.change_selection(|s, r| s.stretch(r, true));
        SelectLess "select-less" "Selecting: one unit less, or at the other end one more"
            => app.change_selection(|s, r| s.stretch(r, false));
        SelectOtherEnd "select-other-end" "Selecting: stretch the other end"
            => app.change_selection(Selection::turn);
        Highlight "highlight" "Highlight the selection, the quote or the paragraph, or take its highlight away"
            => app.highlight();
        Note "note" "Write a note on the selection, the quote or the paragraph" => app.note();
        NoteInEditor "note-in-editor" "The same in $VISUAL or $EDITOR" => app.note_in_editor();
        Highlights "highlights" "List highlights and notes, and go to one" => app.list_highlights();
        Yank "yank" "Copy the selection, the quote or the paragraph with its citation" => app.yank();
        Save "save" "Save quotes, highlights and notes in a file: .md, .csv, .json or .bib"
            => app.ask_for_file();
    }
    "Corrections" {
        MakeQuote "make-quote" "Say that the selection is a quote" => app.make_quote();
        SetSpeaker "set-speaker" "Say who said the selected quote" => app.ask_for_speaker();
        ClearSpeaker "clear-speaker" "Say that nobody knows who said the selected quote"
            => app.clear_speaker();
        NotAQuote "not-a-quote" "Say that the selected quote is none" => app.reject_quote();
        MergeActor "merge-actor" "Actors: say with whom the actor is one"
            => app.ask_whom_to_merge();
        RenameActor "rename-actor" "Actors: give the actor another name"
            => app.ask_for_name();
        AddAlias "add-alias" "Actors: say how the actor is also called, and find it in the text"
            => app.ask_for_alias();
        ChangeKind "change-kind" "Actors: say what kind of actor it is"
            => app.ask_for_kind();
        SplitMention "split-mention" "Actors: say that one of the mentions means somebody else"
            => app.ask_which_mention();
        DeleteActor "delete-actor" "Actors: say that this is no actor" => app.delete_actor();
        Undo "undo" "Take the last correction, highlight or note back" => app.undo();
        Redo "redo" "Make again what was taken back" => app.redo();
        Corrections "corrections" "List what was corrected" => app.show_corrections();
    }
    "Screen" {
        Zoom "zoom" "The pane with the keys alone, or all panes" => app.zoom = !app.zoom;
        Command "command" "Any command by a few letters of its name, or the number of a paragraph to go to" [Over]
            => app.ask_for_command();
        NextDocument "next-document" "Next document of those that were named or opened"
            => app.turn_by(true, 1);
        PreviousDocument "previous-document" "Previous document" => app.turn_by(false, 1);
        Documents "documents" "List the documents, and go to one" => app.list_documents();
        Recent "recent" "Open a document read before, or by its path or address" => app.ask_for_recent();
        Mouse "mouse" "The mouse on, or off again so that the terminal can select with it"
            => app.toggle_mouse();
        Info "info" "About this document"
            => app.overlays.push(Overlay::info(app.tabs.here()));
        Help "help" "This help" => app.overlays.push(Overlay::help(&app.keymap));
        Clear "clear" "Step back: close, then clear the search, what is followed, the filter" [Over] => app.clear();
        Back "back" "Close what lies on top, or quit" [Over] => app.back();
        Quit "quit" "Quit" [Over] => app.emit(ScreenEffect::Exit(Exit::Quit));
        Interrupt "interrupt" "Quit as an interrupted program does" [Over]
            => app.emit(ScreenEffect::Exit(Exit::Signal(SIGINT)));
        Redraw "redraw" "Draw the screen afresh" [Over] => app.emit(ScreenEffect::Redraw);
        Suspend "suspend" "Stop the program; `fg` in the shell brings it back" [Over]
            => app.emit(ScreenEffect::Suspend);
    }
}

impl App {
    /// Does what a key or the palette asks for.
    pub fn act(&mut self, action: Action) {
        if self.overlays.is_empty() || action.has(Trait::Over) {
            action.perform(self);
        }
    }
}

impl Action {
    /// Whether that is true of it.
    pub(super) fn has(self, what: Trait) -> bool {
        self.traits().contains(&what)
    }

    /// The action of that name.
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
