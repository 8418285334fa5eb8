# shellcheck shell=bash
# What run.sh and test.sh share: install what is missing, find out which packages there are, build what has changed.
# Sourced from the repository root.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

configuration=Release
stamp=artifacts/.built

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

need_dotnet() {
  has dotnet || fail 'The .NET 10 SDK is missing: see https://dotnet.microsoft.com/download.'
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    fail "This needs root or sudo: $*"
  fi
}

# install COMMAND PACKAGE...: installs the packages unless the command is there.
install() {
  local command=$1
  shift
  has "$command" && return
  has apt-get || fail "'$command' is missing; install it and start again (Debian: apt-get install $*)."
  install_packages "$@"
}

install_packages() {
  say "Installing $* …"
  if [ -z "${updated:-}" ]; then
    as_root apt-get update -qq
    updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

docker_answers() { has docker && timeout 5 docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Redis comes as a container where Docker has the image, and as the installed server elsewhere.
install_redis() {
  [ -n "${REDIS_HOST:-}" ] || has redis-server || docker_has_redis || install redis-server redis-server
}

docker_has_redis() { docker_answers && docker image inspect redis:8.2 >/dev/null 2>&1; }

# libvips scales the images: an npm package brings it whole, Debian's is an older one.
install_libvips() {
  local architecture
  if [ -z "${NANOBANANA_LIBVIPS:-}" ] && [ ! -d .tools/libvips/lib ] && ! system_has_libvips; then
    case $(uname -m) in aarch64 | arm64) architecture=arm64 ;; *) architecture=x64 ;; esac
    unpack_libvips "@img/sharp-libvips-linux-$architecture@1.3.4" || install_packages libvips42
  fi
  if [ -d .tools/libvips/lib ]; then
    export NANOBANANA_LIBVIPS="${NANOBANANA_LIBVIPS:-$PWD/.tools/libvips/lib}"
  fi
}

# Text on pictures needs a font with Latin and Chinese letters; this one is small and freely licensed.
install_fonts() {
  if [ "$(uname)" = Linux ] && ! find /usr/share/fonts /usr/local/share/fonts ~/.fonts ~/.local/share/fonts \
    \( -iname '*cjk*' -o -iname 'wqy*' -o -iname '*droidsansfallback*' -o -iname '*hei*' -o -iname '*noto*sc*' \) -print -quit 2>/dev/null | grep -q .; then
    if has apt-get; then install_packages fonts-wqy-microhei; else say 'No Chinese font was found: text on pictures may be refused.'; fi
  fi
}

system_has_libvips() { /sbin/ldconfig -p 2>/dev/null | grep 'libvips\.so\.42' >/dev/null; }

unpack_libvips() {
  has npm || return 1
  say "Fetching $1 …"
  rm -rf .tools/libvips.new
  mkdir -p .tools/libvips.new
  (
    cd .tools/libvips.new
    timeout 120 npm pack --silent "$1" >/dev/null && tar -xzf ./*.tgz --strip-components=1 && rm ./*.tgz && [ -d lib ]
  ) && mv .tools/libvips.new .tools/libvips
}

# Asked once: can the Aspire packages be had, and is there Docker for their Redis? Delete .packageset.props to ask again.
choose_packages() {
  [ -f .packageset.props ] && return
  local set=compat
  if docker_answers && packages_restore; then
    set=nuget
  fi
  say "Using the package set '$set'."
  cat >.packageset.props <<EOF
<Project>
  <PropertyGroup>
    <PackageSet>$set</PackageSet>
  </PropertyGroup>
</Project>
EOF
}

packages_restore() {
  local trial result=0
  say 'Trying to restore the Aspire packages …'
  trial=$(mktemp -d)
  cp Directory.Build.props Directory.Packages.props "$trial"
  cat >"$trial/Trial.csproj" <<'EOF'
<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Aspire.Hosting.AppHost" />
    <PackageReference Include="Aspire.Hosting.AWS" />
    <PackageReference Include="Aspire.Hosting.Azure.AppContainers" />
    <PackageReference Include="Aspire.Hosting.Docker" />
    <PackageReference Include="Aspire.Hosting.Redis" />
    <PackageReference Include="Aspire.Hosting.Testing" />
    <PackageReference Include="Aspire.StackExchange.Redis" />
    <PackageReference Include="SixLabors.ImageSharp" />
    <PackageDownload Include="Aspire.AppHost.Sdk" Version="[$(AspireVersion)]" />
  </ItemGroup>
</Project>
EOF
  timeout 90 dotnet restore "$trial/Trial.csproj" -p:PackageSet=nuget -v q >/dev/null 2>&1 || result=1
  rm -rf "$trial"
  return $result
}

# build WHAT: builds a project or solution unless nothing is newer than its last successful build.
build() {
  local built=$stamp-${1//\//-}
  [ -f "$built" ] && [ -z "$(changed_since "$built")" ] && return
  say "Building $1 …"
  mkdir -p artifacts
  touch "$built.new"
  dotnet build "$1" -c "$configuration" -v q -nodeReuse:false -clp:NoSummary || fail "$1 does not build."
  mv "$built.new" "$built"
}

# Folders count too: theirs is the only date that a deleted file changes.
changed_since() {
  find NanoBanana.* compat Directory.* global.json .editorconfig .packageset.props \
    \( -type d -o -type f \) -newer "$1" -print -quit 2>/dev/null
}
