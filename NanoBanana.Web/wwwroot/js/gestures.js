// Fingers, pen, mouse and wheel on the stage: one paints or drags, two drag and zoom.

import { followTouch } from './touch.js';

const wheelStep = 0.0016;
const pinchStep = 0.01;

/**
 * @param stage the element.
 * @param on its listener: `(target, type, handle, options)`.
 * @param hand what to do: `pan(dx, dy)`, `zoom(factor, x, y)`, `hover(point)`, and to paint `begin(point, event)` (false: it drags),
 * `move`, `end`, `drop`.
 */
export function gestures(stage, on, hand) {
  const down = new Map();
  let painting = false;
  let space = false;

  const place = event => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - stage.clientLeft, y: event.clientY - box.top - stage.clientTop };
  };
  const grip = () => {
    const [a, b] = [...down.values()];
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, length: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
  };

  followTouch(stage, on);
  on(stage, 'pointerdown', event => {
    if (event.target.closest('button, [role=slider]') || (event.button !== 0 && event.button !== 1)) return;
    stage.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    if (down.size === 1) {
      painting = event.button === 0 && !space && hand.begin(place(event), event);
      stage.toggleAttribute('data-dragging', !painting);
    } else if (painting) {
      painting = false;
      hand.drop();
    }
    if (event.button === 1) event.preventDefault();
  });

  on(stage, 'pointermove', event => {
    const before = down.get(event.pointerId);
    if (!before) return hand.hover(place(event), event);
    const held = down.size === 2 ? grip() : null;
    down.set(event.pointerId, place(event));
    if (held) {
      const now = grip();
      hand.pan(now.x - held.x, now.y - held.y);
      hand.zoom(now.length / held.length, now.x, now.y);
    } else if (painting) {
      hand.hover(place(event), event);
      const steps = event.getCoalescedEvents?.() ?? [];
      for (const step of steps.length ? steps : [event]) hand.move(place(step), step);
    } else if (down.size === 1) {
      const now = down.get(event.pointerId);
      hand.pan(now.x - before.x, now.y - before.y);
    }
  });

  const lift = event => {
    if (!down.delete(event.pointerId) || down.size > 0) return;
    stage.removeAttribute('data-dragging');
    if (painting) event.type === 'pointercancel' ? hand.drop() : hand.end(place(event), event);
    painting = false;
  };
  on(stage, 'pointerup', lift);
  on(stage, 'pointercancel', lift);
  on(stage, 'pointerleave', () => hand.hover(null));

  on(stage, 'wheel', event => {
    event.preventDefault();
    const { x, y } = place(event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    hand.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? pinchStep : wheelStep)), x, y);
  }, { passive: false });

  on(stage, 'keydown', event => {
    if (event.key !== ' ' || event.target !== stage) return;
    space = true;
    stage.toggleAttribute('data-grab', true);
    event.preventDefault();
  });
  const release = () => {
    space = false;
    stage.removeAttribute('data-grab');
  };
  on(stage, 'keyup', event => event.key === ' ' && release());
  on(stage, 'blur', release);
}
