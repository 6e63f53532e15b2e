#!/usr/bin/env bash
# Records what a collector of one release holds and tells, over both stores: record.sh COMMIT
# Writes schema-N/{sqlite,postgres}.{sql,told}, where N is that commit's schema: the last commit that has it is the one to record.
# Needs sqlite3, curl, PostgreSQL's clients, and NANOAGENT_TEST_POSTGRES (eval "$(tests/postgres.sh start)").
set -euo pipefail
cd "$(dirname "$0")"
here=$PWD
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server"; fi; rm -rf "$work"' EXIT

git clone -q "$(git rev-parse --show-toplevel)" "$work/source"
git -C "$work/source" checkout -q "$1"
schema=$(find "$work/source/tools/collector/Storage" -name 'Schema[0-9]*.cs' | wc -l)
dotnet publish "$work/source/tools/nanoagent" --nologo -v q -p:PackAsTool=false -o "$work/tool"
mkdir -p "$here/schema-$schema"

field() { grep -o "$1=[^;]*" <<<"$NANOAGENT_TEST_POSTGRES" | cut -d= -f2; }
export PGHOST PGPORT PGUSER PGPASSWORD
PGHOST=$(field Host) PGPORT=$(field Port) PGUSER=$(field Username) PGPASSWORD=$(field Password)

tool() { "$work/tool/NanoAgent.Tool" "$@" 2>>"$work/said"; }
# A board says no (1) when one of its checks fails, and that is what some are for.
report() { tool board run --collector "$address" --pin "$data/tls/ca.pem" --once "$@" >/dev/null || [ $? -eq 1 ]; }
enrol() { report --persona "$1" --flash "$data/$2" --enrol "${3:-$(tool enrol token --model NA-100 "${at[@]}" | grep -oE '[A-Za-z0-9_-]{30,}' | head -1)}"; }
query() { if [ "$1" = sqlite ]; then sqlite3 "$data/collector.db" "$2"; else psql -At "$base" -c "${3:-$2}"; fi; }

ask() { curl -sSk --fail "$address$1" -H "content-type: $2" --data-binary "$3"; }

# What a door says to bytes that it took before, one of them a line; an answer that differs each time promises nothing.
told() {
    while read -r jws; do
        answer=$(ask "$1" "$2" "$jws")
        if [ "$answer" = "$(ask "$1" "$2" "$jws")" ]; then printf '{"door":"%s","type":"%s","sent":"%s","answer":%s}\n' "$1" "$2" "$jws" "$answer"; fi
    done
}

act() {
    enrol compliant one
    enrol default-password two
    for persona in compliant:one default-password:two compliant:one; do report --persona "${persona%:*}" --flash "$data/${persona#*:}"; done
    failing=$(query "$1" "SELECT ueid FROM units JOIN failures ON unit_id = units.id WHERE check_id = 'default-credentials'")
    tool enrol acknowledge "$failing" default-credentials --by recorder --why 'a release is recorded' "${at[@]}" >/dev/null
    if [ "$schema" -ge 2 ]; then tool operators invite recorder --roles viewer,operator "${at[@]}" >/dev/null; fi
    if [ "$schema" -ge 3 ]; then endorse "$1"; fi
}

endorse() {
    openssl ecparam -genkey -name prime256v1 -noout -out "$data/endorser.pem"
    tool endorse key --key "$data/endorser.pem" >"$data/endorser.jwk"
    tool endorse trust "$data/endorser.jwk" --name maker --by recorder --why 'a release is recorded' "${at[@]}" >/dev/null
    kid=$(query "$1" "SELECT kid FROM unit_keys" | head -1)
    ueid=$(query "$1" "SELECT ueid FROM units JOIN unit_keys ON unit_id = id WHERE kid = '$kid'")
    tool endorse sign --issuer maker --ueid "$ueid" --kid "$kid" --mac 24:0a:c4:00:00:01 --model NA-100 --serial 1 --key "$data/endorser.pem" >"$data/endorsements"
    tool endorse import "$data/endorsements" "${at[@]}" >/dev/null || [ $? -eq 1 ]
}

for store in sqlite postgres; do
    data=$work/$store
    base=recorded_$$
    at=(--db "$data")
    if [ "$store" = postgres ]; then
        createdb "$base"
        at=(--db "${NANOAGENT_TEST_POSTGRES%;Database=*};Database=$base" --data "$data")
    fi

    "$work/tool/NanoAgent.Tool" serve --urls https://127.0.0.1:0 "${at[@]}" >"$work/serve" 2>&1 &
    server=$!
    until grep -q 'listens on' "$work/serve"; do kill -0 "$server" || { cat "$work/serve" >&2; exit 3; }; sleep 0.2; done
    address=$(grep -oE 'https://127[.0-9:]+' "$work/serve" | head -1)
    act "$store"
    tool enrol list --json "${at[@]}" | tr -d ' \n' >"$work/units"
    {
        printf '{"units":%s}\n' "$(cat "$work/units")"
        printf '{"head":"%s"}\n' "$(curl -sSk "$address/v1/log/head")"
        query "$store" 'SELECT enrolment FROM units ORDER BY id' | told /v1/enrolments application/jose
        query "$store" 'SELECT CAST(entry AS TEXT) FROM log_entries WHERE kind = 0 ORDER BY idx' "SELECT convert_from(entry, 'UTF8') FROM log_entries WHERE kind = 0 ORDER BY idx" \
            | told /v1/attestations application/eat+jwt
    } >"$here/schema-$schema/$store.told"

    kill "$server"
    wait "$server" || true
    server=
    if [ "$store" = sqlite ]; then
        sqlite3 "$data/collector.db" .dump
    else
        # psql's own commands are no SQL; the version of the dumping program is no part of what was held.
        pg_dump --inserts --no-owner --no-privileges "$base" | grep -vE '^(\\|--|$)'
        dropdb "$base"
    fi >"$here/schema-$schema/$store.sql"
done

ls -l "$here/schema-$schema"
