#!/usr/bin/env bash
# Reads pages of short and of long lists, and prints what one costs the API, as JSON:
#   bench/growth.sh [--rows N]
# It is the code of NanoBanana.Tests/Costs/GrowthSpeed.cs with more rows.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

rows=100000
while [ $# -gt 0 ]; do
  case $1 in
    --rows) rows=${2:?'--rows needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/growth.sh [--rows N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

GROWTH_REPORT=$(mktemp)
trap 'rm -f "$GROWTH_REPORT"' EXIT
export GROWTH_REPORT GROWTH_ROWS=$rows
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~GrowthSpeed' >/dev/null

printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"load":%s,"rows":%s,"perPage":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
  "$rows" "$(cat "$GROWTH_REPORT")"
