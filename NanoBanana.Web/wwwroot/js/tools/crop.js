// Crop, straighten, rotate and flip by hand. The browser only moves and turns the picture that it shows; the words do it in full.

import { arrowStep } from './arrows.js';
import { CropState } from './cropState.js';
import { history } from './history.js';
import { toolView } from './toolView.js';

const previewEdge = 1280;
const margin = { fine: 28, coarse: 36 };
const smallest = 320;
const least = 24;

export function open({ picture, bar, layer, cancel, apply }) {
  const closed = new AbortController();
  const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal: closed.signal, ...options });
  const part = name => bar.querySelector(`[data-crop-${name}]`);
  const [plane, frame, shown] = ['plane', 'frame', 'picture'].map(name => layer.querySelector(`[data-crop-${name}]`));
  const [choice, custom, slider, numbers] = [part('ratio'), part('custom'), part('angle'), part('numbers')];
  const state = new CropState(picture.width, picture.height);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  let scale = 1;
  let held = null;
  let drawing = 0;

  /* What is seen */

  function draw() {
    drawing = 0;
    const room = matchMedia('(pointer: coarse)').matches ? margin.coarse : margin.fine;
    const { width, height } = state.plane;
    const { left, top, ...placed } = view.fit(width, height, room, smallest);
    scale = placed.scale;
    lay(plane, left, top, width * scale, height * scale);
    const zoom = (scale * picture.width) / (shown.width || 1);
    shown.style.transform = `translate(${(width * scale) / 2}px, ${(height * scale) / 2}px) rotate(${state.angle + state.turns * 90}deg) `
      + `scale(${state.flipped ? -zoom : zoom}, ${zoom}) translate(-50%, -50%)`;
    const box = state.pixels;
    lay(frame, left + box.x * scale, top + box.y * scale, box.width * scale, box.height * scale);
    part('size').textContent = `${box.width} × ${box.height}`;
    for (const input of numbers.querySelectorAll('input')) if (input !== document.activeElement) input.value = box[input.name];
    if (view.zoom > 1.5) sharpen();
    part('degrees').textContent = `${number.format(state.angle)}°`;
    slider.value = state.angle;
    bar.querySelector('[data-crop="apply"]').disabled = !state.isChanged;
    bar.querySelector('[data-crop="reset"]').disabled = !state.isChanged && choice.value === 'free';
  }

  function lay(element, x, y, width, height) {
    Object.assign(element.style, { transform: `translate(${x}px, ${y}px)`, width: `${width}px`, height: `${height}px` });
  }

  /** The small picture is enough until somebody looks closely. */
  function sharpen() {
    if (shown.getAttribute('src') === picture.original) return;
    const full = new Image();
    full.src = picture.original;
    full.decode().then(() => {
      if (!closed.signal.aborted) shown.src = picture.original;
    }, () => {});
  }

  /** Once a frame, however often a pointer reports. */
  const soon = () => {
    drawing ||= requestAnimationFrame(draw);
  };

  const save = () => ({ ...state.save(), choice: choice.value });
  const steps = history(save, saved => {
    ({ choice: choice.value } = saved);
    custom.hidden = choice.value !== 'custom';
    delete saved.choice;
    state.load(saved);
    draw();
  });

  /** Remembers how it was, then changes it. */
  function change(act) {
    steps.add();
    act();
    draw();
  }

  /* Ratios */

  function chosen() {
    const { width, height } = state.turned;
    if (choice.value === 'free') return null;
    if (choice.value === 'original') return width / height;
    if (choice.value === 'custom') return ratioOf(part('across').value, part('down').value);
    const [across, down] = choice.value.split(':').map(Number);
    // Paper lies as the picture does.
    return choice.value === '210:297' && width > height ? down / across : across / down;
  }

  function ratioOf(across, down) {
    const ratio = Number(across) / Number(down);
    return ratio > 0.01 && ratio < 100 ? ratio : null;
  }

  const acts = {
    left: () => change(() => state.turn(-1)),
    right: () => change(() => state.turn(1)),
    horizontal: () => change(() => state.flip(false)),
    vertical: () => change(() => state.flip(true)),
    swap() {
      const { width, height } = state.pixels;
      const held = state.ratio !== null;
      change(() => {
        state.hold(held ? 1 / state.ratio : height / width);
        if (!held) state.ratio = null;
      });
    },
    reset: () => change(() => {
      choice.value = 'free';
      custom.hidden = true;
      state.load(new CropState(picture.width, picture.height).save());
    }),
    cancel,
    apply: () => state.isChanged && apply(state.plan),
  };

  on(bar, 'click', event => acts[event.target.closest('[data-crop]')?.dataset.crop]?.());
  on(choice, 'change', () => {
    custom.hidden = choice.value !== 'custom';
    change(() => state.hold(chosen()));
  });
  on(custom, 'change', () => change(() => state.hold(chosen())));
  on(slider, 'input', () => {
    if (held !== slider) steps.add();
    held = slider;
    state.angle = Math.round(Number(slider.value) * 10) / 10;
    soon();
  });
  on(slider, 'change', () => { held = null; });
  on(slider, 'dblclick', () => change(() => { state.angle = 0; }));

  on(numbers, 'change', event => {
    const wanted = Math.round(Number(event.target.value));
    if (Number.isFinite(wanted)) change(() => state.set(event.target.name, wanted));
    event.target.value = state.pixels[event.target.name];
  });

  /* Mouse, finger and pen */

  const view = toolView(layer, on, {
    grab(event) {
      if (held || !event.target.closest('[data-crop-frame]')) return false;
      held = { handle: event.target.dataset.handle, x: event.clientX, y: event.clientY, box: state.box, ratio: state.ratio, was: save() };
      frame.focus({ preventScroll: true, focusVisible: false });
      return true;
    },
    move(event) {
      const [dx, dy] = [(event.clientX - held.x) / scale, (event.clientY - held.y) / scale];
      // As in other editors, Shift keeps the ratio that the frame had.
      if (held.handle && event.shiftKey && !held.ratio) {
        state.ratio = (held.box.width * state.plane.width) / (held.box.height * state.plane.height);
      }
      if (held.handle) state.resize(held.box, held.handle, dx, dy, least / scale);
      else state.move(held.box, dx, dy);
      state.ratio = held.ratio;
      soon();
    },
    end(event, dropped) {
      if (dropped) state.box = held.box;
      else if (state.box !== held.box) steps.add(held.was);
      held = null;
      soon();
    },
    changed: () => soon(),
  });

  /** Whether it was a key of this tool. */
  function key(event) {
    if (event.key === 'Escape') return !bar.querySelector(':popover-open') && (cancel(), true);
    if (view.key(event)) return true;
    if (event.target !== frame) return false;
    if (event.key === 'Enter') return acts.apply(), true;
    const step = arrowStep(event, state.plane);
    if (!step) return false;
    const [dx, dy] = step;
    change(() => event.shiftKey ? state.resize(state.box, dx ? 'e' : 's', dx, dy, 1) : state.move(state.box, dx, dy));
    return true;
  }

  bar.querySelectorAll('input[type=range]').forEach(input => { input.value = 0; });
  choice.value = 'free';
  custom.hidden = true;
  shown.onload = draw;
  shown.src = Math.max(picture.width, picture.height) > previewEdge ? picture.preview : picture.original;
  draw();
  frame.focus({ preventScroll: true });

  return {
    key,
    undo: steps.undo,
    redo: steps.redo,
    resize: draw,
    close() {
      cancelAnimationFrame(drawing);
      closed.abort();
      shown.removeAttribute('src');
    },
  };
}
