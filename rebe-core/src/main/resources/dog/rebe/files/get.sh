# get PATH MOST: one line about the file, then as many bytes as that line says.
most=$2
[ -e "$path" ] || refuse absent
[ -f "$path" ] || refuse not-regular
[ -r "$path" ] || refuse unreadable
size=$(wc -c <"$path") || refuse unreadable
size=${size##*[!0-9]}
[ "$size" -le "$most" ] || refuse "larger:$size"
set -f
set -- $(ls -ldnL "$path")
mode=${1-}
case $mode in
  -*) ;;
  *) refuse unreadable ;;
esac
modified=$(stat -L -c %Y "$path" 2>/dev/null) || modified=$(date -r "$path" +%s 2>/dev/null) || modified=-
case $modified in
  '' | *[!0-9]*) modified=- ;;
esac
# A file that grows meanwhile, such as a log, is taken as it was when its size was read
if [ "$(printf ab | head -c 1 2>/dev/null)" = a ]; then
  content() { head -c "$size"; }
else
  content() { cat; }
fi
sum=$(content <"$path" | digest)
printf '%s 1 done %s %s %s %s\n' "$0" "$size" "$mode" "$modified" "$sum"
content <"$path"
