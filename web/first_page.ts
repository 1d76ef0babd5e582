// first_page.ts: the panel's first page as HTML: what waiting.ts makes of the same answer, written by the shop's server into a
// page that has the panel open from the start. Nothing has to be asked or run before the buyer sees it and can use it.
import type { Answers } from '#openapi';
import { frontOf, type Way } from './refuge.js';
import { words } from './words.js';

export interface FirstPageOptions {
  /** What GET /v1/context answered to this buyer's token. */
  context: Answers['getContext'];
  /** Where the page finds dist/, with a slash at its end: `/dist/`, `https://cdn.example/kefu/`. */
  base: string;
  /** Of the element around it. Default: `zh-CN`. */
  lang?: string;
  /** The element's `theme`. Default: the buyer's system decides. */
  theme?: string | null;
}

const kEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => kEscapes[sign]!);

/** `messages`: the sentences of that language. Empty when the service located nothing: the panel then starts as it does without. */
export function writeFirstPage({ context, base, lang = 'zh-CN', theme }: FirstPageOptions, messages: Record<string, string>): string {
  if (!context.located) return '';
  const front = frontOf(context, messages, 'https://shop.invalid/'); // the page's own links are as good as any there
  const { panel, close } = words(lang);
  const title = escaped(front.say('home.title'));
  const [best, ...others] = front.ways;
  const look = theme === 'dark' ? ' dark' : theme === 'light' ? '' : ' auto';
  return `<template shadowrootmode="open"><div class="panel${look}" role="dialog" aria-label="${panel}" lang="${escaped(lang)}" tabindex="-1" hidden>` // not seen before its style is there, which says otherwise
    + `<link rel="stylesheet" href="${escaped(`${base}first.css`)}"><div class="view"><div class="wait">`
    + `<header><h1>${title}</h1><small>${escaped(front.store.name)}</small><button class="x" type="button" aria-label="${close}"><small></small></button></header>`
    + `<p role="status"></p><section class="service">${row(front.store)}</section>`
    + (best ? `<section class="best">${row(best, front.say('home.best'))}</section>` : '')
    + (others[0] ? `<h2>${escaped(front.say('home.others'))}</h2><section>${others.map((way) => row(way)).join('')}</section>` : '')
    + '</div></div></div></template>';
}

function row({ channel = 'store', name, href, enabled }: Way, caption = ''): string {
  const also = `data-channel="${escaped(channel)}"`; // whom first.ts tells of, until waiting.ts makes the page anew
  const inside = `<small>${escaped(caption)}</small>${escaped(name)}`;
  return href
    ? `<a class="row" href="${escaped(href)}" target="_blank" rel="noopener noreferrer" ${also}>${inside}</a>`
    : `<button class="row" type="button"${enabled ? '' : ' disabled'} ${also}>${inside}</button>`;
}
