// theme.ts: the shop's and the buyer's wishes about the look, as the core's `theme` event.
import type { CanvasGlyphs } from './glyphs.js';
import type { PanelEvent } from './types.js';

const kRadiusPx = 14; // look.md
const kDark = '(prefers-color-scheme: dark)';
const kStill = '(prefers-reduced-motion: reduce)';
const kMore = '(prefers-contrast: more)';
const kForced = '(forced-colors: active)';

/** `theme` on the element: light, dark, or auto (the buyer's system). The font goes to the glyphs at once. */
export function readTheme(element: HTMLElement, glyphs: CanvasGlyphs, otherFont: () => void): Extract<PanelEvent, { type: 'theme' }> {
  const style = getComputedStyle(element);
  const property = (name: string) => style.getPropertyValue(`--kefu-${name}`).trim();
  const wish = element.getAttribute('theme');
  if (glyphs.family(property('font'))) otherFont();
  return {
    type: 'theme',
    dark: wish === 'dark' || (wish !== 'light' && matchMedia(kDark).matches),
    reduced_motion: matchMedia(kStill).matches,
    contrast: matchMedia(kMore).matches,
    accent: glyphs.colour(property('accent')),
    accent_text: glyphs.colour(property('accent-text')),
    radius: Math.round(parseFloat(property('radius') || String(kRadiusPx))), // 0 is a wish too
  };
}

/** The buyer's system paints everything in a few colours of her own: only real elements follow. */
export const forcedColours = () => matchMedia(kForced).matches;

/** `probe` tells of a shop's properties that change: their values pass through transitions of no length (styles.ts). */
export function watchTheme(probe: HTMLElement, changed: () => void, forced: () => void, signal: AbortSignal): void {
  for (const query of [kDark, kStill, kMore]) matchMedia(query).addEventListener('change', changed, { signal });
  matchMedia(kForced).addEventListener('change', forced, { signal });
  probe.addEventListener('transitionrun', changed, { signal });
}
