// Who is measured, each as its maker's documentation says: the page that has it open from the start, and the page that opens
// it from a button. deep-chat and ChatUI come from npm, bundled for this alone; kefu is what is shipped.
//
// The others get what a careful shop would do: one minified ES module, brotli at its best; and in the page with a button a
// dynamic import that is fetched, compiled and run ahead on pointerenter. Neither has anything to ask of a service, while
// kefu asks the real one for its store, orders and channels: by itself, or the shop's server does it for each visit, and writes
// the first page into the product page (first_page.ts).
import { build } from 'esbuild';
import { firstPage } from '../../../dist/node.js';
import { kRoot } from '../../harness/paths.mjs';

const kGreeting = '您好，请问有什么可以帮您？';

const kefu = {
  find: () => document.querySelector('kefu-panel')?.shadowRoot?.querySelector('a[href]'),
  answers: (link) => {
    let told = false;
    addEventListener('kefu-channel', (event) => {
      told = Boolean(event.detail.channel);
      event.preventDefault(); // a shop that opens its own chat
    }, { once: true, capture: true });
    addEventListener('click', (event) => event.preventDefault(), { once: true }); // unheard, it would open a window
    link.click();
    return told;
  },
};

/** `find` runs in the page: the control that a buyer needs first, or nothing yet. `answers`: whether it does what it is for.
 *  `written`: by the shop's server for each visit. `only`: it has no other page. */
export const kContenders = [
  {
    ...kefu, name: 'kefu',
    page: (open) => `<script type="module" src="/dist/kefu.js"></script>
      ${open ? '<link rel="modulepreload" href="/dist/panel.js">{kefu open}' : '{kefu}'}`,
    launcher: () => document.querySelector('kefu-panel').shadowRoot.querySelector('.launch'),
  },
  {
    ...kefu, name: 'kefu, written first page', only: 'load', written: true,
    head: '<link rel="preload" as="style" href="/dist/first.css"><script type="module" src="/dist/first.js" blocking="render"></script>',
    page: () => '{kefu open}',
  },
  {
    name: 'deep-chat',
    entry: `import 'deep-chat';
      export function open() {
        const chat = document.createElement('deep-chat');
        chat.introMessage = { text: '${kGreeting}' };
        chat.connect = { handler: (body, signals) => signals.onResponse({ text: '好的' }) };
        document.body.append(chat);
      }`,
    find: () => document.querySelector('deep-chat')?.shadowRoot?.querySelector('#text-input'),
    answers: writes,
  },
  {
    name: '@chatui/core',
    styles: '@chatui/core/dist/index.css',
    entry: `import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import Chat, { Bubble, useMessages } from '@chatui/core';
      const greeting = [{ _id: '1', type: 'text', content: { text: '${kGreeting}' }, position: 'left' }];
      function App() {
        const { messages, appendMsg } = useMessages(greeting);
        return createElement(Chat, {
          navbar: { title: '客服' }, messages,
          renderMessageContent: ({ content }) => createElement(Bubble, { content: content.text }),
          onSend: (type, text) => appendMsg({ type, content: { text }, position: 'right' }),
        });
      }
      export function open() {
        const place = document.createElement('div');
        document.body.append(place);
        createRoot(place).render(createElement(App));
      }`,
    find: () => document.querySelector('.Composer-input'),
    answers: writes,
  },
];

// A sign typed into the composer lands there.
function writes(composer) {
  document.execCommand('insertText', false, '退');
  return (composer.value ?? composer.textContent).includes('退');
}

const file = (name) => name.replace(/\W/g, '');

/** Pages and bundles by address. `kefu`: the element's attributes. `ask`: what the service says of the context by now. */
export async function pagesAndBundles(kefu, ask) {
  const files = new Map();
  for (const { name, entry, styles, page, head, written } of kContenders) {
    const at = `/${file(name)}`;
    if (entry) files.set(`${at}.js`, await bundle(entry, 'js'));
    if (styles) files.set(`${at}.css`, await bundle(`@import "${styles}";`, 'css'));
    const before = head ?? (styles ? `<link rel="stylesheet" href="${at}.css">` : '');
    for (const open of [true, false]) {
      const html = (inside = '') => Buffer.from(shop(before, page?.(open).replace(/\{kefu( open)?\}/, (_, is = '') => `<kefu-panel ${kefu}${is}>${inside}</kefu-panel>`)
        ?? (open ? opened(at) : behindButton(at))));
      files.set(`${at}/${open ? 'load' : 'click'}`, written ? async () => html(firstPage({ context: await ask(), base: '/dist/' })) : html());
    }
  }
  return files;
}

async function bundle(contents, loader) {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: kRoot }, bundle: true, write: false, minify: true, format: 'esm', target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' }, legalComments: 'none', logLevel: 'error',
  });
  return Buffer.from(outputFiles[0].contents);
}

const opened = (at) => `<script type="module">import { open } from '${at}.js'; open();</script>`;
const behindButton = (at) => `<button id="launcher" style="position:fixed;right:16px;bottom:16px;width:56px;height:56px">客服</button>
<script type="module">
  const launcher = document.getElementById('launcher'), load = () => import('${at}.js');
  launcher.addEventListener('pointerenter', load, { once: true });
  launcher.addEventListener('click', () => load().then(({ open }) => open()));
</script>`;

// The same product page around each.
const shop = (head, own) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>商品</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head>
<body><main><h1>加厚防滑无痕衣架</h1><p>¥39.90</p>${'<p>现货，当天发出，七天无理由退货。</p>'.repeat(8)}</main>
${own}</body></html>`;
