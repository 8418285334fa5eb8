#!/usr/bin/env bash
# Installs what is missing, builds what has changed and runs the whole system; Ctrl-C ends all of it.
# --no-models: the model that finds the subject of a picture, and the decoder of HEIC, are not fetched.
# Settings: PORT (API), WEB_PORT, WORKER_PORT, DASHBOARD_PORT, DATA_DIR, REDIS_HOST/PORT/PASSWORD, REDIS_MODE, JWT_SECRET, STORAGE_TYPE,
# GEMINI_API_KEY, OPENAI_API_KEY, MODELS_DIR, API_REPLICAS, WORKER_REPLICAS, WEB_REPLICAS.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/prepare.sh

need_dotnet
install_redis
install_fonts
install_opencv
[ "${1:-}" = --no-models ] || fetch_models
build NanoBanana.AppHost

# Everything ends with the caller, too, unless `nohup` asks to outlive it.
case $(trap -p HUP) in *"''"*) ;; *) export ASPIRE_CLI_PID=$PPID ;; esac

# In place of this shell: signals and the exit code are the AppHost's own.
export DOTNET_ENVIRONMENT="${DOTNET_ENVIRONMENT:-Development}"
exec dotnet "artifacts/bin/NanoBanana.AppHost/${configuration,,}/NanoBanana.AppHost.dll"
