// Words on the picture, dragged to their place. Size and place are exact; which letters a font has is up to the machine that draws them.

import { arrowStep } from './arrows.js';
import { history } from './history.js';
import { toolView } from './toolView.js';

const previewEdge = 1280;
const margin = { fine: 16, coarse: 8 };
const stroke = 0.055;
const families = { sans: 'sans-serif', serif: 'serif', mono: 'monospace' };
const between = (value, low, high) => Math.min(Math.max(value, low), high);

export function open({ picture, bar, layer, cancel, apply, failed }) {
  const closed = new AbortController();
  const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal: closed.signal, ...options });
  const part = name => bar.querySelector(`[data-text-${name}]`);
  const [shown, box] = ['picture', 'box'].map(name => layer.querySelector(`[data-text-${name}]`));
  const [words, size, font, colour] = ['words', 'size', 'font', 'colour'].map(part);
  const letters = box.querySelector('canvas');
  const context = letters.getContext('2d');
  const shorter = Math.min(picture.width, picture.height);
  let state = { text: '', x: null, y: null, percent: 8, font: 'sans', colour: '#ffffff', bold: true, outline: true };
  let placed = { scale: 1, left: 0, top: 0 };
  let held = null;
  let typing = null;
  let drawing = 0;

  const steps = history(() => state, saved => {
    state = saved;
    show();
  });

  const pixels = () => Math.max(1, Math.round((shorter * state.percent) / 100));

  /** In pixels of the picture: how large the letters are, and where they begin beside the place that a browser writes them at. */
  function measure() {
    context.font = `${state.bold ? 'bold ' : ''}${pixels()}px ${families[state.font]}`;
    const ink = context.measureText(state.text);
    return {
      left: ink.actualBoundingBoxLeft, up: ink.actualBoundingBoxAscent,
      width: Math.max(1, ink.actualBoundingBoxLeft + ink.actualBoundingBoxRight),
      height: Math.max(1, ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent),
    };
  }

  /** What is placed stays inside as far as it can. */
  function place({ width, height }) {
    const x = state.x ?? (picture.width - width) / 2;
    const y = state.y ?? picture.height * 0.92 - height;
    return {
      x: Math.round(between(x, 0, Math.max(0, picture.width - width))),
      y: Math.round(between(y, 0, Math.max(0, picture.height - height))),
    };
  }

  function show() {
    if (words !== document.activeElement || words.value.trim() !== state.text) words.value = state.text;
    [size.value, font.value, colour.value] = [state.percent, state.font, state.colour];
    for (const name of ['bold', 'outline']) bar.querySelector(`[data-text="${name}"]`).setAttribute('aria-pressed', state[name]);
    bar.querySelector('[data-text="apply"]').disabled = state.text === '';
    soon();
  }

  function draw() {
    drawing = 0;
    placed = view.fit(picture.width, picture.height, matchMedia('(pointer: coarse)').matches ? margin.coarse : margin.fine, 320);
    const { scale, left, top } = placed;
    Object.assign(shown.style, {
      transform: `translate(${left}px, ${top}px)`, width: `${picture.width * scale}px`, height: `${picture.height * scale}px`,
    });
    box.hidden = state.text === '';
    if (box.hidden) return;
    const ink = measure();
    const at = place(ink);
    const sharp = scale * devicePixelRatio;
    const extra = state.outline ? pixels() * stroke : 0;
    Object.assign(letters, { width: Math.ceil((ink.width + 2 * extra) * sharp), height: Math.ceil((ink.height + 2 * extra) * sharp) });
    Object.assign(letters.style, { width: `${letters.width / devicePixelRatio}px`, height: `${letters.height / devicePixelRatio}px` });
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    measure();
    if (state.outline) {
      context.strokeStyle = isLight(state.colour) ? '#000' : '#fff';
      context.lineWidth = 2 * extra;
      context.lineJoin = 'round';
      context.strokeText(state.text, ink.left + extra, ink.up + extra);
    }
    context.fillStyle = state.colour;
    context.fillText(state.text, ink.left + extra, ink.up + extra);
    box.style.transform = `translate(${left + (at.x - extra) * scale}px, ${top + (at.y - extra) * scale}px)`;
  }

  const soon = () => {
    drawing ||= requestAnimationFrame(draw);
  };

  function change(next, isGoing) {
    if (typing === null || typing !== isGoing) steps.add();
    typing = isGoing ?? null;
    state = { ...state, ...next };
    show();
  }

  const send = () => {
    if (state.text === '') return;
    const { percent, ...said } = state;
    apply({ ...said, ...place(measure()), size: pixels() });
  };
  const acts = { bold: () => change({ bold: !state.bold }), outline: () => change({ outline: !state.outline }), cancel, apply: send };

  on(bar, 'click', event => acts[event.target.closest('[data-text]')?.dataset.text]?.());
  on(words, 'input', () => change({ text: words.value.trim() }, 'words'));
  on(size, 'input', () => change({ percent: Number(size.value) }, 'size'));
  on(colour, 'input', () => change({ colour: colour.value }, 'colour'));
  on(font, 'change', () => change({ font: font.value }));
  on(bar, 'change', () => { typing = null; });

  const view = toolView(layer, on, {
    grab(event) {
      if (held || !event.target.closest('[data-text-box]')) return false;
      held = { x: event.clientX, y: event.clientY, at: place(measure()), was: state };
      box.focus({ preventScroll: true, focusVisible: false });
      return true;
    },
    move(event) {
      state = { ...state, x: held.at.x + (event.clientX - held.x) / placed.scale, y: held.at.y + (event.clientY - held.y) / placed.scale };
      soon();
    },
    end(event, dropped) {
      if (dropped) state = held.was;
      else if (state !== held.was) {
        state = { ...state, ...place(measure()) };
        steps.add(held.was);
      }
      held = null;
      soon();
    },
    changed: soon,
  });

  function key(event) {
    if (event.key === 'Escape') return cancel(), true;
    if (event.key === 'Enter' && (event.target === words || event.target === box)) return send(), true;
    if (view.key(event)) return true;
    const step = event.target === box && arrowStep(event, picture);
    if (!step) return false;
    const at = place(measure());
    change({ x: at.x + step[0], y: at.y + step[1] });
    state = { ...state, ...place(measure()) };
    return true;
  }

  shown.src = Math.max(picture.width, picture.height) > previewEdge ? picture.preview : picture.original;
  shown.decode().then(() => layer.toggleAttribute('data-drawn', !closed.signal.aborted), () => !closed.signal.aborted && failed());
  show();
  words.focus({ preventScroll: true });

  return {
    key,
    undo: steps.undo,
    redo: steps.redo,
    resize: soon,
    close() {
      cancelAnimationFrame(drawing);
      closed.abort();
      layer.removeAttribute('data-drawn');
      shown.removeAttribute('src');
      letters.width = letters.height = 0;
    },
  };
}

/** As the worker judges it. */
function isLight(colour) {
  const [red, green, blue] = colour.match(/[0-9a-f]{2}/g).map(level => parseInt(level, 16));
  return red + green + blue > 382;
}
