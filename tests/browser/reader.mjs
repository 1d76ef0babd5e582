// A screen reader inside the page: @guidepup's virtual one, which builds its own tree from the DOM, follows the focus, and
// says live regions. The panel's box is its page: the shadow root is opened by handing that over.
//
//   const reader = await Reader.listens(buyer);
//   await reader.readTo('button, 下一步');
//   await reader.act();
import { build } from 'esbuild';
import { kRoot } from '../harness/paths.mjs';
import { until } from '../harness/wait.mjs';

const kMostItems = 120;

const bundled = build({
  stdin: { contents: "export { virtual } from '@guidepup/virtual-screen-reader/browser.js'", resolveDir: kRoot },
  bundle: true, format: 'iife', globalName: 'kefuReader', write: false, logLevel: 'error',
}).then(({ outputFiles: [file] }) => file.text);

export class Reader {
  static async listens(buyer) {
    const reader = new Reader();
    reader.page = buyer.page;
    await buyer.page.evaluate(`${await bundled}; globalThis.kefuReader = kefuReader`);
    await buyer.page.evaluate(() => {
      const container = document.querySelector('kefu-panel').shadowRoot.querySelector('.panel');
      globalThis.reader = globalThis.kefuReader.virtual;
      return globalThis.reader.start({ container });
    });
    return reader;
  }
  /** Everything that was said so far. */
  said() { return this.page.evaluate(() => globalThis.reader.spokenPhraseLog()); }
  last() { return this.page.evaluate(() => globalThis.reader.lastSpokenPhrase()); }
  /** Reads on, thing by thing, to the phrase that begins so; gives what was said on the way. */
  async readTo(phrase, move = 'next') {
    const { way, found } = await this.page.evaluate(async ([words, step, most]) => {
      const heard = [];
      for (let i = 0; i < most; ++i) {
        await globalThis.reader[step]();
        heard.push(await globalThis.reader.lastSpokenPhrase());
        if (heard.at(-1).startsWith(words)) return { way: heard, found: true };
      }
      return { way: heard, found: false };
    }, [phrase, move, kMostItems]);
    if (!found) throw new Error(`the reader never says “${phrase}”: ${JSON.stringify(way)}`);
    return way;
  }
  /** The default action of what was read last. */
  act() { return this.page.evaluate(() => globalThis.reader.act()); }
  type(text) { return this.page.evaluate((words) => globalThis.reader.type(words), text); }
  /** A phrase that is said by itself: the new focus, an announcement. */
  hears(phrase) { return until(`“${phrase}”`, async () => (await this.said()).some((said) => said.startsWith(phrase))); }
}

/**
 * What browsers tell readers to say of themselves: what is put into a live region, and regions that come with words in them,
 * which the simulated reader does not notice. Gives a function that gives all of it so far.
 */
export async function live(buyer) {
  await buyer.page.evaluate(() => {
    globalThis.spokenLive = [];
    new MutationObserver((changes) => { // after the whole frame, as a browser's own tree would be told
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) {
          const element = node instanceof Element ? node : node.parentElement;
          const regions = element?.closest('[aria-live]') ?? element?.closest('[role=alert],[role=status]');
          if (regions && regions.getAttribute('aria-live') !== 'off') globalThis.spokenLive.push(element.textContent);
        }
      }
    }).observe(document.querySelector('kefu-panel').shadowRoot, { childList: true, subtree: true });
  });
  return () => buyer.page.evaluate(() => globalThis.spokenLive);
}
