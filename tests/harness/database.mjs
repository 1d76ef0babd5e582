// The server's own SQLite file, read past the server with the sqlite3 command (scripts/setup --tests installs it).
import { execFileSync } from 'node:child_process';

/** Rows of a query as objects. */
export function query(database, sql) {
  const text = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 5000', database, sql], { encoding: 'utf8' });
  return text.trim() ? JSON.parse(text) : [];
}

/** What the bank has booked for one case: its references, what the buyer got in all, and the sum of both sides. */
export function refunds(database, case_id) {
  const rows = query(database, 'SELECT reference, account, amount FROM ledger').filter((r) => r.reference.startsWith(`${case_id}:`));
  const sum = (some) => some.reduce((total, r) => total + r.amount, 0);
  return {
    references: [...new Set(rows.map((r) => r.reference))],
    total: sum(rows.filter((r) => r.account.startsWith('BUYER_'))),
    balance: sum(rows),
  };
}
