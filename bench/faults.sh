#!/usr/bin/env bash
# Kills, freezes and starves the parts of the system for as many minutes as asked, and prints what became of it:
#   bench/faults.sh --minutes 12
# It is the code of the tests in NanoBanana.Tests/Faults, driven longer.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

minutes=12
while [ $# -gt 0 ]; do
  case $1 in
    --minutes) minutes=${2:?'--minutes needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/faults.sh [--minutes N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

FAULTS_REPORT=$(mktemp)
trap 'rm -f "$FAULTS_REPORT"' EXIT
export FAULTS_REPORT FAULTS_MINUTES=$minutes
code=0
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~NanoBanana.Tests.Faults' || code=$?

say ''
say "$(date -u +%F), $minutes minutes, $(nproc) processors, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo)"
say ''
say '| scenario | kills | jobs/events | lost | duplicated | recovery p50 s | recovery p99 s |'
say '|---|---:|---:|---:|---:|---:|---:|'
sort "$FAULTS_REPORT"
awk -F'|' '
  { kills += $3; lost += $5; doubled += $6 }
  END { printf "\n%d kills, %d lost, %d duplicated\n", kills, lost, doubled }' "$FAULTS_REPORT"
exit $code
