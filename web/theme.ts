// theme.ts: the shop's and the buyer's wishes about the look, as the core's `theme` event.
import type { CanvasGlyphs } from './glyphs.js';
import type { PanelEvent } from './types.js';

const kRadiusPx = 14; // look.md
const kDark = '(prefers-color-scheme: dark)';
const kStill = '(prefers-reduced-motion: reduce)';

/** `theme` on the element: light, dark, or auto (the buyer's system). */
export function readTheme(element: HTMLElement, glyphs: CanvasGlyphs): Extract<PanelEvent, { type: 'theme' }> {
  const style = getComputedStyle(element);
  const property = (name: string) => style.getPropertyValue(`--kefu-${name}`).trim();
  const wish = element.getAttribute('theme');
  glyphs.family(property('font'));
  return {
    type: 'theme',
    dark: wish === 'dark' || (wish !== 'light' && matchMedia(kDark).matches),
    reduced_motion: matchMedia(kStill).matches,
    accent: glyphs.colour(property('accent')),
    accent_text: glyphs.colour(property('accent-text')),
    radius: Math.round(parseFloat(property('radius') || String(kRadiusPx))), // 0 is a wish too
  };
}

export function watchTheme(changed: () => void, signal: AbortSignal): void {
  for (const query of [kDark, kStill]) matchMedia(query).addEventListener('change', changed, { signal });
}
