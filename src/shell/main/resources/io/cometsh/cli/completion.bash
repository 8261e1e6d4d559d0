# Completion of cometsh for bash. The candidates come from cometsh itself: one a line, with a tab before a description;
# a line ":files PATTERN" stands for file names.
_cometsh() {
  local current=${COMP_WORDS[COMP_CWORD]} line value files
  [[ $current == = ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    value=${line%%$'\t'*}
    case $line in
      :files*)
        files=${line#:files}
        compopt -o filenames 2>/dev/null
        while IFS= read -r value; do
          # shellcheck disable=SC2053
          [[ -d $value || -z ${files# } || $value == ${files# } ]] && COMPREPLY+=("$value")
        done < <(compgen -f -- "$current")
        ;;
      *)
        [[ $value == */ || $value == *= ]] && compopt -o nospace 2>/dev/null
        COMPREPLY+=("$(printf %q "$value")")
        ;;
    esac
  done < <("${COMP_WORDS[0]}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null </dev/null)
}
complete -F _cometsh cometsh
