#!/usr/bin/env bash
# Measures the web app in Chromium: a session of 500 messages and 2,000 images, its gallery, a list of 10,000 sessions, the bytes that it
# loads, and the memory of circuits:
#   bench/web.sh [--messages N] [--images N] [--sessions N] [--circuits N]
# It is the code of NanoBanana.Tests/Browser/SmoothnessTests.cs with more data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

messages=500 images=2000 sessions=10000 circuits=20
while [ $# -gt 0 ]; do
  case $1 in
    --messages) messages=${2:?'--messages needs a number'}; shift 2 ;;
    --images) images=${2:?'--images needs a number'}; shift 2 ;;
    --sessions) sessions=${2:?'--sessions needs a number'}; shift 2 ;;
    --circuits) circuits=${2:?'--circuits needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/web.sh [--messages N] [--images N] [--sessions N] [--circuits N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
install chromium-headless-shell chromium-headless-shell
build NanoBanana.Tests

WEB_REPORT=$(mktemp)
trap 'rm -f "$WEB_REPORT"' EXIT
export WEB_REPORT WEB_MESSAGES=$messages WEB_IMAGES=$images WEB_SESSIONS=$sessions WEB_CIRCUITS=$circuits
code=0
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~SmoothnessTests' || code=$?

say ''
say "$(date -u +%F), $messages messages, $images images, $sessions sessions, $(nproc) processors," \
  "load $(cut -d' ' -f1 /proc/loadavg), $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
say ''
say '| what | measured |'
say '|---|---:|'
cat "$WEB_REPORT"
exit $code
