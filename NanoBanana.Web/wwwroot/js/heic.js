// HEIC, which phones write and few browsers show, becomes JPEG here. The decoder is loaded when the first such file is there, in a worker
// of its own, so that the page stays alive.

const patience = 60_000;
const quality = 0.92;

// One at a time: each takes some hundred megabytes.
let turn = Promise.resolve();

// They hand out JPEG by themselves where HEIC is not asked for.
const converts = /iP(hone|ad|od)/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

/** Lets a file picker offer HEIC where there is a decoder. */
export function accept(input) {
  if (!input.dataset.heic || converts || input.accept.includes('heic')) return;
  // A phone offers its camera only where nothing but images is accepted; other systems may not know the type of such a name.
  input.accept += `,image/heic,image/heif${matchMedia('(pointer: coarse)').matches ? '' : ',.heic,.heif'}`;
}

/** IMG_1.HEIC becomes IMG_1.jpg. */
export const jpegName = name => `${name.replace(/\.(heic|heif)$/i, '')}.jpg`;

/**
 * The picture upright, without metadata.
 * @param file a HEIC file.
 * @param decoder the address of the worker.
 * @param maxPixels width × height.
 * @returns a JPEG file of the same name; null when it cannot be read.
 */
export function toJpeg(file, decoder, maxPixels) {
  const made = turn.then(() => decode(file, decoder, maxPixels));
  turn = made;
  return made;
}

function decode(file, decoder, maxPixels) {
  return new Promise(resolve => {
    const worker = new Worker(decoder);
    const end = blob => {
      clearTimeout(late);
      worker.terminate();
      resolve(blob ? new File([blob], jpegName(file.name), { type: 'image/jpeg', lastModified: file.lastModified }) : null);
    };
    const late = setTimeout(end, patience, null);
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = () => end(null);
    worker.postMessage({ file, maxPixels, quality });
  });
}
