// Chinese is typed by composing: what the buyer composes lands once and in order in every field, and Enter while she does
// belongs to her input method alone. As Chromium's input methods send it (CDP), and as Android's keyboards do (keyCode 229).
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { until } from '../harness/wait.mjs';
import { inShop } from './shop.mjs';

const kOfAnInputMethod = 229;
const [trade] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

let buyer, keyboard;
const shop = inShop(async () => {
  buyer = await shop.visit({ dpr: 1 });
  keyboard = await buyer.page.context().newCDPSession(buyer.page);
  await buyer.open();
  await buyer.toOrder(trade);
  await buyer.toForm(trade, 'unwanted');
});

const kFields = [['the textarea', 'form.description'], ['the input', 'form.phone']];
const fieldOf = (key) => buyer.element.getByRole('textbox', { name: buyer.say(key) });
const hasFocus = (field) => field.evaluate((e) => e.getRootNode().activeElement === e);

/** Two frames later: whatever the panel wanted to write into the field, it has written. */
const frames = () => buyer.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
const compose = async (text) => {
  await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await frames();
};
const commit = (text) => keyboard.send('Input.insertText', { text });
const key = async (name, code) => {
  const event = { key: name, code: name, windowsVirtualKeyCode: code, nativeVirtualKeyCode: code };
  await keyboard.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
};

/** What the panel itself holds: on the way back from the screen before, it fills the field from its own memory. */
async function remembered(field) {
  await buyer.page.keyboard.press('Escape');
  await buyer.heading(buyer.say('wrong.title')).waitFor();
  await buyer.tap(buyer.say('wrong.unwanted'), false);
  await field.waitFor();
  return until('the draft', () => field.inputValue());
}

beforeEach(async () => {
  for (const [, name] of kFields) await fieldOf(name).fill('');
  await frames();
});

for (const [what, name] of kFields) {
  test(`“nihao” composed into ${what} becomes 你好, once`, async () => {
    const field = fieldOf(name);
    await field.focus();
    for (const length of [1, 2, 3, 4, 5]) {
      await compose('nihao'.slice(0, length));
      assert.equal(await field.inputValue(), 'nihao'.slice(0, length), 'the composition is left alone');
    }
    await commit('你好');
    assert.equal(await field.inputValue(), '你好');
    await compose('ya');
    await commit('呀');
    await frames();
    assert.equal(await field.inputValue(), '你好呀');
    assert.equal(await remembered(field), '你好呀');
  });

  test(`a keyboard that only says 229 writes 你好 into ${what}, once`, async () => {
    const field = fieldOf(name);
    await field.focus();
    for (const character of '你好') {
      await key('Unidentified', kOfAnInputMethod);
      await commit(character);
      await frames();
    }
    assert.equal(await field.inputValue(), '你好');
    assert.equal(await remembered(field), '你好');
  });

  test(`Enter and Escape while composing in ${what} do nothing else`, async () => {
    const field = fieldOf(name);
    await field.focus();
    await compose('nihao');
    for (const pressed of ['Enter', 'Escape']) {
      await key(pressed, kOfAnInputMethod);
      await frames();
      assert.ok(await hasFocus(field), `${pressed} took the focus`);
      assert.ok(await buyer.heading(buyer.say('form.title')).first().isVisible(), `${pressed} left the form`);
      assert.equal(await field.inputValue(), 'nihao');
    }
    await commit('你好');
    assert.equal(await field.inputValue(), '你好');
    assert.equal(await buyer.element.locator('[role=radiogroup][aria-invalid]').count(), 0, 'nothing was submitted');
  });
}

test('after composing, Enter in the input puts the keyboard away', async () => {
  const field = fieldOf('form.phone');
  await field.focus();
  await compose('1');
  await commit('1');
  await buyer.page.keyboard.press('Enter');
  assert.ok(!(await hasFocus(field)));
});

test('a composition that nobody ends is over when its field goes: the panel fills the field again', async () => {
  const field = fieldOf('form.phone');
  await field.fill('138');
  await field.focus();
  await field.evaluate((e) => e.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true })));
  assert.equal(await remembered(field), '138');
});

test('Arabic is written from the right, beside Chinese that is not', async () => {
  const field = fieldOf('form.description');
  const direction = () => field.evaluate((e) => getComputedStyle(e).direction);
  await field.fill('مرحبا');
  assert.equal(await direction(), 'rtl');
  await field.fill('你好');
  assert.equal(await direction(), 'ltr');
});
