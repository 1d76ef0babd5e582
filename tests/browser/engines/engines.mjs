// The three engines behind one face, so that a test reads the same for each.
//
//   const engine = await launch('firefox', { dark: true });
//   engine.name, engine.version
//   const page = await engine.page();                 // a phone's screen, without memory of other pages
//   await page.goto(url);
//   await page.evaluate(f, ...args); await page.click(x, y); await page.press('Escape'); await page.type('不想要了');
//   const { width, height, data } = await page.screenshot();
//   page.complaints                                   // what its console complained of
//   await page.hears('button', '查看订单')            // by the engine's own accessibility tree
import * as chromium from './chromium.mjs';
import * as firefox from './firefox.mjs';
import * as webkit from './webkit.mjs';

const kDrivers = { chromium, firefox, webkit };

/** KEFU_ENGINES=firefox,webkit: only these. */
export const kEngines = process.env.KEFU_ENGINES?.split(',') ?? Object.keys(kDrivers);

/** What cannot be tried under automation: engine → behaviour → why. */
export const kExcuses = Object.fromEntries(Object.entries(kDrivers).map(([name, { kCannot }]) => [name, kCannot]));

export async function launch(engine, options) {
  const { start, kName } = kDrivers[engine];
  return Object.assign(await start(options), { name: kName });
}
