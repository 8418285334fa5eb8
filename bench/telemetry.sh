#!/usr/bin/env bash
# Makes the commonest requests in turn to two APIs that tell nobody what they do and to one that sends its telemetry to a collector. Prints,
# as JSON, the processor time of a request, the ratio, and that of the first two: what differs without a reason.
#   bench/telemetry.sh [--rounds N] [--turns N]
# It is the code of NanoBanana.Tests/Costs/TelemetrySpeed.cs. Each round has processes of its own; a turn is half a second for each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

rounds=3
turns=20
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2:?'--rounds needs a number'}; shift 2 ;;
    --turns) turns=${2:?'--turns needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/telemetry.sh [--rounds N] [--turns N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

TELEMETRY_REPORT=$(mktemp)
trap 'rm -f "$TELEMETRY_REPORT"' EXIT
export TELEMETRY_REPORT TELEMETRY_ROUNDS=$rounds TELEMETRY_TURNS=$turns
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~TelemetrySpeed' >/dev/null

printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"load":%s,"rounds":%s,"turns":%s,"perRequest":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$(cut -d' ' -f1 /proc/loadavg)" \
  "$rounds" "$turns" "$(cat "$TELEMETRY_REPORT")"
