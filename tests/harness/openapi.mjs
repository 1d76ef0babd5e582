// The server's OpenAPI document, and whether an answer is one that it promises.
//
//   conforms('GET', '/v1/cases?limit=1', answer, json);   // throws where it is not
//   for (const { path, method, operation } of kOperations) …
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import Ajv from 'ajv/dist/2020.js';
import { kRoot } from './paths.mjs';

export const kOpenApi = JSON.parse(readFileSync(`${kRoot}assets/openapi.json`, 'utf8'));

/** Each operation of the document: {path, method, operation}. */
export const kOperations = Object.entries(kOpenApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));

const local = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('#/components/schemas/', 'kefu#/$defs/'));
const ajv = addFormats.default(new Ajv.default({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false }));
ajv.addSchema({ $id: 'kefu', $defs: local(kOpenApi.components.schemas) });

/** Compiles a schema of the document; what it refuses is a mistake in the document. */
export const compiled = (schema) => ajv.compile(local(schema));

const remembered = new Map();
function check(schema, json, what) {
  const key = JSON.stringify(schema);
  if (!remembered.has(key)) remembered.set(key, compiled(schema));
  const valid = remembered.get(key);
  assert.ok(valid(json), `${what}: ${ajv.errorsText(valid.errors?.slice(0, 5))}`);
}

const pattern = (path) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
const kPatterns = kOperations.map((o) => ({ ...o, pattern: pattern(o.path) }));

/** The operation that answers, if the document has one. */
export function operationOf(method, path) {
  const [plain] = path.split('?');
  return kPatterns.find((o) => o.method === method && o.pattern.test(plain))?.operation;
}

/** Throws where the answer is none that the document promises. Files beside /v1 are not its matter. */
export function conforms(method, path, { status, headers }, json) {
  if (!path.startsWith('/v1/') || status === 204) return;
  const what = `${method} ${path} ${status}`;
  const type = headers.get('content-type');
  if (status >= 400) {
    assert.equal(type, 'application/problem+json', what);
    if (method === 'HEAD') return;
    check(kOpenApi.components.responses.Problem.content[type].schema, json, what);
    assert.equal(json.status, status, what);
    return;
  }
  const promised = operationOf(method, path)?.responses[status];
  assert.ok(promised, `${what} is not in the document`);
  if (!promised.content) return;
  const kind = type.split(';')[0];
  assert.ok(kind in promised.content, `${what}: ${type} is not promised`);
  // A file's bytes are no JSON; stream.mjs holds each event of a stream against its schema.
  if (kind === 'application/json') check(promised.content[kind].schema, json, what);
}
