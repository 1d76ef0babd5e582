// A kefu-server of a test's own: on a free port, with a database in a temporary folder.
//
//   const server = await startServer();
//   await server.call('GET', '/v1/cases', { token: server.token('b-1') });   // {status, text, json}
//   await server.kill();                                                     // SIGKILL, as a power cut would
//   const again = await startServer({ database: server.database, port: server.port });
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kRoot } from './demo.mjs';

export const kServer = process.env.KEFU_SERVER ?? `${kRoot}build/native/src/server/kefu-server`;
export const kSecret = 'a-secret-that-only-the-tests-know-0123456789';
const kStartMs = 20000; // sanitizers and a busy machine

const folders = new Set();
process.on('exit', () => folders.forEach((f) => rmSync(f, { recursive: true, force: true })));

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-test-'));
  folders.add(folder);
  return folder;
}

/** A JWT as the shop's own back end signs it. */
export function sign(subject, claims = {}, secret = kSecret) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: subject, role: 'buyer', exp, ...claims })}`;
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

export async function startServer({ database = join(temporaryFolder(), 'kefu.db'), port = 0, demo = true } = {}) {
  assert.ok(existsSync(kServer), `${kServer} is not built; scripts/build makes it`);
  const args = ['--port', String(port), '--database', `sqlite:${database}`, '--root', kRoot];
  if (demo) args.push('--demo');
  const child = spawn(kServer, args, { env: { ...process.env, KEFU_JWT_SECRET: kSecret }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start: ${output}`)), kStartMs);
    const read = (chunk) => {
      output += chunk;
      const match = /listening on (http:\/\/\S+?)\/?\s/.exec(output);
      if (!match) return;
      clearTimeout(timer);
      resolve(match[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code, signal) => reject(new Error(`the server ended with ${code ?? signal}: ${output}`)));
  });
  const end = async (signal) => {
    child.kill(signal);
    const [code, by] = await exited;
    return { code, signal: by, output };
  };
  return {
    url, database, pid: child.pid, port: Number(new URL(url).port), token: sign,
    output: () => output,
    running: () => child.exitCode === null && child.signalCode === null,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async call(method, path, { token, body, headers = {}, timeout = 10000 } = {}) {
      const answer = await fetch(url + path, {
        method, body, signal: AbortSignal.timeout(timeout),
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers,
        },
      });
      const text = await answer.text();
      return { status: answer.status, type: answer.headers.get('content-type') ?? '', text, get json() { return JSON.parse(text); } };
    },
    /** Resident memory in kilobytes. */
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]),
  };
}
