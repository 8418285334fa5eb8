// Makes a picture larger than it is: a frame is dragged outwards, and what will fill the new area is shown on the small picture.

import { arrowStep } from './arrows.js';
import { ExpandState } from './expandState.js';
import { history } from './history.js';
import { toolView } from './toolView.js';

const previewEdge = 1280;
const groundEdge = 1600;
const blur = 0.045;
const margin = { fine: 44, coarse: 40 };

export function open({ picture, bar, layer, cancel, apply, failed }) {
  const closed = new AbortController();
  const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal: closed.signal, ...options });
  const part = name => bar.querySelector(`[data-expand-${name}]`);
  const [ground, within, frame] = ['ground', 'within', 'frame'].map(name => layer.querySelector(`[data-expand-${name}]`));
  const [ratio, fill, colour, numbers] = [part('ratio'), part('fill'), part('colour'), part('numbers')];
  const state = new ExpandState(picture);
  const image = new Image();
  let scale = 1;
  let held = null;
  let drawing = 0;

  const save = () => ({ sides: state.sides, ratio: ratio.value, fill: fill.value, colour: colour.value });
  const steps = history(save, saved => {
    state.sides = saved.sides;
    [ratio.value, fill.value, colour.value] = [saved.ratio, saved.fill, saved.colour];
    draw();
  });

  function change(act) {
    steps.add();
    act();
    draw();
  }

  /* What is seen */

  function draw() {
    drawing = 0;
    const room = matchMedia('(pointer: coarse)').matches ? margin.coarse : margin.fine;
    const { width, height } = state;
    // While an edge is dragged, what is under the finger stays there.
    const placed = held ? { ...held.placed, left: held.placed.left + (held.sides.left - state.sides.left) * held.placed.scale,
      top: held.placed.top + (held.sides.top - state.sides.top) * held.placed.scale } : view.fit(width, height, room, 320);
    scale = placed.scale;
    lay(frame, placed.left, placed.top, width, height);
    lay(ground, placed.left, placed.top, width, height);
    lay(within, placed.left + state.sides.left * scale, placed.top + state.sides.top * scale, picture.width, picture.height);
    if (image.complete && image.naturalWidth) paint();
    part('size').textContent = `${width} × ${height}`;
    colour.hidden = fill.value !== 'colour';
    for (const input of numbers.querySelectorAll('input')) if (input !== document.activeElement) input.value = state.sides[input.name];
    bar.querySelector('[data-expand="apply"]').disabled = bar.querySelector('[data-expand="reset"]').disabled = !state.isChanged;
  }

  function lay(element, x, y, width, height) {
    Object.assign(element.style, { transform: `translate(${x}px, ${y}px)`, width: `${width * scale}px`, height: `${height * scale}px` });
  }

  /** The picture in the middle, and beyond its edges its mirror image, that image blurred, or a colour. */
  function paint() {
    const { left, right, top, bottom } = state.sides;
    const small = Math.min(1, groundEdge / Math.max(state.width, state.height));
    Object.assign(ground, { width: Math.round(state.width * small), height: Math.round(state.height * small) });
    const context = ground.getContext('2d');
    const [wide, high] = [picture.width * small, picture.height * small];
    const [x, y] = [left * small, top * small];
    const mirror = () => {
      for (const across of [left ? -1 : null, 0, right ? 1 : null]) {
        for (const down of [top ? -1 : null, 0, bottom ? 1 : null]) {
          if (across === null || down === null) continue;
          context.setTransform(
            across ? -1 : 1, 0, 0, down ? -1 : 1, across ? 2 * x + wide * (1 + across) : 0, down ? 2 * y + high * (1 + down) : 0);
          context.drawImage(image, x, y, wide, high);
        }
      }
      context.setTransform(1, 0, 0, 1, 0, 0);
    };
    if (fill.value === 'colour') {
      context.fillStyle = colour.value;
      context.fillRect(0, 0, ground.width, ground.height);
    } else {
      mirror();
      if (fill.value === 'blur') {
        context.filter = `blur(${blur * Math.min(ground.width, ground.height)}px)`;
        context.drawImage(ground, 0, 0);
        context.filter = 'none';
      }
    }
    context.drawImage(image, x, y, wide, high);
  }

  const soon = () => {
    drawing ||= requestAnimationFrame(draw);
  };

  /* What is chosen */

  const acts = {
    reset: () => change(() => {
      ratio.value = 'free';
      state.sides = new ExpandState(picture).sides;
    }),
    cancel,
    apply: () => state.isChanged && apply({ ...state.sides, fill: fill.value, colour: fill.value === 'colour' ? colour.value : null }),
  };

  on(bar, 'click', event => acts[event.target.closest('[data-expand]')?.dataset.expand]?.());
  let last = save();
  const chosen = act => {
    steps.add(last);
    act();
    last = save();
    draw();
  };
  on(ratio, 'change', () => chosen(() => {
    const [across, down] = ratio.value.split(':').map(Number);
    if (down) state.hold(across / down);
  }));
  on(fill, 'change', () => chosen(() => {}));
  on(colour, 'change', () => chosen(() => {}));
  on(numbers, 'change', event => chosen(() => {
    ratio.value = 'free';
    state.set(event.target.name, Number(event.target.value) || 0);
    event.target.value = state.sides[event.target.name];
  }));

  /* Mouse, finger, pen and keys */

  const view = toolView(layer, on, {
    grab(event) {
      const handle = event.target.dataset.handle;
      if (held || !handle) return false;
      const [left, top] = frame.style.transform.match(/-?[\d.]+/g).map(Number);
      held = { handle, x: event.clientX, y: event.clientY, sides: state.sides, placed: { scale, left, top }, was: save() };
      frame.focus({ preventScroll: true, focusVisible: false });
      return true;
    },
    move(event) {
      state.drag(held.sides, held.handle, (event.clientX - held.x) / scale, (event.clientY - held.y) / scale, event.altKey);
      soon();
    },
    end(event, dropped) {
      if (dropped) state.sides = held.sides;
      else if (state.sides !== held.sides) {
        steps.add(held.was);
        ratio.value = 'free';
      }
      held = null;
      last = save();
      soon();
    },
    changed: soon,
  });

  function key(event) {
    if (event.key === 'Escape') return !bar.querySelector(':popover-open') && (cancel(), true);
    if (view.key(event)) return true;
    if (event.target !== frame) return false;
    if (event.key === 'Enter') return acts.apply(), true;
    const step = arrowStep(event, picture);
    if (!step) return false;
    const [dx, dy] = step;
    const side = dx ? (dx < 0 ? 'left' : 'right') : dy < 0 ? 'top' : 'bottom';
    const by = Math.abs(dx + dy);
    change(() => {
      ratio.value = 'free';
      state.set(side, state.sides[side] + (event.shiftKey ? -by : by));
    });
    last = save();
    return true;
  }

  [ratio.value, fill.value] = ['free', 'mirror'];
  image.src = Math.max(picture.width, picture.height) > previewEdge ? picture.preview : picture.original;
  image.decode().then(() => {
    if (closed.signal.aborted) return;
    layer.toggleAttribute('data-drawn', true);
    draw();
  }, () => !closed.signal.aborted && failed());
  draw();
  frame.focus({ preventScroll: true });

  return {
    key,
    undo: steps.undo,
    redo: steps.redo,
    resize: soon,
    close() {
      cancelAnimationFrame(drawing);
      closed.abort();
      layer.removeAttribute('data-drawn');
      ground.width = ground.height = 0;
    },
  };
}
