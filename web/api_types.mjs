// api_types.mjs: assets/openapi.json → dist/types/openapi.d.ts, which sources import as '#openapi' (package.json "imports"):
// `npm run check` and web/build.mjs run it first.
//
//   import type { Answers, Case } from '#openapi';
//   const page = await api.get<Answers['listDeskCases']>('/v1/desk/cases');
//
// A type for each schema, under its name there, and two tables by operationId: `Answers`, the JSON of a 2xx, and `Bodies`, the
// JSON that is sent.
import { compile } from 'json-schema-to-typescript';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const kNote = '// Made of assets/openapi.json by web/api_types.mjs.';
const kRoot = 'Root';

const table = (rows) => ({ type: 'object', additionalProperties: false, required: Object.keys(rows), properties: rows });
const json = (part) => part?.content?.['application/json']?.schema;

function operations(document) {
  const answers = {}, bodies = {};
  for (const item of Object.values(document.paths)) {
    for (const { operationId, requestBody, responses } of Object.values(item).filter((o) => o.operationId)) {
      const answer = Object.entries(responses).filter(([status]) => status.startsWith('2')).map(([, r]) => json(r)).find(Boolean);
      if (answer) answers[operationId] = answer;
      if (json(requestBody)) bodies[operationId] = json(requestBody);
    }
  }
  return { Answers: table(answers), Bodies: table(bodies) };
}

// An object that names no members may hold any.
const open = (key, value) =>
  ([value?.type].flat().includes('object') && !value.properties && value.additionalProperties === undefined ? { ...value, additionalProperties: true } : value);

/** The declarations of a document, as text. */
export async function apiTypes(document) {
  const definitions = { ...document.components.schemas, ...operations(document) };
  const rows = Object.fromEntries(Object.keys(definitions).map((name) => [name, { $ref: `#/definitions/${name}` }]));
  const text = JSON.stringify({ ...table(rows), definitions }, open).replaceAll('#/components/schemas/', '#/definitions/');
  const made = await compile(JSON.parse(text), kRoot, {
    additionalProperties: false, bannerComment: kNote, ignoreMinAndMaxItems: true, unreachableDefinitions: true,
  });
  // What a type is called within the root, and the root itself, nobody asks for.
  return made.replace(/\/\*\*\n \* This interface was referenced[^]*?\*\/\n/g, '').replace(/\n \*\s*\n \* This interface was referenced[^]*?(?=\n \*\/)/g, '')
    .replace(new RegExp(`export interface ${kRoot} \\{[^]*?\\n\\}\\n`), '');
}

/** Written only where it is new, so that nothing is compiled again for the same. */
export async function writeApiTypes() {
  const to = join(root, 'dist/types/openapi.d.ts');
  const made = await apiTypes(JSON.parse(readFileSync(join(root, 'assets/openapi.json'), 'utf8')));
  mkdirSync(dirname(to), { recursive: true });
  let there = '';
  try {
    there = readFileSync(to, 'utf8');
  } catch { /* the first time */ }
  if (there !== made) writeFileSync(to, made);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeApiTypes();
