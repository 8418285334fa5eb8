// A look for the whole picture, chosen from small pictures of it, and how strong it is.

import { history } from './history.js';
import { develop, looks } from './lookGrades.js';
import { toolView } from './toolView.js';

const previewEdge = 1280;
const smallEdge = 128;

export function open({ picture, bar, layer, cancel, apply, failed }) {
  const closed = new AbortController();
  const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal: closed.signal, ...options });
  const stage = layer.querySelector('[data-look-stage]');
  const [below, above] = stage.querySelectorAll('canvas');
  const strength = bar.querySelector('[data-look-strength]');
  const choices = [...bar.querySelectorAll('input[type=radio]')];
  // Only the worker can paint: of these there are samples.
  const painted = new Set(choices.filter(choice => choice.hasAttribute('data-painted')).map(choice => choice.value));
  const button = act => bar.querySelector(`[data-look="${act}"]`);
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
  const made = new Map();
  let state = { look: null, strength: 100 };
  let pixels = null;
  let before = false;
  let held = false;
  let drawing = 0;

  const steps = history(() => state, saved => {
    state = saved;
    show();
  });

  function show() {
    for (const choice of choices) choice.checked = choice.value === state.look;
    strength.value = state.strength;
    layer.querySelector('[data-look-painted]').hidden = !painted.has(state.look);
    strength.disabled = button('apply').disabled = state.look === null;
    strength.nextElementSibling.textContent = percent.format(state.strength / 100);
    soon();
  }

  /** Once a frame; a look is made whole once, and the browser mixes it with the picture as the worker does. */
  function soon() {
    drawing ||= requestAnimationFrame(() => {
      drawing = 0;
      const { scale, left, top } = view.fit(picture.width, picture.height, 12, 320);
      for (const canvas of [below, above]) {
        Object.assign(canvas.style, {
          width: `${picture.width * scale}px`, height: `${picture.height * scale}px`, transform: `translate(${left}px, ${top}px)`,
        });
      }
      const seen = state.look !== null && !painted.has(state.look);
      above.style.opacity = before || !seen ? 0 : state.strength / 100;
      if (!pixels || !seen || above.dataset.shown === state.look) return;
      if (!made.has(state.look)) made.set(state.look, develop(state.look, pixels, picture));
      above.getContext('2d').putImageData(made.get(state.look), 0, 0);
      above.dataset.shown = state.look;
    });
  }

  function change(next) {
    steps.add();
    state = { ...state, ...next };
    before = false;
    show();
  }

  const send = () => state.look !== null && apply(state);

  on(bar, 'click', event => ({ cancel, apply: send })[event.target.closest('[data-look]')?.dataset.look]?.());
  on(bar, 'input', event => {
    if (event.target.type === 'radio') return change({ look: event.target.value });
    if (!held) steps.add();
    held = true;
    state = { ...state, strength: Number(event.target.value) };
    show();
  });
  on(bar, 'change', () => { held = false; });

  const view = toolView(stage, on, {
    grab() {
      if (view.zoom > 1 || state.look === null) return false;
      before = true;
      soon();
      return true;
    },
    move() {},
    end() {
      before = false;
      soon();
    },
    changed: () => soon(),
  });

  async function load() {
    const image = new Image();
    image.src = Math.max(picture.width, picture.height) > previewEdge ? picture.preview : picture.original;
    await image.decode();
    if (closed.signal.aborted) return;
    pixels = read(image, image.naturalWidth, image.naturalHeight);
    for (const canvas of [below, above]) Object.assign(canvas, { width: pixels.width, height: pixels.height });
    below.getContext('2d').putImageData(pixels, 0, 0);
    stage.toggleAttribute('data-drawn', true);
    soon();
    const shrunk = smallEdge / Math.max(pixels.width, pixels.height);
    const small = read(image, Math.max(1, Math.round(pixels.width * shrunk)), Math.max(1, Math.round(pixels.height * shrunk)));
    for (const choice of choices.filter(one => !painted.has(one.value))) {
      // One a frame: whoever knows which one to choose does not wait.
      await new Promise(done => { requestAnimationFrame(done); });
      if (closed.signal.aborted) return;
      const canvas = choice.nextElementSibling;
      Object.assign(canvas, { width: small.width, height: small.height });
      canvas.getContext('2d').putImageData(develop(choice.value, small, picture), 0, 0);
    }
    bar.toggleAttribute('data-drawn', true);
  }

  for (const sample of bar.querySelectorAll('img[data-src]')) sample.src = sample.dataset.src;
  load().catch(() => !closed.signal.aborted && failed());
  show();
  choices[0].focus({ preventScroll: true });

  return {
    key(event) {
      if (event.key === 'Escape') return cancel(), true;
      if (event.key === 'Enter' && event.target.matches('input')) return send(), true;
      return view.key(event);
    },
    undo: steps.undo,
    redo: steps.redo,
    resize: soon,
    close() {
      cancelAnimationFrame(drawing);
      closed.abort();
      stage.removeAttribute('data-drawn');
      bar.removeAttribute('data-drawn');
      delete above.dataset.shown;
      for (const canvas of layer.querySelectorAll('canvas')) canvas.width = canvas.height = 0;
    },
  };
}

function read(image, width, height) {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}
