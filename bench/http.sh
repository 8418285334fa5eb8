#!/usr/bin/env bash
# Makes the commonest requests, and prints what each costs the API and how long it takes, as JSON:
#   bench/http.sh [--seconds N]
# It is the code of NanoBanana.Tests/Costs/RequestSpeed.cs with more time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

seconds=5
while [ $# -gt 0 ]; do
  case $1 in
    --seconds) seconds=${2:?'--seconds needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/http.sh [--seconds N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

HTTP_REPORT=$(mktemp)
trap 'rm -f "$HTTP_REPORT"' EXIT
export HTTP_REPORT HTTP_SECONDS=$seconds
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~RequestSpeed' >/dev/null

printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"load":%s,"seconds":%s,"perRequest":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
  "$seconds" "$(cat "$HTTP_REPORT")"
