// Contract §3 read a second time, plainly and for itself: the base table, the modifiers in their order, and hours by
// trying every span. A test compares the engine with it.
//
//   expected(document, 'PRE', 'NONE')   // [{channel, enabled, open_now, opens_at}, …], first five: the routes

const kDay = 86400;
const set = (words) => new Set(words.split(' '));
export const kStoreHumans = set('presale_agent aftersale_agent store_agent order_contact phone sms wechat video');
export const kStoreChannels = new Set([...kStoreHumans, 'store_bot', 'email', 'leave_message']);
export const kPlatformRoutes = set('platform_bot platform_service platform_phone xiaoer dispute appeal help_center');
const kHumans = new Set([...kStoreHumans, 'platform_service', 'platform_phone', 'xiaoer']);
const kWithoutClaim = set('self_service order_contact leave_message platform_bot platform_service platform_phone xiaoer dispute ' +
  'appeal regulator arbitration find_store help_center');

const kLong = { self: 'self_service', pre: 'presale_agent', aft: 'aftersale_agent', agt: 'store_agent', ord: 'order_contact', tel: 'phone',
  mail: 'email', bot: 'store_bot', pbot: 'platform_bot', pcs: 'platform_service', xe: 'xiaoer', msg: 'leave_message', find: 'find_store',
  help: 'help_center' };
const kColumns = { PRE: 0, UNPAID: 1, PAID_UNSHIPPED: 2, IN_TRANSIT: 2, SIGNED: 2, FINISHED: 3, CLOSED: 4 };
const kBrand = ['pre bot tel mail pcs', 'pre ord bot tel pcs', 'self aft ord tel pcs', 'aft self tel mail pcs', 'aft mail pcs'];
const kShop = ['agt bot msg pcs', 'agt ord bot pcs', 'self agt ord pcs', 'agt self pcs', 'agt pcs'];
const kBase = { BRAND_FACTORY: kBrand, FLAGSHIP: kBrand, FACTORY_OUTLET: kShop, TGC_JOINT: kShop, C_SHOP: kShop,
  TGC_DIRECT: ['self pbot pcs', 'ord pbot pcs xe', 'self ord pcs xe', 'ord self pcs xe', 'pcs xe'],
  UNKNOWN: ['find pcs help', 'ord find pcs', 'self ord pcs', 'ord self pcs', 'pcs help'] };
const kTrust = { YES: 2, UNVERIFIED: 1, NO: 0 };

export const baseOrder = (kind, stage) => kBase[kind][kColumns[stage]].split(' ').map((short) => kLong[short]);

export function disputeAllowed(c) {
  return c !== null && ((c.cs_status >= 2 && c.cs_status <= 6) || c.cs_status === 10 ||
    c.allowed.some((a) => a.event === 'apply_intervention'));
}

const seconds = (text) => Date.parse(text) / 1000;
const clock = (text) => Number(text.slice(0, 2)) * 3600 + Number(text.slice(3)) * 60;

/** {open_now, opens_at}; opens_at in seconds or null. */
function opening(claim, verified, now, offset) {
  if (!claim.hours?.length && !claim.holidays?.length) return { open_now: true, opens_at: null };
  const hours = claim.hours?.length ? claim.hours : [{ days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' }];
  const date = (day) => new Date(day * kDay * 1000).toISOString().slice(0, 10);
  const rests = (day) => (claim.holidays ?? []).includes(date(day));
  const today = Math.floor((now + offset) / kDay);
  const spans = [];
  for (let day = today - 1; day <= today + 15; ++day) {
    if (rests(day)) continue;
    const weekday = new Date(day * kDay * 1000).getUTCDay() || 7;
    for (const h of hours) {
      if (!h.days.includes(weekday)) continue;
      let [open, close] = [clock(h.open), clock(h.close)];
      if (claim.hours?.length && verified === 'UNVERIFIED' && open === 0 && close % kDay === 0) [open, close] = [9 * 3600, 21 * 3600];
      const start = day * kDay - offset + open;
      spans.push([start, start + close - open + (close <= open ? kDay : 0)]);
    }
  }
  if (!rests(today) && spans.some(([start, end]) => start <= now && now < end)) return { open_now: true, opens_at: null };
  const next = Math.min(...spans.map(([start]) => start).filter((start) => start > now && start <= now + 14 * kDay));
  return { open_now: false, opens_at: Number.isFinite(next) ? next : null };
}

/** All routes in order; `stale_s` is the pack's claim_stale_s. */
export function expected({ now: nowText, store, case: active, intent, actor, flags }, stage, escalation, stale_s) {
  const now = seconds(nowText);
  const offset = (store.utc_offset[0] === '-' ? -1 : 1) * clock(store.utc_offset.slice(1));
  const trusted = (c) => c.verified === 'YES' && c.observed_at && now - seconds(c.observed_at) > stale_s ? 'UNVERIFIED' : c.verified;
  const best = {};
  for (const c of store.channels)
    if (!best[c.type] || kTrust[trusted(c)] > kTrust[trusted(best[c.type])]) best[c.type] = c;
  const claimed = (c) => best[c] !== undefined && best[c].verified !== 'NO';
  const disproved = (c) => best[c]?.verified === 'NO' && kStoreChannels.has(c);
  const storeIsOut = intent === 'FRAUD' || intent === 'SAFETY' || escalation === 'SAFETY';
  const may = (c) => !disproved(c) && !(storeIsOut && kStoreChannels.has(c));
  const states = {};
  const state = (c) => states[c] ??= {
    enabled: !(stage === 'PRE' && (c === 'order_contact' || (claimed(c) && Boolean(best[c].needs_order)))),
    ...(claimed(c) ? opening(best[c], trusted(best[c]), now, offset) : { open_now: true, opens_at: null }),
  };
  const isOpen = (c) => state(c).open_now;
  const dispute = disputeAllowed(active) ? ['dispute'] : [];
  const phone = claimed('platform_phone') ? ['platform_phone'] : [];

  let list = baseOrder(store.kind, stage);
  const without = (gone) => list.filter((c) => !gone.includes(c));
  const firstPlatform = (of = list) => { const i = of.findIndex((c) => kPlatformRoutes.has(c)); return i < 0 ? of.length : i; };
  const humans = () => list.filter((c) => kStoreHumans.has(c));
  const exactly = (...these) => { list = these.flat().filter((c) => list.includes(c) || may(c)); };
  const insert = (at, ...these) => list.splice(at, 0, ...these);

  const social = ['sms', 'wechat', 'video'].filter(claimed);
  const last = list.findLastIndex((c) => kStoreHumans.has(c));
  insert(last < 0 ? firstPlatform() : last + 1, ...social.filter(may));

  list = list.filter((c) => !disproved(c) && (kWithoutClaim.has(c) || claimed(c)));                                  // M1
  const doubtful = ['phone', 'email'].filter((c) => list.includes(c) && trusted(best[c]) === 'UNVERIFIED');
  if (list.includes('platform_service')) {
    list = without(doubtful);
    insert(list.indexOf('platform_service') + 1, ...doubtful);
  }
  const closed = humans().filter((c) => !isOpen(c));                                                                 // M3
  if (closed.length) {
    const message = list.includes('leave_message') || may('leave_message') ? ['leave_message'] : [];
    list = without(['leave_message', ...closed]);
    insert(firstPlatform(), ...message, ...closed);
  }
  const slow = humans().find((c) => isOpen(c) && best[c]?.verified !== 'NO' && (best[c]?.expected_wait_s ?? 0) > 180);  // M4
  if (slow && (list.includes('leave_message') || may('leave_message'))) {
    list = without(['leave_message']);
    insert(list.indexOf(slow) + 1, 'leave_message');
  }
  if (stage === 'PAID_UNSHIPPED' && ['MODIFY_ADDRESS', 'ORDER_EXCEPTION', 'SHIP_REMIND'].includes(intent) &&           // M5
      list.includes('self_service')) {
    const behind = list.slice(list.indexOf('self_service')).filter((c) => kStoreHumans.has(c) && isOpen(c));
    list = without(behind);
    insert(list.indexOf('self_service'), ...behind);
  }
  if (['PAYMENT_HELP', 'ACCOUNT_SECURITY', 'FRAUD'].includes(intent)) exactly('platform_service', phone, 'help_center'); // M6
  const toFront = (...these) => { list = [...these, ...without(these)]; };
  if (['COMPLAINT_AGENT', 'COMPLAINT_STORE', 'DISSATISFIED'].includes(intent)) toFront('platform_service');          // M7
  if (flags.unreachable && !flags.unreachable.human_replied) {                                                       // M8
    const waited = now - seconds(flags.unreachable.since);
    if (waited >= 180 && !list.includes('leave_message') && may('leave_message')) insert(firstPlatform(), 'leave_message');
    if (waited >= 48 * 3600) toFront('platform_service', ...dispute);
    else if (waited >= 24 * 3600 && list[0] !== 'platform_service') {
      list = without(['platform_service']);
      insert(1, 'platform_service');
    }
  }
  if (escalation === 'SELLER_TIMEOUT') toFront('self_service', 'platform_service', ...dispute);                      // M9
  if (escalation === 'SELLER_REFUSED') exactly(dispute, 'self_service', humans(), 'platform_service', 'regulator');  // M10
  if (escalation === 'CS_OPEN') exactly(dispute, 'platform_service', humans());                                      // M11
  if (escalation === 'CS_LOST') exactly('appeal', 'regulator', 'arbitration', 'platform_service');                   // M12
  if (escalation === 'SAFETY' || intent === 'SAFETY') exactly(phone, 'platform_service', 'regulator');               // M13
  if (flags.wants_human || flags.assisted) {                                                                         // M14
    const person = list.find((c) => kHumans.has(c) && state(c).enabled && isOpen(c));
    if (person) toFront(person);
    list = without(['store_bot', 'platform_bot']);
  }
  if (actor === 'SUPPLIER') {                                                                                        // M15
    const theirs = intent === 'ORDER_EXCEPTION' ? 'erp_vendor' : 'supplier_group';
    exactly(claimed(theirs) ? theirs : [], 'xiaoer');
  }
  if (!list.some((c) => kPlatformRoutes.has(c)) || list.length < 2) list = [...without(['help_center']), 'help_center']; // M16
  if (list.length < 2) list.unshift('platform_service');
  const platform = list[firstPlatform()];
  if (list.indexOf(platform) > 4) {
    list = without([platform]);
    insert(4, platform);
  }
  return list.map((channel) => ({ channel, ...state(channel) }));
}
