#!/usr/bin/env bash
# Measures what it costs to finish an edit of a photograph of 12 megapixels, and prints a table:
#   bench/finish.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

need_dotnet
dotnet build bench/Finish -c Release -v q -nologo
say "$(date -u +%F), $(nproc) processors, load $(cut -d' ' -f1 /proc/loadavg), medians of five rounds"
say ''
dotnet artifacts/bin/NanoBanana.Bench.Finish/release/NanoBanana.Bench.Finish.dll
