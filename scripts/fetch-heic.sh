#!/usr/bin/env bash
# Fetches libheif for browsers (LGPL-3.0-or-later), which turns HEIC into pixels there, into a folder, by the npm package libheif-js.
# Nothing is fetched when its files are there. Usage: fetch-heic.sh FOLDER
set -euo pipefail

folder=${1:?a folder}
package=libheif-js@1.19.8
sums='fdc7bcb67bedccc5a7cdd8064a627b389d1c1a93d985b55bd741e1cadd2a34f8  libheif.js
615bfe847f823d008d4a5bdb3e8286029f72a0f581e120115c2d6478e3c37fb3  libheif.wasm'

are_sound() { [ -f "$1/libheif.wasm" ] && (cd "$1" && printf '%s\n' "$sums" | sha256sum --check --status); }

are_sound "$folder" && exit

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz)
mv "$work"/package/libheif-wasm/{libheif.js,libheif.wasm,LICENSE} "$work"

are_sound "$work" || {
  echo "The files in $package are not those that are expected." >&2
  exit 1
}
mkdir -p "$folder"
mv "$work"/{libheif.js,libheif.wasm,LICENSE} "$folder"
