// What the demo shop's bank has booked, read from the database itself. Emscripten needs Python, so it is there.
import { execFileSync } from 'node:child_process';

const kProgram = `import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT reference, account, amount FROM ledger ORDER BY 1, 2").fetchall()
print(json.dumps([{"reference": r, "account": a, "amount": n} for r, a, n in rows]))`;

export function ledger(database) {
  return JSON.parse(execFileSync('python3', ['-c', kProgram, database]).toString());
}

/** The refunds of one case: references, and what the buyer got in all. */
export function refunds(database, case_id) {
  const rows = ledger(database).filter((r) => r.reference.startsWith(`${case_id}:`));
  const to_buyer = rows.filter((r) => r.account.startsWith('BUYER_'));
  return {
    references: [...new Set(rows.map((r) => r.reference))],
    total: to_buyer.reduce((sum, r) => sum + r.amount, 0),
    balance: rows.reduce((sum, r) => sum + r.amount, 0),
  };
}
