// Contact sheets: many pictures on one, each under its name, for somebody to look at.
//
//   await contactSheets(browser, 'build/day/orders', [{ name: '01-order', file: '/…/01-order.png' }], { across: 3, down: 2, width: 390 });
import { basename } from 'node:path';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** Writes <folder>-1.png, <folder>-2.png …; `width` of a picture in CSS pixels, `down` rows of `across`. */
export async function contactSheets(browser, path, pictures, { across = 3, down = 2, width = 390 } = {}) {
  const page = await browser.newPage({ viewport: { width: across * (width + 12) + 12, height: 600 } });
  const source = `${path}.html`;
  let sheets = 0;
  for (let from = 0; from < pictures.length; from += across * down) {
    const tiles = pictures.slice(from, from + across * down)
      .map(({ name, file }) => `<figure><figcaption>${escaped(name)}</figcaption><img width="${width}" src="${pathToFileURL(file)}"></figure>`);
    writeFileSync(source, `<!doctype html><meta charset="utf-8"><style>body{margin:12px;background:#8a8f98;display:grid;grid-template-columns:repeat(${across},${width}px);gap:12px;align-items:start}
figure{margin:0}figcaption{font:600 13px/20px system-ui;color:#fff}img{display:block}</style>${tiles.join('')}`);
    await page.goto(String(pathToFileURL(source)));
    await page.screenshot({ path: `${path}-${++sheets}.png`, fullPage: true });
  }
  rmSync(source, { force: true });
  await page.close();
  console.log(`${basename(path)}: ${pictures.length} pictures on ${sheets} sheets`);
}
