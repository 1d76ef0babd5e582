// Documents that somebody sends by mistake or on purpose. Deterministic: the same seed gives the same documents.
const kDeep = 100000;

/** A small generator of random numbers (mulberry32): tests must fail the same way twice. */
export function random(seed) {
  let a = seed >>> 0;
  return (below) => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

// Put in place of any value of a good document; raw JSON text, because some of it no writer would write.
const kValues = ['null', 'true', '""', '"x"', '0', '-1', '1.5', '-0', '1e400', '-1e400', '1e-400', '9007199254740991', '9007199254740992',
  '9223372036854775807', '9223372036854775808', '-9223372036854775809', '99999999999999999999999999', '[]', '{}', '[[]]', '[null]',
  '{"":{}}', '"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"__proto__"', '"NO_SUCH_WORD"', '"wait_buyer_pay"',
  '"2026-02-30T00:00:00+08:00"', '"2026-11-22T10:30:00"', '"0000-00-00T00:00:00Z"', '"9999-12-31T23:59:60Z"', '"2026-11-22T24:00:01+08:00"',
  '"2026-11-22T10:30:00+99:99"', '"24:01"', '"-1:00"', '"javascript:alert(1)"', '"' + 'x'.repeat(70000) + '"', '"' + '客'.repeat(30000) + '"',
  '[' + '0,'.repeat(12000) + '0]', '[' + '{},'.repeat(12000) + '{}]', '[['.repeat(40) + ']]'.repeat(40), '{"a":'.repeat(70) + '1' + '}'.repeat(70)];

function paths(value, path = []) {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.keys(value).flatMap((k) => paths(value[k], [...path, k]));
  return path.length ? [path, ...inner] : inner;
}

const kHole = '\u0001hole';
function withHole(value, path) {
  const copy = structuredClone(value);
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key];
  at[path.at(-1)] = kHole;
  return JSON.stringify(copy).split(JSON.stringify(kHole));
}

/** A value somewhere in it is replaced, removed, doubled, or the text is cut, wrapped, repeated or damaged. */
export function mutate(good, next) {
  const all = paths(good);
  const path = all[next(all.length)];
  const text = JSON.stringify(good);
  switch (next(13)) {
    case 0: return text.slice(0, next(text.length));
    case 1: {
      const bytes = Buffer.from(text);
      for (let n = 1 + next(4); n > 0; --n) bytes[next(bytes.length)] = 0x20 + next(0xdf); // bad UTF-8 among them
      return bytes;
    }
    case 2: {
      const copy = structuredClone(good);
      let at = copy;
      for (const key of path.slice(0, -1)) at = at[key];
      if (Array.isArray(at)) at.splice(Number(path.at(-1)), 1);
      else delete at[path.at(-1)];
      return JSON.stringify(copy);
    }
    case 3: { // the same key twice
      const [before, after] = withHole(good, path);
      const key = /"([^"]*)":$/.exec(before)?.[0];
      return key ? `${before}${kValues[next(kValues.length)]},${key}1${after}` : `${before}1${after}`;
    }
    case 4: {
      const at = next(text.length);
      return text.slice(0, at) + ['{', '}', '[', ']', ',', ':', '"', '\\', '\u0000', '\t', '//', 'NaN'][next(12)] + text.slice(at);
    }
    case 5: return text.replace(/"(\w+)":/g, (whole, key) => (next(5) === 0 ? `"${key}x":` : whole));
    case 6: return next(2) ? '['.repeat(next(3000)) + text + ']'.repeat(next(3000)) : '{"request":'.repeat(next(500)) + text;
    case 7: return text + text;
    default: {
      const [before, after] = withHole(good, path);
      return before + kValues[next(kValues.length)] + after;
    }
  }
}

/** Not about any shape: what breaks parsers. */
export const kRaw = [
  '', ' ', 'null', 'true', '0', '""', '[]', '{}', '{', '[', '"', '{"', '{"a', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '[1,]', '[,]',
  'nul', 'NaN', 'Infinity', '-', '+1', '01', '1.', '.5', '1e', '0x10', "{'a':1}", '{a:1}', '{"a":1}{"b":2}', '/* */{}', '{}//', '\ufeff{}',
  '"\\x"', '"\\u12"', '"\\ud800"', '"\u0000"', '"\t"', '['.repeat(kDeep), '{"a":'.repeat(kDeep), '['.repeat(64) + ']'.repeat(64),
  '['.repeat(65) + ']'.repeat(65), '['.repeat(kDeep) + ']'.repeat(kDeep), '{"a":'.repeat(kDeep) + '1' + '}'.repeat(kDeep),
  '[' + '1,'.repeat(500000) + '1]', '{' + Array.from({ length: 50000 }, (_, i) => `"k${i}":${i}`).join(',') + '}', '1'.repeat(100000),
  `"${'\\u0041'.repeat(50000)}"`, `{"policy":${'{"policy":'.repeat(60)}1${'}'.repeat(61)}`, '{"__proto__":{"x":1},"constructor":null}',
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]), Buffer.from([0x22, 0xc3, 0x28, 0x22]), Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
  Buffer.from([0x22, 0xf8, 0x88, 0x80, 0x80, 0x80, 0x22]), Buffer.from([0x22, 0xc0, 0xaf, 0x22]), Buffer.from([0x22, 0xe4, 0xbd]),
  Buffer.from([0x00]), Buffer.alloc(4096), Buffer.alloc(65536, 0x80), Buffer.from([0x7b, 0x22, 0xf0, 0x9f, 0x98, 0x22, 0x3a, 0x31, 0x7d]),
];
