// A collector as one would write it in an afternoon: express, jose, a SQLite binding. For each report the same work as ours:
// verify the signature with a cached key, check nonce, audience and unit, hash it into a Merkle log, keep it durably, answer with a signed result.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import { compactVerify, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import Database from 'libsql';

const setup = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const nonceKey = Buffer.from(setup.nonceKey, 'hex');
const profile = 'urn:uuid:0d5c2c4e-3b0a-4f5e-9c1d-6a7e2f9b8c41';

const units = new Map();
for (const unit of setup.units) {
  const key = await importJWK({ kty: 'EC', crv: 'P-256', x: unit.x, y: unit.y }, 'ES256');
  units.set(unit.kid, { ...unit, key, reports: 0, number: 0 });
}

const ear = await generateKeyPair('ES256');
const earId = (await exportJWK(ear.publicKey)).x;

const db = new Database(setup.database);
db.exec(`PRAGMA page_size=16384`);
db.exec(`PRAGMA journal_mode=WAL`);
db.exec(`PRAGMA synchronous=FULL`);
db.exec(`CREATE TABLE log (idx INTEGER PRIMARY KEY, entry BLOB NOT NULL, root BLOB NOT NULL)`);
db.exec(`CREATE TABLE nodes (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx)) WITHOUT ROWID`);
db.exec(`CREATE TABLE reports (idx INTEGER PRIMARY KEY, kid TEXT NOT NULL, at INTEGER NOT NULL, observation INTEGER NOT NULL, receipt BLOB NOT NULL UNIQUE, ear TEXT NOT NULL, next_nonce TEXT NOT NULL)`);
db.exec(`CREATE TABLE nonces (nonce TEXT PRIMARY KEY) WITHOUT ROWID`);
db.exec(`CREATE TABLE states (kid TEXT PRIMARY KEY, seen INTEGER NOT NULL, reports INTEGER NOT NULL, number INTEGER NOT NULL, failing INTEGER NOT NULL) WITHOUT ROWID`);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');
const putEntry = db.prepare('INSERT INTO log VALUES (?, ?, ?)');
const putNode = db.prepare('INSERT INTO nodes VALUES (?, ?, ?)');
const putReport = db.prepare('INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?)');
const putNonce = db.prepare('INSERT INTO nonces VALUES (?)');
const putState = db.prepare('INSERT INTO states VALUES (?, ?, ?, ?, ?) ON CONFLICT (kid) DO UPDATE SET seen = excluded.seen, reports = excluded.reports, number = excluded.number, failing = excluded.failing');
const findReport = db.prepare('SELECT idx, observation, next_nonce, ear FROM reports WHERE receipt = ?');

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const mac = (head, kid) => createHmac('sha256', nonceKey).update(head).update(kid).digest().subarray(0, 16);

function nextNonce(kid) {
  const head = Buffer.alloc(21);
  head[0] = 1;
  head.writeUInt32BE(Math.floor(Date.now() / 10000), 1);
  randomBytes(16).copy(head, 5);
  return Buffer.concat([head, mac(head, kid)]).toString('base64url');
}

function isFresh(nonce, kid) {
  const bytes = Buffer.from(nonce, 'base64url');
  return bytes.length === 37 && timingSafeEqual(bytes.subarray(21), mac(bytes.subarray(0, 21), kid))
    && Date.now() / 1000 - bytes.readUInt32BE(1) * 10 <= 36 * 3600;
}

// RFC 9162: the right edge of the tree.
const edge = [];
let size = 0;
function append(entry) {
  let hash = sha256(Buffer.from([0]), entry);
  let index = size;
  let level = 0;
  putNode.run(0, index, hash);
  while (index & 1) {
    hash = sha256(Buffer.from([1]), edge[level], hash);
    edge[level++] = undefined;
    index >>= 1;
    putNode.run(level, index, hash);
  }
  edge[level] = hash;
  size++;
  let root;
  for (const left of edge) {
    if (left) { root = root ? sha256(Buffer.from([1]), left, root) : left; }
  }
  putEntry.run(size - 1, entry, root);
  return root;
}

const app = express();
app.use(express.text({ type: 'application/eat+jwt', limit: 16384 }));
app.post('/v1/attestations', async (request, response) => {
  const token = request.body;
  const receipt = sha256(token);
  // In an array: a binding that is handed one object takes it for named parameters.
  const repeated = findReport.get([receipt]);
  if (repeated) { return response.json({ receipt: receipt.toString('base64url'), ...repeated }); }

  let unit;
  let verified;
  try {
    verified = await compactVerify(token, header => (unit = units.get(header.kid)).key, { algorithms: ['ES256'] });
  } catch {
    return response.status(403).json({ refusal: 'bad-signature' });
  }

  const claims = JSON.parse(Buffer.from(verified.payload).toString('utf8'));
  if (verified.protectedHeader.typ !== 'eat+jwt' || claims.eat_profile !== profile || claims.aud !== setup.id || claims.ueid !== unit.ueid) {
    return response.status(400).json({ refusal: 'invalid-claim' });
  }
  if (!isFresh(claims.eat_nonce, unit.kid)) { return response.status(409).json({ refusal: 'stale-nonce' }); }

  const results = claims.measres[0][1];
  const failing = results.some(([, outcome]) => outcome === 'fail');
  const nonce = nextNonce(unit.kid);
  const result = await new SignJWT({
    eat_profile: 'tag:ietf.org,2026:rats/ear#03',
    ear_status: 'none',
    ear_verifier_id: { developer: 'peer', build: '1' },
    submods: { unit: { ear_status: 'none', eat_nonce: claims.eat_nonce, ueid: unit.ueid, receipt: receipt.toString('base64url') } },
  }).setProtectedHeader({ alg: 'ES256', typ: 'eat+jwt', kid: earId }).setIssuedAt().sign(ear.privateKey);

  // One transaction a report: a request is answered when its own commit is durable.
  begin.run();
  putNonce.run(claims.eat_nonce);
  const root = append(Buffer.from(token));
  unit.reports++;
  unit.number = Math.max(unit.number, claims.na_report.number);
  putReport.run(size - 1, unit.kid, Date.now(), claims.na_observed.number, receipt, result, nonce);
  putState.run(unit.kid, Date.now(), unit.reports, unit.number, failing ? 1 : 0);
  commit.run();
  response.json({ receipt: receipt.toString('base64url'), observation: claims.na_observed.number, nonce, head: { size, root: root.toString('base64url') }, index: size - 1, ear: result });
});

const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
