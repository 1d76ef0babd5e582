// shop.ts: what the shop's page hears of the panel: CustomEvents on the element, errors by their codes.
//
//   kefu-ready {mode}   usable now, as canvas or plain page    kefu-mode {mode}     the one became the other
//   kefu-screen {place, title}  another screen: README.md's list, and its heading in the buyer's language
//   kefu-channel {channel, href}  cancelable: the shop opens it itself
//   kefu-sign-in {}     cancelable: the shop signs the buyer in itself; else it is asked for a token again
//   kefu-case, kefu-report: the core's                         kefu-error {code, message}    codes.ts
import type { ErrorCode } from './codes.js';

const kCancelable = /channel|sign/;

export class Shop {
  /** Whether the page took the last event that can be declined into its own hands. */
  declined = false;
  #storageTold = false;

  constructor(readonly element: HTMLElement) {}

  /** False when the page takes it into its own hands. */
  tell(name: string, detail: unknown): boolean {
    const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: kCancelable.test(name) });
    const go = this.element.dispatchEvent(event);
    if (!go) this.declined = true;
    return go;
  }

  error(code: ErrorCode, error: unknown): void {
    this.tell('kefu-error', { code, message: String(error) });
  }

  /** Once a panel: it will not get better, and each key typed would tell it again. */
  storageRefused(error: unknown): void {
    if (!this.#storageTold) this.error('STORAGE_REFUSED', error);
    this.#storageTold = true;
  }
}
