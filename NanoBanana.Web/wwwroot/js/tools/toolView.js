// A tool's picture on its stage: fitted, then enlarged by wheel, keys or two fingers, and moved. What one finger does is up to the tool.

import { followTouch } from '../touch.js';

const wheelStep = 0.0016;
const pinchStep = 0.01;
const deepest = 8;

const between = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * @param layer the tool's own part of the stage.
 * @param on its listener: `(target, type, handle, options)`.
 * @param hand `grab(event)` (false: the picture moves instead), `move(event)`, `end(event, dropped)` and `changed()`.
 */
export function toolView(layer, on, hand) {
  const down = new Map();
  let zoom = 1;
  let [x, y] = [0, 0];
  let grabbed = null;

  const place = event => {
    const box = layer.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const grip = () => {
    const [a, b] = [...down.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
  };

  function zoomBy(factor, at = { x: layer.clientWidth / 2, y: layer.clientHeight / 2 }) {
    const next = between(zoom * factor, 1, deepest);
    x = at.x - layer.clientWidth / 2 - ((at.x - layer.clientWidth / 2 - x) * next) / zoom;
    y = at.y - layer.clientHeight / 2 - ((at.y - layer.clientHeight / 2 - y) * next) / zoom;
    zoom = next;
    hand.changed();
  }

  function pan(dx, dy) {
    [x, y] = [x + dx, y + dy];
    hand.changed();
  }

  function drop(event) {
    if (grabbed === null) return;
    grabbed = null;
    hand.end(event, true);
  }

  followTouch(layer, on, 'button, input, select, [data-own-hands]');
  on(layer, 'pointerdown', event => {
    if (event.target.closest('button, input, select, [data-own-hands]')) return;
    if ((event.button !== 0 && event.button !== 1) || down.size === 2) return;
    layer.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size === 2) drop(event);
    else if (event.button === 0 && hand.grab(event)) grabbed = event.pointerId;
    event.preventDefault();
  });

  on(layer, 'pointermove', event => {
    const before = down.get(event.pointerId);
    if (!before) return;
    if (grabbed === event.pointerId) return hand.move(event);
    const held = down.size === 2 ? grip() : null;
    const now = place(event);
    down.set(event.pointerId, now);
    if (!held) return pan(now.x - before.x, now.y - before.y);
    const next = grip();
    pan(next.x - held.x, next.y - held.y);
    zoomBy(next.length / held.length, next);
  });

  const lift = event => {
    down.delete(event.pointerId);
    if (grabbed !== event.pointerId) return;
    grabbed = null;
    hand.end(event, event.type === 'pointercancel');
  };
  on(layer, 'pointerup', lift);
  on(layer, 'pointercancel', lift);

  on(layer, 'wheel', event => {
    if (event.target.closest('[data-own-hands]')) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    zoomBy(Math.exp(-event.deltaY * lines * (event.ctrlKey ? pinchStep : wheelStep)), place(event));
  }, { passive: false });

  return {
    get isGrabbed() {
      return grabbed !== null;
    },
    get zoom() {
      return zoom;
    },
    /** Whether it was a key that zooms: `+`, `-` and `0`. */
    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select')) return false;
      if (event.key === '+' || event.key === '=') zoomBy(1.25);
      else if (event.key === '-') zoomBy(1 / 1.25);
      else if (event.key === '0') zoomBy(1 / zoom);
      else return false;
      return true;
    },
    /** Where something of a size in its own pixels lies: the left and top edges and its scale. What fits stands in the middle. */
    fit(width, height, room, smallest) {
      const [wide, high] = [layer.clientWidth, layer.clientHeight];
      const fitting = Math.min((wide - 2 * room) / width, (high - 2 * room) / height);
      const scale = Math.max(Math.min(fitting, Math.max(1, smallest / Math.max(width, height))), 0.001) * zoom;
      const slack = (length, stage) => Math.max(0, (length - stage) / 2 + room);
      x = between(x, -slack(width * scale, wide), slack(width * scale, wide));
      y = between(y, -slack(height * scale, high), slack(height * scale, high));
      return { scale, left: Math.round((wide - width * scale) / 2 + x), top: Math.round((high - height * scale) / 2 + y) };
    },
  };
}
