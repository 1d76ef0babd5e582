// The panel in a shop's own page: another origin, another site, a strict policy, the README's five lines.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { kDirect } from '../harness/demo.mjs';
import { startServer } from '../harness/server.mjs';
import { startShopPage } from '../harness/shop_page.mjs';
import { sign } from '../harness/token.mjs';
import { until } from '../harness/wait.mjs';
import { launch, visit } from './shop.mjs';

const kItem = 'i-301';
const kExpired = { exp: 1 };

let browser, service, shop, stranger, tokens;
before(async () => {
  const page = { token: () => (tokens.length > 1 ? tokens.shift() : tokens[0]), store: kDirect, item: kItem };
  shop = await startShopPage(() => service, page);
  stranger = await startShopPage(() => service, page);
  service = await startServer({ origins: [shop.url] });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await shop?.end();
  await stranger?.end();
  await service?.end();
});

// Every request of the page: method, address, status (0: none, or kept from the page by the browser).
function listen(buyer) {
  const seen = [];
  buyer.page.on('requestfinished', async (request) => {
    const answer = await request.response().catch(() => null); // an event stream ends with its page
    seen.push({ method: request.method(), url: request.url(), type: request.resourceType(), status: answer?.status() ?? 0 });
  });
  buyer.page.on('requestfailed', (request) => seen.push({ method: request.method(), url: request.url(), type: request.resourceType(), status: 0 }));
  return seen;
}
const firstOrder = async () => (await service.as('b-1').get(`/v1/context?store=${kDirect}&item=${kItem}`)).json.trades
  .find((t) => t.status === 'WAIT_SELLER_SEND_GOODS');

test('the buyer opens the panel in the shop’s page and finds her orders there', async () => {
  tokens = [sign('b-1')];
  const trade = await firstOrder();
  shop.asked.length = 0;
  const buyer = await visit(browser, shop);
  const seen = listen(buyer);
  await buyer.open();
  const orders = buyer.group(buyer.say('home.orders'));
  await orders.getByRole('button', { name: trade.orders[0].title }).first().scrollIntoViewIfNeeded(); // what is not seen is not fetched
  const picture = await until('the products’ pictures', () => seen.find((r) => r.url.startsWith(`${service.url}/assets/demo/img/`)));
  assert.equal(picture.status, 200);
  assert.deepEqual(seen.filter((r) => r.status !== 200), [], 'everything that was asked for came');
  for (const file of ['/dist/panel.js', '/dist/core.wasm', '/dist/locales/zh-CN.json', '/v1/context']) {
    assert.ok(seen.some((r) => r.url.startsWith(service.url + file)), file);
  }
  assert.deepEqual([...new Set(shop.asked)], ['/', '/my/kefu-token'], 'the shop’s own server has nothing to do with the panel');
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('from there the refund is filed: preflight, key and answer cross the origins', async () => {
  tokens = [sign('b-1')];
  const trade = await firstOrder();
  const buyer = await visit(browser, shop);
  await buyer.open();
  await buyer.toOrder(trade);
  await buyer.toForm(trade, 'unwanted');
  await buyer.toReview();
  await buyer.tap(buyer.say('submit.submit'));
  await buyer.heading(buyer.say('case.says.SUCCESS')).waitFor();
  assert.deepEqual((await service.as('b-1').cases(trade.tid)).map((c) => c.status), ['SUCCESS']);
  assert.deepEqual(buyer.complaints, []);
  await buyer.leave();
});

test('a token that has expired is read as such, and the page is asked for another', async () => {
  tokens = [sign('b-1', kExpired), sign('b-1')];
  const buyer = await visit(browser, shop);
  const seen = listen(buyer);
  await buyer.open();
  await buyer.group(buyer.say('home.orders')).waitFor({ state: 'attached' });
  const contexts = seen.filter((r) => r.url.startsWith(`${service.url}/v1/context`) && r.method === 'GET').map((r) => r.status);
  assert.deepEqual(contexts, [401, 200]);
  await buyer.leave();
});

test('in the page of a shop that the service does not know, the panel opens and says that it got no answer', async () => {
  tokens = [sign('b-1')];
  const buyer = await visit(browser, stranger);
  const seen = listen(buyer);
  await buyer.open();
  await buyer.text(buyer.say('trouble.offline')).first().waitFor();
  await buyer.button(buyer.say('trouble.retry')).first().waitFor();
  assert.ok(seen.filter((r) => r.url.startsWith(`${service.url}/v1/`)).every((r) => r.status === 0 || r.method === 'OPTIONS'));
  assert.equal(await buyer.group(buyer.say('home.orders')).count(), 0);
  await buyer.leave();
});
