// Softens the edge of a mask: two passes of a box filter, so that what lies farther from the edge than asked stays exactly as it is.

import { tint } from './maskPictures.js';

const full = 257;

/**
 * @param by pixels of the mask that the soft edge reaches to both sides. The picture's own edge is none.
 * @param size of the mask.
 */
export function feather(context, by, size, paint) {
  const { a: scale, f: shift } = context.getTransform();
  const radius = Math.round(by * scale);
  if (radius < 1) return;
  const { width, height } = context.canvas;
  const top = Math.max(0, Math.round(shift));
  const rows = Math.min(height, Math.round(shift + size.height * scale)) - top;
  const pixels = context.getImageData(0, top, width, rows);
  const alpha = new Uint16Array(width * rows);
  for (let i = 0; i < alpha.length; i++) alpha[i] = pixels.data[4 * i + 3] * full;
  for (const part of [radius >> 1, radius - (radius >> 1)]) {
    if (part > 0) blur(alpha, width, rows, part);
  }
  for (let i = 0; i < alpha.length; i++) {
    pixels.data[4 * i] = pixels.data[4 * i + 1] = pixels.data[4 * i + 2] = 255;
    pixels.data[4 * i + 3] = Math.round(alpha[i] / full);
  }
  context.putImageData(pixels, 0, top);
  tint(context, size, paint);
}

/** The mean of a square around each value; beyond the sides their values go on. */
function blur(values, width, rows, radius) {
  const line = new Uint16Array(width);
  for (let start = 0; start < values.length; start += width) {
    line.set(values.subarray(start, start + width));
    blurLine(line, values, start, radius);
  }
  const columns = values.slice();
  const sums = new Uint32Array(width);
  const row = y => Math.min(Math.max(y, 0), rows - 1) * width;
  for (let y = -radius - 1; y < radius; y++) {
    for (let x = 0, at = row(y); x < width; x++, at++) sums[x] += columns[at];
  }
  for (let y = 0; y < rows; y++) {
    const [from, to] = [row(y - radius - 1), row(y + radius)];
    for (let x = 0; x < width; x++) {
      sums[x] += columns[to + x] - columns[from + x];
      values[y * width + x] = Math.round(sums[x] / (2 * radius + 1));
    }
  }
}

function blurLine(line, values, start, radius) {
  const last = line.length - 1;
  let sum = 0;
  for (let x = -radius - 1; x < radius; x++) sum += line[Math.min(Math.max(x, 0), last)];
  for (let x = 0; x <= last; x++) {
    sum += line[Math.min(x + radius, last)] - line[Math.max(x - radius - 1, 0)];
    values[start + x] = Math.round(sum / (2 * radius + 1));
  }
}
