// What is painted where: tests look at a screenshot as the buyer would, in CSS pixels.
import { decode, difference } from '../harness/pictures.mjs';

const kShade = 0.1; // of black to white

/** Whether nobody could tell two screenshots apart. Not to the bit: pictures of goods are scaled a shade differently from one
 *  time to the next. */
export const alike = (a, b) => a.equals(b) || difference(decode(a), decode(b), kShade).pixels === 0;

/** For each rectangle of the window: the extent of what stands out in it from its last column's ground, null where nothing
 *  does; and its darkest colour, as the sum of red, green and blue. */
export async function ink(buyer, rects) {
  const shot = (await buyer.page.screenshot({ caret: 'hide' })).toString('base64');
  return buyer.page.evaluate(async ([shot, rects]) => {
    const image = await createImageBitmap(new Blob([Uint8Array.from(atob(shot), (c) => c.charCodeAt(0))]));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    canvas.drawImage(image, 0, 0);
    const dpr = devicePixelRatio;
    return rects.map((rect) => {
      const [x0, y0] = [Math.max(0, Math.floor(rect.left * dpr)), Math.max(0, Math.floor(rect.top * dpr))];
      const [w, h] = [Math.min(image.width - x0, Math.ceil(rect.width * dpr)), Math.min(image.height - y0, Math.ceil(rect.height * dpr))];
      const { data } = canvas.getImageData(x0, y0, w, h);
      const at = (x, y, i) => data[(y * w + x) * 4 + i];
      let [left, right, darkest] = [Infinity, -1, 765];
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) {
          const differs = [0, 1, 2].reduce((sum, i) => sum + Math.abs(at(x, y, i) - at(w - 1, 0, i)), 0);
          darkest = Math.min(darkest, at(x, y, 0) + at(x, y, 1) + at(x, y, 2));
          if (differs <= 90) continue;
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
      return { left: right < 0 ? null : (x0 + left) / dpr, right: right < 0 ? null : (x0 + right + 1) / dpr, darkest };
    });
  }, [shot, rects]);
}
