#!/usr/bin/env bash
# Starts each service alone, and prints what it takes to be healthy and what it holds at rest, as JSON:
#   bench/start.sh [--rest N]
# It is the code of NanoBanana.Tests/Costs/StartSpeed.cs with more time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

rest=15
while [ $# -gt 0 ]; do
  case $1 in
    --rest) rest=${2:?'--rest needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/start.sh [--rest N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

START_REPORT=$(mktemp)
trap 'rm -f "$START_REPORT"' EXIT
export START_REPORT START_REST=$rest
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~StartSpeed' >/dev/null

printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"load":%s,"rest":%s,"services":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
  "$rest" "$(cat "$START_REPORT")"
