// gallery.ts: the pictures and clips of a case: a gallery with a viewer, and a field that chooses among them or adds new
// ones. Bytes are fetched with the token and shown from a blob, because a plain address could not carry it. A thumbnail's
// blob has an address until it is loaded, the viewer's while it is open: to free one earlier fails what still loads.
import type { Api } from './api.js';
import { el, fill, uniqueId } from './dom.js';
import type { Field } from './fields.js';
import { actorText } from './labels.js';
import type { DeskCase, Evidence } from '#openapi';
import type { Uploads } from './upload.js';
import { moment, say } from './words.js';

export interface Gallery {
  element: HTMLElement;
  items: Evidence[];
  update(items: Evidence[]): void;
  /** A thumbnail of its own for each place that shows it. */
  picture(item: Evidence): HTMLElement;
  add(file: File, progress: (part: number) => void): Promise<Evidence>;
  /** What may be added, as a file field takes it. */
  accept: string;
  close(): void;
}

export function gallery(api: Api, uploads: Uploads, { case: { tid, case_id }, limits }: DeskCase): Gallery {
  const blobs = new Map<string, Promise<Blob>>();
  let viewed = ''; // the address of what the viewer shows
  const list = el('ul', { class: 'gallery' });
  const viewer = el('dialog', { class: 'viewer', 'aria-label': say('evidence.viewer'), onclose: empty, onclick: (e: MouseEvent) => { if (e.target === viewer) viewer.close(); } });
  const element = el('div', {}, list, viewer);

  function bytes(id: string): Promise<Blob> {
    let found = blobs.get(id);
    if (!found) {
      blobs.set(id, found = api.blob(`/v1/evidence/${encodeURIComponent(id)}`));
      found.catch(() => blobs.delete(id)); // the next one who looks asks again
    }
    return found;
  }

  /** Out of the page with it, too: a clip in a closed viewer would go on talking. */
  function empty(): void {
    fill(viewer);
    URL.revokeObjectURL(viewed);
  }

  // What it shows, and whose it is.
  const describe = (item: Evidence): string => item.caption || `${say(`kind.${item.kind}`)} · ${actorText(item.by)}`;

  function picture(item: Evidence): HTMLElement {
    if (!item.type.startsWith('image/')) return el('span', { class: 'thumb clip' }, say(`kind.${item.kind}`));
    const image = el('img', { class: 'thumb', alt: describe(item), width: 96, height: 96 });
    bytes(item.id).then((blob) => {
      image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
      image.src = URL.createObjectURL(blob);
    }, () => { image.alt = say('evidence.failed'); });
    return image;
  }

  async function show(item: Evidence): Promise<void> {
    const closing = el('button', { type: 'button', class: 'quiet', onclick: () => viewer.close() }, say('close'));
    const body = el('div', { class: 'viewed' }, el('p', {}, say('loading')));
    fill(viewer, body, el('p', {}, `${actorText(item.by)} · ${moment(item.at)}`), item.caption && el('p', {}, item.caption), closing);
    viewer.showModal();
    try {
      const blob = await bytes(item.id);
      if (!body.isConnected) return; // closed meanwhile, or another one is looked at
      viewed = URL.createObjectURL(blob);
      fill(body, item.type.startsWith('video/') ? el('video', { src: viewed, controls: true }) : el('img', { src: viewed, alt: describe(item) }));
    } catch {
      fill(body, el('p', { role: 'alert' }, say('evidence.failed')));
    }
  }

  const self: Gallery = {
    element, items: [], picture,
    update(items) {
      self.items = items;
      fill(list, ...items.map((item) => el('li', {}, el('button', { type: 'button', class: 'tile', 'aria-label': describe(item), onclick: () => void show(item) },
        picture(item), el('small', {}, actorText(item.by))))));
      if (items.length === 0) fill(list, el('li', { class: 'hint' }, say('evidence.none')));
    },
    add: (file, progress) => uploads.send(file, { tid, case_id, limits }, progress),
    accept: `image/*${limits.video_bytes_max > 0 ? ',video/*' : ''}`,
    close: empty,
  };
  return self;
}

interface Choice {
  /** Pieces, at most. */
  most: number;
  required?: boolean;
  /** What there is to choose from beside new ones. */
  from?: Evidence[];
}
interface Kept { own: Evidence[]; chosen: string[] }

/** Chooses pieces that are on the case and uploads new ones; the value is their ids. A new one is told as `change`. */
export function evidenceField(name: string, label: string, shown: Gallery, { most, required = false, from = shown.items }: Choice): Field {
  const error = el('p', { class: 'field-error', id: uniqueId(), role: 'alert' });
  const tiles = el('div', { class: 'gallery choose' });
  const state = el('p', { class: 'hint', role: 'status' });
  const file = el('input', { type: 'file', accept: shown.accept, multiple: true, id: uniqueId(), 'aria-describedby': error.id, onchange: () => void take() });
  const boxes = new Map<string, HTMLInputElement>();
  const own: Evidence[] = [];
  let sending = 0;
  const complain = (sentence: string): void => { error.textContent = sentence; };
  const chosen = (): string[] => [...boxes.values()].filter((box) => box.checked).map((box) => box.value);

  function tile(item: Evidence, checked: boolean): void {
    const box = el('input', { type: 'checkbox', value: item.id, checked, onchange: () => complain('') });
    boxes.set(item.id, box);
    tiles.append(el('label', { class: 'tile' }, shown.picture(item), el('span', {}, box, ` ${item.caption || actorText(item.by)}`)));
  }
  for (const item of from) tile(item, false);

  async function take(): Promise<void> {
    complain('');
    const files = [...file.files ?? []];
    file.value = '';
    sending += files.length;
    for (const one of files) {
      try {
        const item = await shown.add(one, (part) => { state.textContent = say('evidence.sending', { part: Math.round(part * 100) }); });
        own.push(item);
        tile(item, true);
        state.textContent = say('evidence.sent');
        tiles.dispatchEvent(new Event('change', { bubbles: true }));
      } catch (failed) {
        state.textContent = '';
        complain(failed instanceof Error && failed.message ? failed.message : say('evidence.failed'));
      } finally {
        sending -= 1;
      }
    }
  }

  const element = el('fieldset', { class: 'field' }, el('legend', {}, label), tiles,
    file, el('label', { for: file.id, class: 'add' }, say('evidence.add')), state, error);
  return {
    name, element, complain, focus: () => ([...boxes.values()][0] ?? file).focus(),
    kept: (): Kept => ({ own, chosen: chosen() }),
    restore: (kept) => {
      const { own: before, chosen: ids } = kept as Kept;
      for (const item of before) {
        own.push(item);
        if (!boxes.has(item.id)) tile(item, false);
      }
      for (const [id, box] of boxes) box.checked = ids.includes(id);
    },
    read: () => {
      const ids = chosen();
      const wrong = sending > 0 ? say('evidence.wait') : ids.length > most ? say('evidence.most', { most }) : required && ids.length === 0 ? say('evidence.required') : '';
      if (wrong) complain(wrong);
      return wrong ? undefined : ids.length > 0 ? ids : null;
    },
  };
}
