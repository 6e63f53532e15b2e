#!/usr/bin/env bash
# Runs tests/device, and then one cycle of boards/nanoclr, on nanoFramework's virtual device. Exits 0 when all passed, 1 when not, 3 when something is not there.
set -uo pipefail
cd "$(dirname "$0")/../.."

lacks() { echo "device tests: not run: $1" >&2; exit 3; }
command -v nanoclr >/dev/null || lacks "nanoclr is not installed (dotnet tool install -g nanoclr)"

# The folder of a device project that nanoFramework's tools built, with the libraries beside it.
built() {
    for configuration in Release Debug; do
        [ -f "$1/nano/bin/$configuration/$2.pe" ] && { echo "$1/nano/bin/$configuration"; return; }
    done
    lacks "no $2.pe below $1/nano/bin: build $1/nano with nanoFramework's tools first (docs/esp32.md)"
}

# mscorlib comes first, the program last.
run() { nanoclr run --assemblies "$1/mscorlib.pe" $(find "$1" -name '*.pe' ! -name mscorlib.pe ! -name "$2.pe" | sort) "$1/$2.pe"; }

tests=$(built tests/device NFUnitTest) || exit 3
log=$(mktemp); trap 'rm -f "$log"' EXIT
run "$tests" NFUnitTest | tee "$log"
passed=$(grep -c '^Test passed' "$log"); failed=$(grep -c '^Test failed' "$log")
echo "device tests: $passed passed, $failed failed"
[ "$passed" -gt 0 ] && [ "$failed" -eq 0 ] || exit 1

cycle=$(built boards/nanoclr NanoAgent.Boards.NanoClr) || exit 3
run "$cycle" NanoAgent.Boards.NanoClr | tee "$log"
grep -q '^delivered$' "$log"
