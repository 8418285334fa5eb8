// The looks that change colours, as `Editing/Grading/LookGrades.cs` and its neighbours make them: whole, before a strength mixes them with
// the picture.

import { grainAt, luma } from './develop2d.js';
import { unitOf } from './develop.js';

const size = 33;
const linear = v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const gamma = v => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);
const clip = v => (v < 0 ? 0 : v > 1 ? 1 : v);

/* Oklab: light, then two of colour */

function oklab([red, green, blue]) {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function srgb([light, a, b]) {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s), gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const isOnScreen = rgb => Math.min(...rgb) >= -0.002 && Math.max(...rgb) <= 1.002;

/** The same light and hue, with as much colour as a screen has for them. */
function screen([light, a, b]) {
  const rgb = srgb([light, a, b]);
  if (isOnScreen(rgb)) return rgb;
  const within = clip(light);
  let [low, high] = [0, 1];
  for (let round = 0; round < 7; round++) {
    const middle = (low + high) / 2;
    if (isOnScreen(srgb([within, a * middle, b * middle]))) low = middle;
    else high = middle;
  }
  return srgb([within, a * low, b * low]).map(clip);
}

/* Looks */

const bend = (value, strength) => clip(value) + strength * (clip(value) ** 2 * (3 - 2 * clip(value)) - clip(value));
const split = light => {
  const l = clip(light);
  return [(1 - l) ** 2 * Math.min(1, 5 * l), l ** 2 * Math.min(1, 5 * (1 - l))];
};
const onCurve = (rgb, strength, low, range) => rgb.map((value, band) => low[band] + bend(value, strength) * range[band]);
const duotone = [[28, 20, 92], [255, 196, 140]].map(colour => oklab(colour.map(level => level / 255)));

export const looks = {
  mono: { direct: rgb => Array(3).fill(luma(...rgb)) },
  sepia: {
    direct: ([r, g, b]) => [0.393 * r + 0.769 * g + 0.189 * b, 0.349 * r + 0.686 * g + 0.168 * b, 0.272 * r + 0.534 * g + 0.131 * b],
  },
  fade: { direct: rgb => rgb.map(value => 58 / 255 + value * 0.72) },
  vintage: {
    vignette: 0.28, grain: 30,
    grade(rgb) {
      const [l, a, b] = oklab(rgb);
      return onCurve(screen([l, a * 0.72 + 0.012 * l, b * 0.72 + 0.01 + 0.018 * l]), 0.25, [0.15, 0.125, 0.125], [0.83, 0.825, 0.775]);
    },
  },
  film: {
    grain: 26,
    grade(rgb) {
      const [l, a, b] = oklab(rgb);
      const [dark, light] = split(l);
      const toned = screen([l, a * 0.94 - 0.012 * dark + 0.006 * light, b * 0.94 - 0.004 * dark + 0.02 * light]);
      return onCurve(toned, 0.45, [0.035, 0.04, 0.045], [0.945, 0.93, 0.91]);
    },
  },
  cinematic: {
    vignette: 0.22,
    grade(rgb) {
      const [l, a, b] = oklab(rgb);
      const [dark, light] = split(l);
      const toned = screen([l, a * 1.02 - 0.03 * dark + 0.018 * light, b * 1.02 - 0.036 * dark + 0.042 * light]);
      return onCurve(toned, 0.5, [0.005, 0.014, 0.02], [0.95, 0.95, 0.95]);
    },
  },
  lomo: {
    vignette: 0.75,
    grade(rgb) {
      const [l, a, b] = oklab(rgb);
      const [red, green, blue] = screen([l, a * 1.22, b * 1.22]);
      return [bend(red, 0.9), bend(green, 0.75), 0.09 + 0.8 * clip(blue)];
    },
  },
  duotone: {
    grade(rgb) {
      const share = clip((oklab(rgb)[0] - 0.12) / 0.8);
      return screen(duotone[0].map((value, at) => value + share * (duotone[1][at] - value)));
    },
  },
};

/** A table of 33 × 33 × 33 colours with straight lines between them, as the worker has it. */
function cubeOf(grade) {
  const nodes = new Float32Array(size ** 3 * 3);
  for (let at = 0; at < size ** 3; at++) {
    const colour = [at % size, Math.floor(at / size) % size, Math.floor(at / (size * size))].map(step => step / (size - 1));
    nodes.set(grade(colour).map(value => clip(value) * 255), at * 3);
  }
  return nodes;
}

/** In one of the six tetrahedra of a cell, so that greys stay grey. */
function between(nodes, red, green, blue, to, at) {
  const cell = value => Math.min(Math.floor((value * (size - 1)) / 255), size - 2);
  const [x, y, z] = [cell(red), cell(green), cell(blue)];
  const parts = [[(red * (size - 1)) / 255 - x, 1], [(green * (size - 1)) / 255 - y, size], [(blue * (size - 1)) / 255 - z, size * size]];
  parts.sort((one, other) => other[0] - one[0]);
  const corner = x + size * (y + size * z);
  const [second, third, last] = [corner + parts[0][1], corner + parts[0][1] + parts[1][1], corner + 1 + size + size * size];
  for (let band = 0; band < 3; band++) {
    to[at + band] = nodes[corner * 3 + band] * (1 - parts[0][0]) + nodes[second * 3 + band] * (parts[0][0] - parts[1][0])
      + nodes[third * 3 + band] * (parts[1][0] - parts[2][0]) + nodes[last * 3 + band] * parts[2][0];
  }
}

/** @returns the whole look of an image, as large as it is. `picture` says how large the real one is. */
export function develop(name, { data, width, height }, picture) {
  const { direct, grade, vignette = 0, grain = 0 } = looks[name];
  const made = new ImageData(width, height);
  // A small image has fewer colours than the table.
  const nodes = grade && width * height > size ** 3 ? cubeOf(grade) : null;
  const each = direct ?? grade;
  const grains = picture.width / width / unitOf(picture);
  const to = new Float32Array(3);
  for (let at = 0; at < data.length; at += 4) {
    if (nodes) between(nodes, data[at], data[at + 1], data[at + 2], to, 0);
    else to.set(each([data[at] / 255, data[at + 1] / 255, data[at + 2] / 255]).map(value => clip(value) * 255));
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    const light = grain ? clip(luma(...to) / 255) : 0;
    const more = grain
      ? grain * 0.26 * (0.35 + 2.6 * light * (1 - light)) * grainAt((x + 0.5) * grains - 0.5, (y + 0.5) * grains - 0.5) : 0;
    const [along, down] = [((x + 0.5) / width) * 2 - 1, ((y + 0.5) / height) * 2 - 1];
    const left = 1 - vignette * Math.sqrt((along * along + down * down) / 2) ** 3;
    for (let band = 0; band < 3; band++) made.data[at + band] = Math.min(255, Math.max(0, to[band] + more)) * left;
    made.data[at + 3] = data[at + 3];
  }
  return made;
}
