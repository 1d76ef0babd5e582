// A screen that nobody sees, of a phone's size at two pixels per CSS pixel, with Mesa's software GL.
//
//   const display = await startDisplay();             // one for each browser: windows lie over one another
//   spawn(browser, { env: display.env });
//   display.end();
import { spawn } from 'node:child_process';
import { once } from 'node:events';

export const kPhone = { width: 390, height: 844 };
export const kRatio = 2;

export function missing(what) { throw new Error(`${what} is missing; scripts/setup --tests installs it`); }

const children = new Set();
process.on('exit', () => children.forEach((c) => c.kill('SIGKILL')));

/** A program that ends with the test's process at the latest. */
export function child(command, args, options) {
  const started = spawn(command, args, options);
  children.add(started);
  started.once('exit', () => children.delete(started));
  started.on('error', () => missing(command));
  return started;
}

export async function startDisplay() {
  // The pointer rests in the middle of the screen, so a window of the screen's size has the keyboard without a manager.
  const screen = `${kPhone.width * kRatio}x${kPhone.height * kRatio}x24`;
  const server = child('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [number] = await once(server.stdio[3], 'data');
  return {
    env: { ...process.env, DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', NO_AT_BRIDGE: '1' },
    end: () => server.kill('SIGKILL'),
  };
}
