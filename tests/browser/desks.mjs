// Somebody at the desk's page in Chromium, come in by one of the demo's links; everything by role and name.
//
//   const agent = await sit(shop, 'agent-s-106');
//   await agent.toCase(case_id);
//   const form = await agent.begin('refuse');
import { readFileSync } from 'node:fs';
import { kRoot } from '../harness/paths.mjs';

export const deskWords = (lang) => JSON.parse(readFileSync(`${kRoot}dist/desk/${lang}.json`, 'utf8'));
const kWide = { width: 1280, height: 900 };

/** `shop`: shop.mjs's inShop(). `as`: a link of the demo; nothing for the page without one. */
export async function sit(shop, as, { viewport = kWide, lang = 'zh-CN', dark = false, prepare } = {}) {
  const context = await shop.browser.newContext({ viewport, locale: lang, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', timezoneId: 'Asia/Shanghai' });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (m) => { if (m.type() === 'error' && !m.location().url.includes('/v1/stream')) complaints.push(m.text()); });
  page.on('pageerror', (e) => complaints.push(String(e)));
  await prepare?.(page); // what is to be so before the page's own scripts run
  await page.goto(as ? `${shop.server.url}/demo/desk?as=${as}` : `${shop.server.url}/desk`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const words = deskWords(lang);
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  /** A step's name, whatever the case's type makes of it. */
  const called = (event) => new RegExp(`^(${Object.keys(words).filter((key) => key === `event.${event}` || key.startsWith(`event.${event}.`)).map((key) => words[key]).join('|')})$`);
  return {
    page, context, complaints, say, called,
    toCase: (case_id) => page.evaluate((id) => { location.hash = `#/case/${id}`; }, case_id),
    /** Opens an action's form. */
    async begin(event) {
      await page.getByRole('button', { name: called(event) }).click();
      return page.getByRole('form', { name: called(event) });
    },
    /** Sends it. */
    send: (form, event) => form.getByRole('button', { name: called(event) }).click(),
    async attach(form, name, buffer, mimeType = 'image/jpeg') {
      await form.getByLabel(say('evidence.add')).setInputFiles({ name, mimeType, buffer });
      await form.getByText(say('evidence.sent')).waitFor();
    },
    leave: () => context.close(),
  };
}
