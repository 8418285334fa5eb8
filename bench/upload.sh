#!/usr/bin/env bash
# Uploads photographs of 12 megapixels, and prints what each costs the API and the worker, and how long it takes, as JSON:
#   bench/upload.sh [--count N] [--concurrency N]
# It is the code of NanoBanana.Tests/Images/UploadSpeed.cs with more pictures.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

count=100 concurrency=4
while [ $# -gt 0 ]; do
  case $1 in
    --count) count=${2:?'--count needs a number'}; shift 2 ;;
    --concurrency) concurrency=${2:?'--concurrency needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/upload.sh [--count N] [--concurrency N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

UPLOAD_REPORT=$(mktemp)
trap 'rm -f "$UPLOAD_REPORT"' EXIT
export UPLOAD_REPORT UPLOAD_COUNT=$count UPLOAD_CONCURRENCY=$concurrency
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~UploadSpeed' >/dev/null

printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"load":%s,"count":%d,"concurrency":%d,"perImage":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
  "$count" "$concurrency" "$(cat "$UPLOAD_REPORT")"
