# Shared by put.sh and get.sh: how they answer, and what computes a SHA-256 here.
set -u
LC_ALL=C
export LC_ALL
refuse() {
  printf '%s 1 refused %s\n' "$0" "$1"
  exit 3
}
if command -v sha256sum >/dev/null 2>&1; then
  sha256() { sha256sum; }
elif command -v shasum >/dev/null 2>&1; then
  sha256() { shasum -a 256; }
elif command -v openssl >/dev/null 2>&1; then
  sha256() { openssl dgst -sha256 -r; }
else
  refuse no-digest-tool
fi
digest() {
  sha256 | {
    read -r hex rest
    printf %s "$hex"
  }
}
# A path that begins with a hyphen must not look like an option
case $1 in
  /*) path=$1 ;;
  *) path=./$1 ;;
esac
