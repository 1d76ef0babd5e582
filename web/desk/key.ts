// key.ts: an Idempotency-Key. randomUUID is missing on pages without TLS, getRandomValues is not.
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}
