# Completion of cometsh for zsh. The candidates come from cometsh itself: one a line, with a tab before a description;
# a line ":files PATTERN" stands for file names.
_cometsh() {
  local line value text files
  local -a plain plain_text open open_text
  while IFS= read -r line; do
    value=${line%%$'\t'*}
    text=$value
    [[ $line == *$'\t'* ]] && text="$value  -- ${line#*$'\t'}"
    if [[ $line == :files* ]]; then
      files=${${line#:files}# }
      _files ${files:+-g $files}
    elif [[ $value == */ || $value == *= ]]; then
      open+=("$value")
      open_text+=("$text")
    else
      plain+=("$value")
      plain_text+=("$text")
    fi
  done < <("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)
  (($#plain)) && compadd -l -d plain_text -a plain
  (($#open)) && compadd -l -S '' -d open_text -a open
  return 0
}
compdef _cometsh cometsh
