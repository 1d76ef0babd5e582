// The desk's sentences: each in every language, with the same places to fill in; none missing and none left over.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { kRoot } from '../harness/paths.mjs';

const kFolder = `${kRoot}assets/desk/words/`;
const languages = Object.fromEntries(readdirSync(kFolder).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(kFolder + file, 'utf8'))]));
const chinese = languages['zh-CN'];
const code = readdirSync(`${kRoot}web/desk`).map((file) => readFileSync(`${kRoot}web/desk/${file}`, 'utf8')).join('\n');
const places = (sentence) => [...sentence.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('the desk speaks three languages, each with the same sentences and the same places in them', () => {
  assert.deepEqual(Object.keys(languages).sort(), ['en', 'zh-CN', 'zh-TW']);
  for (const [language, sentences] of Object.entries(languages)) {
    assert.deepEqual(Object.keys(sentences), Object.keys(chinese), language);
    for (const [key, sentence] of Object.entries(sentences)) {
      assert.ok(sentence.trim(), `${language} ${key}`);
      assert.deepEqual(places(sentence), places(chinese[key]), `${language} ${key}`);
    }
  }
});

test('Chinese sentences are set in Chinese punctuation, Taiwan’s with its own quotation marks', () => {
  for (const language of ['zh-CN', 'zh-TW']) {
    for (const [key, sentence] of Object.entries(languages[language])) {
      assert.doesNotMatch(sentence, /[\u4e00-\u9fff][,;:!?.](?!\d)/, `${language} ${key}: ${sentence}`);
    }
  }
  for (const sentence of Object.values(languages['zh-TW'])) assert.doesNotMatch(sentence, /[“”刚绝编并笔迹余贷迟废务为请进时间语录证说财库关闭买卖给处问题应当]/, sentence);
});

test('no sentence is missing and none is left over', () => {
  const asked = new Set([...code.matchAll(/'([a-z_]+(?:\.[\w]+)?)'/g)].map(([, key]) => key));
  const begun = [...new Set([...code.matchAll(/`([a-z_]+\.(?:[a-z_]+\.)?)\$\{/g)].map(([, start]) => start))];
  for (const key of Object.keys(chinese)) assert.ok(asked.has(key) || begun.some((start) => key.startsWith(start)), `${key} is said nowhere`);
  for (const [, key] of code.matchAll(/say\('([\w.]+)'/g)) assert.ok(key in chinese, `${key} has no words`);
});

test('every step, state and turn that the engine knows has a word', () => {
  const words = (header, macro) => [...readFileSync(`${kRoot}include/kefu/${header}.hpp`, 'utf8').split(`#define ${macro}(X)`)[1].split('KEFU_ENUM')[0].matchAll(/X\((\w+)\)/g)].map(([, word]) => word);
  for (const status of words('case', 'KEFU_CASE_STATUSES')) assert.ok(`status.${status}` in chinese, status);
  for (const actor of words('case', 'KEFU_ACTORS')) assert.ok(`actor.${actor}` in chinese && `turn.${actor}` in chinese, actor);
  for (const event of words('case', 'KEFU_EVENTS')) assert.ok(`step.${event}` in chinese || event === 'tick', event);
  const panel = JSON.parse(readFileSync(`${kRoot}assets/locales/zh-CN.json`, 'utf8'));
  const { timers } = JSON.parse(readFileSync(`${kRoot}assets/policies/tmall.json`, 'utf8'));
  for (const id of Object.keys(timers)) assert.ok(`step.${id}` in chinese && `deadline.${id}` in chinese && `event.${id}` in panel, id);
  for (const status of words('trade', 'KEFU_TRADE_STATUSES')) assert.ok(`trade.${status}` in chinese, status);
});
