# put PATH SIZE SHA256 MODE: the content comes by standard input, goes to a private file in the target's
# folder, is checked there, and takes the target's place in one step.
umask 077
size=$2 sum=$3 mode=$4
folder=${path%/*}/
[ ! -d "$path" ] || refuse is-directory
case $path in
  */ | */. | */..) refuse is-directory ;;
esac
[ -d "$folder" ] || refuse no-directory
temp=
# Some shells skip the trap on EXIT when a signal ends them
trap 'rm -f "$temp"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM
n=0
while :; do
  candidate=$folder.rebe-put-$$-$n
  # Noclobber creates a file and overwrites none, but lets through what somebody put there that is no
  # regular file: a pipe, or a link to one
  if (set -C && : >"$candidate") 2>/dev/null && [ -f "$candidate" ] && [ ! -L "$candidate" ]; then
    temp=$candidate
    break
  fi
  n=$((n + 1))
  [ "$n" -lt 20 ] || refuse create
done
cat >"$temp" || refuse write
received=$(wc -c <"$temp") || refuse write
received=${received##*[!0-9]}
[ "$received" = "$size" ] || refuse "size:$received"
[ "$(digest <"$temp")" = "$sum" ] || refuse digest
chmod "$mode" "$temp" || refuse mode
mv -f "$temp" "$path" </dev/null || refuse rename
printf '%s 1 done %s %s %s\n' "$0" "$size" "$mode" "$sum"
