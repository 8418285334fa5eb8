#!/usr/bin/env bash
# Installs what is missing, builds what has changed and runs the whole system; Ctrl-C ends all of it.
# Settings: PORT (API), WEB_PORT, WORKER_PORT, DATA_DIR, REDIS_HOST/PORT/PASSWORD, JWT_SECRET, STORAGE_TYPE, GEMINI_API_KEY, OPENAI_API_KEY,
# API_REPLICAS, WORKER_REPLICAS, WEB_REPLICAS.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/prepare.sh

api=${PORT:-3001} web=${WEB_PORT:-5080} worker=${WORKER_PORT:-3002}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

healthy() {
  (
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
    read -r -t 5 _ status _ <&3
    [ "$status" = 200 ]
  ) 2>/dev/null
}

# Says once that everything answers; gives up when the AppHost, which has this script's process id, is gone.
announce() {
  until healthy "$api" && healthy "$worker" && healthy "$web"; do
    kill -0 $$ 2>/dev/null || return 0
    sleep 0.2
  done
  say "Ready: web http://localhost:$web api http://localhost:$api worker http://localhost:$worker (Ctrl-C ends all)"
}

need_dotnet
install_redis
install_libvips
install_fonts
choose_packages
build NanoBanana.AppHost

# The launch profile `http`, without the second that `dotnet run` takes to find it.
export DOTNET_LAUNCH_PROFILE=http DOTNET_ENVIRONMENT=Development ASPNETCORE_ENVIRONMENT=Development
export ASPNETCORE_URLS=http://localhost:15210 ASPIRE_ALLOW_UNSECURED_TRANSPORT=true
export ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:19210 ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://localhost:20210

# Whoever holds a port now is not ours; the AppHost says so and ends.
if ! answers "$api" && ! answers "$worker" && ! answers "$web"; then
  (announce &)
fi

# In place of this shell: signals and the exit code are the AppHost's own, and nothing is left between it and the caller.
exec dotnet "artifacts/bin/NanoBanana.AppHost/${configuration,,}/NanoBanana.AppHost.dll"
