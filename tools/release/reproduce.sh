#!/usr/bin/env bash
# Makes the release of the present commit anew, in a clone in another folder, and compares every file with a release byte for byte: reproduce.sh [FOLDER]
# FOLDER holds the release, as release.sh made it or as it was published. Without it, it is made first, in a clone too. Exit 1 when a file differs.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

release() {
    git clone -q "$top" "$work/$1"
    env -u RELEASE_KEY "$work/$1/tools/release/release.sh" "$work/$1.release" >&2
}

published=${1:-$work/first.release}
[ $# -gt 0 ] || release first
release a-second-one
diff "$published/SHA256SUMS" "$work/a-second-one.release/SHA256SUMS" && echo "$(wc -l < "$published/SHA256SUMS") files, the same bytes twice"
