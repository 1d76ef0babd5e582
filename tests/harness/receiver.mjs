// Somebody's server that is told by a webhook: an ERP. It checks every signature as a receiver should, with code of its own.
//
//   const erp = await startReceiver();                // over TLS: startReceiver({ tls: { key, cert } })
//   await startShop({ webhook: erp.url });
//   erp.answers.push(500, 'hang', 204);               // then 204 for ever
//   erp.delay_ms = 700;                               // it thinks that long before each answer
//   const [alert] = await erp.received(1);            // {id, at_s, body}: those that were taken
//   erp.attempts                                      // every call, taken or not
import assert from 'node:assert/strict';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { kWebhookSecret } from './token.mjs';
import { sleep, until } from './wait.mjs';

function checked(headers, text) {
  const id = headers['webhook-id'], at_s = Number(headers['webhook-timestamp']);
  const wanted = `v1,${createHmac('sha256', kWebhookSecret).update(`${id}.${at_s}.${text}`).digest('base64')}`;
  assert.ok(timingSafeEqual(Buffer.from(headers['webhook-signature']), Buffer.from(wanted)), 'the signature fits');
  assert.ok(Math.abs(Date.now() / 1000 - at_s) < 60, 'the attempt is not old');
  assert.equal(headers['content-type'], 'application/json');
  return { id, at_s, body: JSON.parse(text) };
}

export async function startReceiver({ tls } = {}) {
  const erp = { delay_ms: 0, answers: [], attempts: [], taken: [], wrong: [] };
  const listener = async (request, answer) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const next = erp.answers.shift() ?? 204;
    try {
      const alert = checked(request.headers, text);
      erp.attempts.push(alert);
      if (next === 'hang') return; // the caller's patience ends it
      if (erp.delay_ms) await sleep(erp.delay_ms);
      if (next < 300) erp.taken.push(alert);
      answer.writeHead(next).end();
    } catch (error) {
      erp.wrong.push(error);
      answer.writeHead(400).end();
    }
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  server.listen(0, tls ? 'localhost' : '127.0.0.1');
  await once(server, 'listening');
  erp.url = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${server.address().port}/hooks/kefu?shop=1`;
  erp.received = (n) => until(`${n} alerts`, () => erp.taken.length >= n && erp.taken, 15_000);
  erp.end = () => {
    server.closeAllConnections();
    server.close();
    assert.deepEqual(erp.wrong, []);
  };
  return erp;
}
