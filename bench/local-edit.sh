#!/usr/bin/env bash
# CPU time of one local edit of a 12 megapixel photograph, against the same operation in sharp (npm), one thread each.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/prepare.sh

need_dotnet
has npm || fail 'This needs Node.js and npm.'
install_fonts
build NanoBanana.Tests

LOCAL_EDIT_FOLDER=$(mktemp -d)
trap 'rm -rf "$LOCAL_EDIT_FOLDER"' EXIT
export LOCAL_EDIT_FOLDER
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~LocalEditSpeed' >/dev/null
cp bench/local-edit.mjs "$LOCAL_EDIT_FOLDER"
(cd "$LOCAL_EDIT_FOLDER" && npm install --silent --no-save sharp@0.35.5 >/dev/null && node local-edit.mjs)
