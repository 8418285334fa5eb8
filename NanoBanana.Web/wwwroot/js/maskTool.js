// Selecting a part of the picture: what one paints, what the server finds, and what is done to all of it.

import { AreaPicker } from './area.js';
import { Painter } from './paint.js';

const grownOnScreen = 4;
const painters = ['brush', 'eraser'];

/**
 * @param pane the canvas, which says in `data-painting` that the tool is open.
 * @param on its listener: `(target, type, handle, options)`.
 * @param view where the picture is on the stage.
 * @param ask tells .NET: `Painted` whether anything is selected, and `SelectAsync`, whose answer is `{ url }` of a mask, or null.
 */
export function maskTool(pane, on, view, ask) {
  const find = name => pane.querySelector(`[data-${name}]`);
  const stage = find('stage');
  const cursor = find('cursor');
  const size = find('size');
  const feather = find('feather');
  const rail = find('select-rail');
  const painter = new Painter(painted);
  const area = new AreaPicker(() => painter.outline, (place, other) => select({ area: place }, other));
  let picture = null;
  let hasMask = false;
  let subtracts = false;
  let pointer = null;
  let turn = 0;
  let softening = 0;

  const isOn = () => pane.hasAttribute('data-painting') && picture !== null;
  const change = act => painter.do(act);

  function open(next, canvas, outline) {
    picture = next;
    hasMask = null;
    turn++;
    rail?.removeAttribute('data-busy');
    if (picture) painter.open(picture, canvas, outline);
  }

  function show(is) {
    if (!picture?.paintable) is = false;
    pane.toggleAttribute('data-painting', is);
    find('mask-tool')?.setAttribute('aria-pressed', is);
    point();
  }

  function choose(name) {
    painter.tool = name;
    for (const button of rail.querySelectorAll('[data-tool]')) button.setAttribute('aria-pressed', button.dataset.tool === name);
    point();
  }

  function subtract(is) {
    subtracts = is;
    for (const button of rail.querySelectorAll('[data-subtract]')) button.setAttribute('aria-pressed', button.dataset.subtract === `${is}`);
  }

  function point() {
    const shown = pointer && isOn() && painters.includes(painter.tool);
    cursor.hidden = !shown;
    if (!shown) return;
    cursor.style.width = cursor.style.height = `${painter.size}px`;
    cursor.style.translate = `${pointer.x - painter.size / 2}px ${pointer.y - painter.size / 2}px`;
  }

  function resize(steps) {
    painter.resize(steps);
    size.value = painter.size;
    point();
  }

  /** At most once a frame: a large mask takes a while. */
  function soften(by) {
    if (!isOn()) return;
    feather.value = by;
    softening ||= requestAnimationFrame(() => {
      softening = 0;
      if (isOn()) change(mask => mask.soften(Number(feather.value)));
    });
  }

  /** In steps that grow with it. */
  const softer = sign => soften(Number(feather.value) + sign * Math.max(1, Math.round(Number(feather.value) / 5)));

  /** The rectangle by its numbers, for whoever cannot draw. */
  function addBox() {
    const number = name => Math.max(0, Math.round(Number(find(`box-${name}`).value)) || 0);
    const [x, y] = [Math.min(number('x'), picture.width), Math.min(number('y'), picture.height)];
    const [width, height] = [Math.min(number('width'), picture.width - x), Math.min(number('height'), picture.height - y)];
    if (width * height > 0) change(mask => mask.add({ kind: 'box', erase: subtracts, x, y, width, height }));
  }

  /** What the server finds comes as a picture of the same size; whoever goes on meanwhile is not disturbed. */
  async function select(what, other = false) {
    const mine = ++turn;
    const erase = subtracts !== other;
    rail.toggleAttribute('data-busy', true);
    try {
      const { addPicture } = await import('./select.js');
      const found = await ask('SelectAsync', picture.id, what.area ?? null);
      if (found && mine === turn) await addPicture(painter, found.url, erase, () => mine === turn);
    } catch {
      ask('NotSelected');
    }
    if (mine === turn) rail?.removeAttribute('data-busy');
  }

  function painted() {
    const { mask } = painter;
    find('do="undo"').disabled = !mask.canUndo;
    find('do="redo"').disabled = !mask.canRedo;
    if (!softening) feather.value = mask.feather;
    const now = `${mask.feather} px`;
    find('feather-now').textContent = now;
    feather.setAttribute('aria-valuetext', now);
    for (const name of ['clear', 'grow', 'shrink']) find(`do="${name}"`).disabled = mask.isEmpty;
    if (hasMask === !mask.isEmpty) return;
    hasMask = !mask.isEmpty;
    pane.toggleAttribute('data-masked', hasMask);
    ask('Painted', picture.id, hasMask);
  }

  const grow = sign => change(mask => mask.grow(sign * Math.max(1, Math.round(grownOnScreen / view.scale))));
  const acts = {
    mask: () => show(!isOn()),
    subject: () => select({}),
    undo: () => change(mask => mask.undo()),
    redo: () => change(mask => mask.redo()),
    invert: () => change(mask => mask.invert()),
    clear: () => change(mask => mask.clear()),
    grow: () => painter.mask.isEmpty || grow(1),
    shrink: () => painter.mask.isEmpty || grow(-1),
    box: addBox,
  };

  on(pane, 'click', event => {
    const tool = event.target.closest('[data-tool]')?.dataset.tool;
    const sign = event.target.closest('[data-subtract]')?.dataset.subtract;
    if (tool) choose(tool);
    if (sign) subtract(sign === 'true');
  });
  on(feather, 'input', () => soften(Number(feather.value)));
  on(size, 'input', () => {
    painter.size = Number(size.value);
    point();
  });
  return {
    open, show, acts, point, isOn,
    get mask() {
      return painter.mask;
    },
    keys: {
      b: () => choose('brush'), e: () => choose('eraser'), r: () => choose('rectangle'), l: () => choose('lasso'),
      o: () => choose('object'), s: acts.subject,
      i: acts.invert, '[': () => resize(-1), ']': () => resize(1), '<': acts.shrink, '>': acts.grow,
      '{': () => softer(-1), '}': () => softer(1),
      x: () => subtract(!subtracts), Delete: acts.clear, Escape: () => show(false),
    },
    hover(at) {
      pointer = at;
      point();
    },
    /** Of the gestures on the stage. */
    hand: {
      begin(at, scale, other) {
        if (painter.tool === 'object') area.begin(at, scale, other);
        else painter.begin(at, scale, subtracts !== other);
      },
      move: at => (painter.tool === 'object' ? area : painter).move(at),
      end: () => (painter.tool === 'object' ? area : painter).end(),
      drop: () => (painter.tool === 'object' ? area : painter).drop(),
    },
    /** The area, and nothing else, may change. */
    only(place) {
      acts.clear();
      change(mask => {
        mask.add({ kind: 'box', ...place });
        if (mask.feather) mask.soften(0);
      });
    },
    /** Null where nothing is selected. */
    toPng: async () => (!picture || painter.mask.isEmpty ? null : painter.mask.toPng()),
  };
}
