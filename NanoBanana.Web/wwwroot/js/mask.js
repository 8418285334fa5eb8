// Where a picture may change: a list of shapes in the picture's own pixels. A list is small to keep, easy to undo and sharp at any size;
// it is drawn reduced for the screen, and in full, band by band, when it is saved.

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
    const last = this.shapes.findLast(shape => !shape.erase);
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

  clear() {
    if (!this.isEmpty) this.add({ kind: 'clear' });
  }

  /** How much smaller it is drawn for the screen. */
  get shownScale() {
    return Math.min(1, Math.sqrt(shownPixels / (this.width * this.height)));
  }

  draw(context, paint) {
    for (const shape of this.shapes) this.drawShape(context, shape, paint);
  }

  drawShape(context, shape, paint) {
    context.globalCompositeOperation = shape.erase ? 'destination-out' : shape.kind === 'invert' ? 'source-out' : 'source-over';
    context.fillStyle = context.strokeStyle = paint;
    if (shape.kind === 'clear') context.clearRect(0, 0, this.width, this.height);
    else if (shape.kind === 'invert') context.fillRect(0, 0, this.width, this.height);
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

  /** White where it is painted, black elsewhere, exactly as large as the picture. */
  toPng() {
    return encode(this.width, this.height, this.bands());
  }

  *bands() {
    const most = Math.max(1, Math.floor(bandPixels / this.width));
    const context = new OffscreenCanvas(this.width, Math.min(most, this.height)).getContext('2d', { willReadFrequently: true });
    for (let top = 0; top < this.height; top += most) {
      const rows = Math.min(most, this.height - top);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this.width, most);
      context.setTransform(1, 0, 0, 1, 0, -top);
      this.draw(context, '#fff');
      yield { data: context.getImageData(0, 0, this.width, rows).data, rows };
    }
  }
}
