# zsh -f complete.zsh LINE: types LINE and TAB into a shell of its own and prints what the completion system is offered.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1=; unset zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; eval "$(maklumat completion zsh)"
compadd() {
  typeset -a offered; builtin compadd -A offered "$@"
  (( $#offered )) && print -rl -- BEGIN $offered END
  builtin compadd "$@"
}
print RE''ADY'
zpty -r shell out '*READY*'
zpty -w -n shell "$1"$'\t'
zpty -r shell out '*END*'
print -r -- "$out"
zpty -d shell
