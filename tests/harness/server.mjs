// A kefu-server of a test's own: a process on a free port, with a database of its own (database.mjs).
//
//   const server = await startServer();               // the demo shop; startShop of fixture.mjs has one made for tests
//   await server.as('b-1').get('/v1/cases');
//   await server.kill();                              // SIGKILL, as a power cut would
//   await server.restart();                           // the same database and port
//   const second = await server.twin();               // a further process on the same database
//   await server.end();                               // fails if the server ended otherwise than by request
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Caller } from './caller.mjs';
import { stoppedClock } from './clock.mjs';
import { freshDatabase, query } from './database.mjs';
import { kRoot, kServer, temporaryFolder } from './paths.mjs';
import { kSecret, kWebhookSecret, sign } from './token.mjs';

const kStartMs = 20_000; // sanitizers and a busy machine

const processes = new Set();
process.on('exit', () => processes.forEach((p) => p.kill('SIGKILL')));

class Server {
  #options;
  #process;
  #exited;
  output = '';

  constructor(options) {
    this.#options = options;
    this.root = options.root;
    this.database = options.database;
    this.evidence = options.evidence ?? `${options.database.slice('sqlite:'.length)}.evidence`;
  }

  async restart() {
    assert.ok(existsSync(kServer), `${kServer} is not built; scripts/build makes it`);
    const { root, database, evidence, policies, policyFiles, origins, webhook, demo, at, more } = this.#options;
    // A port of the system's choosing; a restart keeps it, as a shop's address would stay.
    const args = ['--port', String(this.port ?? 0), '--database', database, '--root', root,
      ...(policies ? ['--policies', policies] : []), ...policyFiles.flatMap((file) => ['--policy', file]),
      ...origins.flatMap((origin) => ['--origin', origin]), ...(webhook ? ['--webhook', webhook] : []), ...(demo ? ['--demo'] : []),
      ...(evidence ? ['--evidence', evidence] : []), '--rate', 'off', '--log', 'off', ...more];
    // A sanitizer keeps 256 MB of freed memory by default, which would hide a leak from residentKb().
    const env = { ...process.env, KEFU_JWT_SECRET: kSecret, KEFU_WEBHOOK_SECRET: kWebhookSecret, ASAN_OPTIONS: 'quarantine_size_mb=4', ...(at ? stoppedClock(at) : {}) };
    const child = spawn(kServer, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    processes.add(child);
    this.#exited = once(child, 'exit').then(([code, signal]) => {
      processes.delete(child);
      return { code, signal };
    });
    this.url = await this.#listening(child);
    this.port = Number(new URL(this.url).port);
    return this;
  }

  twin() { return new Server(this.#options).restart(); }

  #listening(child) {
    const begin = this.output.length;
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`the server did not start: ${this.output}`)), kStartMs);
      const read = (chunk) => {
        this.output += chunk;
        const match = /listening on (http:\/\/\S+?)\/?\s/.exec(this.output.slice(begin));
        if (!match) return;
        clearTimeout(timer);
        done(match[1]);
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      this.#exited.then(({ code, signal }) => {
        clearTimeout(timer);
        fail(new Error(`the server ended with ${code ?? signal}: ${this.output}`));
      });
    });
  }

  get running() { return this.#process.exitCode === null && this.#process.signalCode === null; }

  /** Nothing is said, nothing is finished. */
  kill() {
    this.#process.kill('SIGKILL');
    return this.#exited;
  }

  stop() {
    if (this.running) this.#process.kill('SIGTERM');
    return this.#exited;
  }

  /** A sanitizer's complaint ends the process with a status of its own. */
  async end() {
    const { code, signal } = await this.stop();
    assert.ok(code === 0 || signal === 'SIGKILL', `the server ended with ${code ?? signal}: ${this.output}`);
  }

  as(subject, claims = {}) { return new Caller(this, `Bearer ${sign(subject, claims)}`); }
  with(authorization) { return new Caller(this, authorization); }
  rows(sql) { return query(this.database, sql); }
  residentKb() { return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.#process.pid}/status`, 'utf8'))[1]); }
}

/**
 * `database`: its address. `policies`: a folder of packs that replace the built-in ones. `policyFiles`: packs and patches
 * beside them. `origins`: whose pages may embed the panel. `webhook`: where alerts go. `at`: the instant at which the server's clock stands still. `more`:
 * options as on the command line; without them nobody is limited and requests are not logged.
 */
export function startServer({ root = kRoot, database = freshDatabase(temporaryFolder()), policies, policyFiles = [], origins = [], webhook, demo = true, at, more = [] } = {}) {
  // Beside a file there is a place for evidence; a PostgreSQL has none.
  const evidence = database.startsWith('sqlite:') ? undefined : join(temporaryFolder(), 'evidence');
  return new Server({ root, database, evidence, policies, policyFiles, origins, webhook, demo, at, more }).restart();
}
