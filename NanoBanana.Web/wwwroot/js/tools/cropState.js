// What the crop tool has done so far. A picture is flipped, turned, straightened, then cropped: the same steps, in the same order, as the
// words that are made of it. The frame is kept in shares of the straightened picture, so that it stays where it is while that changes.

const between = (value, low, high) => Math.min(Math.max(value, low), high);
const whole = { x: 0, y: 0, width: 1, height: 1 };

export class CropState {
  flipped = false;
  turns = 0;
  angle = 0;
  box = whole;
  /** Width to height in pixels; null where the frame is free. */
  ratio = null;

  constructor(width, height) {
    this.picture = { width, height };
  }

  /** The picture after its turns. */
  get turned() {
    const { width, height } = this.picture;
    return this.turns % 2 ? { width: height, height: width } : { width, height };
  }

  /** What is left of it without empty corners: what the local engine leaves when it straightens. */
  get plane() {
    const { width, height } = this.turned;
    if (this.angle === 0) return { width, height };
    const radians = (Math.abs(this.angle) * Math.PI) / 180;
    const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
    const scale = Math.min(width / (width * cos + height * sin), height / (width * sin + height * cos));
    return { width: Math.max(1, Math.trunc(width * scale) - 2), height: Math.max(1, Math.trunc(height * scale) - 2) };
  }

  /** The frame in whole pixels of the plane. */
  get pixels() {
    const plane = this.plane;
    const width = between(Math.round(this.box.width * plane.width), 1, plane.width);
    const height = between(Math.round(this.ratio ? width / this.ratio : this.box.height * plane.height), 1, plane.height);
    const x = between(Math.round(this.box.x * plane.width), 0, plane.width - width);
    const y = between(Math.round(this.box.y * plane.height), 0, plane.height - height);
    return { x, y, width, height };
  }

  /** One of the frame's numbers, in whole pixels of the plane; what would stand out is moved or made smaller. */
  set(name, value) {
    const [plane, now] = [this.plane, this.pixels];
    const wanted = { ...now, [name]: Math.max(name === 'x' || name === 'y' ? 0 : 1, value) };
    wanted.width = Math.min(wanted.width, plane.width);
    wanted.height = Math.min(wanted.height, plane.height);
    if (this.ratio && name === 'height') wanted.width = Math.min(wanted.height * this.ratio, plane.width);
    if (this.ratio) wanted.height = wanted.width / this.ratio;
    if (wanted.height > plane.height) Object.assign(wanted, { height: plane.height, width: plane.height * this.ratio });
    this.#put(plane, {
      ...wanted, x: between(wanted.x, 0, plane.width - wanted.width), y: between(wanted.y, 0, plane.height - wanted.height),
    });
  }

  /** What is to be done; a flip comes before the turn. */
  get plan() {
    const { plane, pixels } = this;
    const isUpsideDown = this.flipped && this.turns === 2;
    return {
      flip: isUpsideDown ? 'vertical' : this.flipped ? 'horizontal' : null,
      turn: isUpsideDown ? 0 : this.turns * 90,
      angle: this.angle,
      box: pixels.width === plane.width && pixels.height === plane.height ? null : pixels,
    };
  }

  get isChanged() {
    const { flip, turn, angle, box } = this.plan;
    return flip !== null || turn !== 0 || angle !== 0 || box !== null;
  }

  /** A quarter, clockwise unless `by` is −1. */
  turn(by) {
    const { x, y, width, height } = this.box;
    this.turns = (this.turns + by + 4) % 4;
    this.box = by > 0
      ? { x: 1 - y - height, y: x, width: height, height: width }
      : { x: y, y: 1 - x - width, width: height, height: width };
    if (this.ratio) this.ratio = 1 / this.ratio;
  }

  flip(vertically) {
    const { x, y, width, height } = this.box;
    this.flipped = !this.flipped;
    this.turns = ((vertically ? 2 : 0) - this.turns + 4) % 4;
    this.angle = -this.angle || 0;
    this.box = vertically ? { ...this.box, y: 1 - y - height } : { ...this.box, x: 1 - x - width };
  }

  /** The largest frame of that ratio, about where it was. */
  hold(ratio) {
    this.ratio = ratio;
    if (!ratio) return;
    const plane = this.plane;
    const width = Math.min(plane.width, plane.height * ratio);
    this.#put(plane, {
      width, height: width / ratio,
      x: (this.box.x + this.box.width / 2) * plane.width - width / 2,
      y: (this.box.y + this.box.height / 2) * plane.height - width / ratio / 2,
    });
  }

  /** By pixels of the plane. */
  move(from, dx, dy) {
    const plane = this.plane;
    this.box = {
      ...from, x: between(from.x + dx / plane.width, 0, 1 - from.width), y: between(from.y + dy / plane.height, 0, 1 - from.height),
    };
  }

  /**
   * Drags an edge or a corner, such as `n` or `se`, by pixels of the plane.
   * @param least the shortest side that can still be taken hold of.
   */
  resize(from, handle, dx, dy, least) {
    const plane = this.plane;
    const has = edge => handle.includes(edge);
    let [left, top] = [from.x * plane.width, from.y * plane.height];
    let [right, bottom] = [left + from.width * plane.width, top + from.height * plane.height];
    const [wide, high] = [Math.min(least, right - left), Math.min(least, bottom - top)];
    if (has('w')) left = between(left + dx, 0, right - wide);
    if (has('e')) right = between(right + dx, left + wide, plane.width);
    if (has('n')) top = between(top + dy, 0, bottom - high);
    if (has('s')) bottom = between(bottom + dy, top + high, plane.height);
    if (this.ratio) this.#held(plane, has, { left, top, right, bottom }, from);
    else this.#put(plane, { x: left, y: top, width: right - left, height: bottom - top });
  }

  /** The opposite corner stays, or the middle of the opposite edge. */
  #held(plane, has, { left, top, right, bottom }, from) {
    const [across, down] = [has('w') || has('e'), has('n') || has('s')];
    const middle = { x: (from.x + from.width / 2) * plane.width, y: (from.y + from.height / 2) * plane.height };
    const room = {
      width: has('w') ? right : has('e') ? plane.width - left : 2 * Math.min(middle.x, plane.width - middle.x),
      height: has('n') ? bottom : has('s') ? plane.height - top : 2 * Math.min(middle.y, plane.height - middle.y),
    };
    const wanted = Math.max(across ? right - left : 0, down ? (bottom - top) * this.ratio : 0);
    const width = Math.min(wanted, room.width, room.height * this.ratio);
    const height = width / this.ratio;
    this.#put(plane, {
      width, height,
      x: has('w') ? right - width : has('e') ? left : middle.x - width / 2,
      y: has('n') ? bottom - height : has('s') ? top : middle.y - height / 2,
    });
  }

  #put(plane, { x, y, width, height }) {
    const [wide, high] = [Math.min(width / plane.width, 1), Math.min(height / plane.height, 1)];
    this.box = { x: between(x / plane.width, 0, 1 - wide), y: between(y / plane.height, 0, 1 - high), width: wide, height: high };
  }

  save() {
    const { flipped, turns, angle, box, ratio } = this;
    return { flipped, turns, angle, box, ratio };
  }

  load(saved) {
    Object.assign(this, saved);
  }
}
