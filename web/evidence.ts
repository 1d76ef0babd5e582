// evidence.ts: photos and short videos on their way to the service (dist/evidence.js, loaded when the first one is chosen
// or shown). A photo is drawn anew: upright as it was held, within the pack's limits, and without its EXIF, which tells
// where it was taken. It goes in chunks; after a cut the service says where to go on, and being offline is only a wait.
//
// [X] upright, scaled, without EXIF  [X] chunks, resumed after a cut  [X] one file after the other  [X] stops when removed
// [ ] videos are sent as they are: no browser re-encodes them in a reasonable time
import type { Answers, Problem } from '#openapi';
import { send, sessionId, type Connection } from './net.js';
import type { Pixels } from './images.js';
import type { PanelEvent, UploadEffect } from './types.js';

export interface EvidencePorts {
  connection: Connection;
  tell(event: PanelEvent): void;
  /** The panel's life. */
  stop: AbortSignal;
}

const kMostChunk = 256 * 1024;
const kLeastChunk = 32 * 1024;
const kQualities = [0.86, 0.75, 0.62, 0.5];
const kSmaller = 0.8; // when no quality is enough
const kLeastSide = 64;
const kLongestWaitMs = 30_000;
const kChunkMs = 60_000; // 256 KB at 35 kbit/s

/** Why a file did not come; words: locales `evidence.code.*`. */
class Refused extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
/** The service has never heard of it, or forgot it: from the beginning, under another key. */
class Gone extends Error {}

const isFilm = (blob: Blob) => blob.type.startsWith('video/');

function drawn(bitmap: ImageBitmap, scale: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff'; // under what is transparent: a JPEG has no such thing
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const jpeg = (canvas: HTMLCanvasElement, quality: number) =>
  new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/jpeg', quality); });

async function smallEnough(file: Blob, { bytes, side }: UploadEffect): Promise<Blob> {
  // Upright by itself: every browser heeds the EXIF's orientation here, and older ones do not know the option's name for it.
  const bitmap = await createImageBitmap(file).catch(() => { throw new Refused('UNREADABLE'); });
  try {
    const longest = Math.max(bitmap.width, bitmap.height);
    for (let scale = Math.min(1, side / longest); scale * longest > kLeastSide || scale === 1; scale *= kSmaller) {
      const canvas = drawn(bitmap, scale);
      for (const quality of kQualities) {
        const blob = await jpeg(canvas, quality);
        if (blob && blob.size <= bytes) return blob;
      }
    }
    throw new Refused('UNREADABLE');
  } finally {
    bitmap.close();
  }
}

async function prepared(file: File, effect: UploadEffect): Promise<Blob> {
  if (!isFilm(file)) return smallEnough(file, effect);
  if (!effect.video_bytes) throw new Refused('EVIDENCE_TYPE');
  if (file.size > effect.video_bytes) throw new Refused('EVIDENCE_TOO_LARGE');
  return file;
}

const hex = (bytes: ArrayBuffer) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Until the time is over, or the network is back. */
function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      done();
    };
    const timer = setTimeout(go, ms);
    addEventListener('online', go);
    stop.addEventListener('abort', go, { once: true });
  });
}

interface Doing {
  stop: AbortController;
  blob: Promise<Blob>;
  id: string;
}

export class Evidence {
  readonly #doing = new Map<number, Doing>();
  readonly #shown = new Map<string, Promise<Blob>>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readonly ports: EvidencePorts) {}

  start(effect: UploadEffect, file: File): void {
    const stop = new AbortController();
    this.ports.stop.addEventListener('abort', () => stop.abort(), { signal: stop.signal });
    const doing: Doing = { stop, blob: prepared(file, effect), id: '' };
    this.#doing.set(effect.file, doing);
    this.#tell(effect, 'sending', 0, { film: isFilm(file) });
    this.#queue = this.#queue.then(() => this.#run(effect, doing)).catch((error: unknown) => {
      if (!stop.signal.aborted) this.#tell(effect, 'refused', 0, { code: error instanceof Refused ? error.code : String(error) });
    });
    doing.blob.catch(() => undefined); // told above
  }

  /** Taken back by the buyer. `id`: of what is complete. */
  async stop(file: number, id: string): Promise<void> {
    const doing = this.#doing.get(file);
    doing?.stop.abort();
    this.#doing.delete(file);
    const gone = id || doing?.id;
    if (gone) await this.#call('DELETE', gone, this.ports.stop).catch(() => undefined); // else the service forgets it within a day
  }

  /** A thumbnail in that size (CSS "cover"); null: there is none. */
  async pixels(src: string, width: number, height: number): Promise<Pixels | null> {
    try {
      const bitmap = await createImageBitmap(await this.#blob(src));
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [width, height];
      const scale = Math.max(width / bitmap.width, height / bitmap.height);
      const [w, h] = [bitmap.width * scale, bitmap.height * scale];
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(bitmap, (width - w) / 2, (height - h) / 2, w, h);
      bitmap.close();
      return { width, height, rgba: context.getImageData(0, 0, width, height).data };
    } catch {
      return null;
    }
  }

  /** Large: a picture is drawn, so that no page's policy needs to allow its address; a film plays with the browser's controls. */
  async show(target: HTMLCanvasElement | HTMLVideoElement, src: string): Promise<void> {
    const blob = await this.#blob(src).catch(() => null);
    if (!blob || !target.isConnected) return;
    if (target instanceof HTMLVideoElement) {
      target.src = URL.createObjectURL(blob);
      target.addEventListener('emptied', () => URL.revokeObjectURL(target.src), { once: true });
      return;
    }
    const bitmap = await createImageBitmap(blob);
    const { clientWidth, clientHeight } = target;
    [target.width, target.height] = [clientWidth * devicePixelRatio, clientHeight * devicePixelRatio];
    const scale = Math.min(target.width / bitmap.width, target.height / bitmap.height);
    const [w, h] = [bitmap.width * scale, bitmap.height * scale];
    target.getContext('2d')!.drawImage(bitmap, (target.width - w) / 2, (target.height - h) / 2, w, h);
    bitmap.close();
  }

  #tell(effect: UploadEffect, state: 'sending' | 'done' | 'refused', progress: number, more: object = {}): void {
    this.ports.tell({ type: 'file', file: effect.file, state, progress, ...more });
  }

  async #run(effect: UploadEffect, doing: Doing): Promise<void> {
    const { signal } = doing.stop;
    const blob = await doing.blob;
    const sum = hex(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    for (let again = false; ; again = true) {
      signal.throwIfAborted();
      try {
        doing.id = await this.#begin(effect, blob, sum, signal);
        await this.#append(effect, blob, doing.id, signal);
        return this.#tell(effect, 'done', 100, { id: doing.id });
      } catch (error) {
        if (again || !(error instanceof Gone)) throw error;
      }
    }
  }

  async #begin({ tid, case_id, kind }: UploadEffect, blob: Blob, sha256: string, stop: AbortSignal): Promise<string> {
    const body = JSON.stringify({
      tid, ...(case_id ? { case_id } : {}), kind: isFilm(blob) ? 'VIDEO' : kind, type: blob.type.split(';')[0], bytes: blob.size, sha256,
    });
    const key = sessionId();
    const answer = await this.#patiently(stop, () => send({ method: 'POST', path: '/v1/evidence', key, body }, this.ports.connection, stop));
    if (answer.status === 201) return (JSON.parse(answer.body) as Answers['beginEvidence']).id;
    throw refusal(answer.body);
  }

  async #append(effect: UploadEffect, blob: Blob, id: string, stop: AbortSignal): Promise<void> {
    const chunk = Math.min(kMostChunk, Math.max(kLeastChunk, Math.ceil(blob.size / 10)));
    let offset = 0, cut = false;
    while (offset < blob.size) {
      const answer = await this.#patiently(stop, async () => {
        const part = cut ? await this.#call('HEAD', id, stop) : await this.#call('PATCH', id, stop, blob.slice(offset, offset + chunk), offset);
        cut = cut ? part.status !== 200 : part.status === 0 || part.status >= 500; // whether it arrived, only the service knows
        return part;
      });
      if (answer.status === 404) throw new Gone();
      if (answer.offset === undefined) throw refusal(answer.body);
      offset = answer.offset;
      this.#tell(effect, 'sending', Math.floor(99 * offset / blob.size));
    }
  }

  // The same again, ever more slowly, while the network or the service fails.
  async #patiently<T extends { status: number }>(stop: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    for (let waitMs = 1000; ; waitMs = Math.min(2 * waitMs, kLongestWaitMs)) {
      const answer = await attempt();
      stop.throwIfAborted();
      if (answer.status && answer.status < 500 && answer.status !== 429 && answer.status !== 408) return answer;
      await pause(waitMs, stop);
      stop.throwIfAborted();
    }
  }

  async #call(method: string, id: string, stop: AbortSignal, part?: Blob, offset = 0): Promise<{ status: number; body: string; offset: number | undefined }> {
    const limit = new AbortController();
    const give_up = () => limit.abort();
    const timer = setTimeout(give_up, kChunkMs);
    stop.addEventListener('abort', give_up);
    try {
      const response = await this.#fetch(`/v1/evidence/${id}`, {
        method, signal: limit.signal, body: part ?? null,
        headers: part ? { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) } : {},
      });
      const at = response.headers.get('Upload-Offset');
      return { status: response.status, body: await response.text(), offset: at === null ? undefined : Number(at) };
    } catch {
      return { status: 0, body: '', offset: undefined };
    } finally {
      clearTimeout(timer);
      stop.removeEventListener('abort', give_up);
    }
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const { endpoint, token } = this.ports.connection;
    const attempt = (with_token: string | null) => fetch(endpoint.replace(/\/$/, '') + path, {
      ...init, credentials: 'omit', redirect: 'error', headers: { ...init.headers, ...(with_token ? { Authorization: `Bearer ${with_token}` } : {}) },
    });
    const response = await attempt(await token(false));
    return response.status === 401 ? attempt(await token(true)) : response;
  }

  #blob(src: string): Promise<Blob> {
    const own = /^file:(\d+)$/.exec(src);
    if (own) return this.#doing.get(Number(own[1]))?.blob ?? Promise.reject(new Error(src));
    let shown = this.#shown.get(src);
    if (!shown) {
      shown = this.#fetch(src, { signal: this.ports.stop }).then((response) => {
        if (!response.ok) throw new Error(`${src}: HTTP ${response.status}`);
        return response.blob();
      });
      this.#shown.set(src, shown);
      shown.catch(() => this.#shown.delete(src));
    }
    return shown;
  }
}

function refusal(body: string): Refused {
  try {
    return new Refused(String((JSON.parse(body) as Problem).code));
  } catch {
    return new Refused('other');
  }
}
