#!/usr/bin/env bash
# A PostgreSQL of the tests' own, on 127.0.0.1 on a port of its own, as a user who is not root.
#   eval "$(tests/postgres.sh start [IN])"  starts it, in a folder of its own in IN (/tmp), and sets NANOAGENT_TEST_POSTGRES and NANOAGENT_TEST_POSTGRES_FOLDER
#   … start-unsynced [IN]                   the same, without waiting for the disk: for tests, never for figures
#   tests/postgres.sh stop                  stops it and deletes its folder
#   tests/postgres.sh restart               what a test does to it
set -euo pipefail

binaries() { command -v pg_ctl >/dev/null && dirname "$(command -v pg_ctl)" || ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }
bin=$(binaries)
[ -n "$bin" ] || { echo "no PostgreSQL here" >&2; exit 3; }

settings="-c max_connections=300"

# The server refuses to run as root; Debian's package brings a user for it.
owner() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

case "${1:-}" in
start | start-unsynced)
    # Waiting for the disk at each commit, and at each of hundreds of databases that are made and dropped, takes four times as long. No test cuts the machine's
    # power: a server that is killed finds what it wrote in the machine's memory.
    if [ "$1" = start-unsynced ]; then settings+=" -c fsync=off -c full_page_writes=off"; fi
    folder=$(mktemp -d "${2:-/tmp}/nanoagent-postgres.XXXXXX")
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "$password" >"$folder/password"
    if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$folder"; fi
    owner "$bin/initdb" -D "$folder/data" -U nanoagent -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C.UTF-8 --no-sync >"$folder.log"
    for port in $(shuf -i 20000-29999 -n 5); do
        if owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w -t 300 \
            -o "-h 127.0.0.1 -p $port -k $folder $settings" start >>"$folder.log" 2>&1; then
            echo "export NANOAGENT_TEST_POSTGRES='Host=127.0.0.1;Port=$port;Username=nanoagent;Password=$password;Database=postgres'"
            echo "export NANOAGENT_TEST_POSTGRES_FOLDER='$folder'"
            exit 0
        fi
    done
    cat "$folder.log" "$folder/server.log" >&2
    exit 3
    ;;
restart)
    owner "$bin/pg_ctl" -D "$NANOAGENT_TEST_POSTGRES_FOLDER/data" -l "$NANOAGENT_TEST_POSTGRES_FOLDER/server.log" -w -t 300 -m immediate restart >/dev/null
    ;;
stop)
    owner "$bin/pg_ctl" -D "$NANOAGENT_TEST_POSTGRES_FOLDER/data" -w -m immediate stop >/dev/null || true
    rm -rf "$NANOAGENT_TEST_POSTGRES_FOLDER" "$NANOAGENT_TEST_POSTGRES_FOLDER.log"
    ;;
*)
    echo "start, start-unsynced, restart or stop" >&2
    exit 2
    ;;
esac
