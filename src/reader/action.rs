//! Everything that a key can do. The keymap, the help and the status hints are generated from this table.

/// Declares [`Action`] with the name, the group and the help line of each action, so that none can be forgotten.
macro_rules! actions {
    ($( $group:literal { $( $variant:ident $name:literal $help:literal )+ } )+) => {
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
        }
    };
}

actions! {
    "Moving" {
        LineDown "line-down" "Down one line, or to the next entry of a list; a number before a key repeats it"
        LineUp "line-up" "Up one line, or to the previous entry of a list"
        PageDown "page-down" "Down one page"
        PageUp "page-up" "Up one page"
        HalfPageDown "half-page-down" "Down half a page"
        HalfPageUp "half-page-up" "Up half a page"
        Top "top" "To the beginning; after a number, to the paragraph of that number"
        Bottom "bottom" "To the end"
        NextParagraph "next-paragraph" "Next paragraph to the top"
        PreviousParagraph "previous-paragraph" "Previous paragraph to the top"
        NextHeading "next-heading" "Next heading to the top"
        PreviousHeading "previous-heading" "Previous heading to the top"
        SetMark "set-mark" "Set a mark here; a letter names it"
        GoToMark "go-to-mark" "Back to the mark of a letter; twice the same key: back to where the last jump began"
        JumpBack "jump-back" "Back to where one was before the last jump, and further"
        JumpForward "jump-forward" "Forward again through the jumps"
        FocusNext "focus-next" "To the next pane"
        FocusPrevious "focus-previous" "To the previous pane"
        OpenLink "open-link" "List the links, and open one in $BROWSER"
        CopyLink "copy-link" "List the links, and copy the address of one"
        Open "open" "Actors: show the card. Quotes: go to the quote. Text: card of the speaker"
    }
    "Search" {
        Search "search" "Search while typing; behind re: a regular expression; nothing typed: the last one again"
        SearchNext "search-next" "Next match; in the panes of actors and quotes, next entry that matches"
        SearchPrevious "search-previous" "Previous match, or previous entry that matches"
    }
    "Quotes" {
        NextQuote "next-quote" "Next quote"
        PreviousQuote "previous-quote" "Previous quote"
        NextBySpeaker "next-by-speaker" "Next quote by the same speaker"
        PreviousBySpeaker "previous-by-speaker" "Previous quote by the same speaker"
        GroupQuotes "group-quotes" "Quotes in order of the text, or grouped by speaker"
    }
    "Actors and filter" {
        NextMention "next-mention" "Next paragraph that names the followed actor, to the top"
        PreviousMention "previous-mention" "Previous paragraph that names the followed actor, to the top"
        Filter "filter" "Write the filter: un & !eu, said:lavrov, role:envoy, kind:state, text:words; Tab completes"
        ToggleActor "toggle-actor" "Put the actor into the filter, or take them out"
        ToggleFilter "toggle-filter" "Filter off, and on again"
        FilterMode "filter-mode" "Filter: any of the names, all of them, or none"
        FilterDisplay "filter-display" "Paragraphs that do not pass: hidden, dimmed, or only those next to one that passes"
    }
    "Highlights and copying" {
        Select "select" "Begin to select in the text: a sentence, a quote, a paragraph, words; or end it"
        SelectUnit "select-unit" "Selecting: a unit of the next kind, which are sentence, quote, paragraph, word"
        SelectNext "select-next" "Selecting: the next unit"
        SelectPrevious "select-previous" "Selecting: the unit before"
        SelectMore "select-more" "Selecting: one unit more, or at the other end one less"
        SelectLess "select-less" "Selecting: one unit less, or at the other end one more"
        SelectOtherEnd "select-other-end" "Selecting: stretch the other end"
        Highlight "highlight" "Highlight the selection, the quote or the paragraph, or take its highlight away"
        Note "note" "Write a note on the selection, the quote or the paragraph"
        NoteInEditor "note-in-editor" "The same in $VISUAL or $EDITOR"
        Highlights "highlights" "List highlights and notes, and go to one"
        Yank "yank" "Copy the selection, the quote or the paragraph with its citation"
        Save "save" "Save quotes, highlights and notes in a file: .md, .csv, .json or .bib"
    }
    "Corrections" {
        MakeQuote "make-quote" "Say that the selection is a quote"
        SetSpeaker "set-speaker" "Say who said the selected quote"
        ClearSpeaker "clear-speaker" "Say that nobody knows who said the selected quote"
        NotAQuote "not-a-quote" "Say that the selected quote is none"
        MergeActor "merge-actor" "Actors: say with whom the actor is one"
        RenameActor "rename-actor" "Actors: give the actor another name"
        AddAlias "add-alias" "Actors: say how the actor is also called, and find it in the text"
        ChangeKind "change-kind" "Actors: say what kind of actor it is"
        SplitMention "split-mention" "Actors: say that one of the mentions means somebody else"
        DeleteActor "delete-actor" "Actors: say that this is no actor"
        Undo "undo" "Take the last correction, highlight or note back"
        Redo "redo" "Make again what was taken back"
        Corrections "corrections" "List what was corrected"
    }
    "Screen" {
        Zoom "zoom" "The pane with the keys alone, or all panes"
        Command "command" "Any command by a few letters of its name, or the number of a paragraph to go to"
        NextDocument "next-document" "Next document of those that were named or opened"
        PreviousDocument "previous-document" "Previous document"
        Documents "documents" "List the documents, and go to one"
        Recent "recent" "Open a document read before, or by its path or address"
        Mouse "mouse" "The mouse on, or off again so that the terminal can select with it"
        Info "info" "About this document"
        Help "help" "This help"
        Clear "clear" "Step back: close, then clear the search, what is followed, the filter"
        Back "back" "Close what lies on top, or quit"
        Quit "quit" "Quit"
        Interrupt "interrupt" "Quit as an interrupted program does"
        Redraw "redraw" "Draw the screen afresh"
        Suspend "suspend" "Stop the program; `fg` in the shell brings it back"
    }
}

impl Action {
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
