// desk.ts: the desk's page: who is signed in, which view is open, and what happens when the server says that a case
// changed.
//
//   /desk#/queue?turn=mine   /desk#/case/1795…   /desk#/ledger   /desk#/figures
//
// Features:
//   [X] queue, case, messages, actions, ledger, figures, CSV   [X] live by the stream, else by asking every 5 seconds
//   [X] keyboard, screen reader, 390 px and wide, light and dark, three languages
//   [ ] notifications outside the tab   [ ] several cases side by side
import type { DeskCases } from '#openapi';
import { Api } from './api.js';
import { caseView } from './case_view.js';
import { Drafts } from './drafts.js';
import { el, fill } from './dom.js';
import { figuresView } from './figures_view.js';
import { ledgerView } from './ledger_view.js';
import { Live } from './live.js';
import { queueView } from './queue_view.js';
import { endSession, takeSession, type Session } from './session.js';
import { Uploads } from './upload.js';
import type { Desk, View } from './view.js';
import { currentLanguage, kLanguages, learn, preferredLanguage, say, type Language } from './words.js';

const kNames = { queue: 'nav.queue', figures: 'nav.figures', ledger: 'nav.ledger' } as const;
type Tab = keyof typeof kNames;

const main = document.getElementById('main')!;
const head = document.getElementById('head')!;
const toast = document.getElementById('toast')!;
let session: Session | null = null;
let api: Api | null = null;
let uploads: Uploads | null = null;
let view: View | null = null;
let live: Live | null = null;
let shop = ''; // the name of the store whose desk this is

function tabs(role: string): Tab[] {
  return role === 'finance' ? ['ledger', 'figures'] : ['queue', 'figures', 'ledger'];
}

function tell(sentence: string, tone: 'good' | 'trouble' = 'good'): void {
  fill(toast, el('p', { class: tone }, sentence));
  const said = toast.firstElementChild;
  setTimeout(() => said?.remove(), tone === 'good' ? 4000 : 9000);
}

function languages(): HTMLElement {
  const select = el('select', { id: 'lang', 'aria-label': say('nav.language'), onchange: () => void speak(select.value as Language) });
  for (const one of kLanguages) {
    select.append(el('option', { value: one, lang: one, selected: one === currentLanguage() }, { 'zh-CN': '简体中文', 'zh-TW': '繁體中文', en: 'English' }[one]));
  }
  return select;
}

async function speak(language: Language): Promise<void> {
  await learn(language, true);
  show();
  document.getElementById('lang')?.focus();
}

function header(open: Tab | null): void {
  if (!session) return fill(head, el('span', { class: 'brand' }, say('brand')), languages());
  const links = tabs(session.role).map((tab) => el('a', { href: `#/${tab}`, 'aria-current': tab === open ? 'page' : null }, say(kNames[tab])));
  fill(head, el('span', { class: 'brand' }, say('brand')),
    el('nav', { 'aria-label': say('nav.views') }, ...links),
    el('span', { class: 'who' }, [say(`role.${session.role}`), shop].filter(Boolean).join(' · ')),
    el('span', { class: 'live', id: 'live' }),
    languages(),
    el('button', { type: 'button', class: 'quiet', onclick: leave }, say('nav.sign_out')));
  live?.show();
}

/** An agent, and a supplier, works for a store; tokens know its id alone. */
async function introduce(): Promise<void> {
  const mine = session;
  if (mine?.role !== 'agent' && mine?.role !== 'supplier') return;
  const page = await api!.get<DeskCases>('/v1/desk/cases?limit=1').catch(() => null);
  if (session !== mine) return;
  shop = page?.stores[0]?.name ?? '';
  const who = head.querySelector('.who');
  if (who && shop) who.textContent = `${say(`role.${session.role}`)} · ${shop}`;
}

function signOut(): void {
  endSession();
  session = null;
  live?.stop();
  live = null;
  show();
}

/** Whoever goes by himself leaves nothing half written behind; whose session merely ended finds it again. */
function leave(): void {
  Drafts.forgetAll();
  signOut();
}

interface Link { role: string; title: string; href: string }

// Only the demo shop hands out links; elsewhere the shop's own back end does.
async function signIn(): Promise<void> {
  header(null);
  document.title = say('sign_in.title');
  const list = el('ul', { class: 'links' });
  fill(main, el('section', { class: 'card sign-in' }, el('h1', {}, say('sign_in.title')), el('p', {}, say('sign_in.why')), list));
  const answer = await fetch('/demo/desks').catch(() => null);
  if (!answer?.ok) return;
  const { desks } = await answer.json() as { desks: Link[] };
  list.before(el('h2', {}, say('sign_in.demo')));
  for (const { role, title, href } of desks) {
    list.append(el('li', {}, el('a', { href }, el('b', {}, say(`role.${role}`)), title ? ` · ${title}` : '')));
  }
}

function place(): { name: string; rest: string; query: URLSearchParams } {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', rest = ''] = path.split('/');
  return { name, rest: decodeURIComponent(rest), query: new URLSearchParams(query) };
}

function show(): void {
  view?.close?.();
  view = null;
  if (!session || !api || !uploads) return void signIn();
  const { name, rest, query } = place();
  const desk: Desk = { api, uploads, session, query, tell, go: (address) => { location.hash = address; } };
  const [first] = tabs(session.role);
  const tab = tabs(session.role).find((t) => t === (name === 'case' ? 'queue' : name)) ?? first!;
  if (name === 'case' && tab === 'queue') view = caseView(desk, rest);
  else view = { queue: queueView, figures: figuresView, ledger: ledgerView }[tab](desk);
  header(tab);
  document.title = `${view.title} · ${say('brand')}`;
  fill(main, view.element);
  scrollTo(0, 0);
}

function start(): void {
  const mine = (session = takeSession());
  shop = '';
  if (session) {
    const expired = (): void => {
      if (session !== mine) return; // an answer that came late: that session is over already
      signOut();
      tell(say('error.TOKEN_EXPIRED'), 'trouble');
    };
    api = new Api(session.token, expired);
    uploads = new Uploads(session.token, session.actor, expired);
    live = new Live(session.token, session.role, (id) => view?.changed?.(id));
    live.start();
  }
  show();
  void introduce();
}

addEventListener('hashchange', () => {
  if (location.hash.startsWith('#token=')) {
    live?.stop();
    return start();
  }
  show();
  // A new view begins at its heading, for whoever does not see it come.
  main.querySelector('h1')?.focus();
});

learn(preferredLanguage()).then(start, () => {
  fill(main, el('p', { role: 'alert' }, 'The desk could not be loaded. Reload the page. 页面没有加载成功，请刷新。'));
});
