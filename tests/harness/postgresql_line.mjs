// A line to a PostgreSQL's socket that breaks at the worst moment: some COMMITs of those who write never arrive, of others
// the answer never does.
//
//   const line = await startLine(cluster.url);
//   const shop = await startShop({ database: line.through(newDatabase(cluster.url)) });
//   line.every = 3;                                   // of the next COMMITs every third is lost, by turns one way and the other
//   line.lost;                                        // {questions, answers}
//
// It is a thread of its own: a test that waits for psql would keep the server waiting for its database.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from './paths.mjs';

const kSocket = '.s.PGSQL.5432';
const kHost = /(?<=[?&]host=)[^&]+/;

class Line {
  #folder = temporaryFolder();
  #shared = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  #thread;

  constructor(url) {
    const workerData = { here: join(this.#folder, kSocket), there: join(kHost.exec(url)[0], kSocket), shared: this.#shared };
    this.#thread = new Worker(new URL('postgresql_line_thread.mjs', import.meta.url), { workerData });
  }

  async listen() {
    await once(this.#thread, 'message');
    this.#thread.unref();
    return this;
  }

  /** Of how many COMMITs one is lost; 0: none. */
  set every(count) { this.#shared[0] = count; }
  get lost() { return { questions: this.#shared[1], answers: this.#shared[2] }; }

  /** The address of a database, by this line. */
  through(url) { return url.replace(kHost, this.#folder); }

  async end() {
    await this.#thread.terminate();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const startLine = (clusterUrl) => new Line(clusterUrl).listen();
