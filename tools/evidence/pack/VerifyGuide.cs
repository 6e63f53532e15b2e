namespace NanoAgent.Evidence;

/// <summary>The procedure for checking a pack with other tools; goes into every pack.</summary>
internal static class VerifyGuide
{
    /// <summary>The text, Markdown.</summary>
    public const string Text = """
        # Checking this pack with other tools / 他の道具で確かめる手順

        Get the expected keys from the collector's operator by another way than this pack. `keys.json` inside the pack only says which keys were used.
        期待する鍵は、この一式とは別の経路で運用者から受け取ってください。中の `keys.json` は、どの鍵が使われたかを示すだけです。

        1. **Manifest.** `manifest.jws` is a compact JWS (RFC 7515), ES256, `typ` `nanoagent-pack+jwt`, signed by a key with `na_purpose` `pack`.
           Its payload member `manifest` is the base64url SHA-256 of the bytes of `manifest.json`.
        2. **Files.** `manifest.json` lists path, size and SHA-256 of every file but the two manifest files. Nothing may be missing, changed or added:
           `jq -r '.files[]|"\(.sha256)  \(.path)"' manifest.json | sha256sum -c`, and compare the list with `find . -type f`.
        3. **Units.** In `units.json`, `enrolment` is a JWS (`nanoagent-enrol+jwt`) signed by the unit's own key `jwk`; it names the UEID, model and collector.
           Where a unit has an `endorsement`, that is a JWS (`nanoagent-endorsement+jwt`): its `kid` names a key of `endorsers.json`, its `ueid` is the unit's and
           its `cnf.jkt` the RFC 7638 thumbprint of `jwk`. Whose key that is, the collector's operator decided; ask the endorser.
        4. **Tokens.** Each file of `tokens/` is a compact JWS, ES256, `typ` `eat+jwt` (RFC 9711). It verifies with its unit's `jwk`; `kid` is that key's RFC 7638 thumbprint;
           `aud` is the collector of `declaration.json`, `ueid` the unit's.
        5. **Attestation results.** Each file of `ears/` verifies with a key of `na_purpose` `ear`; `na_receipt` in its `submods` is the base64url SHA-256 of the token of the same name.
        6. **Log.** `head.jwt` (`nanoagent-head+jwt`) verifies with a key of `na_purpose` `log`. The leaf of a token is SHA-256(0x00 || token bytes);
           with `proofs/` it leads to the root in the head (RFC 9162 section 2.1.3.2). Every token has one. An acknowledgement's `act` in `units.json` (`nanoagent-act+jwt`)
           verifies with a key of that purpose too, and says the same unit (`ueid`), check (`what`), person (`who`) and reason (`why`).
        7. **Documents and records.** `records/` holds what people and the vendor stated; `sha256` of a document record is that of the file in `documents/`.
           A test record's `jws` verifies with the key in its own header; whose key that is, ask the tester.
        8. **States.** No unit stands twice in `units.json`. `schemes/` says which answers support or contradict a row and which kinds of record it requires. Precedence: not-satisfied, not-applicable, unknown, needs-record, satisfied.
           Count the answers in the tokens (`measres`, `na_findings`): the newest live token of a unit is its present result. The counts over units in use are
           `fleet.checks.*.present` in `declaration.json`. Compare `schemes/` with the file of that id and revision elsewhere: whoever signed could ease the rules. Where that file has `sample`, not every unit's evidence is here, and the counts are the collector's word.
        9. **An earlier pack.** Only where there is an `earlier.json`: its `head.jws` is a tree head as in step 6, and equals `head.jwt` of the earlier pack that you hold;
           `consistency` leads from it to the head here (RFC 9162 section 2.1.4.2).

        Whoever holds all keys and the disk of the collector can still write another history. It is found by anyone who holds an earlier tree head.

        """;
}
