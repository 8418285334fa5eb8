#!/usr/bin/env bash
# Runs a benchmark on two commits in turn, and prints the medians of each figure and their ratio:
#   bench/compare.sh OLD NEW [http|upload|fanout|growth] [ROUNDS]
# Each commit is built in a folder of its own below artifacts/compare.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/prepare.sh

[ $# -ge 2 ] || fail 'Usage: bench/compare.sh OLD NEW [http|upload|fanout|growth] [ROUNDS]'
what=${3:-http} rounds=${4:-3} results=artifacts/compare/results
mkdir -p "$results"
rm -f "$results"/*
for side in old new; do
  commit=$([ "$side" = old ] && echo "$1" || echo "$2")
  rm -rf "artifacts/compare/$side"
  git clone --quiet --shared . "artifacts/compare/$side"
  git -C "artifacts/compare/$side" checkout --quiet "$(git rev-parse "$commit")"
  [ -f "artifacts/compare/$side/bench/$what.sh" ] || fail "Commit $commit has no bench/$what.sh."
done

for round in $(seq "$rounds"); do
  for side in old new; do
    "artifacts/compare/$side/bench/$what.sh" | tee "$results/$side.$round" | grep -o '"[A-Za-z0-9]*": *[0-9.]\+' \
      | tr -d '"' | tr -s ': ' ' ' >>"$results/$side.figures"
  done
done

awk 'function median(list,   values, n, i, j, held) {
       n = split(list, values, " ")
       for (i = 2; i <= n; i++) for (j = i; j > 1 && values[j] + 0 < values[j - 1] + 0; j--) {
         held = values[j]; values[j] = values[j - 1]; values[j - 1] = held
       }
       return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
     }
     FNR == 1 { side++ }
     $1 ~ /M[sS]|[uU]s|[cC]pu|[pP]50|[pP]99/ {
       if (!($1 in seen)) { seen[$1] = 1; order[++count] = $1 }
       figures[side, $1] = figures[side, $1] " " $2
     }
     END {
       print "| figure | old | new | new / old |\n|---|---:|---:|---:|"
       for (i = 1; i <= count; i++) {
         name = order[i]; a = median(figures[1, name]); b = median(figures[2, name])
         printf "| %s | %s | %s | %s |\n", name, a, b, (a > 0 ? sprintf("%.2f", b / a) : "–")
       }
     }' "$results/old.figures" "$results/new.figures"
