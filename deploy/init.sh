#!/usr/bin/env bash
# Makes the secrets that compose.yaml mounts, in deploy/secrets. What is there stays as it is.
# An empty file is a secret that is not used: write a key into it to use it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Nobody else opens the folder; the files in it are readable, because the containers read them as another user.
umask 022
mkdir -p secrets
chmod 700 secrets

random() { head -c 48 /dev/urandom | base64 -w 0 | tr '+/' '-_'; }

for name in jwt_secret redis_password; do
  [ -s "secrets/$name" ] || random >"secrets/$name"
done
for name in jwt_secret_previous gemini_api_key openai_api_key smtp_password \
  aws_access_key_id aws_secret_access_key aliyun_access_key_id aliyun_access_key_secret; do
  [ -e "secrets/$name" ] || : >"secrets/$name"
done
echo "The secrets are in $PWD/secrets. Now: docker compose up -d"
