// Words can be marked and copied: the marks lie on the painted words, and what is copied is what was written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { ink } from './pixels.mjs';
import { inShop } from './shop.mjs';

const [order] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');
const kOffPx = 3;
const kHalfSign = 0.6; // of the size: Chinese full stops fill the left half of theirs
const shop = inShop();

/** The lines of all words that can be marked: where marks would be, and how many lines are painted. */
const lines = (buyer) => buyer.element.evaluate((e) => {
  const found = [];
  for (const p of e.shadowRoot.querySelectorAll('.tree [data-layer=content]:is(h2,h3,p:not(.help))')) {
    const box = p.getBoundingClientRect();
    const style = getComputedStyle(p);
    const painted = Math.round((box.height - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom)) / parseFloat(style.lineHeight));
    // A label and its value are one sentence for a reader: only where both have room in one line the value has its marks.
    const [pair, amount] = ['fact', 'amount'].map((kind) => p.dataset.style.startsWith(kind));
    if (box.top < 60 || box.bottom > innerHeight - 100 || !p.textContent || amount || (pair && painted > 1)) continue;
    const range = document.createRange();
    range.selectNodeContents(p);
    const marks = []; // one a line, of however many pieces
    for (const { left, right, top, width, height } of range.getClientRects()) {
      const row = marks.find((mark) => Math.abs(mark.top - top) < height / 2);
      if (row) row.width = right - row.left;
      else marks.push({ left, top, width, height });
    }
    found.push({ words: p.textContent, pair, size: parseFloat(style.fontSize), lines: painted, marks, box: box.toJSON() });
  }
  return found;
});

for (const [lang, textScale] of [['zh-CN', 1], ['en', 1.5]]) {
  test(`marks lie on the painted words, line by line: ${lang}, text × ${textScale}`, async () => {
    const buyer = await shop.visit({ lang, textScale });
    let seen = 0;
    const check = async () => {
      await buyer.page.waitForLoadState('networkidle');
      await buyer.painted();
      const found = await lines(buyer);
      const whole = (mark, box) => ({ left: box.left, width: box.width, top: mark.top, height: mark.height });
      const inked = await ink(buyer, found.flatMap(({ marks, box }) => marks.map((mark) => whole(mark, box))));
      for (const { words, pair, size, lines, marks } of found) {
        assert.equal(marks.length, lines, `${words}: lines`);
        for (const { left, width } of marks) {
          const painted = inked.shift();
          seen++;
          if (!pair) assert.ok(Math.abs(painted.left - left) <= kOffPx, `${words}: begins at ${painted.left}, marked from ${left}`);
          assert.ok(painted.right <= left + width + kOffPx && painted.right >= left + width - kHalfSign * size - kOffPx,
            `${words}: ends at ${painted.right}, marked to ${left + width}`);
        }
      }
    };
    await buyer.open();
    await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
    await check();
    await buyer.tap(buyer.say('service.see'), false);
    await buyer.element.locator('[role=dialog] [role=dialog]').waitFor({ state: 'attached' });
    await check();
    await buyer.page.keyboard.press('Escape');
    await buyer.toRefund(order);
    await check();
    assert.ok(seen >= 10, `${seen} lines`);
    await buyer.leave();
  });
}

test('a double click on the painted order number marks it, and it alone', async () => {
  const buyer = await shop.visit({ viewport: { width: 1280, height: 900 } });
  await buyer.open();
  await buyer.toOrder(order);
  const number = buyer.element.locator('p', { hasText: order.tid });
  await number.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await number.boundingBox();
  await buyer.page.mouse.dblclick(x + width - 20, y + height / 2); // values end at the right
  assert.equal((await buyer.element.evaluate((e) => String(e.shadowRoot.getSelection()))).trim(), order.tid);
  await buyer.leave();
});
