// The demo shop's own page script: fills the product page and hands the panel its token. A real shop has all of this
// already; what it adds for Kefu is the <kefu-panel> line in index.html and the two places marked "Kefu" below.

const query = new URLSearchParams(location.search);
const english = (query.get('lang') ?? 'zh-CN').startsWith('en');
const lang = english ? 'en' : query.get('lang') === 'zh-TW' ? 'zh-TW' : 'zh-CN'; // the page itself is in two languages
const $ = (id) => document.getElementById(id);

const ENGLISH = {
  demo: 'Demo', product: 'Product', buyer: 'Buyer', language: 'Language', price: 'Price', was: 'Was', choose: 'Option',
  ship: 'Ships', promise: 'Promise', promises: '7-day returns · refunds before shipping · return freight insured', visit: 'Visit',
  reviews: 'Reviews', params: 'Specifications', details: 'Details', more: 'More from this store', service: 'Service',
  desks: 'Demo entrances to the desk', store: 'Store', cart: 'Add to cart', buy: 'Buy now', failed: 'The shop did not answer. Please reload the page.',
  foot: 'This is Kefu’s demo shop. Products, stores and orders are invented; nothing is charged or sent.',
};

const KINDS = {
  BRAND_FACTORY: ['品牌工厂', 'Brand factory'], FACTORY_OUTLET: ['工厂店', 'Factory outlet'],
  TGC_DIRECT: ['淘工厂直营', 'Taogongchang direct'], TGC_JOINT: ['淘工厂联营', 'Taogongchang joint'],
  FLAGSHIP: ['旗舰店', 'Flagship'], C_SHOP: ['个人店', 'Individual'], UNKNOWN: ['普通店铺', 'Store'],
};

const REVIEWS = [
  ['芦**7', '收到就用上了，做工比想象中扎实，没有味道，包装也完整。'],
  ['t**青', '第二次回购，家里人都说好用，发货挺快，两天就到了。'],
];

const say = (chinese, inEnglish) => (english ? inEnglish : chinese);
// Fen to yuan without floating point.
const yuan = (fen) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function sold(count) {
  if (english) return `${count.toLocaleString('en')} sold`;
  return count >= 10000 ? `已售 ${Math.floor(count / 1000) / 10} 万+` : `已售 ${count}`;
}

let toastTimer = 0;
function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('on');
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $('toast').classList.remove('on'), 2200);
}

function showVariants(item) {
  const choose = (chosen) => {
    for (const b of $('variants').children) {
      b.setAttribute('aria-checked', String(b === chosen));
      b.tabIndex = b === chosen ? 0 : -1;
    }
  };
  item.variants.forEach((name, i) => {
    const button = make('button', name, { type: 'button', role: 'radio' });
    button.addEventListener('click', () => choose(button));
    button.addEventListener('keydown', (e) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
      if (!step) return;
      e.preventDefault();
      const all = [...$('variants').children];
      const next = all[(i + step + all.length) % all.length];
      choose(next);
      next.focus();
    });
    $('variants').append(button);
  });
  choose($('variants').firstElementChild);
}

function showItem(item, store, others) {
  const [whole, cents] = yuan(item.price).split('.');
  document.title = `${item.title} · ${store.name}`;
  $('picture').src = $('detail-picture').src = item.image;
  $('picture').alt = item.title;
  $('price').textContent = whole;
  $('cents').textContent = `.${cents}`;
  $('was').textContent = `¥${yuan(item.list_price)}`;
  $('sold').textContent = sold(item.sales);
  $('title').textContent = item.title;
  $('facts').textContent = say(`好评 ${item.rating} 分 · 现货`, `Rated ${item.rating} · in stock`);
  $('coupons').append(...item.coupons.map((c) => make('li', c)));
  $('ship').textContent = say('48 小时内发货 · 付款后可随时查看进度', 'Within 48 hours');
  $('badge').textContent = store.name[0];
  $('store').textContent = store.name;
  $('kind').textContent = KINDS[store.kind][english ? 1 : 0];
  $('scores').textContent = say(`宝贝描述 ${item.rating} · 物流 4.8`, `Goods ${item.rating} · delivery 4.8`);
  $('review-count').textContent = `(${Math.floor(item.sales / 7)})`;
  for (const [who, words] of REVIEWS) {
    const review = make('li', words);
    review.prepend(make('b', `${who} · ${item.variants[0]}`));
    $('reviews').append(review);
  }
  for (const [name, value] of item.params) $('params').append(make('dt', name), make('dd', value));
  $('detail').append(...item.detail.map((line) => make('li', line)));
  showVariants(item);
  for (const other of others) {
    const link = make('a', '', { href: address({ item: other.item_id }) });
    link.append(make('img', '', { src: other.image, alt: '', width: 400, height: 400, loading: 'lazy' }),
      make('h3', other.title), make('p', `¥${yuan(other.price)}`));
    const cell = make('li');
    cell.append(link);
    $('more').append(cell);
  }
  document.querySelector('.more').hidden = others.length === 0;
  $('product').hidden = false;
}

/** This page with some of its query changed. */
function address(changes) {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) next.set(name, value);
  if (changes.item) next.delete('store');
  return `?${next}`;
}

function showDemoBar(catalog, item, buyer) {
  for (const store of catalog.stores) {
    const group = make('optgroup', '', { label: `${KINDS[store.kind][english ? 1 : 0]} · ${store.name}` });
    for (const i of catalog.items.filter((i) => i.store_id === store.store_id)) {
      group.append(make('option', i.title, { value: i.item_id }));
    }
    $('pick-item').append(group);
  }
  for (const b of catalog.buyers) $('pick-buyer').append(make('option', b.name, { value: b.id }));
  $('pick-buyer').append(make('option', say('未登录', 'Signed out'), { value: 'none' }));
  $('pick-item').value = item.item_id;
  $('pick-buyer').value = buyer;
  $('pick-lang').value = lang;
  $('demo').addEventListener('change', (e) => location.assign(address({ [e.target.name]: e.target.value })));
}

const ROLES = {
  agent: ['商家客服', 'Store agent'], platform_desk: ['平台客服', 'Platform desk'], xiaoer: ['平台仲裁', 'Platform judge'],
  supplier: ['供应商', 'Supplier'], finance: ['财务', 'Finance'],
};

// The other side of every case: the desks, each link signed in as one of them, in a tab of its own.
async function showDesks() {
  const { desks } = await json('/demo/desks');
  for (const { role, title, href } of desks) {
    const item = make('li');
    item.append(make('a', `${ROLES[role][english ? 1 : 0]}${title ? ` · ${title}` : ''}`, { href, target: '_blank', rel: 'noopener' }));
    $('desk-links').append(item);
  }
  $('desks').hidden = false;
}

async function json(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

async function start() {
  if (english) {
    document.documentElement.lang = 'en';
    for (const element of document.querySelectorAll('[data-t]')) element.textContent = ENGLISH[element.dataset.t];
  }
  const panel = $('kefu');
  panel.lang = lang;
  const buyer = query.get('buyer') ?? 'b-1';
  if (buyer !== 'none') {
    // Kefu: who the buyer is, asked from the shop's own back end whenever the panel needs to know.
    panel.getToken = async () => (await json(`/demo/session?buyer=${encodeURIComponent(buyer)}`)).token;
  }

  const catalog = await json('/demo/catalog');
  const item = catalog.items.find((i) => i.item_id === query.get('item'))
    ?? catalog.items.find((i) => i.store_id === (query.get('store') ?? 's-103')) ?? catalog.items[0];
  const store = catalog.stores.find((s) => s.store_id === item.store_id);
  showItem(item, store, catalog.items.filter((i) => i.store_id === store.store_id && i !== item));
  showDemoBar(catalog, item, buyer);
  showDesks().catch(() => {}); // the shop is complete without them
  // Kefu: which store and product the buyer is looking at.
  panel.setAttribute('store', store.store_id);
  panel.setAttribute('item', item.item_id);
}

document.addEventListener('click', (e) => {
  const act = e.target.closest('[data-act]')?.dataset.act;
  if (act === 'service') $('kefu').open();
  if (act === 'cart') toast(say('已加入购物车', 'Added to the cart'));
  if (act === 'buy') toast(say('演示店铺不收款', 'The demo shop takes no payment'));
  if (act === 'shop') document.querySelector('.more').scrollIntoView({ block: 'start' });
});

start().catch(() => { $('failed').hidden = false; });
