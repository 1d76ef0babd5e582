// Tokens as a shop's own back end signs them, and as somebody forges them.
//
//   sign('b-1')                                       // a buyer, for ten minutes
//   sign('a-1', { role: 'agent', store: 's-desk' })
//   sign('b-1', { exp: undefined })                   // undefined removes a claim
import { createHmac } from 'node:crypto';

export const kSecret = 'a-secret-that-only-the-tests-know-0123456789';
export const kWebhookSecret = 'another-secret-that-only-the-tests-know-01';
const kHeader = { alg: 'HS256', typ: 'JWT' };
const kLifeSeconds = 600;

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function sign(subject, claims = {}, { secret = kSecret, header = kHeader, hash = 'sha256' } = {}) {
  const exp = Math.floor(Date.now() / 1000) + kLifeSeconds;
  const text = `${base64url(header)}.${base64url({ sub: subject, role: 'buyer', exp, ...claims })}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}
