// The refund as a buyer hears it who does not see it: names, roles, states and amounts, in the order in which they are said,
// and no sentence twice. The reader is a simulated one (reader.mjs); it augments listening to real ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kDirect, ordersOf } from '../harness/demo.mjs';
import { quoteOf } from '../harness/expected.mjs';
import { until } from '../harness/wait.mjs';
import { money } from '../harness/words.mjs';
import { live, Reader } from './reader.mjs';
import { inShop } from './shop.mjs';

const [coupons, late, twoLines] = ordersOf('b-1', kDirect, 'WAIT_SELLER_SEND_GOODS');

const shop = inShop();

async function listener(options = {}) {
  const buyer = await shop.visit({ dpr: 1, ...options });
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  return { buyer, say: buyer.say, reader: await Reader.listens(buyer) };
}
/** They are said in this order, whatever is said between. */
function inOrder(heard, phrases) {
  let at = 0;
  for (const phrase of phrases) {
    const next = heard.findIndex((said, i) => i >= at && said.startsWith(phrase));
    assert.ok(next >= 0, `“${phrase}” is not said in its place:\n${heard.join('\n')}`);
    at = next + 1;
  }
}

for (const [where, trade, options] of [['over the canvas', coupons, {}], ['in English, on the plain page', twoLines, { lang: 'en', plain: true }]]) {
  test(`${where} the refund is heard and done from the list of orders to “it is paid back”`, async () => {
    const { buyer, say, reader } = await listener({ ...options, item: trade.orders[0].item_id });
    const { total, freight } = await quoteOf(shop.server.as('b-1'), trade);

    const home = await reader.readTo(`button, ${trade.orders[0].title}`);
    inOrder(home, [`heading, ${say('home.title')}`, `button, ${say('nav.close')}`, `group, ${say('home.best')}`,
      `heading, ${say('home.others')}, level 2`, `list, ${say('home.others')}`, 'link, ', `heading, ${say('home.orders')}, level 2`]);
    assert.match(home.at(-1), new RegExp(`${say('trade.WAIT_SELLER_SEND_GOODS')}$`), 'the order and how it stands');
    await reader.act();
    await reader.hears(`heading, ${say('order.title')}`);
    const order = await reader.readTo(`button, ${say('order.aftersale_all')}`);
    assert.ok(order.some((said) => said.startsWith(say('order.paid')) && said.includes('¥')), 'what was paid');
    await reader.act();
    await reader.hears(`heading, ${say('wrong.title')}`);
    await reader.readTo(`button, ${say('wrong.unwanted')}`);
    await reader.act();
    await reader.hears(`heading, ${say('form.title')}`);

    const reason = say('reason.DONT_WANT');
    const form = await reader.readTo(`radio, ${reason}`);
    inOrder(form, [`radiogroup, ${say('form.reason')}, required`, `radio, ${reason}, not checked, position 1, set size `]);
    await reader.act();
    await buyer.element.getByRole('radio', { name: reason, checked: true }).waitFor();
    await reader.readTo('radiogroup', 'previous');
    await reader.readTo(`radio, ${reason}, checked, position 1`);
    const rest = await reader.readTo(`button, ${say('form.next')}`);
    inOrder(rest, [`textbox, ${say('form.description')}, ${say('form.help.description')}`,
      `textbox, ${say('form.phone')}, ${say('form.help.phone')}`, `${say('form.amount')} ${money(total)}`]);
    await reader.act();
    await reader.hears(`heading, ${say('review.title')}`);

    const review = await reader.readTo(`button, ${say('submit.submit')}`);
    inOrder(review, [`${say('form.reason')} ${reason}`, `heading, ${say('review.amounts')}, level 2`,
      ...(freight ? [`${say('review.freight')} ${money(freight)}`] : []), `${say('review.total')} ${money(total)}`,
      `${say('form.amount')} ${money(total)}`]);
    await reader.act();
    await reader.hears(`polite: ${say('submit.sending')}`);
    await reader.hears(`polite: ${say('case.says.REFUNDING')}`);
    await buyer.heading(say('case.says.SUCCESS')).waitFor();
    const dossier = await reader.readTo(`${say('form.reason')} ${reason}`);
    inOrder(dossier, [`heading, ${say('case.says.SUCCESS')}, level 2`, `${say('case.refunded')} ${money(total)}`, 'listitem, level 1, position 1']);
    const spoken = (await reader.said()).filter((said) => /^(polite|assertive): /.test(said));
    const sentences = spoken.filter((words) => !/ · \d\d:\d\d$/.test(words)); // who says it and when stands before each message
    assert.deepEqual([...new Set(sentences)], sentences, 'no sentence twice');
    await buyer.leave();
  });
}

test('what is missing in the form is said at once, and where', async () => {
  const { buyer, say, reader } = await listener();
  await buyer.toOrder(late);
  await buyer.toForm(late, 'unwanted');
  await buyer.tap(say('form.next'));
  await reader.hears(`assertive: ${say('form.incomplete')}`);
  await reader.readTo(`radiogroup, ${say('form.reason')}`, 'previous');
  assert.match(await reader.last(), new RegExp(`^radiogroup, ${say('form.reason')}, ${say('error.CHOOSE')}, .*(invalid|required)`));
  await buyer.leave();
});

test('that there was no answer is said once each time, though it stands on the page too', async () => {
  const { buyer, say } = await listener();
  const spoken = await live(buyer);
  await buyer.toRefund(late);
  await buyer.page.route('**/v1/cases', (route) => route.abort('connectionrefused'));
  for (const [times, key] of [[1, 'submit.submit'], [2, 'submit.resend']]) {
    await buyer.tap(say(key));
    const answers = async () => (await spoken()).filter((words) => words === say('submit.unanswered')).length;
    await until(`time ${times}`, async () => await answers() >= times);
    await buyer.button(say('submit.resend')).waitFor();
  }
  assert.deepEqual(await spoken(), ['submit.sending', 'submit.unanswered', 'submit.sending', 'submit.unanswered'].map((key) => say(key)));
  await buyer.leave();
});
