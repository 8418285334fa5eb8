// Light, colour and detail by sliders. The browser shows what will come of them on the small picture; the words do it in full.

import { names } from './develop.js';
import { plainDeveloper } from './develop2d.js';
import { glDeveloper } from './developGl.js';
import { history } from './history.js';
import { toolView } from './toolView.js';

const previewEdge = 1280;
const room = { fine: 16, coarse: 8 };

/** Draws by WebGL where there is some. `canvas` gets the image's own size. */
export async function developer(canvas, source, picture, withoutGl = false) {
  const image = new Image();
  image.src = source;
  await image.decode();
  Object.assign(canvas, { width: image.naturalWidth, height: image.naturalHeight });
  const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  return (withoutGl ? null : glDeveloper(canvas, pixels, picture)) ?? plainDeveloper(canvas, pixels, picture);
}

export function open({ picture, bar, layer, cancel, apply, failed }) {
  const closed = new AbortController();
  const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal: closed.signal, ...options });
  const stage = layer.querySelector('[data-adjust-stage]');
  // Each time another one: a canvas keeps the kind of context that it had.
  const shown = document.createElement('canvas');
  const button = act => bar.querySelector(`[data-adjust="${act}"]`);
  const sliders = new Map(names.map(name => [name, bar.querySelector(`[data-part="${name}"]`)]));
  const number = new Intl.NumberFormat(document.documentElement.lang, { signDisplay: 'exceptZero' });
  let how = {};
  let draws = null;
  let held = null;
  let before = false;
  let drawing = 0;

  const save = () => ({ ...how });
  const steps = history(save, saved => {
    how = saved;
    show();
  });
  const isChanged = () => Object.keys(how).length > 0;

  function show() {
    for (const [name, slider] of sliders) {
      const value = how[name] ?? 0;
      slider.value = value;
      slider.nextElementSibling.textContent = number.format(value);
      slider.closest('label').toggleAttribute('data-set', value !== 0);
    }
    button('apply').disabled = button('reset').disabled = button('before').disabled = !isChanged();
    soon();
  }

  function lay() {
    const margin = matchMedia('(pointer: coarse)').matches ? room.coarse : room.fine;
    const { scale, left, top } = view.fit(picture.width, picture.height, margin, 320);
    Object.assign(shown.style, {
      width: `${picture.width * scale}px`, height: `${picture.height * scale}px`, transform: `translate(${left}px, ${top}px)`,
    });
  }

  /** Once a frame, however often a slider reports. */
  function soon() {
    drawing ||= requestAnimationFrame(() => {
      drawing = 0;
      lay();
      draws?.draw(before ? {} : how);
    });
  }

  function look(is) {
    before = is && isChanged();
    button('before').setAttribute('aria-pressed', before);
    soon();
  }

  function set(name, value) {
    how = { ...how, [name]: value };
    if (value === 0) delete how[name];
    before = false;
    button('before').setAttribute('aria-pressed', false);
    show();
  }

  const acts = {
    before: () => look(!before),
    reset() {
      steps.add();
      how = {};
      show();
    },
    cancel,
    apply: () => isChanged() && apply({ amounts: how }),
  };

  on(bar, 'click', event => acts[event.target.closest('[data-adjust]')?.dataset.adjust]?.());
  on(bar, 'input', event => {
    const { part } = event.target.dataset;
    if (!part) return;
    if (held !== part) steps.add();
    held = part;
    set(part, Number(event.target.value));
  });
  on(bar, 'change', () => { held = null; });
  on(bar, 'dblclick', event => {
    const part = event.target.closest('label')?.querySelector('[data-part]')?.dataset.part;
    if (!part || !how[part]) return;
    steps.add();
    set(part, 0);
  });

  const view = toolView(stage, on, {
    /** A press shows the picture before; what is enlarged is moved. */
    grab() {
      if (view.zoom > 1 || !isChanged()) return false;
      look(true);
      return true;
    },
    move() {},
    end: () => look(false),
    changed: soon,
  });

  stage.replaceChildren(shown);
  shown.setAttribute('role', 'img');
  shown.setAttribute('aria-label', stage.dataset.adjustStage);
  developer(shown, Math.max(picture.width, picture.height) > previewEdge ? picture.preview : picture.original, picture).then(made => {
    if (closed.signal.aborted) return made.close();
    draws = made;
    shown.toggleAttribute('data-drawn', true);
    soon();
  }, () => !closed.signal.aborted && failed());
  show();
  sliders.get('light').focus({ preventScroll: true });

  return {
    key(event) {
      if (event.key === 'Escape') return cancel(), true;
      if (event.key === 'Enter' && event.target.matches('[data-part]')) return acts.apply(), true;
      return view.key(event);
    },
    undo: steps.undo,
    redo: steps.redo,
    resize: soon,
    close() {
      cancelAnimationFrame(drawing);
      closed.abort();
      draws?.close();
      stage.replaceChildren();
    },
  };
}
