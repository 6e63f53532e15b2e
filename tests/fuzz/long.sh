#!/usr/bin/env bash
# Plays each reader for long, guided by coverage: long.sh FOLDER [NAME...]
# Builds the tests in a folder of their own, has SharpFuzz instrument our assemblies there, and runs the tests named below one after the other (NAME: only
# those). FOLDER gets figures.tsv (reader, seconds, changed inputs, seeds, inputs that took a new branch, branches), those inputs, and each test's output.
# NANOAGENT_FUZZ_SECONDS overrides the seconds. Needs the package registry, or these packages in the machine's cache.
set -euo pipefail

out=$(mkdir -p "$1" && cd "$1" && pwd)
shift
cd "$(dirname "$0")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 NANOAGENT_FUZZ_OUT="$out"

# Seconds are for each replay: a store that has n files is played n times, and the pack and the bodies by three tests each.
runs='
token       1800 fuzz      A_changed_token_gets_a_refusal_and_is_never_accepted
pack         600 fuzz      A_pack_with_a_changed_file_is_altered_and_never_authentic
pack-signed  600 fuzz      A_pack_whose_signer_changed_a_file_gets_an_answer
pack-zip     600 fuzz      A_changed_zip_is_altered_or_no_zip
report-body  600 collector A_changed_report_is_refused
enrol-body   600 collector BodyFuzzTests.A_changed_enrolment_is_refused
tags-body    600 collector A_changed_message_with_tags_is_refused
enrolment    300 fuzz      A_changed_enrolment_gets_a_refusal_and_is_never_accepted
claims       300 fuzz      Claims_that_parse_as_a_unit_writes_them_are_written_again_in_the_same_bytes
header       300 fuzz      A_header_is_read_or_malformed
json         300 fuzz      Strict_json_that_is_taken_can_be_read_to_its_end
base64url    300 fuzz      Base64url_that_decodes_is_written_again_in_the_same_characters
ear          300 fuzz      An_attestation_result_that_was_changed_is_never_taken
unit-file    300 fuzz      A_unit_file_that_is_taken_is_written_in_one_spelling
fuses        300 fuzz      A_fuse_summary_is_read_or_refused
scheme       300 fuzz      A_scheme_is_read_or_its_problem_told
record       300 fuzz      A_record_is_read_or_its_problem_told
log          150 fuzz      An_event_log_opens_over_any_file_and_goes_on
settings      75 fuzz      Settings_open_over_any_file_and_take_a_change
outbox        75 fuzz      An_outbox_opens_over_any_file_and_takes_an_observation
observation   75 fuzz      An_observation_that_was_changed_is_lost_and_never_sent
vault         75 fuzz      A_vault_opens_over_any_file_and_answers_a_log_in
report-state 300 fuzz      A_report_client_goes_on_over_any_state_that_it_kept
keys          30 fuzz      A_key_store_opens_over_any_file_with_a_key_and_an_id
'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet tool restore >/dev/null

wanted() { [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]]; }
only=("$@")

for project in $(while read -r name _ project _; do if [ -n "$name" ] && wanted "$name"; then echo "$project"; fi; done <<< "$runs" | sort -u); do
    dotnet build "tests/$project" -c Release --nologo -v q -o "$work/$project" | grep -E 'error|warn' || true

    for assembly in "$work/$project"/NanoAgent*.dll; do
        case $assembly in *Tests*) ;; *) dotnet tool run sharpfuzz "$assembly" ;; esac
    done
done

failed=0
while read -r name seconds project test; do
    [ -n "$name" ] && wanted "$name" || continue
    echo "$(date -u +%H:%M) $name, $seconds s a replay"
    NANOAGENT_FUZZ_SECONDS=${NANOAGENT_FUZZ_SECONDS:-$seconds} dotnet test "$work/$project/NanoAgent.Tests.${project^}.dll" --nologo --filter "FullyQualifiedName~$test" \
        > "$out/$name.log" 2>&1 < /dev/null || { failed=1; echo "$name: a finding, see $out/$name.log"; }
done <<< "$runs"
exit "$failed"
