#!/usr/bin/env bash
# What a worker takes with one picture of 50 megapixels in hand: processor time and peak memory of each wish, one after the other.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/prepare.sh

need_dotnet
install_fonts
fetch_models
build NanoBanana.sln

LOCAL_MEMORY_FOLDER=$(mktemp -d)
trap 'rm -rf "$LOCAL_MEMORY_FOLDER"' EXIT
export LOCAL_MEMORY_FOLDER
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~LargePictureMemory' || true
printf '%s, %s processors, load %s\n\n' "$(date -u +%F)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
printf '| wish | CPU s | peak MiB |\n|---|---:|---:|\n'
cat "$LOCAL_MEMORY_FOLDER/peaks"
