#!/bin/sh
# Builds the tools of the preview. With a fixed toolchain (Debian 12: clang-14 lld-14 wasi-libc
# libclang-rt-14-dev-wasm32) the bytes are the same on every machine.
set -eu
cd "$(dirname "$0")/src"
exec "${CLANG:-clang-14}" --target=wasm32-wasi -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -Oz -flto -fuse-ld=/usr/bin/wasm-ld-14 \
  -Wl,--strip-all,--stack-first,-z,stack-size=262144 -o "$1" ./*.c
