// Somebody who listens to GET /v1/stream.
//
//   const ear = await listen(server.as('b-1'));            // resolves with the server's greeting
//   await ear.hears((e) => e.data.case_id === id);         // waits; fails after ten seconds
//   ear.events                                             // [{id, event, data}…] so far, the greeting first
//   ear.beats                                              // comments that kept the connection
//   await ear.ended; ear.close();
//
// Each event is held against the server's OpenAPI document.
import assert from 'node:assert/strict';
import { compiled } from './openapi.mjs';
import { until } from './wait.mjs';

const kShapes = {
  hello: compiled({ $ref: '#/components/schemas/StreamHello' }),
  case: compiled({ $ref: '#/components/schemas/StreamEvent' }),
};

function read(block) {
  const fields = Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  const event = { id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) };
  assert.ok(kShapes[event.event](event.data), block);
  return event;
}

class Ear {
  events = [];
  beats = 0;
  #stop = new AbortController();
  #text = '';

  async open(caller, { last, query = '' }) {
    this.answer = await fetch(`${caller.url}/v1/stream${query}`, {
      headers: { authorization: caller.authorization, ...(last === undefined ? {} : { 'last-event-id': String(last) }) },
      signal: this.#stop.signal,
    });
    this.status = this.answer.status;
    if (this.status !== 200) {
      this.problem = await this.answer.json();
      return this;
    }
    this.ended = this.#listen();
    await until('the greeting', () => this.events.length > 0);
    return this;
  }

  async #listen() {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of this.answer.body) {
        this.#text += decoder.decode(bytes, { stream: true });
        const blocks = this.#text.split('\n\n');
        this.#text = blocks.pop();
        for (const block of blocks) {
          if (block.startsWith(':')) this.beats++;
          else this.events.push(read(block));
        }
      }
      return 'ended';
    } catch (error) {
      if (this.#stop.signal.aborted) return 'closed';
      return `broken: ${error.cause?.code ?? error}`;
    }
  }

  /** The cases' events. */
  get news() { return this.events.filter((e) => e.event === 'case'); }
  get last() { return this.events.at(-1).id; }

  hears(what, timeoutMs = 10_000) {
    return until('an event', () => this.news.find(what), timeoutMs);
  }

  close() { this.#stop.abort(); }
}

/** `last`: the Last-Event-ID. A refusal is in `status` and `problem`. */
export const listen = (caller, options = {}) => new Ear().open(caller, options);
