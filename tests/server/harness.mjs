// harness.mjs: a real kefu-server on a real SQLite file, tokens signed here, and requests over real sockets.
//
//   const shop = await start();                        // its own folder, database and demo shop
//   const lin = shop.as('b-1');                        // lin.get(path), lin.post(path, body, {key})
//   await shop.kill(); await shop.restart();           // the same database
//
// KEFU_SERVER names the program (default build/native/src/server/kefu-server).
import { spawn, execFileSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = resolve(import.meta.dirname, '../..');
export const SERVER = resolve(process.env.KEFU_SERVER ?? join(ROOT, 'build/native/src/server/kefu-server'));
export const SECRET = 'a-secret-of-the-tests-alone-0123456789';

const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token; `claims` overrides and, with undefined, removes. */
export function token(claims, { secret = SECRET, header = { alg: 'HS256', typ: 'JWT' }, hash = 'sha256' } = {}) {
  const payload = { role: 'buyer', exp: Math.floor(Date.now() / 1000) + 600, ...claims };
  const text = `${base64url(header)}.${base64url(payload)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

/** Rows of a query on the server's own database file. */
export function query(database, sql) {
  const text = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 5000', database, sql], { encoding: 'utf8' });
  return text.trim() ? JSON.parse(text) : [];
}

export async function until(what, test, timeout_ms = 10_000) {
  const end = Date.now() + timeout_ms;
  for (;;) {
    const value = await test();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await sleep(20);
  }
}

async function free_port() {
  const probe = createServer();
  await new Promise((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** The bytes that a raw socket answers to raw bytes; ends when the server closes, or after `wait_ms`. */
export function raw(port, bytes, wait_ms = 3000) {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const parts = [];
    const timer = setTimeout(() => socket.destroy(), wait_ms);
    socket.on('data', (part) => parts.push(part));
    socket.on('error', (e) => (parts.length || e.code === 'ECONNRESET' ? undefined : fail(e)));
    socket.on('close', () => { clearTimeout(timer); done(Buffer.concat(parts).toString('latin1')); });
  });
}

class Caller {
  constructor(shop, authorization) {
    this.shop = shop;
    this.authorization = authorization;
  }

  async send(method, path, { body, key, headers = {}, signal } = {}) {
    const all = { ...headers };
    if (this.authorization) all.authorization = this.authorization;
    if (key) all['idempotency-key'] = key;
    const text = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
    const answer = await fetch(`${this.shop.url}${path}`, { method, headers: all, body: text, signal });
    const bytes = await answer.text();
    let json;
    try {
      json = JSON.parse(bytes);
    } catch {
      json = undefined;
    }
    return { status: answer.status, headers: answer.headers, text: bytes, json };
  }

  get(path, options) { return this.send('GET', path, options); }
  post(path, body, options = {}) { return this.send('POST', path, { body, ...options }); }

  /** Files an unshipped refund; `key` is made up unless it is given. */
  submit(tid, oid, more = {}, options = {}) {
    return this.post('/v1/cases', { tid, request: refund_request(oid, more.request), ...more.top },
      { key: options.key ?? randomUUID(), ...options });
  }

  act(id, event, options = {}) {
    return this.post(`/v1/cases/${id}/events`, event, { key: options.key ?? randomUUID(), ...options });
  }
}

/** A request for an unshipped refund of a line, or of the whole order. */
export function refund_request(oid, more = {}) {
  return { type: 'RO_UNSHIPPED', ...(oid ? { oid } : {}), reason: 'DONT_WANT', ...more };
}

class Shop {
  constructor(folder, options) {
    this.folder = folder;
    this.database = join(folder, 'kefu.db');
    this.options = options;
    this.errors = '';
  }

  async launch() {
    // Mostly a port of the system's choosing; a restart keeps it, as a shop's address would stay.
    this.port ??= await free_port();
    const args = ['--port', String(this.port), '--database', `sqlite:${this.database}`, '--root', this.folder,
      '--assets', join(this.folder, 'assets'), '--policies', join(this.folder, 'policies'),
      ...(this.options.demo === false ? [] : ['--demo'])];
    // A sanitizer keeps 256 MB of freed memory by default, which would hide a leak from resident_kb().
    const env = { ...process.env, KEFU_JWT_SECRET: SECRET, ASAN_OPTIONS: 'quarantine_size_mb=4' };
    this.process = spawn(SERVER, args, { env, cwd: this.folder });
    this.exited = new Promise((done) => this.process.once('exit', (code, signal) => done({ code, signal })));
    this.process.stderr.on('data', (d) => { this.errors += d; });
    const ready = new Promise((done, fail) => {
      createInterface(this.process.stdout).once('line', done);
      this.exited.then((e) => fail(new Error(`kefu-server ended: ${JSON.stringify(e)} ${this.errors}`)));
    });
    ready.catch(() => {});
    const line = await ready;
    this.url = line.replace('listening on ', '');
    return this;
  }

  /** SIGKILL: nothing is said, nothing is finished. */
  async kill() {
    this.process.kill('SIGKILL');
    await this.exited;
  }

  async stop() {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGTERM');
    return this.exited;
  }

  async restart() {
    await this.launch();
  }

  async end() {
    const { code, signal } = await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
    // A sanitizer's complaint ends the process with a status of its own.
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`kefu-server ended with ${code ?? signal}: ${this.errors}`);
  }

  as(subject, claims = {}) { return new Caller(this, `Bearer ${token({ sub: subject, ...claims })}`); }
  with(authorization) { return new Caller(this, authorization); }
  rows(sql) { return query(this.database, sql); }

  /** The case once the bank has paid. */
  paid(caller, id) {
    return until(`case ${id} to be paid`, async () => {
      const { json } = await caller.get(`/v1/cases/${id}`);
      return json.case.status === 'SUCCESS' && json.case;
    });
  }

  resident_kb() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'))[1]);
  }
}

/** A shop with the fixture's stores and orders; `policies` are packs by id that replace the built-in ones. */
export async function start({ demo = true, policies = {}, documents } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-server-'));
  for (const sub of ['assets/demo', 'policies', 'dist']) mkdirSync(join(folder, sub), { recursive: true });
  for (const [name, value] of Object.entries(documents)) {
    writeFileSync(join(folder, 'assets/demo', `${name}.json`), JSON.stringify(value));
  }
  for (const [id, pack] of Object.entries(policies)) {
    writeFileSync(join(folder, 'policies', `${id}.json`), JSON.stringify(pack));
  }
  return new Shop(folder, { demo }).launch();
}

/** A built-in pack with some of its members replaced. */
export function pack(id, changes = {}) {
  const built_in = JSON.parse(readFileSync(join(ROOT, 'assets/policies', `${id}.json`), 'utf8'));
  return { ...built_in, ...changes };
}

export { sleep, randomUUID };
