// Arrow keys on a picture.

const steps = 50;
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** How far an arrow moves something, `[dx, dy]` in pixels: a 50th of the shorter side, or one pixel with Ctrl. Null for other keys. */
export function arrowStep(event, { width, height }) {
  const by = event.ctrlKey || event.metaKey ? 1 : Math.max(1, Math.round(Math.min(width, height) / steps));
  return arrows[event.key]?.map(one => one * by) ?? null;
}
