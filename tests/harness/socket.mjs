// HTTP as bytes, for what no client would send.
import { connect } from 'node:net';

/** The bytes that the server answers to these bytes; ends when it closes, or after `waitMs`. */
export function raw(port, bytes, waitMs = 3000) {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const parts = [];
    const timer = setTimeout(() => socket.destroy(), waitMs);
    socket.on('data', (part) => parts.push(part));
    socket.on('error', (e) => (parts.length || e.code === 'ECONNRESET' ? undefined : fail(e)));
    socket.on('close', () => { clearTimeout(timer); done(Buffer.concat(parts).toString('latin1')); });
  });
}
