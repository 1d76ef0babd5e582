// The first page that a shop's server writes (firstPage): what is in it, and what a hostile store cannot put there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstPage } from '../../dist/node.js';
import { words } from '../harness/words.mjs';

const route = (channel, href, enabled = true) => ({ channel, enabled, action: { kind: 'open_url', href } });
const context = (routes, name = '棉里家纺工厂店') => ({ store: { name }, located: { routes } });
const kChat = route('store_agent', 'https://im.example/chat?a=1&b=2');
const page = (options) => firstPage({ base: '/dist/', context: context([kChat]), ...options });
const links = (html) => [...html.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href);

test('the best channel comes first, the others under their heading, in the element’s language', () => {
  for (const [lang, spoken] of [['zh-CN', 'zh-CN'], ['zh-HK', 'zh-TW'], ['en', 'en'], ['fr', 'en'], [undefined, 'zh-CN']]) {
    const say = words(spoken);
    const html = page({ lang, context: context([kChat, route('phone', 'tel:+864000000102')]) });
    const best = html.indexOf(say('home.best')), others = html.indexOf(`<h2>${say('home.others')}</h2>`);
    assert.ok(0 < best && best < html.indexOf(say('channel.store_agent')) && html.indexOf(say('channel.store_agent')) < others, html);
    assert.ok(others < html.indexOf(say('channel.phone')));
    assert.ok(html.includes(`lang="${spoken}"`) && html.includes(`<h1>${say('home.title')}</h1>`) && html.includes(`aria-label="${say('nav.close')}"`));
    assert.deepEqual(links(html), ['https://im.example/chat?a=1&amp;b=2', 'tel:+864000000102']);
  }
});

test('one channel alone has no heading for others, none at all leaves the store', () => {
  assert.ok(!page({}).includes('<h2>'));
  const none = page({ context: context([]) });
  assert.ok(none.includes('棉里家纺工厂店') && !none.includes('class="best"') && links(none).length === 0);
});

test('where nothing was located nothing is written', () => assert.equal(page({ context: { store: { name: '店' }, located: null } }), ''));

test('a closed channel is a button that cannot be pressed, one that only the panel can open is one that can', () => {
  const html = page({ context: context([route('store_agent', 'https://im.example/', false), route('self_service', 'kefu:order')]) });
  assert.deepEqual(links(html), []);
  assert.equal(html.match(/<button class="row"[^>]* disabled/g).length, 1);
  assert.equal(html.match(/<button class="row"/g).length, 3);
});

test('the look is the element’s: dark, light, or what the buyer’s system says', () => {
  assert.match(page({ theme: 'dark' }), /class="panel dark"/);
  assert.match(page({ theme: 'light' }), /class="panel"/);
  for (const theme of [undefined, null, 'auto']) assert.match(page({ theme }), /class="panel auto"/);
});

test('nothing that a store is called, and no address, becomes markup or script', () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
  for (const href of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'blob:https://x/1']) {
    assert.deepEqual(links(page({ context: context([route('store_agent', href)]) })), [], href);
  }
  const html = page({ context: context([route('store_agent', `https://im.example/${hostile}`), route(hostile, hostile)], hostile), base: hostile, lang: 'zh-CN', theme: hostile });
  const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/gi)].map(([, tag]) => tag));
  assert.deepEqual([...tags].sort(), ['a', 'button', 'div', 'h1', 'h2', 'header', 'link', 'p', 'section', 'small', 'template']);
  assert.ok(!/onerror=alert\(1\)>(?!&)/.test(html.replaceAll('&gt;', '')), html);
});
