#!/usr/bin/env bash
# Makes what a release holds, in an empty or new folder: release.sh FOLDER
# With RELEASE_KEY (a P-256 private key, PEM) the list of hashes is signed too. Needs git, the .NET SDK, openssl, and the package registry.
set -euo pipefail

out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/../.."
[ -z "$(ls -A "$out")" ] || { echo "release: $out is not empty" >&2; exit 2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Paths of this machine stay out of what is built (Directory.Build.props), and every date in it is the commit's, so that everyone who builds the commit gets
# the same bytes (reproduce.sh).
common=(-c Release --nologo -v q -p:ContinuousIntegrationBuild=true)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C

for rid in linux-x64 linux-arm64 win-x64; do
    work=$(mktemp -d)
    dotnet publish tools/nanoagent "${common[@]}" -r "$rid" --self-contained -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true \
        -p:PackAsTool=false -o "$work"
    case $rid in
        win-*) mv "$work/NanoAgent.Tool.exe" "$out/nanoagent-$rid.exe" ;;
        *) mv "$work/NanoAgent.Tool" "$out/nanoagent-$rid" ;;
    esac
    rm -r "$work"
done

# The verifier alone, for whoever only receives packs.
for rid in linux-x64 linux-arm64 win-x64; do
    work=$(mktemp -d)
    dotnet publish tools/verifier "${common[@]}" -r "$rid" -o "$work"
    case $rid in
        win-*) mv "$work/nanoagent-verify.exe" "$out/nanoagent-verify-$rid.exe" ;;
        *) mv "$work/nanoagent-verify" "$out/nanoagent-verify-$rid" ;;
    esac
    rm -r "$work"
done

# The tool for machines that have .NET, and the libraries as desktop code sees them; the device's packages come from the .nuspec files.
for project in tools/nanoagent attestation agent attestation/verify; do
    dotnet pack "$project" "${common[@]}" -p:SharedTargets=net10.0 -o "$out"
done

dotnet tool restore >/dev/null
version=$(dotnet msbuild tools/nanoagent -getProperty:Version)
dotnet tool run dotnet-CycloneDX tools/nanoagent/NanoAgent.Tool.csproj --output "$out" --filename sbom.cdx.json --output-format Json --exclude-dev \
    --disable-package-restore --set-version "$version" --no-serial-number >/dev/null
sed -i "s/\"timestamp\": \"[^\"]*\"/\"timestamp\": \"$(date -u -d "@$SOURCE_DATE_EPOCH" +%FT%TZ)\"/" "$out/sbom.cdx.json"

(cd "$out" && sha256sum -- * > SHA256SUMS)
if [ -n "${RELEASE_KEY:-}" ]; then
    openssl dgst -sha256 -sign "$RELEASE_KEY" -out "$out/SHA256SUMS.sig" "$out/SHA256SUMS"
else
    echo "release: RELEASE_KEY is not set, so SHA256SUMS is not signed" >&2
fi

ls -l "$out"
