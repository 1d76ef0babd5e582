// The databases that the servers under test keep: SQLite files, or databases of a PostgreSQL when KEFU_TEST_DATABASE says
// so (postgresql.mjs). Both are read past the server, with the commands sqlite3 and psql.
//
//   const url = freshDatabase(folder);                    // sqlite:…/kefu.db or postgresql:///…
//   query(url, 'SELECT status FROM cases');               // [{status: 'SUCCESS'}]
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { clusterOfTests, newDatabase, queryPostgres, runPostgres } from './postgresql.mjs';

export const kPostgres = (process.env.KEFU_TEST_DATABASE ?? '').startsWith('postgresql');

/** What sorts the rows of a table that only grows by when they were written. */
export const kInserted = kPostgres ? 'ctid' : 'rowid';

/** The address of an empty database. */
export const freshDatabase = (folder) => (kPostgres ? newDatabase(clusterOfTests()) : `sqlite:${join(folder, 'kefu.db')}`);

/** Rows of a query as objects. */
export function query(url, sql) {
  if (!url.startsWith('sqlite:')) return queryPostgres(url, sql);
  const text = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 5000', url.slice('sqlite:'.length), sql], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return text.trim() ? JSON.parse(text) : [];
}

/** A statement that gives no rows. */
export function execute(url, sql) {
  if (!url.startsWith('sqlite:')) runPostgres(url, sql);
  else execFileSync('sqlite3', ['-cmd', '.timeout 5000', url.slice('sqlite:'.length), sql]);
}

/** What the bank has booked for one case: its references, what the buyer got in all, and the sum of both sides. */
export function refunds(url, case_id) {
  const rows = query(url, 'SELECT reference, account, amount FROM ledger').filter((r) => r.reference.startsWith(`${case_id}:`));
  const sum = (some) => some.reduce((total, r) => total + r.amount, 0);
  return {
    references: [...new Set(rows.map((r) => r.reference))],
    total: sum(rows.filter((r) => r.account.startsWith('BUYER_'))),
    balance: sum(rows),
  };
}
