// Where a picture is on its stage. Lengths are CSS pixels; a zoom of 1 is one pixel of the picture on one pixel of the screen.

const deepest = 32;
const slack = 48;
const margin = 16;

const between = (value, low, high) => Math.min(Math.max(value, low), high);

export class View {
  stage = { width: 1, height: 1 };
  picture = { width: 1, height: 1 };
  ratio = 1;
  scale = 1;
  x = 0;
  y = 0;
  fitted = true;

  get zoom() {
    return this.scale * this.ratio;
  }

  /** With a margin; a small picture is not blown up. */
  get fitting() {
    const { width, height } = this.stage;
    return Math.min(Math.max(width - 2 * margin, 1) / this.picture.width, Math.max(height - 2 * margin, 1) / this.picture.height, 1);
  }

  /** The stage has another size, or stands on another screen. */
  resize(width, height, ratio) {
    const middle = this.toPicture(this.stage.width / 2, this.stage.height / 2);
    this.stage = { width: Math.max(1, width), height: Math.max(1, height) };
    this.ratio = ratio;
    if (this.fitted) return this.fit();
    this.x = width / 2 - middle.x * this.scale;
    this.y = height / 2 - middle.y * this.scale;
    this.settle();
  }

  /** Versions of the same size keep the place that is looked at. */
  show(picture) {
    const same = picture.width === this.picture.width && picture.height === this.picture.height;
    this.picture = { width: picture.width, height: picture.height };
    if (!same || this.fitted) this.fit();
  }

  fit() {
    this.scale = this.fitting;
    this.fitted = true;
    this.settle();
  }

  /** Enlarges by a factor around a point of the stage, which stays where it is. */
  zoomBy(factor, x = this.stage.width / 2, y = this.stage.height / 2) {
    const lowest = Math.min(this.fitting, 1 / this.ratio);
    const scale = between(this.scale * factor, lowest, Math.max(deepest / this.ratio, lowest));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.fitted = false;
    this.settle();
  }

  zoomTo(zoom, x, y) {
    this.zoomBy(zoom / this.zoom, x, y);
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.settle();
  }

  toPicture(x, y) {
    return { x: (x - this.x) / this.scale, y: (y - this.y) / this.scale };
  }

  /** What fits stands in the middle; what does not cannot be lost beyond an edge. */
  settle() {
    const along = (start, stage, length) =>
      length <= stage ? Math.round((stage - length) / 2) : between(start, stage - length - slack, slack);
    this.x = along(this.x, this.stage.width, this.picture.width * this.scale);
    this.y = along(this.y, this.stage.height, this.picture.height * this.scale);
  }
}
