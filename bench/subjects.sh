#!/usr/bin/env bash
# How well subjects and clicked things are selected: 200 composites before photographs of Debian's package mate-backgrounds (GPL-2+).
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/prepare.sh

need_dotnet
has apt-get || fail 'This needs apt-get, to fetch the photographs.'
fetch_models
build NanoBanana.Tests

SUBJECTS_FOLDER=$(mktemp -d)
trap 'rm -rf "$SUBJECTS_FOLDER"' EXIT
export SUBJECTS_FOLDER
(cd "$SUBJECTS_FOLDER" && apt-get download -qq mate-backgrounds && dpkg-deb --extract ./*.deb package)
# Those that have no subject of their own.
for name in Blinds Dune GreenMeadow RainDrops Storm Wood; do
  cp "$SUBJECTS_FOLDER/package/usr/share/backgrounds/mate/nature/$name.jpg" "$SUBJECTS_FOLDER"
done

dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'FullyQualifiedName~CompositeTests' || true
for what in subject clicks; do
  [ -f "$SUBJECTS_FOLDER/$what.tsv" ] || continue
  sort -k2n "$SUBJECTS_FOLDER/$what.tsv" | awk -v what="$what" '
    { sum += $2; all[NR] = $2 }
    END {
      printf "%s: %d composites, mean IoU %.3f, median %.3f, worst tenth up to %.3f\n",
        what, NR, sum / NR, all[int((NR + 1) / 2)], all[int(NR / 10)]
    }'
done
