# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_attache_global_optspecs
    string join \n no-state actors= from= allow-local offline no-cache fetch-items= timeout= color= config= accessible h/help V/version
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

complete -c attache -n "__fish_attache_needs_command" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_needs_command" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_needs_command" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_needs_command" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_needs_command" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_needs_command" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_needs_command" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_needs_command" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_needs_command" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_needs_command" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_needs_command" -l accessible -d 'No boxes and no pictures of letters, one pane at a time, the cursor on what is selected'
complete -c attache -n "__fish_attache_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_needs_command" -s V -l version -d 'Print version'
complete -c attache -n "__fish_attache_needs_command" -a "analyze" -d 'Print the actors and quotes of texts, as JSON or as a summary'
complete -c attache -n "__fish_attache_needs_command" -a "analyse" -d 'Print the actors and quotes of texts, as JSON or as a summary'
complete -c attache -n "__fish_attache_needs_command" -a "export" -d 'Write quotes, highlights and notes with their citations, as corrected in the reader'
complete -c attache -n "__fish_attache_needs_command" -a "corrections" -d 'Print what was corrected in a text as TOML, or add the corrections of such a file'
complete -c attache -n "__fish_attache_needs_command" -a "config" -d 'Check the configuration, or print the default with explanations'
complete -c attache -n "__fish_attache_needs_command" -a "formats" -d 'List the formats that can be read'
complete -c attache -n "__fish_attache_needs_command" -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c attache -n "__fish_attache_using_subcommand analyze" -s f -l format -d 'How to print each briefing' -r -f -a "json\t'One indented object; of several files one object a line'
jsonl\t'One object a line'
text\t'A summary for people'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l level -d 'Which quotes a summary has; JSON has all' -r -f -a "quotations\t'Words in quotation marks, of which speaker and extent are sure'
statements\t'Sure reports in other words too'
stances\t'Sure attitudes too: condemned the attack, hopes for a deal'
unsure\t'What is unsure too, marked as unsure'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyze" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_using_subcommand analyze" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_using_subcommand analyze" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand analyze" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyze" -l explain -d 'Show of each quote the words, speaker, cue, rule, confidence and runner-up, as text'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand analyze" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand analyze" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand analyse" -s f -l format -d 'How to print each briefing' -r -f -a "json\t'One indented object; of several files one object a line'
jsonl\t'One object a line'
text\t'A summary for people'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l level -d 'Which quotes a summary has; JSON has all' -r -f -a "quotations\t'Words in quotation marks, of which speaker and extent are sure'
statements\t'Sure reports in other words too'
stances\t'Sure attitudes too: condemned the attack, hopes for a deal'
unsure\t'What is unsure too, marked as unsure'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyse" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_using_subcommand analyse" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_using_subcommand analyse" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand analyse" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_using_subcommand analyse" -l explain -d 'Show of each quote the words, speaker, cue, rule, confidence and runner-up, as text'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand analyse" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand analyse" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand export" -l speaker -d 'Only quotes of speakers of whose names this is a part; may be given several times' -r
complete -c attache -n "__fish_attache_using_subcommand export" -l level -d 'Which quotes' -r -f -a "quotations\t'Words in quotation marks, of which speaker and extent are sure'
statements\t'Sure reports in other words too'
stances\t'Sure attitudes too: condemned the attack, hopes for a deal'
unsure\t'What is unsure too, marked as unsure'"
complete -c attache -n "__fish_attache_using_subcommand export" -s f -l format -d 'In which form' -r -f -a "md\t'Markdown: quotations with citations'
text\t'One citation a line'
csv\t'One row a passage, with a head'
json\t'An array of objects'
bibtex\t'One @misc a passage'"
complete -c attache -n "__fish_attache_using_subcommand export" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_using_subcommand export" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_using_subcommand export" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_using_subcommand export" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_using_subcommand export" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand export" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_using_subcommand export" -l quotes -d 'Quotes with their speakers'
complete -c attache -n "__fish_attache_using_subcommand export" -l notes -d 'Highlights with their notes'
complete -c attache -n "__fish_attache_using_subcommand export" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand export" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_using_subcommand export" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand export" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l import -d 'Add the corrections of this file' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_using_subcommand corrections" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_using_subcommand corrections" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_using_subcommand corrections" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand corrections" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_using_subcommand corrections" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand corrections" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand corrections" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand config" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_using_subcommand config" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_using_subcommand config" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_using_subcommand config" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_using_subcommand config" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand config" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_using_subcommand config" -l print-default -d 'Print every setting with its default and what it means'
complete -c attache -n "__fish_attache_using_subcommand config" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand config" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_using_subcommand config" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand config" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand formats" -l actors -d 'Actors of your own, in TOML or CSV, over the built-in ones; may be given more than once' -r -F
complete -c attache -n "__fish_attache_using_subcommand formats" -l from -d 'Read the files as this format, whatever they look like; `attache formats` describes them' -r -f -a "text\t'a plain text'
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
complete -c attache -n "__fish_attache_using_subcommand formats" -l fetch-items -d 'Fetch the items of which a feed has only a summary' -r -f -a "auto\t'Of feeds that are fetched themselves'
always\t'Of all feeds, also of those that lie here as files'
never\t'Of none'"
complete -c attache -n "__fish_attache_using_subcommand formats" -l timeout -d 'How many seconds fetching an address may take instead of 60, of which 10 to begin to answer, and 2 outside the reader' -r
complete -c attache -n "__fish_attache_using_subcommand formats" -l color -d 'When to use colour' -r -f -a "auto\t'Where the terminal can show it and `NO_COLOR` is not set'
always\t'Always'
never\t'Never'"
complete -c attache -n "__fish_attache_using_subcommand formats" -l config -d 'The configuration to use instead of the one in its usual place' -r -F
complete -c attache -n "__fish_attache_using_subcommand formats" -l no-state -d 'Keep nothing on disk, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand formats" -l allow-local -d 'Permit addresses inside this machine and its network'
complete -c attache -n "__fish_attache_using_subcommand formats" -l offline -d 'Use no network: of addresses, what was fetched before'
complete -c attache -n "__fish_attache_using_subcommand formats" -l no-cache -d 'Keep nothing of what is fetched, and use nothing that was kept'
complete -c attache -n "__fish_attache_using_subcommand formats" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections config formats help" -f -a "analyze" -d 'Print the actors and quotes of texts, as JSON or as a summary'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections config formats help" -f -a "export" -d 'Write quotes, highlights and notes with their citations, as corrected in the reader'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections config formats help" -f -a "corrections" -d 'Print what was corrected in a text as TOML, or add the corrections of such a file'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections config formats help" -f -a "config" -d 'Check the configuration, or print the default with explanations'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections config formats help" -f -a "formats" -d 'List the formats that can be read'
complete -c attache -n "__fish_attache_using_subcommand help; and not __fish_seen_subcommand_from analyze export corrections config formats help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
