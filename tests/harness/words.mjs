// The panel's sentences as its locale files have them, for tests that look for what a buyer reads.
//
//   const say = words('zh-CN');
//   say('order.units', { price: '¥19.90', n: 2 })
//   say.has('why.phone.PRE')
import { readFileSync } from 'node:fs';
import { kRoot } from './paths.mjs';

export function words(lang) {
  const messages = JSON.parse(readFileSync(`${kRoot}assets/locales/${lang}.json`, 'utf8'));
  const say = (key, args = {}) => {
    if (!(key in messages)) throw new Error(`assets/locales/${lang}.json has no ${key}`);
    return messages[key].replace(/\{(\w+)\}/g, (_, name) => String(args[name] ?? ''));
  };
  say.has = (key) => key in messages;
  return say;
}

/** "¥86.95" */
export const money = (fen) => `¥${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
