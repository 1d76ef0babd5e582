// images.ts: pictures that the panel asked for, as pixels in the size it wants (CSS "cover").

export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8ClampedArray;
}

/** Where the service's `src` is: meant at its `endpoint`, not in the page around the panel. "" for what is no http(s), like an <img>. */
export function addressOf(src: string, endpoint: string): string {
  try {
    const url = new URL(src, new URL(endpoint, document.baseURI));
    return /^https?:$/.test(url.protocol) ? url.href : '';
  } catch {
    return '';
  }
}

/** Null when the picture cannot be had: missing, refused by CORS or by the page's policy. */
export async function loadImage(src: string, endpoint: string, width: number, height: number): Promise<Pixels | null> {
  try {
    const href = addressOf(src, endpoint);
    if (!href) return null;
    const image = new Image();
    image.crossOrigin = 'anonymous'; // or its pixels could not be read back
    image.src = href;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context || !image.width || !image.height) return null;
    const scale = Math.max(width / image.width, height / image.height);
    const [w, h] = [image.width * scale, image.height * scale];
    context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h);
    return { width, height, rgba: context.getImageData(0, 0, width, height).data };
  } catch {
    return null;
  }
}
