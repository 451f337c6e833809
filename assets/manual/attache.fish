# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_attache_global_optspecs
    string join \n no-state actors= from= allow-local offline no-cache fetch-items= timeout= color= config= log= accessible h/help V/version
end

function __fish_attache_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_attache_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_attache_using_subcommand
    set -l cmd (__fish_attache_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c attache -n "__fish_attache_needs_command" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_needs_command" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_needs_command" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_needs_command" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_needs_command" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_needs_command" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_needs_command" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_needs_command" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_needs_command" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_needs_command" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_needs_command" -l accessible -d 'For screen readers: plain characters, one pane at a time, the cursor on the selection'
complete -c attache -n "__fish_attache_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_needs_command" -s V -l version -d 'Print version'
complete -c attache -n "__fish_attache_needs_command" -a "analyze" -d 'Print the actors and quotes of texts, as JSON or as a summary'
complete -c attache -n "__fish_attache_needs_command" -a "analyse" -d 'Print the actors and quotes of texts, as JSON or as a summary'
complete -c attache -n "__fish_attache_needs_command" -a "export" -d 'Write quotes, highlights and notes with their citations, as corrected in the reader'
complete -c attache -n "__fish_attache_needs_command" -a "corrections" -d 'Print a text\'s corrections as TOML, or add corrections from such a file'
complete -c attache -n "__fish_attache_needs_command" -a "add" -d 'Keep texts in the archive, where `attache find` finds them'
complete -c attache -n "__fish_attache_needs_command" -a "find" -d 'Ask the archive who said what'
complete -c attache -n "__fish_attache_needs_command" -a "follow" -d 'Follow addresses, directories, mailboxes, or list what is followed'
complete -c attache -n "__fish_attache_needs_command" -a "sync" -d 'Ask everything that is followed for what is new'
complete -c attache -n "__fish_attache_needs_command" -a "inbox" -d 'Print the queries that are kept, with how much is new; keep one, or drop it'
complete -c attache -n "__fish_attache_needs_command" -a "tag" -d 'Tag documents of the archive, or mark them as read'
complete -c attache -n "__fish_attache_needs_command" -a "dossier" -d 'Print what an actor has said, in order of time'
complete -c attache -n "__fish_attache_needs_command" -a "same" -d 'Answer whether people who share a name are one person'
complete -c attache -n "__fish_attache_needs_command" -a "compare" -d 'Show where two texts differ, word by word'
complete -c attache -n "__fish_attache_needs_command" -a "archive" -d 'Read in the archive; or check it, copy it, make its indexes again, write it out, forget a document'
complete -c attache -n "__fish_attache_needs_command" -a "config" -d 'Check the configuration, or print the default with explanations'
complete -c attache -n "__fish_attache_needs_command" -a "formats" -d 'List the formats that can be read'
complete -c attache -n "__fish_attache_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c attache -n "__fish_attache_using_subcommand analyze" -s f -l format -d 'How to print each briefing' -r -f -a "json\t'One indented object; one per line for several files'
jsonl\t'One object per line'
text\t'A summary for people'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l level -d 'Which quotes the summary shows; JSON has all' -r -f -a "quotations\t'Sure quotations only'
statements\t'Also sure statements in other words'
stances\t'Also sure stances: condemned the attack, hopes for a deal'
unsure\t'Also unsure ones, marked as unsure'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyze" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand analyze" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyze" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyze" -l explain -d 'Explain each quote: words, speaker, cue, rule, confidence and runner-up, as text'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand analyze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand analyse" -s f -l format -d 'How to print each briefing' -r -f -a "json\t'One indented object; one per line for several files'
jsonl\t'One object per line'
text\t'A summary for people'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l level -d 'Which quotes the summary shows; JSON has all' -r -f -a "quotations\t'Sure quotations only'
statements\t'Also sure statements in other words'
stances\t'Also sure stances: condemned the attack, hopes for a deal'
unsure\t'Also unsure ones, marked as unsure'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyse" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand analyse" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyse" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyse" -l explain -d 'Explain each quote: words, speaker, cue, rule, confidence and runner-up, as text'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand analyse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand export" -l speaker -d 'Only quotes by speakers whose name contains this; may be repeated' -r
complete -c attache -n "__fish_attache_using_subcommand export" -l level -d 'Which quotes' -r -f -a "quotations\t'Sure quotations only'
statements\t'Also sure statements in other words'
stances\t'Also sure stances: condemned the attack, hopes for a deal'
unsure\t'Also unsure ones, marked as unsure'"
complete -c attache -n "__fish_attache_using_subcommand export" -s f -l format -d 'In which form' -r -f -a "md\t'Markdown: quotations with citations'
text\t'One citation per line'
csv\t'One row per passage, with a header'
json\t'An array of objects'
bibtex\t'One @misc entry per passage'"
complete -c attache -n "__fish_attache_using_subcommand export" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand export" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand export" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand export" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand export" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand export" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand export" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand export" -l quotes -d 'Quotes with their speakers'
complete -c attache -n "__fish_attache_using_subcommand export" -l notes -d 'Highlights with their notes'
complete -c attache -n "__fish_attache_using_subcommand export" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand export" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand export" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand export" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l import -d 'Add the corrections in this file' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand corrections" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand corrections" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand corrections" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand corrections" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l others -d 'Ask about each correction of others who share the archive whether to take it'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l again -d 'With --others: ask again about those that were left'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand corrections" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand add" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand add" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand add" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand add" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand add" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand add" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand add" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand add" -s v -l verbose -d 'Print the number and the name of each document once it is on the disk'
complete -c attache -n "__fish_attache_using_subcommand add" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand add" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand add" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand add" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand find" -s f -l format -d 'How to print hits' -r -f -a "text\t'For people'
jsonl\t'One object per line'
csv\t'One row per hit, with a header'"
complete -c attache -n "__fish_attache_using_subcommand find" -s n -l limit -d 'The most hits' -r
complete -c attache -n "__fish_attache_using_subcommand find" -l names -d 'Look for each name in this file, one per line, and print one row per name' -r -F
complete -c attache -n "__fish_attache_using_subcommand find" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand find" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand find" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand find" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand find" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand find" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand find" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand find" -l count -d 'Print only how many there are'
complete -c attache -n "__fish_attache_using_subcommand find" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand find" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand find" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand find" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand find" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand follow" -l name -d 'How it is called' -r
complete -c attache -n "__fish_attache_using_subcommand follow" -l group -d 'Its group, which queries name with in:' -r
complete -c attache -n "__fish_attache_using_subcommand follow" -l every -d 'Hours between two tries' -r
complete -c attache -n "__fish_attache_using_subcommand follow" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand follow" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand follow" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand follow" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand follow" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand follow" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand follow" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand follow" -l stop -d 'Stop following them; what they brought stays'
complete -c attache -n "__fish_attache_using_subcommand follow" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand follow" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand follow" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand follow" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand follow" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand sync" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand sync" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand sync" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand sync" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand sync" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand sync" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand sync" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand sync" -l all -d 'All, whether or not they are due'
complete -c attache -n "__fish_attache_using_subcommand sync" -s v -l verbose -d 'Print the number and the name of each document once it is on the disk'
complete -c attache -n "__fish_attache_using_subcommand sync" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand sync" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand sync" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand sync" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand inbox" -l keep -d 'Keep the query under this name' -r
complete -c attache -n "__fish_attache_using_subcommand inbox" -l drop -d 'Drop the kept query of this name' -r
complete -c attache -n "__fish_attache_using_subcommand inbox" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand inbox" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand inbox" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand inbox" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand inbox" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand inbox" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand inbox" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand inbox" -l seen -d 'Mark everything as seen'
complete -c attache -n "__fish_attache_using_subcommand inbox" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand inbox" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand inbox" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand inbox" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand inbox" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand tag" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand tag" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand tag" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand tag" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand tag" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand tag" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand tag" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand tag" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand tag" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand tag" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand tag" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand tag" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand dossier" -s f -l format -d 'How to print it' -r -f -a "md\t'Markdown'
json\t'One object'"
complete -c attache -n "__fish_attache_using_subcommand dossier" -s n -l limit -d 'The most quotes' -r
complete -c attache -n "__fish_attache_using_subcommand dossier" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand dossier" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand dossier" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand dossier" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand dossier" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand dossier" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand dossier" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand dossier" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand dossier" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand dossier" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand dossier" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand dossier" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand same" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand same" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand same" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand same" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand same" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand same" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand same" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand same" -l undo -d 'Take the last answer back'
complete -c attache -n "__fish_attache_using_subcommand same" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand same" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand same" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand same" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand same" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand compare" -l story -d 'Compare a document with the others of its story' -r
complete -c attache -n "__fish_attache_using_subcommand compare" -l quotes -d 'Show the quotes of a document as other documents have them' -r
complete -c attache -n "__fish_attache_using_subcommand compare" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand compare" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand compare" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand compare" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand compare" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand compare" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand compare" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand compare" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand compare" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand compare" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand compare" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand compare" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l only -d 'Nothing but the archive: no files, no addresses, no other programs, nothing written out'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "check" -d 'Say whether the file is sound'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "backup" -d 'Write a copy to a file that is not there yet, while others go on'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "rebuild" -d 'Analyse every document again and make all indexes'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "move" -d 'Copy everything to a folder or a server that has no archive yet'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "export" -d 'Print every document with who said what in it, one JSON object a line'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "forget" -d 'Take documents out for good, with the copies of what was fetched, by the numbers that find prints'
complete -c attache -n "__fish_attache_using_subcommand archive; and not __fish_seen_subcommand_from check backup rebuild move export forget help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l stale -d 'Only those that another version has analysed'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from rebuild" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from move" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "check" -d 'Say whether the file is sound'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "backup" -d 'Write a copy to a file that is not there yet, while others go on'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "rebuild" -d 'Analyse every document again and make all indexes'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "move" -d 'Copy everything to a folder or a server that has no archive yet'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "export" -d 'Print every document with who said what in it, one JSON object a line'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "forget" -d 'Take documents out for good, with the copies of what was fetched, by the numbers that find prints'
complete -c attache -n "__fish_attache_using_subcommand archive; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c attache -n "__fish_attache_using_subcommand config" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand config" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand config" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand config" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand config" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand config" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand config" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand config" -l print-default -d 'Print every setting with its default and an explanation'
complete -c attache -n "__fish_attache_using_subcommand config" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand config" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand config" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand config" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand formats" -l actors -d 'Your own actors, in TOML or CSV, over the built-in ones; may be repeated' -r -F
complete -c attache -n "__fish_attache_using_subcommand formats" -l from -d 'Read the files as this format; `attache formats` lists them. By default the format is detected from the content' -r -f -a "text\t'a plain text'
markdown\t'a Markdown text'
html\t'an HTML page'
nitf\t'a news item in NITF'
newsml\t'a news item in NewsML-G2'
ninjs\t'a news item in IPTC ninjs'
feed\t'a feed (RSS, Atom or JSON Feed)'
mail\t'a mail message'
mbox\t'a mailbox'
attache\t'a saved analysis of attache\'s own'
docx\t'a Word document'
epub\t'a book (EPUB)'
pdf\t'a PDF document'"
complete -c attache -n "__fish_attache_using_subcommand formats" -l fetch-items -d 'Fetch the full text of feed items that are only summaries' -r -f -a "auto\t'For feeds that are fetched'
always\t'For all feeds, including local files'
never\t'For none'"
complete -c attache -n "__fish_attache_using_subcommand formats" -l timeout -d 'Total fetch timeout in seconds (default 60, of which 10 for the first answer and 2 outside the reader)' -r
complete -c attache -n "__fish_attache_using_subcommand formats" -l color -d 'When to use colour' -r -f -a "auto\t'If the terminal supports it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand formats" -l config -d 'Configuration file to use instead of the usual one' -r -F
complete -c attache -n "__fish_attache_using_subcommand formats" -l log -d 'Log to this file what is opened, fetched, analysed and saved, and what fails' -r -F
complete -c attache -n "__fish_attache_using_subcommand formats" -l no-state -d 'Do not read or write saved state'
complete -c attache -n "__fish_attache_using_subcommand formats" -l allow-local -d 'Allow addresses on this machine and its local network'
complete -c attache -n "__fish_attache_using_subcommand formats" -l offline -d 'Do not use the network, only what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand formats" -l no-cache -d 'Do not read or write the cache of fetched pages'
complete -c attache -n "__fish_attache_using_subcommand formats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "analyze" -d 'Print the actors and quotes of texts, as JSON or as a summary'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "export" -d 'Write quotes, highlights and notes with their citations, as corrected in the reader'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "corrections" -d 'Print a text\'s corrections as TOML, or add corrections from such a file'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "add" -d 'Keep texts in the archive, where `attache find` finds them'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "find" -d 'Ask the archive who said what'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "follow" -d 'Follow addresses, directories, mailboxes, or list what is followed'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "sync" -d 'Ask everything that is followed for what is new'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "inbox" -d 'Print the queries that are kept, with how much is new; keep one, or drop it'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "tag" -d 'Tag documents of the archive, or mark them as read'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "dossier" -d 'Print what an actor has said, in order of time'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "same" -d 'Answer whether people who share a name are one person'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "compare" -d 'Show where two texts differ, word by word'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "archive" -d 'Read in the archive; or check it, copy it, make its indexes again, write it out, forget a document'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "config" -d 'Check the configuration, or print the default with explanations'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "formats" -d 'List the formats that can be read'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections add find follow sync inbox tag dossier same compare archive config formats help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c attache -n "__fish_attache_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "check" -d 'Say whether the file is sound'
complete -c attache -n "__fish_attache_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "backup" -d 'Write a copy to a file that is not there yet, while others go on'
complete -c attache -n "__fish_attache_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "rebuild" -d 'Analyse every document again and make all indexes'
complete -c attache -n "__fish_attache_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "move" -d 'Copy everything to a folder or a server that has no archive yet'
complete -c attache -n "__fish_attache_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "export" -d 'Print every document with who said what in it, one JSON object a line'
complete -c attache -n "__fish_attache_using_subcommand help; and __fish_seen_subcommand_from archive" -f -a "forget" -d 'Take documents out for good, with the copies of what was fetched, by the numbers that find prints'
