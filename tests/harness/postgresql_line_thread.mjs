// The thread of a line to a PostgreSQL (postgresql_line.mjs): between its own socket and the cluster's.
import { createConnection, createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { here, there, shared } = workerData;
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

// Of how many COMMITs one is lost; how many were on their way there, and how many answers on theirs back.
const [kEvery, kQuestions, kAnswers] = [0, 1, 2];
let seen = 0;

/** Whether this COMMIT is one to lose. */
const itsTurn = () => shared[kEvery] > 0 && ++seen % shared[kEvery] === 0;

function connect(client) {
  const database = createConnection(there);
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
      if (commits && writes && itsTurn()) {
        if (shared[kQuestions] <= shared[kAnswers]) {
          shared[kQuestions]++;
          return cut();
        }
        mute = true;
      }
      database.write(bytes);
    }
  });
  database.on('data', (chunk) => {
    for (const { type, bytes } of answered.read(chunk)) {
      if (broken) return;
      if (!mute) client.write(bytes);
      else if ((type === 'C' && texts(bytes)[0] === 'COMMIT') || type === 'Z') { // the end of the answer: it had failed before
        shared[kAnswers]++;
        cut();
      }
    }
  });
  for (const [one, other] of [[client, database], [database, client]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

createServer(connect).listen(here, () => parentPort.postMessage('listening'));
