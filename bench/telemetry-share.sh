#!/usr/bin/env bash
# Prints, as JSON, which share of the API's processor time goes into telemetry: of one that sends it to a collector, and of one that sends
# it nowhere. Samples the stacks of both while bench/telemetry.sh makes its requests, and counts those with a frame of telemetry in them.
#   bench/telemetry-share.sh [--seconds N]
# Needs perf (linux-perf in Debian) and the right to use it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

seconds=60
[ "${1:-}" != --seconds ] || seconds=${2:?'--seconds needs a number'}
command -v perf >/dev/null || fail 'perf is missing: install linux-perf.'
need_dotnet
install redis-server redis-server
build NanoBanana.Tests

work=$(mktemp -d)
requests=
stop() {
  [ -z "$requests" ] || kill "$requests" 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

# Compiled methods get names, in memory that perf can tell apart.
TELEMETRY_REPORT=$work/report.json TELEMETRY_ROUNDS=1 TELEMETRY_TURNS=$(((seconds + 5) / 6)) \
  DOTNET_PerfMapEnabled=1 DOTNET_EnableWriteXorExecute=0 \
  dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~TelemetrySpeed' >"$work/test.log" &
requests=$!

# apis: the processes of the API, those that have a collector last, after a 1.
apis() {
  local pid
  for pid in $(pgrep -f 'NanoBanana\.Api\.dll$'); do
    if ! grep -qz "^TELEMETRY_REPORT=$work/" "/proc/$pid/environ" 2>/dev/null; then
      continue
    elif grep -qz '^OTEL_EXPORTER_OTLP_ENDPOINT=' "/proc/$pid/environ"; then
      echo "1 $pid"
    else
      echo "0 $pid"
    fi
  done | sort -n
}
until apis | grep -q '^1 '; do
  kill -0 "$requests" || { cat "$work/test.log"; fail 'The load did not start.'; }
  sleep 1
done
# Each request is made for 3 s to each process, twice, before anything is measured.
sleep 80
told=$(apis | awk '$1 == 1 { print $2; exit }')
silent=$(apis | awk '$1 == 0 { pid = $2 } END { print pid }')
# perf tells so when they end first.
perf record -q -g -F 499 -p "$told,$silent" -o "$work/perf.data" -- sleep "$seconds" >/dev/null || [ -s "$work/perf.data" ]

# share PID: samples, those of telemetry, and their share.
share() {
  perf script -i "$work/perf.data" --pid "$1" -F ip,sym 2>/dev/null | awk '
    function count() { if (depth) { all++; if (hit) telemetry++ } depth = hit = 0 }
    NF == 0 { count(); next }
    { depth++ }
    /OpenTelemetry|Diagnostics\.Metrics|Diagnostics\.Activity|HostingMetrics|KestrelMetrics|RequestTracing::/ { hit = 1 }
    depth == 1 && /RequestTracing/ { hit = 1 }
    END { count(); printf "{\"samples\":%d,\"telemetry\":%d,\"share\":%.4f}", all, telemetry, telemetry / all }'
}
printf '{"date":"%s","commit":"%s","processor":"%s","processors":%d,"seconds":%d,"told":%s,"silent":%s}\n' \
  "$(date -u +%F)" "$(git rev-parse --short HEAD 2>/dev/null || echo unknown)" \
  "$(awk -F': *' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" "$seconds" "$(share "$told")" "$(share "$silent")"
