// shop.ts: what the shop's page hears of the panel: CustomEvents on the element, errors by their codes.
//
//   kefu-ready {mode}   usable now, as canvas or plain page    kefu-mode {mode}     the one became the other
//   kefu-screen {title} a screen's heading                     kefu-channel {channel, href}  cancelable: the shop opens it itself
//   kefu-case, kefu-report, kefu-sign-in: the core's           kefu-error {code, message}    codes.ts
import type { ErrorCode } from './codes.js';

export class Shop {
  /** Whether the page took the last event that can be declined into its own hands. */
  declined = false;
  #storageTold = false;

  constructor(readonly element: HTMLElement) {}

  tell(name: string, detail: unknown): void {
    const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: name === 'kefu-channel' });
    if (!this.element.dispatchEvent(event)) this.declined = true;
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
