#!/usr/bin/env bash
# What each kind of step of the local engine costs on a photograph of 12 megapixels, and a click on it: processor time, time, peak memory.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/prepare.sh

need_dotnet
install_fonts
build NanoBanana.Tests

LOCAL_STEPS_FOLDER=$(mktemp -d)
trap 'rm -rf "$LOCAL_STEPS_FOLDER"' EXIT
export LOCAL_STEPS_FOLDER
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~LocalStepSpeed' >/dev/null
printf '%s, %s processors, load %s\n\n' "$(date -u +%F)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)"
printf '| step | CPU s | p50 s | peak MiB |\n|---|---:|---:|---:|\n'
cat "$LOCAL_STEPS_FOLDER/steps"
