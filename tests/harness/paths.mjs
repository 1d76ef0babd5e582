// Where the repository, the programs under test and a test's own files are.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const kRoot = fileURLToPath(new URL('../../', import.meta.url));
export const kServer = resolve(process.env.KEFU_SERVER ?? `${kRoot}build/native/src/server/kefu-server`);
export const kTool = resolve(process.env.KEFU_TOOL ?? `${kRoot}build/native/kefu`);

const folders = new Set();
process.on('exit', () => folders.forEach((f) => rmSync(f, { recursive: true, force: true })));

/** An empty folder that goes when the test's process ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kefu-test-'));
  folders.add(folder);
  return folder;
}
