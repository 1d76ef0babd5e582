// live.ts: hears that a case changed: by the server's stream (web/stream.ts), else by asking every 5 seconds, which is all
// that finance gets, who has no cases. Nothing is asked while the tab is hidden.
//
//   const live = new Live(api.token, session.role, (case_id) => view.changed(case_id));   // "": something may have changed
//   live.start(); live.stop();
import { follow } from '../stream.js';
import type { DeskRole } from './session.js';
import { say } from './words.js';

const kPollMs = 5000;

export class Live {
  private polling = false;
  private readonly closed = new AbortController();

  constructor(private readonly token: string, private readonly role: DeskRole, private readonly changed: (case_id: string) => void) {}

  start(): void {
    if (this.role === 'finance') return this.poll();
    const source = { endpoint: '', token: (refused: boolean) => Promise.resolve(refused ? null : this.token) };
    // It ends by itself only where there is no stream for us; a session that ended is noticed by the next question.
    void follow(source, (news) => this.changed(news.case_id ?? ''), this.closed.signal).then(() => this.poll());
  }

  stop(): void {
    this.closed.abort();
  }

  /** Writes into the header how the page hears. */
  show(): void {
    const place = document.getElementById('live');
    if (!place) return;
    place.textContent = say(this.polling ? 'live.poll' : 'live.stream');
    place.dataset.how = this.polling ? 'poll' : 'stream';
  }

  private poll(): void {
    const { signal } = this.closed;
    if (signal.aborted) return;
    this.polling = true;
    this.show();
    const ask = (): void => { if (!document.hidden) this.changed(''); };
    const timer = setInterval(ask, kPollMs);
    document.addEventListener('visibilitychange', ask, { signal });
    signal.addEventListener('abort', () => clearInterval(timer));
  }
}
