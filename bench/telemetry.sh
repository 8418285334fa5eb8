#!/usr/bin/env bash
# Makes the commonest requests to an API that sends its telemetry to a collector and, in turn, to one that does not. Prints the processor time
# of each for a request, and the ratio, as JSON:
#   bench/telemetry.sh [--turns N]
# It is the code of NanoBanana.Tests/Costs/TelemetrySpeed.cs with more turns, of two seconds each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

turns=5
while [ $# -gt 0 ]; do
  case $1 in
    --turns) turns=${2:?'--turns needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/telemetry.sh [--turns N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

TELEMETRY_REPORT=$(mktemp)
trap 'rm -f "$TELEMETRY_REPORT"' EXIT
export TELEMETRY_REPORT TELEMETRY_TURNS=$turns
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~TelemetrySpeed' >/dev/null

printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"load":%s,"turns":%s,"perRequest":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
  "$turns" "$(cat "$TELEMETRY_REPORT")"
