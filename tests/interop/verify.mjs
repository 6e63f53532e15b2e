// Reads {"key": JWK, "token": text, "audience": text} from stdin, verifies the token with jose, prints its claims.
// Exits 1 when jose refuses it. Shares no code with the project.
import { importJWK, jwtVerify } from 'jose';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { key, token, audience } = JSON.parse(Buffer.concat(chunks).toString('utf8'));

try {
  const { payload } = await jwtVerify(token, await importJWK(key, 'ES256'), { algorithms: ['ES256'], typ: 'eat+jwt', audience });
  process.stdout.write(JSON.stringify(payload));
} catch (error) {
  process.stderr.write(`${error.code ?? error.name}: ${error.message}\n`);
  process.exitCode = 1;
}
