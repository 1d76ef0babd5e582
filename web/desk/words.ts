// words.ts: the desk's sentences, amounts and times in the language of whoever works there.
//
//   await learn('zh-CN');
//   say('queue.mine'), say('queue.more', { n: 50 }), yuan(8695), moment(c.opened_at), remaining(due, Date.now())
//
// A word without a translation shows its own key's end rather than nothing: a new reason stays readable.

export const kLanguages = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof kLanguages)[number];
const kKey = 'kefu-desk-lang';
const kMinute = 60_000, kHour = 60 * kMinute, kDay = 24 * kHour;

let words: Record<string, string> = {};
let language: Language = 'zh-CN';

export const currentLanguage = (): Language => language;

/** The language chosen before, else the browser's. */
export function preferredLanguage(): Language {
  const chosen = new URLSearchParams(location.search).get('lang') ?? stored() ?? navigator.language;
  if (chosen.startsWith('en')) return 'en';
  return /^zh-(TW|HK|MO|Hant)/i.test(chosen) ? 'zh-TW' : 'zh-CN';
}

function stored(): string | null {
  try {
    return localStorage.getItem(kKey);
  } catch {
    return null;
  }
}

export async function learn(to: Language, remember = false): Promise<void> {
  const answer = await fetch(`/dist/desk/${to}.json`);
  if (!answer.ok) throw new Error(`words: ${answer.status}`);
  words = await answer.json() as Record<string, string>;
  language = to;
  document.documentElement.lang = to;
  if (!remember) return;
  try {
    localStorage.setItem(kKey, to);
  } catch { /* then it is asked again */ }
}

export const knows = (key: string): boolean => key in words;

export function say(key: string, values: Record<string, string | number> = {}): string {
  const sentence = words[key] ?? key.slice(key.lastIndexOf('.') + 1);
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Fen to "¥1,086.95" without floating point. */
export function yuan(fen: number): string {
  const size = Math.abs(fen);
  const whole = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '−' : ''}¥${whole}.${String(size % 100).padStart(2, '0')}`;
}

/** Fen as somebody types it: "86.95". */
export const typed = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** "86.95", "86.9" or "86" to fen; null for anything else. */
export function fenOf(text: string): number | null {
  const match = /^(\d{1,9})(?:[.。](\d{1,2}))?$/.exec(text.trim().replace(/[,，\s]/g, ''));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(kind: string, options: Intl.DateTimeFormatOptions, at: number): string {
  const key = `${language} ${kind}`;
  let found = formats.get(key);
  if (!found) formats.set(key, found = new Intl.DateTimeFormat(language, { timeZone: 'Asia/Shanghai', hourCycle: 'h23', ...options }));
  return found.format(at);
}

/** "11月22日 14:05", with the year where it is another one. */
export function moment(time: string): string {
  const at = Date.parse(time);
  const other = format('year', { year: 'numeric' }, at) !== format('year', { year: 'numeric' }, Date.now());
  const clock: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  return other ? format('long', { ...clock, year: 'numeric' }, at) : format('short', clock, at);
}

/** "11月22日" of "2026-11-22". */
export const date = (day: string): string => format('day', { month: 'short', day: 'numeric' }, Date.parse(`${day}T12:00:00+08:00`));

/** "1 天 6 小时": the two largest units, at least a minute. */
export function duration(ms: number): string {
  const days = Math.floor(ms / kDay), hours = Math.floor(ms % kDay / kHour), minutes = Math.floor(ms % kHour / kMinute);
  if (days > 0) return say(hours ? 'time.days_hours' : 'time.days', { d: days, h: hours });
  if (hours > 0) return say(minutes ? 'time.hours_minutes' : 'time.hours', { h: hours, m: minutes });
  return say('time.minutes', { m: Math.max(1, minutes) });
}

/** Until a deadline: "还剩 1 天 6 小时", and how much that presses. */
export function remaining(due: string, now: number): { text: string; tone: 'late' | 'soon' | 'calm' } {
  const left = Date.parse(due) - now;
  if (left <= 0) return { text: say('time.due'), tone: 'late' };
  return { text: say('time.left', { t: duration(left) }), tone: left < 6 * kHour ? 'late' : left < kDay ? 'soon' : 'calm' };
}
