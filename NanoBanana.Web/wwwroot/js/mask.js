// Where a picture may change: a list of shapes in the picture's own pixels. A list is small to keep, easy to undo and sharp at any size;
// it is drawn reduced for the screen, and in full, band by band, when it is saved.

import { feather } from './feather.js';
import { drawPicture, fillRest, grow } from './maskPictures.js';
import { encode } from './png.js';

const shownPixels = 4e6;
const bandPixels = 2e6;

export class Mask {
  shapes = [];
  undone = [];

  constructor(width, height) {
    this.width = width;
    this.height = height;
  }

  /** Nothing painted since it was cleared last. */
  get isEmpty() {
    const last = this.shapes.findLast(shape => !shape.erase && shape.kind !== 'grow' && shape.kind !== 'feather');
    return !last || last.kind === 'clear';
  }

  get canUndo() {
    return this.shapes.length > 0;
  }

  get canRedo() {
    return this.undone.length > 0;
  }

  add(shape) {
    this.shapes.push(shape);
    this.undone = [];
  }

  undo() {
    if (this.canUndo) this.undone.push(this.shapes.pop());
  }

  redo() {
    if (this.canRedo) this.shapes.push(this.undone.pop());
  }

  invert() {
    this.add({ kind: 'invert' });
  }

  /** By so many pixels of the picture; a negative number shrinks it. */
  grow(by) {
    this.add({ kind: 'grow', by });
  }

  /** How many pixels of the picture the soft edge reaches to both sides; it is of the whole mask, whatever is added later. */
  get feather() {
    return this.shapes.findLast(shape => shape.kind === 'feather')?.by ?? 0;
  }

  /** Sliding on and on is one step to undo. */
  soften(by) {
    const last = this.shapes.at(-1);
    if (last?.kind !== 'feather') return this.add({ kind: 'feather', by });
    last.by = by;
    this.undone = [];
  }

  clear() {
    if (!this.isEmpty) this.add({ kind: 'clear' });
  }

  /** How much smaller it is drawn for the screen. */
  get shownScale() {
    return Math.min(1, Math.sqrt(shownPixels / (this.width * this.height)));
  }

  draw(context, paint) {
    for (const shape of this.shapes) {
      if (shape.kind !== 'feather') this.drawShape(context, shape, paint);
    }
    feather(context, this.feather, this, paint);
  }

  drawShape(context, shape, paint) {
    context.globalCompositeOperation = shape.erase ? 'destination-out' : 'source-over';
    context.fillStyle = context.strokeStyle = paint;
    if (shape.kind === 'clear') context.clearRect(0, 0, this.width, this.height);
    else if (shape.kind === 'invert') fillRest(context, this, paint);
    else if (shape.kind === 'grow') grow(context, shape.by, this, paint);
    else if (shape.kind === 'picture') drawPicture(context, shape, this, paint);
    else if (shape.kind === 'box') context.fillRect(shape.x, shape.y, shape.width, shape.height);
    else this.trace(context, shape);
  }

  trace(context, { kind, points, size }) {
    context.beginPath();
    // A line without length is drawn by no browser for sure; a press without a drag is a dot.
    if (kind === 'line' && points.length === 2) {
      context.arc(points[0], points[1], size / 2, 0, 2 * Math.PI);
      return context.fill();
    }
    context.moveTo(points[0], points[1]);
    for (let i = 2; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
    if (kind === 'area') return context.fill();
    context.lineWidth = size;
    context.lineCap = context.lineJoin = 'round';
    context.stroke();
  }

  /** White where it is painted, black elsewhere, grey where its edge is soft, exactly as large as the picture. */
  toPng() {
    return encode(this.width, this.height, this.bands(), this.feather > 0);
  }

  *bands() {
    // What grows or is soft reaches over from the bands above and below.
    const grown = this.shapes.filter(shape => shape.kind === 'grow').reduce((sum, shape) => sum + Math.abs(shape.by), 0);
    const beyond = Math.ceil(grown + this.feather) + 1;
    const most = Math.max(2 * beyond, Math.floor(bandPixels / this.width), 1);
    const context = new OffscreenCanvas(this.width, Math.min(most, this.height) + 2 * beyond)
      .getContext('2d', { willReadFrequently: true });
    for (let top = 0; top < this.height; top += most) {
      const rows = Math.min(most, this.height - top);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.width, context.canvas.height);
      context.setTransform(1, 0, 0, 1, 0, beyond - top);
      this.draw(context, '#fff');
      yield { data: context.getImageData(0, beyond, this.width, rows).data, rows };
    }
  }
}
