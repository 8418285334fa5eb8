// How far a picture grows beyond each of its edges, in its pixels; at most by its own length.

const between = (value, low, high) => Math.min(Math.max(value, low), high);
const opposite = { left: 'right', right: 'left', top: 'bottom', bottom: 'top' };
const edges = { w: 'left', e: 'right', n: 'top', s: 'bottom' };

export class ExpandState {
  sides = { left: 0, right: 0, top: 0, bottom: 0 };

  constructor(picture) {
    this.picture = picture;
  }

  get width() {
    return this.picture.width + this.sides.left + this.sides.right;
  }

  get height() {
    return this.picture.height + this.sides.top + this.sides.bottom;
  }

  get isChanged() {
    return Object.values(this.sides).some(by => by > 0);
  }

  lengthOf(side) {
    return side === 'left' || side === 'right' ? this.picture.width : this.picture.height;
  }

  set(side, by) {
    this.sides = { ...this.sides, [side]: between(Math.round(by), 0, this.lengthOf(side)) };
  }

  /** Drags an edge or a corner, such as `n` or `se`, by pixels; with `both`, the opposite edges go along. */
  drag(from, handle, dx, dy, both) {
    this.sides = from;
    for (const edge of handle) {
      const side = edges[edge];
      const by = from[side] + { w: -dx, e: dx, n: -dy, s: dy }[edge];
      this.set(side, by);
      if (both) this.set(opposite[side], by);
    }
  }

  /** The smallest size of that ratio around the picture, evenly. */
  hold(ratio) {
    const { width, height } = this.picture;
    const across = between(Math.round(height * ratio) - width, 0, 2 * width);
    const down = between(Math.round(width / ratio) - height, 0, 2 * height);
    this.sides = { left: Math.floor(across / 2), right: Math.ceil(across / 2), top: Math.floor(down / 2), bottom: Math.ceil(down / 2) };
  }
}
