#!/usr/bin/env bash
# What it costs the API to deliver an event to each of many followers of one session:
#   bench/fanout.sh [--followers N] [--events N] [--rate N]
# It is the code of NanoBanana.Tests/Live/FanOutTests.cs, driven longer. The figures are kept in artifacts/fanout.json.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

followers=200 events=400 rate=20
while [ $# -gt 0 ]; do
  case $1 in
    --followers) followers=${2:?'--followers needs a number'}; shift 2 ;;
    --events) events=${2:?'--events needs a number'}; shift 2 ;;
    --rate) rate=${2:?'--rate needs a number'}; shift 2 ;;
    *) fail 'Usage: bench/fanout.sh [--followers N] [--events N] [--rate N]' ;;
  esac
done

need_dotnet
install redis-server redis-server
build NanoBanana.Tests

export FANOUT_FOLLOWERS=$followers FANOUT_EVENTS=$events FANOUT_RATE=$rate FANOUT_REPORT=$PWD/artifacts/fanout.json
FANOUT_COMMIT=$(git describe --always --dirty --abbrev=12 2>/dev/null || echo unknown)
export FANOUT_COMMIT
rm -f "$FANOUT_REPORT"
dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~FanOutTests'
cat "$FANOUT_REPORT"
say ''
