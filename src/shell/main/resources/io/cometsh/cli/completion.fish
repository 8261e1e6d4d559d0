# Completion of cometsh for fish. The candidates come from cometsh itself: one a line, with a tab before a description;
# a line ":files PATTERN" stands for file names.
function __cometsh_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null </dev/null)
        if string match -q ':files*' -- $line
            __fish_complete_path "$current"
        else
            echo $line
        end
    end
end
complete -c cometsh -f -a '(__cometsh_complete)'
