#!/bin/sh
# Builds the tools of the preview: build.sh FILE. Or compares: build.sh --check fails unless the module in the jar is, byte for
# byte, what this source gives.
#
# The bytes depend on the compiler, the linker and two libraries. They are pinned to those of Debian 12 (clang-14, lld-14,
# wasi-libc and libclang-rt-14-dev-wasm32); with others nothing is built.
set -eu
cd "$(dirname "$0")"
packages='clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32'
built_in=../src/main/resources/dog/rebe/sandbox/preview/tools.wasm
libc=/usr/lib/wasm32-wasi/libc.a

refuse() {
  echo "preview-tools: $*" >&2
  echo "preview-tools: the module is pinned to clang and lld 14.0.6 with wasi-libc 0.0~git20220510.9886d3d-2 and compiler-rt 14.0.6 for WASI, as" >&2
  echo "preview-tools: Debian 12 has them: apt-get install $packages" >&2
  exit 1
}

require_digest() {
  [ -r "$1" ] || refuse "there is no $1"
  found=$(sha256sum <"$1")
  [ "${found%% *}" = "$2" ] || refuse "$1 is another version: its SHA-256 is ${found%% *}, and $2 is asked for"
}

[ $# = 1 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
compiler=$(command -v clang-14) || refuse 'there is no clang-14'
linker=$(command -v wasm-ld-14) || refuse 'there is no wasm-ld-14'
version=$("$compiler" --version | sed -n 1p)
case $version in *' 14.0.6'*) ;; *) refuse "$compiler is '$version'" ;; esac
version=$("$linker" --version)
case $version in *' 14.0.6'*) ;; *) refuse "$linker is '$version'" ;; esac
require_digest "$libc" b4d69bce4aba85f9e1014c57a583b1ea642d15fb95eb0a0b1314e0fd5880a767
require_digest "${libc%libc.a}crt1-command.o" fd1116057e309be8c92947232e6672befab9a9066d005ffa9ded1043f1267254
require_digest "$("$compiler" --target=wasm32-wasi -print-libgcc-file-name)" \
  d3218813112e2467c9a4826b8e81ce131139c3a6fcd6d74839bd9ad7f6d66fd2

to=$1
if [ "$to" = --check ]; then
  to=$(mktemp)
  trap 'rm -f "$to"' EXIT
fi
case $to in /*) ;; *) to=$PWD/$to ;; esac
(cd src && "$compiler" --target=wasm32-wasi -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -Oz -flto -fuse-ld="$linker" \
  -Wl,--strip-all,--stack-first,-z,stack-size=262144 -o "$to" ./*.c)
if [ "$1" = --check ]; then
  if ! cmp -s "$to" "$built_in"; then
    echo "preview-tools: $PWD/$built_in is not what this source gives; build it anew: mvn -N -Ppreview-tools generate-resources" >&2
    exit 1
  fi
  echo "preview-tools: the module is what this source gives, $(wc -c <"$to") bytes"
fi
