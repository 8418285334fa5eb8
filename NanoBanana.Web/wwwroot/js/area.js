// What somebody means on a picture: a press is a place, a drag an area.

const drag = 6;

export class AreaPicker {
  #from = null;
  #to = null;
  #scale = 1;
  #other = false;

  /**
   * @param outline gives the drawing on the picture.
   * @param picked takes `{ x, y, width, height }` in pixels of the picture, where a place has no width, and whether it was meant
   * the other way.
   */
  constructor(outline, picked) {
    this.outline = outline;
    this.picked = picked;
  }

  /** `scale`: screen per picture. */
  begin(point, scale, other) {
    this.#from = this.#to = point;
    this.#scale = scale;
    this.#other = other;
  }

  move(point) {
    this.#to = point;
    const { x, y, width, height } = this.#area;
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', `M${x} ${y}h${width}v${height}h${-width}Z`);
    this.outline().replaceChildren(...(width + height > 0 ? [path] : []));
  }

  end() {
    const area = this.#area;
    this.drop();
    this.picked(area, this.#other);
  }

  drop() {
    this.outline().replaceChildren();
  }

  get #area() {
    const [from, to] = [this.#from, this.#to];
    const far = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y)) * this.#scale > drag;
    if (!far) return { x: Math.floor(from.x), y: Math.floor(from.y), width: 0, height: 0 };
    return box(from, to);
  }
}

/** The rectangle between two corners, in whole pixels. */
export function box(from, to) {
  const x = Math.round(Math.min(from.x, to.x));
  const y = Math.round(Math.min(from.y, to.y));
  return { x, y, width: Math.round(Math.max(from.x, to.x)) - x, height: Math.round(Math.max(from.y, to.y)) - y };
}
