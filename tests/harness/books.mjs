// What stands in the books: balances, journals, and that they close.
//
//   balance(shop, 'SUPPLIER_DEPOSIT', 'sup-1')        // fen
//   booked(shop, case_id)                             // [['SELLER_RECEIVABLE', 's-auto', -10000], …] sorted by amount
//   closes(shop)                                      // throws unless every journal and the whole sum to zero
import assert from 'node:assert/strict';

export function balance(shop, account, holder) {
  return shop.rows(`SELECT COALESCE(SUM(amount), 0) AS n FROM ledger WHERE account = '${account}:${holder}'`)[0].n;
}

export function booked(shop, case_id) {
  return shop.rows(`SELECT account, amount FROM ledger WHERE case_id = '${case_id}' ORDER BY amount, account`)
    .map((l) => [...l.account.split(':'), l.amount]);
}

export function closes(shop) {
  assert.deepEqual(shop.rows('SELECT reference, SUM(amount) AS n FROM ledger GROUP BY reference HAVING SUM(amount) <> 0'), []);
  assert.equal(shop.rows('SELECT COALESCE(SUM(amount), 0) AS n FROM ledger')[0].n, 0);
  assert.equal(shop.rows('SELECT COUNT(*) AS n FROM outbox WHERE done_at IS NULL')[0].n, 0, 'nothing waits');
  // What the bank paid to buyers is what the books say that they got; what is settled without money is 0 at the bank.
  const paid = shop.rows('SELECT COALESCE(SUM(amount), 0) AS n FROM bank_payments')[0].n;
  const got = shop.rows("SELECT COALESCE(SUM(amount), 0) AS n FROM ledger WHERE account LIKE 'BUYER_%' AND account NOT LIKE 'BUYER_DEBT:%'")[0].n;
  assert.equal(paid, got);
}
