#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests. Arguments go to `dotnet test`, such as --filter Name~Upload.
# --fast, as the first: only the tests that need no server; nothing is installed. --no-models, as the first: the tests that need the
# model are skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/prepare.sh

need_dotnet
if [ "${1:-}" = --fast ]; then
  shift
  build NanoBanana.Tests
  exec dotnet test NanoBanana.Tests --no-build -c "$configuration" --filter 'Kind=Unit' "$@"
fi
install redis-server redis-server
install chromium-headless-shell chromium-headless-shell fonts-wqy-zenhei
install luacheck lua-check
# The alerts are judged by promtool, and set off in a real Prometheus.
install promtool prometheus
# OpenStack Swift speaks S3: the object store is tested against it.
install swift-proxy-server swift-proxy swift-account swift-container swift-object
# The malware scanner; the tests make their own signatures.
install /usr/sbin/clamd clamav-daemon
install_fonts
install_opencv always
fetch_tus_client
if [ "${1:-}" = --no-models ]; then shift; else fetch_models; fi
build NanoBanana.sln

# The services of the tests live for seconds: to measure their methods and compile them once more would cost two fifths of all. What is
# called so often (hexadecimal) is compiled all the same. To map what is compiled twice, for writing and for running, costs a tenth of
# each start.
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=4000 DOTNET_EnableWriteXorExecute=0

rm -rf artifacts/test-results
dotnet test NanoBanana.Tests --no-build -c "$configuration" --results-directory artifacts/test-results \
  --logger 'trx;LogFileName=tests.trx' --logger 'console;verbosity=normal' "$@"
