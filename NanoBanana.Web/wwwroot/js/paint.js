// Painting a mask on the picture that is open.

import { box } from './area.js';
import { load, save } from './browserStore.js';
import { Mask } from './mask.js';
import { prepare } from './maskPictures.js';

const sizes = { least: 4, most: 240, step: 1.2 };
const stripe = 6;

export class Painter {
  tool = 'brush';
  size = 40;
  mask = null;
  #shape = null;
  #start = null;

  /** @param changed is called whenever something was painted or undone. */
  constructor(changed) {
    this.changed = changed;
  }

  /** Takes up what was painted on this picture before; `canvas` and `outline` lie on it. */
  async open(picture, canvas, outline) {
    this.key = `mask:${picture.id}`;
    const mask = (this.mask = new Mask(picture.width, picture.height));
    this.outline = outline;
    const scale = mask.shownScale;
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    this.context = canvas.getContext('2d');
    this.context.setTransform(canvas.width / picture.width, 0, 0, canvas.height / picture.height, 0, 0);
    this.paint = this.context.createPattern(this.#stripes(), 'repeat');
    this.paint.setTransform(new DOMMatrix().scale(1 / scale));
    outline.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
    const shapes = await load(this.key);
    await prepare(shapes ?? []);
    if (mask !== this.mask) return;
    if (shapes) mask.shapes = [...shapes, ...mask.shapes];
    this.#redraw();
  }

  /** Two tones in turn: one of them stands out from any picture. */
  #stripes() {
    const tile = new OffscreenCanvas(stripe * 2, stripe * 2);
    const context = tile.getContext('2d');
    context.fillStyle = '#ff2e7e';
    context.fillRect(0, 0, stripe * 2, stripe * 2);
    context.fillStyle = '#ffd9e8';
    context.beginPath();
    for (const shift of [-stripe * 2, 0]) {
      context.moveTo(shift, stripe * 2);
      context.lineTo(shift + stripe * 2, 0);
      context.lineTo(shift + stripe * 3, 0);
      context.lineTo(shift + stripe, stripe * 2);
    }
    context.fill();
    return tile;
  }

  /** `scale`: screen per picture. The brush is as wide as it looks. */
  begin(point, scale, erase) {
    this.#start = point;
    const at = [point.x, point.y];
    if (this.tool === 'lasso') this.#shape = { kind: 'area', erase, points: at };
    else if (this.tool === 'rectangle') this.#shape = {
      kind: 'box', erase, x: Math.round(point.x), y: Math.round(point.y), width: 0, height: 0,
    };
    else this.#shape = { kind: 'line', erase: erase || this.tool === 'eraser', size: this.size / scale, points: at };
    this.#preview();
  }

  move(point) {
    const shape = this.#shape;
    if (!shape) return;
    if (shape.kind === 'box') {
      Object.assign(shape, box(this.#start, point));
    } else {
      const [x, y] = shape.points.slice(-2);
      const gap = shape.kind === 'line' ? shape.size / 12 : 0;
      if (Math.hypot(point.x - x, point.y - y) < Math.max(gap, 0.5)) return;
      shape.points.push(round(point.x), round(point.y));
    }
    this.#preview();
  }

  end() {
    const shape = this.#shape;
    this.#shape = null;
    this.outline.replaceChildren();
    const nothing = !shape || (shape.kind === 'box' && shape.width * shape.height === 0)
      || (shape.kind === 'area' && shape.points.length < 6);
    if (!nothing) this.do(mask => mask.add(shape));
  }

  /** Forgets the stroke that was begun. */
  drop() {
    const line = this.#shape?.kind === 'line';
    this.#shape = null;
    this.outline.replaceChildren();
    if (line) this.#redraw();
  }

  do(change) {
    change(this.mask);
    this.#redraw();
    save(this.key, this.mask.isEmpty ? null : this.mask.shapes);
  }

  resize(steps) {
    this.size = Math.min(Math.max(this.size * sizes.step ** steps, sizes.least), sizes.most);
  }

  #redraw() {
    this.context.save();
    this.context.globalCompositeOperation = 'source-over';
    this.context.clearRect(0, 0, this.mask.width, this.mask.height);
    this.mask.draw(this.context, this.paint);
    this.context.restore();
    this.changed();
  }

  #preview() {
    const shape = this.#shape;
    if (shape.kind === 'line') {
      const last = { ...shape, points: shape.points.slice(-4) };
      this.context.save();
      this.mask.drawShape(this.context, last, this.paint);
      this.context.restore();
      return;
    }
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    const { x, y, width, height, points } = shape;
    path.setAttribute('d', points ? `M${points.join(' ')}Z` : `M${x} ${y}h${width}v${height}h${-width}Z`);
    this.outline.replaceChildren(path);
  }
}

const round = value => Math.round(value * 10) / 10;
