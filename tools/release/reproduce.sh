#!/usr/bin/env bash
# Builds the present commit twice as a release is built, in two folders of different names, and compares every assembly of ours byte for byte. Exit 1 when
# one differs.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

for copy in first a-second-one; do
    git clone -q "$top" "$work/$copy"
    dotnet build "$work/$copy/tools/nanoagent" -c Release --nologo -v q -p:ContinuousIntegrationBuild=true
    (cd "$work/$copy" && find . -path '*/bin/Release/*' -name 'NanoAgent*.dll' -exec sha256sum {} + | sort -k2) > "$work/$copy.sums"
done

[ -s "$work/first.sums" ] || { echo "reproduce: nothing was built" >&2; exit 1; }
diff "$work/first.sums" "$work/a-second-one.sums" && echo "$(wc -l < "$work/first.sums") assemblies, the same bytes twice"
