// Draws what "Adjust" makes of a picture where there is no WebGL 2: the same, pixel by pixel.

import { amounts, curves, fineDetail, unitOf } from './develop.js';

const dark = 0.04;
const between = (value, low, high) => (value < low ? low : value > high ? high : value);
export const luma = (r, g, b) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function lattice(column, row) {
  let mixed = Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca77);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  mixed ^= mixed >>> 15;
  return ((mixed & 255) + ((mixed >>> 8) & 255) + ((mixed >>> 16) & 255) + (mixed >>> 24) - 510) / 147.8;
}

const mix = (from, to, share) => from + share * (to - from);

/** What `FilmGrain.cs` has at a place, in grains. */
export function grainAt(x, y) {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const upper = mix(lattice(column, row), lattice(column + 1, row), x - column);
  const lower = mix(lattice(column, row + 1), lattice(column + 1, row + 1), x - column);
  return mix(upper, lower, y - row);
}

export function plainDeveloper(canvas, image, picture) {
  const context = canvas.getContext('2d');
  const { width, height } = canvas;
  const made = new ImageData(width, height);
  const grains = picture.width / width / unitOf(picture);
  let detail = null;

  return {
    draw(how) {
      const table = curves(how);
      const { highlights, shadows, saturation, vibrance, sharp, vignette, grain } = amounts(how);
      if (sharp) detail ??= fineDetail(image, picture);
      const { data: from } = image;
      const { data: to } = made;
      for (let y = 0, at = 0; y < height; y++) {
        const down = ((y + 0.5) / height) * 2 - 1;
        for (let x = 0; x < width; x++, at += 4) {
          let r = table[from[at] * 4];
          let g = table[from[at + 1] * 4 + 1];
          let b = table[from[at + 2] * 4 + 2];
          if (highlights || shadows) {
            const light = between(luma(r, g, b), 0, 1);
            let raised = between(light + light * (1 - light) ** 3 * shadows, 0, 1);
            raised += highlights * raised * raised * (1 - raised);
            const ratio = (raised + dark) / (light + dark);
            r = (r + dark) * ratio - dark;
            g = (g + dark) * ratio - dark;
            b = (b + dark) * ratio - dark;
          }
          if (saturation || vibrance) {
            const spread = between(Math.max(r, g, b) - Math.min(r, g, b), 0, 1);
            const along = r - 0.5 * (g + b);
            const up = 0.866 * (g - b);
            const skin = Math.max(0, (0.906 * along + 0.423 * up) / Math.max(1e-4, Math.sqrt(along * along + up * up)));
            const factor = Math.max(0, (1 + saturation) * (1 + vibrance * (1 - spread) * (1 - 0.5 * skin * skin)));
            const grey = luma(r, g, b);
            r = grey + (r - grey) * factor;
            g = grey + (g - grey) * factor;
            b = grey + (b - grey) * factor;
          }
          let more = sharp ? sharp * detail[at / 4] : 0;
          let left = 1;
          if (vignette) {
            const along = ((x + 0.5) / width) * 2 - 1;
            left = 1 - vignette * Math.sqrt((along * along + down * down) / 2) ** 3;
          }
          more *= left;
          if (grain) {
            const light = between(luma(r, g, b) * left + more, 0, 1);
            more += grain * (0.35 + 2.6 * light * (1 - light)) * grainAt((x + 0.5) * grains - 0.5, (y + 0.5) * grains - 0.5);
          }
          // The array itself clips and rounds.
          to[at] = (r * left + more) * 255;
          to[at + 1] = (g * left + more) * 255;
          to[at + 2] = (b * left + more) * 255;
          to[at + 3] = from[at + 3];
        }
      }
      context.putImageData(made, 0, 0);
    },
    close() {},
  };
}
