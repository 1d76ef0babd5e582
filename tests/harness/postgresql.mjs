// A PostgreSQL of the tests' own (Debian's package; scripts/setup --tests installs it): a cluster in a temporary folder,
// reached by a socket there, run by the user postgres where the tests are root. It ends with the process that made it.
//
//   const cluster = startCluster();                       // {durable: true} for what measures the disk
//   const url = newDatabase(cluster.url);                 // postgresql:///kefu_1…?host=…, empty
//   cluster.crash(); cluster.start();                     // as after a power cut
//
//   node tests/harness/postgresql.mjs node --test …       # a command with KEFU_TEST_DATABASE set to a cluster's address
import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kInstalled = '/usr/lib/postgresql';
const kUser = 'postgres';

function folderOfPrograms() {
  const versions = existsSync(kInstalled) ? readdirSync(kInstalled).map(Number).filter(Boolean) : [];
  if (versions.length === 0) throw new Error('PostgreSQL is not installed; scripts/setup --tests does it');
  return join(kInstalled, String(Math.max(...versions)), 'bin');
}

class Cluster {
  #bin = folderOfPrograms();
  #root = process.getuid() === 0;
  #folder = mkdtempSync(join(tmpdir(), 'kefu-pg-'));
  #data = join(this.#folder, 'data');
  #log = join(this.#folder, 'log');

  constructor({ durable = false } = {}) {
    if (this.#root) {
      const id = (flag) => Number(execFileSync('id', [flag, kUser], { encoding: 'utf8' }));
      chownSync(this.#folder, id('-u'), id('-g'));
    }
    chmodSync(this.#folder, 0o755); // the socket lies in it
    process.on('exit', () => {
      this.#ctl('stop', '-m', 'immediate');
      rmSync(this.#folder, { recursive: true, force: true });
    });
    // Not the collation of bytes: the order of ids must not depend on it.
    this.#run('initdb', ['-D', this.#data, '-A', 'trust', '-U', kUser, '-E', 'UTF8', '--no-sync',
      '--locale', 'C.UTF-8', '--locale-provider', 'icu', '--icu-locale', 'en']);
    const lasting = durable ? ['fsync=on'] : ['fsync=off', 'full_page_writes=off'];
    this.settings = ['listen_addresses=', `unix_socket_directories=${this.#folder}`, 'max_connections=300', ...lasting];
    this.start();
  }

  get url() { return `postgresql:///postgres?host=${this.#folder}&user=${kUser}`; }
  get folder() { return this.#data; }

  start() {
    const begun = this.#ctl('start', '-w', '-l', this.#log, '-o', this.settings.map((s) => `-c ${s}`).join(' '));
    if (begun.status !== 0) throw new Error(`PostgreSQL did not start: ${begun.stdout}${begun.stderr}${existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : ''}`);
  }

  /** Every process of it is gone at once; what was committed is found again by start(). */
  crash() { this.#ctl('stop', '-m', 'immediate', '-w'); }

  #ctl(...args) { return spawnSync(...this.#command('pg_ctl', ['-D', this.#data, '-s', ...args]), { encoding: 'utf8' }); }
  #run(program, args) { execFileSync(...this.#command(program, args), { stdio: ['ignore', 'ignore', 'pipe'], cwd: this.#folder }); }
  #command(program, args) {
    const path = join(this.#bin, program);
    return this.#root ? ['runuser', ['-u', kUser, '--', path, ...args]] : [path, args];
  }
}

export const startCluster = (options) => new Cluster(options);

/** Rows of a query as objects. */
export function queryPostgres(url, sql) {
  if (!/^\s*(SELECT|WITH)/i.test(sql)) return runPostgres(url, sql), [];
  return JSON.parse(runPostgres(url, `SELECT coalesce(json_agg(kefu_row), '[]') FROM (${sql}) kefu_row`));
}

/** What psql prints for one statement. */
export function runPostgres(url, sql) {
  return execFileSync('psql', [url, '-AtqX', '-v', 'ON_ERROR_STOP=1', '-c', sql], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** The address of an empty database of the cluster. */
export function newDatabase(clusterUrl) {
  const name = `kefu_${randomUUID().replaceAll('-', '')}`;
  runPostgres(clusterUrl, `CREATE DATABASE ${name} TEMPLATE template0`);
  return clusterUrl.replace(/\/postgres\b/, `/${name}`);
}

let own;
/** KEFU_TEST_DATABASE: a cluster's address, or `postgresql` for one of this process's own. */
export function clusterOfTests() {
  const wanted = process.env.KEFU_TEST_DATABASE;
  if (wanted.startsWith('postgresql:')) return wanted;
  own ??= startCluster();
  return own.url;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [program, ...args] = process.argv.slice(2);
  const { url } = startCluster();
  process.exitCode = spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, KEFU_TEST_DATABASE: url } }).status ?? 1;
}
