// A line to a PostgreSQL's socket that breaks at the worst moment: some COMMITs of those who write never arrive, of others
// the answer never does.
//
//   const line = await startLine(cluster.url);
//   const shop = await startShop({ database: line.through(newDatabase(cluster.url)) });
//   line.every = 3;                                   // of the next COMMITs every third is lost, by turns one way and the other
//   line.lost;                                        // {questions, answers}
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from './paths.mjs';

const kSocket = '.s.PGSQL.5432';
const kHost = /(?<=[?&]host=)[^&]+/;
const kWrites = 'INSERT INTO writers'; // what a transaction of a writer ends with: its mark

// What one side says, message by message: the first is a length and its bytes, each other has its type before the length.
class Messages {
  #left = Buffer.alloc(0);
  #typed;
  constructor({ typed }) { this.#typed = typed; }
  /** The whole messages that this chunk completes, as {type, bytes}. */
  *read(chunk) {
    this.#left = Buffer.concat([this.#left, chunk]);
    for (;;) {
      const head = this.#typed ? 1 : 0;
      if (this.#left.length < head + 4) return;
      const length = head + this.#left.readUInt32BE(head);
      if (this.#left.length < length) return;
      yield { type: this.#typed ? String.fromCharCode(this.#left[0]) : '', bytes: this.#left.subarray(0, length) };
      this.#left = this.#left.subarray(length);
      this.#typed = true;
    }
  }
}

const texts = (bytes) => bytes.subarray(5).toString('latin1').split('\0');

class Line {
  /** Of how many COMMITs one is lost; 0: none. */
  every = 0;
  lost = { questions: 0, answers: 0 };
  #seen = 0;
  #server = createServer((client) => this.#connect(client));
  #folder = temporaryFolder();

  constructor(url) {
    this.target = join(kHost.exec(url)[0], kSocket);
  }

  async listen() {
    this.#server.listen(join(this.#folder, kSocket));
    await once(this.#server, 'listening');
    return this;
  }

  /** The address of a database, by this line. */
  through(url) { return url.replace(kHost, this.#folder); }

  end() {
    this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #connect(client) {
    const database = createConnection(this.target);
    const asked = new Messages({ typed: false }), answered = new Messages({ typed: true });
    let writes = false, commit; // whether it is a writer's; the name under which its COMMIT is prepared
    let mute = false, broken = false;
    const cut = () => {
      broken = true;
      client.destroy();
      database.destroy();
    };
    client.on('data', (chunk) => {
      for (const { type, bytes } of asked.read(chunk)) {
        if (broken) return;
        if (type === 'P') {
          const [name, query] = texts(bytes);
          writes ||= query.startsWith(kWrites);
          if (query === 'COMMIT') commit = name;
        }
        const commits = type === 'B' && commit !== undefined && texts(bytes)[1] === commit;
        if (commits && writes && this.every && ++this.#seen % this.every === 0) {
          if (this.lost.questions <= this.lost.answers) {
            this.lost.questions++;
            return cut();
          }
          mute = true;
        }
        database.write(bytes);
      }
    });
    database.on('data', (chunk) => {
      if (!mute) return client.write(chunk);
      for (const { type, bytes } of answered.read(chunk)) {
        if (type !== 'C' || texts(bytes)[0] !== 'COMMIT') continue;
        this.lost.answers++;
        return cut();
      }
    });
    for (const [one, other] of [[client, database], [database, client]]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }
}

export const startLine = (clusterUrl) => new Line(clusterUrl).listen();
