// Requests that somebody sends by mistake or on purpose, made of the OpenAPI document: every operation, with everything right
// but for one part, or for all of them. The same seed gives the same requests.
//
//   const made = maker(random(7), { ids, subjects });
//   const { method, path, headers, body } = made.request();      // as node:http sends it
//   const bytes = made.raw();                                    // what no HTTP library would send; `most`: how many answers it may have
import { readFileSync } from 'node:fs';
import { mutate, kRaw } from './hostile.mjs';
import { kOpenApi, kOperations } from './openapi.mjs';
import { kRoot } from './paths.mjs';
import { refundRequest } from './requests.mjs';
import { sign } from './token.mjs';

const kLong = 2000;
const kMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'QUERY'];
const kDepth = 7;

// In place of an id, a value of a query, or a header: the latter as bytes, one character each.
const kBadSegments = ['%00', '%2e%2e', '%2e%2e%2f%2e%2e%2fetc%2fpasswd', '..', '.', '%zz', '%', '%c0%ae', '%ed%a0%80', '\xff\xfe', '%F0%9F%92%A3', "'%20OR%201=1--",
  '-1', '0', '1e9', '99999999999999999999', '00000000-0000-0000-0000-000000000000', 'null', '{id}', '*', 'a;b=c', 'a%3Fb', '%0d%0aSet-Cookie:x', 'x'.repeat(kLong)];
const kBadValues = ['', '-1', '0', '101', '1.5', '1e3', '99999999999999999999', 'NaN', 'null', '%00', '%', '%zz', '%c0%ae', '%ff', '\xe5\xae', '%E5%AE%A2', "'--", '%25s%25n',
  '2026-02-30', '[]', '{}', 'x'.repeat(kLong), '+', '%20', '..%2f', 'DROP', 'mine', 'true'];
const kHeaderValues = ['', ' ', '0', '-1', '1', '999999999999999999999', '1.5', 'NaN', 'bytes=0-', 'bytes=-1', 'bytes=5-2', 'bytes=0-0,1-1', 'x', '\xff\xfe\x80', '"', '*', '*/*', 'gzip;q=2',
  'text/html', 'application/json; charset=utf-7', 'x'.repeat(kLong), 'https://evil.example', '100-continue-not', '2026-11-22', 'W/"x"'];
const kHeaders = ['idempotency-key', 'last-event-id', 'upload-offset', 'range', 'accept', 'content-type', 'origin', 'access-control-request-method', 'accept-encoding',
  'x-forwarded-for', 'x-http-method-override', 'tus-resumable', 'cookie', 'referer', 'forwarded', 'te', 'via'];
const kFiles = ['/', '/desk', '/healthz', '/dist/kefu.js', '/dist/../assets/demo/trades.json', '/dist/%2e%2e/%2e%2e/etc/passwd', '/assets/demo/trades.json', '/assets/demo/img', '/demo/session',
  '/demo/session?buyer=', '/demo/session?buyer=%00', '/demo/session?buyer=b-1', '/demo/catalog', '/demo/desks', '/demo/desk?role=root', '/metrics', '//v1/cases', '/v1', '/v1/', '/v2/cases', '/v1//cases',
  '/v1/cases/', '/V1/cases', '/v1/cases/%2F/events', '/v1/cases.json', '/.git/config', '/kefu.db', `/${'a/'.repeat(500)}`];

// Documents that the engine's commands take, from its vectors.
const kCommands = ['quote', 'check', 'form', 'locate', 'advance', 'compensate', 'classify'];
const kVectors = Object.fromEntries(kCommands.map((name) => [name, JSON.parse(readFileSync(`${kRoot}tests/vectors/${name}.json`, 'utf8')).map((v) => v.in)]));

const own = (schema) => (schema?.$ref ? own(kOpenApi.components[schema.$ref.split('/').at(-2)][schema.$ref.split('/').at(-1)]) : schema ?? {});

/** `ids`: pools of ids that there are, by the parameter's name and by member. `subjects`: who may call, as sign() takes it, by role. */
export function maker(next, { ids, subjects }) {
  const one = (list) => list[next(list.length)];
  const chance = (percent) => next(100) < percent;
  const texts = ['A', 'B', 'x', '', '七天无理由', 'SEVEN_DAYS', 'tgc', 'taobao', 'NO_REASON', '2026-03-01T10:00:00+08:00', '13800138000', 'SF1234567890', '💣', '\ud800', '<b>', "'--"];
  const pools = { ...ids, oid: ['A', 'B', 'D', 'F', 'P'], policy: ['tgc', 'taobao', 'tmall', 'wechat', 'statute', 'none'], reason: ['NO_REASON', 'QUALITY', 'OTHER', 'SEVEN_DAYS', 'DONT_WANT'] };

  // A document of the schema's shape; where it says nothing more, something plausible by its name.
  function sample(given, name = '', depth = 0) {
    const schema = own(given);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return one(schema.enum);
    const choice = schema.oneOf ?? schema.anyOf;
    if (choice) return sample(one(choice), name, depth + 1);
    switch (Array.isArray(schema.type) ? one(schema.type) : schema.type) {
      case 'integer': return chance(80) ? (schema.minimum ?? 0) + next(Math.min(20000, (schema.maximum ?? 1e9) - (schema.minimum ?? 0) + 1)) : next(2 ** 31) - 2 ** 30;
      case 'number': return next(1000) / 7;
      case 'boolean': return chance(50);
      case 'null': return null;
      case 'array': return depth > kDepth ? [] : Array.from({ length: next(4) }, () => sample(schema.items, name, depth + 1));
      case 'object': {
        if (depth > kDepth) return {};
        const out = {};
        for (const [key, part] of Object.entries(schema.properties ?? {})) if (schema.required?.includes(key) || chance(40)) out[key] = sample(part, key, depth + 1);
        return out;
      }
      default: return name in pools ? one(pools[name]) : schema.format === 'date-time' ? texts[9] : one(texts);
    }
  }

  // What a schema cannot say: lines that an order has, a version that a case has reached, members that depend on an event.
  const parcel = () => ({ oid: one(pools.oid), company: 'SF', waybill: `SF${100_000_000 + next(1e8)}` });
  const known = {
    openCase: () => ({ tid: one(ids.tid), request: refundRequest(chance(50) ? one(pools.oid) : undefined) }),
    actOnCase: () => ({ type: one(['withdraw', 'agree', 'refuse', 'modify', 'add_evidence', 'feedback', 'apply_intervention', 'judge']), version: 1 + next(3), ...Object.fromEntries(Object.entries(steps).filter(() => chance(40))) }),
    beginEvidence: () => ({ tid: one(ids.tid), kind: 'IMAGE', type: 'image/png', bytes: 1 + next(3000), sha256: 'a'.repeat(64) }),
    reportTrade: () => ({ state: one(['SHIPPED', 'SHIPPED', 'SIGNED', 'FINISHED']), lines: [parcel()] }),
  };
  const steps = { amount: 1 + next(9000), message: '请补充照片', reason: 'OTHER', address: '浙江省杭州市余杭区 1 号', waybill: 'SF1234567890', company: 'SF', text: 'x', claim: 'x', grounds: 'x', for: 'BUYER', num: 1 };
  function document(operation) {
    const { operationId: id } = operation;
    if (chance(50) && kVectors[id]) return one(kVectors[id]);
    if (chance(60) && known[id]) return known[id]();
    return sample(operation.requestBody.content['application/json'].schema);
  }

  function body(operation) {
    const how = next(100);
    if (how < 12) return one(kRaw.filter((r) => r.length < 70_000 || chance(3)));
    if (how < 17) return Buffer.from(Array.from({ length: next(300) }, () => next(256)));
    if (!operation.requestBody?.content['application/json']) return Buffer.alloc(next(4000), next(256));
    const good = document(operation);
    return how < 45 ? JSON.stringify(good) : mutate(good, next);
  }

  function token(roles = []) {
    const role = chance(80) && roles.length ? one(roles) : one(Object.keys(subjects));
    const [subject, claims] = subjects[role];
    const good = `Bearer ${sign(subject, claims)}`;
    switch (next(80)) {
      case 0: return undefined;
      case 1: return one(['', 'Bearer', 'Bearer ', 'Basic YTpi', 'bearer x', 'Bearer a.b.c', 'Bearer ..', `Bearer ${'x'.repeat(kLong)}`, 'Bearer \xff\xfe']);
      case 2: return good.slice(0, next(good.length));
      case 3: return `Bearer ${sign(subject, { ...claims, exp: one([0, -1, 1, 'soon', null, 1e300, undefined]) })}`;
      case 4: return `Bearer ${sign(subject, { ...claims, role: one(['root', '', null, 7, ['buyer'], undefined]) })}`;
      case 5: return `Bearer ${sign(one(['', null, 7, {}, '\u0000', 'x'.repeat(129), 'x'.repeat(5000), "'--", '💣']), claims)}`;
      case 6: return `Bearer ${sign(subject, claims, one([{ secret: 'another-secret-that-is-long-enough' }, { header: { alg: 'none' } }, { header: { alg: 'HS512' }, hash: 'sha512' }, { header: [] }]))}`;
      case 7: return `${good}${one(['x', '.', ' ', '=', '\xff'])}`;
      default: return good;
    }
  }

  function address(path, parameters) {
    const place = path.replace(/\{(\w+)\}/g, (_, name) => (chance(70) ? one(path.includes('evidence') ? ids.evidence : ids[name]) : one(kBadSegments)));
    const query = parameters.filter((p) => p.in === 'query' && (p.required ? !chance(5) : chance(30)))
      .map((p) => `${p.name}=${chance(60) ? encodeURIComponent(String(sample(p.schema, p.name)).toWellFormed()) : one(kBadValues)}`);
    if (chance(5)) query.push(one(['tid=1&tid=2', '&&&', '=', '%zz=1', `a=${'b'.repeat(kLong)}`, 'limit', 'store[]=1', '\xff=\xff', '#']));
    return query.length ? `${place}?${query.join('&')}` : place;
  }

  function request() {
    if (chance(3)) return { method: one(['GET', 'GET', 'HEAD', 'POST']), path: one(kFiles), headers: {} };
    const { path, method, operation } = one(kOperations);
    const headers = {};
    const authorization = token(operation['x-roles']);
    if (authorization !== undefined) headers.authorization = authorization;
    const wrong = chance(4);
    const writes = method === 'POST' || method === 'PATCH' || (wrong && chance(50));
    if (method === 'POST') {
      if (chance(95)) headers['idempotency-key'] = chance(85) ? `k-${next(2 ** 31)}` : one(['', 'x'.repeat(201), 'a b', '\xe5\xae\xa2', 'same', 'same', '\t']);
      headers['content-type'] = chance(95) ? 'application/json' : one(kHeaderValues);
    } else if (method === 'PATCH') {
      headers['content-type'] = chance(90) ? 'application/offset+octet-stream' : one(kHeaderValues);
      headers['upload-offset'] = chance(60) ? String(next(3)) : one(kHeaderValues);
    }
    while (chance(25)) headers[one(kHeaders)] = one(kHeaderValues);
    return { method: wrong ? one(kMethods) : method, path: address(path, (operation.parameters ?? []).map(own)), headers, ...(writes ? { body: body(operation) } : {}) };
  }

  const head = ({ method, path, headers }) => `${method} ${path} HTTP/1.1\r\nHost: x\r\n${Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`).join('')}`;
  const whole = (r) => {
    const bytes = Buffer.from(r.body ?? '');
    return Buffer.concat([Buffer.from(`${head(r)}${r.body === undefined ? '' : `Content-Length: ${bytes.length}\r\n`}\r\n`, 'latin1'), bytes]);
  };
  const chunked = (r, sizes) => Buffer.from(`${head(r)}Transfer-Encoding: chunked\r\n\r\n${sizes}`, 'latin1');
  const small = () => {
    for (;;) {
      const r = request();
      if ((r.body?.length ?? 0) < 2000 && !r.path.startsWith('/v1/stream')) return r;
    }
  };

  /** Bytes of one connection and how many requests they hold. */
  function raw() {
    const r = small();
    const post = { ...r, method: 'POST', path: '/v1/quote' };
    const line = (text) => ({ bytes: Buffer.from(text, 'latin1'), most: 2 }); // what is left over is taken for the next one
    switch (next(14)) {
      case 0: { // several in one write, the last cut somewhere
        const many = Array.from({ length: 2 + next(18) }, () => whole(small()));
        const cut = chance(50) ? many.pop() : Buffer.alloc(0);
        return { bytes: Buffer.concat([...many, cut.subarray(0, next(cut.length + 1))]), most: many.length + (cut.length ? 1 : 0) };
      }
      case 1: return line(`${head(post)}Content-Length: ${one(['-1', '+2', '2,2', '0x10', '1e3', ' ', '99999999999999999999', '4294967296', '2 2', '١'])}\r\n\r\n{}`);
      case 2: return line(`${head(post)}Content-Length: ${next(9)}\r\n\r\n{"tid":"1"}`); // shorter or longer than what follows
      case 3: return line(`${head(post)}Content-Length: 2\r\nTransfer-Encoding: ${one(['chunked', 'identity', 'gzip, chunked', 'chunked, chunked', 'xchunked'])}\r\n\r\n{}0\r\n\r\n`);
      case 4: return { bytes: chunked(post, one(['2\r\n{}\r\n0\r\n\r\n', '2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n', '0\r\n\r\n', '-1\r\n{}\r\n', 'ffffffffffffffffff\r\n{}', '2\r\n{}', '2\n{}\n0\n\n', 'g\r\n', '\r\n\r\n', '1\r\n{}\r\n0\r\n\r\n', `2;${'x'.repeat(9000)}\r\n{}\r\n0\r\n\r\n`])), most: 2 };
      case 5: return line(`${head(r)}A: ${'x'.repeat(1000 + next(40_000))}\r\n\r\n`);
      case 6: return line(`${head(r)}${'A: b\r\n'.repeat(next(4000))}\r\n`);
      case 7: return line(`${r.method} ${one(['*', '', 'http://x/', '//', '\\', '/ /', '/\t', `/${'x'.repeat(20_000)}`, '/\x00', '/v1/cases#x'])} HTTP/1.1\r\nHost: x\r\n\r\n`);
      case 8: return line(head(r).replace(/HTTP\/1\.1/, one(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1.1', 'http/1.1', 'HTTP/', 'HTTPS/1.1', ''])) + '\r\n');
      case 9: return line(`${head(r)}${one(['A\r\n', ': b\r\n', 'A : b\r\n', ' A: b\r\n', 'A: b\r\n c\r\n', 'A: \x00\r\n', 'A\xff: b\r\n', 'Host: y\r\n', 'Connection: upgrade\r\nUpgrade: websocket\r\n', 'Connection: close\r\n', 'Expect: 100-continue\r\nContent-Length: 2\r\n', 'Authorization: x\r\nAuthorization: y\r\n'])}\r\n`);
      case 10: return line(head(r).replaceAll('\r\n', '\n') + '\n');
      case 11: return line('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
      default: { // a good one with a few bytes turned
        const bytes = whole(r);
        for (let n = 1 + next(6); n > 0; --n) bytes[next(bytes.length)] = next(256);
        return { bytes, most: 3 };
      }
    }
  }

  return { request, raw };
}
