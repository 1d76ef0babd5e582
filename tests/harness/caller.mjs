// Somebody who calls the server: a buyer, an agent, or nobody with a token.
//
//   const lin = server.as('b-1');
//   await lin.get('/v1/cases');                       // {status, headers, text, json}; json is undefined where text is none
//   await lin.post('/v1/quote', { tid, request });    // a string or bytes are sent as they are
//   const { json } = await lin.submit('t-1', 'A');    // files an unshipped refund under a key of its own
//   await lin.paid(json.case.case_id);
//
// Every answer is held against the server's own OpenAPI document.
import { randomUUID } from 'node:crypto';
import { conforms } from './openapi.mjs';
import { refundRequest } from './requests.mjs';
import { until } from './wait.mjs';

const kPatienceMs = 10_000;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export class Caller {
  #server;
  #authorization;

  constructor(server, authorization) {
    this.#server = server;
    this.#authorization = authorization;
  }

  async send(method, path, { body, key, headers = {}, timeoutMs = kPatienceMs } = {}) {
    const as_is = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(this.#server.url + path, {
      method, body: as_is ? body : JSON.stringify(body), signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#authorization ? { authorization: this.#authorization } : {}),
        ...(key ? { 'idempotency-key': key } : {}), ...headers,
      },
    });
    const endless = answer.headers.get('content-type') === 'text/event-stream'; // stream.mjs reads those
    if (endless) await answer.body.cancel();
    const text = endless ? '' : await answer.text();
    const json = parsed(text);
    conforms(method, path, answer, json);
    return { status: answer.status, headers: answer.headers, text, json };
  }

  get url() { return this.#server.url; }
  get authorization() { return this.#authorization; }

  get(path, options) { return this.send('GET', path, options); }
  post(path, body, options = {}) { return this.send('POST', path, { body, ...options }); }

  submit(tid, oid, more = {}, options = {}) {
    return this.post('/v1/cases', { tid, request: refundRequest(oid, more.request), ...more.top }, { key: randomUUID(), ...options });
  }

  act(id, event, options = {}) {
    return this.post(`/v1/cases/${id}/events`, event, { key: randomUUID(), ...options });
  }

  /** The caller's cases of one order, newest first. */
  async cases(tid) { return (await this.get(`/v1/cases?tid=${tid}`)).json.cases; }

  /** The case once the bank has paid. */
  paid(id) {
    return until(`case ${id} to be paid`, async () => {
      const { json } = await this.get(`/v1/cases/${id}`);
      return json.case.status === 'SUCCESS' && json.case;
    });
  }
}
