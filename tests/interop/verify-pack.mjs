// Follows a pack's VERIFY.md step by step with node's own crypto and jose, and with nothing of this project.
// usage: node verify-pack.mjs PACK KEYS.json. Prints one line a step; exits 1 with the step that fails.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from "jose";

const [pack, keysFile] = process.argv.slice(2);
const read = (name) => readFileSync(join(pack, name));
const json = (name) => JSON.parse(read(name));
const sha256 = (...parts) => parts.reduce((h, p) => h.update(p), createHash("sha256")).digest();
const expected = JSON.parse(readFileSync(keysFile)).keys;

function check(step, holds) {
  if (!holds) {
    console.error(`step ${step} does not hold`);
    process.exit(1);
  }
}

async function verify(step, text, jwk, typ) {
  check(step, jwk !== undefined);
  const { payload, protectedHeader } = await compactVerify(text, await importJWK(jwk, "ES256"), { algorithms: ["ES256"] }).catch(() => check(step, false));
  check(step, protectedHeader.typ === typ);
  return JSON.parse(Buffer.from(payload));
}

async function byRole(role, kid) {
  for (const key of expected.filter((k) => k.na_purpose === role)) {
    if ((await calculateJwkThumbprint(key)) === kid) return key;
  }
}

async function verifyByRole(step, text, role, typ) {
  return verify(step, text, await byRole(role, decodeProtectedHeader(text).kid), typ);
}

// 1. Manifest.
const claims = await verifyByRole(1, read("manifest.jws").toString(), "pack", "nanoagent-pack+jwt");
check(1, claims.manifest === sha256(read("manifest.json")).toString("base64url"));
console.log("1 manifest");

// 2. Files: listed, unchanged, nothing else.
const listed = json("manifest.json").files;
const present = readdirSync(pack, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name).slice(pack.length + 1));
check(2, listed.every((f) => sha256(read(f.path)).toString("hex") === f.sha256 && read(f.path).length === f.size));
check(2, present.filter((p) => !p.startsWith("manifest.")).sort().join() === listed.map((f) => f.path).sort().join());
console.log(`2 files ${listed.length}`);

// 3 and 4. Units and their tokens.
const declaration = json("declaration.json");
const units = json("units.json");
const answers = {};
for (const unit of units) {
  const key = JSON.parse(unit.jwk);
  const enrolment = await verify(3, unit.enrolment, key, "nanoagent-enrol+jwt");
  check(3, enrolment.ueid === unit.ueid && enrolment.model === unit.model && enrolment.aud === declaration.collector);
  let newest;
  for (const report of unit.reports) {
    const text = read(report.token).toString();
    const token = await verify(4, text, key, "eat+jwt");
    check(4, decodeProtectedHeader(text).kid === (await calculateJwkThumbprint(key)) && token.ueid === unit.ueid && token.aud === declaration.collector);
    if (token.na_report.live && !(newest?.na_observed.number > token.na_observed.number)) newest = token;
  }
  if (unit.state !== "active") continue;
  for (const [name, outcome] of newest?.measres[0][1] ?? []) {
    const key = `${outcome}:${newest.na_findings[name].reason}:${newest.na_findings[name].basis}`;
    (answers[name] ??= {})[key] = (answers[name][key] ?? 0) + 1;
  }
}
const tokens = units.flatMap((u) => u.reports);
console.log(`3 units ${units.length}`);
console.log(`4 tokens ${tokens.length}`);

// 5. Attestation results, each about the very token.
for (const report of tokens.filter((r) => r.ear)) {
  const ear = await verifyByRole(5, read(report.ear).toString(), "ear", "eat+jwt");
  check(5, Object.values(ear.submods).some((s) => s.na_receipt === sha256(read(report.token)).toString("base64url")));
}
console.log("5 attestation results");

// 6. Log: RFC 9162 section 2.1.3.2.
const head = await verifyByRole(6, read("head.jwt").toString(), "log", "nanoagent-head+jwt");
check(6, head.iss === declaration.collector);
for (const report of tokens) {
  const proof = json(report.proof);
  let [fn, sn, hash] = [proof.index, head.size - 1, sha256(Buffer.of(0), read(report.token))];
  for (const sibling of proof.path.map((p) => Buffer.from(p, "base64url"))) {
    check(6, sn > 0);
    if (fn & 1 || fn === sn) {
      hash = sha256(Buffer.of(1), sibling, hash);
      while (!(fn & 1) && fn !== 0) [fn, sn] = [fn >> 1, sn >> 1];
    } else {
      hash = sha256(Buffer.of(1), hash, sibling);
    }
    [fn, sn] = [fn >> 1, sn >> 1];
  }
  check(6, sn === 0 && hash.toString("base64url") === head.root);
}
console.log("6 log");

// 7. Documents and test records.
for (const name of readdirSync(join(pack, "records"), { withFileTypes: false })) {
  const record = json(`records/${name}`);
  if (record.kind === "vendor-document") check(7, sha256(read(`documents/${record.file}`)).toString("hex") === record.sha256);
  if (record.kind === "test-record") await verify(7, record.jws, decodeProtectedHeader(record.jws).jwk, "nanoagent-test+jwt");
}
console.log("7 records");

// 8. The count of present answers is the one in the declaration.
for (const [name, tally] of Object.entries(declaration.fleet.checks)) {
  check(8, JSON.stringify(Object.entries(answers[name] ?? {}).sort()) === JSON.stringify(Object.entries(tally.present).sort()));
}
console.log("8 counts");
