// What "Adjust" makes of a picture, on its small picture: "Developing" in docs/imaging.md, as the worker does it in full. This part is the
// same with and without WebGL: curves, the fine detail, and how large things are.

export const names = [
  'light', 'contrast', 'highlights', 'shadows', 'warmth', 'tint', 'saturation', 'vibrance', 'sharpness', 'vignette', 'grain',
];

const fineSide = 1000;
const softness = 0.8;
const luma = [0.2126, 0.7152, 0.0722];

/** How many of the picture's pixels its details are large. */
export const unitOf = picture => Math.max(1, Math.min(picture.width, picture.height) / fineSide);

/** Four numbers for each level: what white balance, light and contrast make of red, green and blue. */
export function curves({ light = 0, contrast = 0, warmth = 0, tint = 0 }) {
  const [l, c, w, t] = [light / 100, contrast / 100, warmth / 100, tint / 100];
  const gains = [1 + 0.15 * w + 0.08 * t, 1 - 0.1 * t, 1 - 0.25 * w + 0.08 * t];
  const grey = gains.reduce((sum, gain, band) => sum + gain * luma[band], 0);
  const table = new Float32Array(256 * 4);
  for (let level = 0; level < 256; level++) {
    for (let band = 0; band < 3; band++) {
      const v = Math.min(1, ((gains[band] / grey) * level) / 255);
      const lit = l >= 0 ? 1 - (1 - v) ** (1 + 1.25 * l) : v ** (1 - 1.25 * l);
      table[level * 4 + band] = lit + c * (lit * lit * (3 - 2 * lit) - lit);
    }
  }
  return table;
}

/** By how much the light of each pixel differs from that of its neighbourhood. */
export function fineDetail({ data, width, height }, picture) {
  const sigma = (softness * unitOf(picture) * width) / picture.width;
  const radius = Math.ceil(2.5 * sigma);
  const weights = Float32Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-((at - radius) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((all, one) => all + one);
  const light = new Float32Array(width * height);
  for (let at = 0; at < light.length; at++) {
    light[at] = (luma[0] * data[at * 4] + luma[1] * data[at * 4 + 1] + luma[2] * data[at * 4 + 2]) / 255;
  }
  const across = new Float32Array(light.length);
  const detail = Float32Array.from(light);
  const between = (value, most) => (value < 0 ? 0 : value > most ? most : value);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let all = 0;
      for (let i = -radius; i <= radius; i++) all += light[y * width + between(x + i, width - 1)] * weights[i + radius];
      across[y * width + x] = all / sum;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let i = -radius; i <= radius; i++) {
      const [from, weight] = [between(y + i, height - 1) * width, weights[i + radius] / sum];
      for (let x = 0; x < width; x++) detail[y * width + x] -= across[from + x] * weight;
    }
  }
  return detail;
}

/** What both ways to draw need besides the curves, each as a fraction. */
export function amounts(how) {
  const of = name => (how[name] ?? 0) / 100;
  return {
    highlights: of('highlights'), shadows: of('shadows') * (of('shadows') > 0 ? 1.6 : 0.9),
    saturation: of('saturation'), vibrance: of('vibrance'),
    sharp: 1.5 * of('sharpness'), vignette: of('vignette'), grain: 0.1 * of('grain'),
  };
}
