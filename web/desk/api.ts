// api.ts: the server's answers, or a Refused that says why not.
//
//   const api = new Api(session.token, () => signedOut());
//   const page = await api.get<DeskCases>('/v1/desk/cases?status=open');
//   await api.post(`/v1/cases/${id}/messages`, { text }, key);    // the same key again is the same write
//   await api.save('/v1/desk/cases.csv', 'cases.csv');

import type { Problem } from '#openapi';

/** A problem document (RFC 9457), or `status` 0: no answer came. */
export class Refused extends Error {
  constructor(readonly status: number, readonly code: string, detail: string, readonly pointer: string) {
    super(detail);
  }
}

/** Whether the server said no; else nobody knows what became of it. */
export const answered = (error: unknown): boolean => error instanceof Refused && error.status > 0 && error.status < 500;

export class Api {
  constructor(private readonly token: string, private readonly expired: () => void) {}

  async get<T>(path: string): Promise<T> {
    return (await this.fetch(path, {})).json() as Promise<T>;
  }

  async post<T>(path: string, body: unknown, key: string): Promise<T> {
    const answer = await this.fetch(path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': key },
    });
    return answer.json() as Promise<T>;
  }

  async blob(path: string): Promise<Blob> {
    return (await this.fetch(path, {})).blob();
  }

  /** Sends a chunk of an upload (tus): where it stands afterwards. */
  async append(path: string, offset: number, chunk: ArrayBuffer): Promise<number> {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
    return Number((await this.fetch(path, { method: 'PATCH', body: chunk, headers })).headers.get('upload-offset'));
  }

  /** Where an upload stands. */
  async offset(path: string): Promise<number> {
    return Number((await this.fetch(path, { method: 'HEAD' })).headers.get('upload-offset'));
  }

  /** Downloads under that name: a plain link could not carry the token. */
  async save(path: string, name: string): Promise<void> {
    const address = URL.createObjectURL(await this.blob(path));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(path, { ...init, headers: { authorization: `Bearer ${this.token}`, ...init.headers }, cache: 'no-store' });
    } catch {
      throw new Refused(0, 'OFFLINE', '', '');
    }
    if (answer.ok) return answer;
    if (answer.status === 401) this.expired();
    const problem = await answer.json().catch(() => ({})) as Partial<Problem>;
    throw new Refused(answer.status, problem.code ?? 'INTERNAL', problem.detail ?? '', problem.pointer ?? '');
  }
}
