// The picture in the middle: layers, zoom and pan, before and after, and the mask on top.

import { compare } from './compare.js';
import { copy, save } from './download.js';
import { gestures } from './gestures.js';
import { closeMenus, menus } from './menus.js';
import { Painter } from './paint.js';
import { tools } from './tools.js';
import { stepOf, steps } from './undo.js';
import { View } from './view.js';

const step = 1.25;
const arrow = 60;
const pixelsFrom = 4;
const previewEdge = 1280;

export function attach(pane, dotnet) {
  const stopped = new AbortController();
  const on = (target, type, handle, options) => target.addEventListener(type, handle, { signal: stopped.signal, ...options });
  const find = name => pane.querySelector(`[data-${name}]`);
  const stage = find('stage');
  const view = new View();
  const painter = new Painter(painted);
  const divide = compare(find('slider'), stage, on, layout);
  const cursor = find('cursor');
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
  let picture = null;
  let sheet = null;
  let hasMask = false;
  let pointer = null;

  const tell = (...args) => dotnet.invokeMethodAsync(...args).catch(() => {});
  const versions = steps(tell);
  const tool = tools(pane, (name, of, plan) => tell(name[0].toUpperCase() + name.slice(1), of.id, plan), () => tell('NotLoaded'));
  const painting = () => pane.hasAttribute('data-painting') && picture !== null;

  /* Layers */

  function show(next) {
    const other = next?.id !== picture?.id;
    picture = next;
    sheet = find('sheet');
    if (other) {
      paintMode(false);
      tool.close();
    }
    if (!picture) return;
    versions.shown(picture.id);
    view.show(picture);
    if (other) {
      hasMask = null;
      const preview = layer('preview');
      preview.onerror = sharpen;
      painter.open(picture, layer('mask'), layer('outline'));
    }
    layout();
    if (other) reveal(find('film')?.querySelector('.thumbnail[aria-current]'));
  }

  /** Scrolls the strip, and nothing else, until a thumbnail is all there. */
  function reveal(thumbnail) {
    const list = thumbnail?.closest('ul');
    if (!list) return;
    const [one, all] = [thumbnail.getBoundingClientRect(), list.getBoundingClientRect()];
    list.scrollLeft += Math.min(0, one.left - all.left) + Math.max(0, one.right - all.right);
  }

  const layer = name => sheet.querySelector(`[data-${name}]`);

  function layout() {
    if (!picture) return;
    const snap = value => Math.round(value * view.ratio) / view.ratio;
    const [width, height] = [snap(picture.width * view.scale), snap(picture.height * view.scale)];
    sheet.toggleAttribute('data-placed', true);
    sheet.toggleAttribute('data-pixels', view.zoom >= pixelsFrom);
    Object.assign(sheet.style, { width: `${width}px`, height: `${height}px`, translate: `${snap(view.x)}px ${snap(view.y)}px` });
    find('zoom-now').textContent = percent.format(view.zoom);
    const most = Math.max(picture.width, picture.height);
    if (most * view.zoom > Math.min(previewEdge, most) * 1.02 || most <= previewEdge) sharpen();
    if (sheet.querySelector('[data-before]')) divide(sheet, view);
    point();
  }

  /** The original takes the preview's place once it is decoded. */
  function sharpen() {
    for (const image of sheet.querySelectorAll('img[data-src]')) {
      const source = image.dataset.src;
      if (image.getAttribute('src') === source) continue;
      image.src = source;
      image.decode().then(() => image.toggleAttribute('data-sharp', true), () => image.isConnected && tell('RenewAsync', image.dataset.of));
    }
  }

  /* Zoom, pan, paint */

  const move = change => {
    if (!picture) return;
    change(view);
    layout();
  };

  gestures(stage, on, {
    pan: (dx, dy) => move(() => view.pan(dx, dy)),
    zoom: (factor, x, y) => move(() => view.zoomBy(factor, x, y)),
    hover(at, event) {
      pointer = at && event.pointerType !== 'touch' ? at : null;
      point();
    },
    begin(at, event) {
      if (!painting()) return false;
      painter.begin(view.toPicture(at.x, at.y), view.scale, event.altKey);
      return true;
    },
    move: at => painter.move(view.toPicture(at.x, at.y)),
    end: () => painter.end(),
    drop: () => painter.drop(),
  });

  function point() {
    const shown = pointer && painting() && (painter.tool === 'brush' || painter.tool === 'eraser');
    cursor.hidden = !shown;
    if (!shown) return;
    cursor.style.width = cursor.style.height = `${painter.size}px`;
    cursor.style.translate = `${pointer.x - painter.size / 2}px ${pointer.y - painter.size / 2}px`;
  }

  const acts = {
    in: () => move(() => view.zoomBy(step)),
    out: () => move(() => view.zoomBy(1 / step)),
    fit: () => move(() => view.fit()),
    full: () => move(() => view.zoomTo(1)),
    mask: () => paintMode(!painting()),
    'undo-edit': versions.undo,
    'redo-edit': versions.redo,
    undo: () => painter.do(mask => mask.undo()),
    redo: () => painter.do(mask => mask.redo()),
    invert: () => painter.do(mask => mask.invert()),
    clear: () => painter.do(mask => mask.clear()),
    box: addBox,
    png: () => made('image/png'),
    jpeg: () => made('image/jpeg'),
    webp: () => made('image/webp'),
    copy: () => done(copy(picture.original), 'Copied'),
  };

  function made(type) {
    done(save(picture.original, picture.name, type));
  }

  function done(work, success) {
    closeMenus(pane);
    work.then(() => success && tell(success), () => tell('Failed'));
  }

  function choose(brush) {
    painter.tool = brush;
    for (const button of pane.querySelectorAll('[data-tool]')) button.setAttribute('aria-pressed', button.dataset.tool === brush);
    point();
  }

  function paintMode(is) {
    if (!picture?.paintable) is = false;
    pane.toggleAttribute('data-painting', is);
    find('mask-tool')?.setAttribute('aria-pressed', is);
    point();
  }

  /** The rectangle by its numbers, for whoever cannot draw. */
  function addBox() {
    const number = name => Math.max(0, Math.round(Number(find(`box-${name}`).value)) || 0);
    const [x, y] = [Math.min(number('x'), picture.width), Math.min(number('y'), picture.height)];
    const [width, height] = [Math.min(number('width'), picture.width - x), Math.min(number('height'), picture.height - y)];
    if (width * height > 0) painter.do(mask => mask.add({ kind: 'box', x, y, width, height }));
  }

  function painted() {
    const { mask } = painter;
    find('do="undo"').disabled = !mask.canUndo;
    find('do="redo"').disabled = !mask.canRedo;
    find('do="clear"').disabled = mask.isEmpty;
    if (hasMask === !mask.isEmpty) return;
    hasMask = !mask.isEmpty;
    pane.toggleAttribute('data-masked', hasMask);
    tell('Painted', picture.id, hasMask);
  }

  function openTool(name) {
    if (!picture?.paintable || !find(`open="${name}"`)) return;
    paintMode(false);
    tool.start(name, picture);
  }

  on(pane, 'click', event => {
    const act = event.target.closest('[data-do]')?.dataset.do;
    const brush = event.target.closest('[data-tool]')?.dataset.tool;
    const opened = event.target.closest('[data-open]')?.dataset.open;
    if (brush) choose(brush);
    else if (opened) openTool(opened);
    else if (act && (picture || act.endsWith('-edit'))) acts[act]?.();
  });
  const size = find('size');
  on(size, 'input', () => {
    painter.size = Number(size.value);
    point();
  });

  const keys = {
    '+': acts.in, '=': acts.in, '-': acts.out, 0: acts.fit, 1: acts.full, m: acts.mask,
    ArrowLeft: () => move(() => view.pan(arrow, 0)), ArrowRight: () => move(() => view.pan(-arrow, 0)),
    ArrowUp: () => move(() => view.pan(0, arrow)), ArrowDown: () => move(() => view.pan(0, -arrow)),
    PageUp: () => neighbour(-1), PageDown: () => neighbour(1), c: () => find('compare')?.click(), x: () => openTool('crop'), a: () => openTool('adjust'),
    l: () => openTool('look'), e: () => openTool('expand'), t: () => openTool('text'),
  };
  const paintKeys = {
    b: () => choose('brush'), e: () => choose('eraser'), r: () => choose('rectangle'), l: () => choose('lasso'),
    i: acts.invert, '[': () => resize(-1), ']': () => resize(1), Delete: acts.clear, Escape: () => paintMode(false),
  };

  function resize(steps) {
    painter.resize(steps);
    size.value = painter.size;
    point();
  }

  /** Whether two pictures were compared, and no menu was open that closes first. */
  function leaveCompare() {
    const done = pane.querySelector(':popover-open') ? null : pane.querySelector('.compare-bar .done');
    done?.click();
    return done !== null;
  }

  function neighbour(by) {
    const all = [...pane.querySelectorAll('[data-film] .thumbnail')];
    const here = all.findIndex(one => one.hasAttribute('aria-current'));
    all[here + by]?.click();
  }

  // Letters work while the picture has the focus, so that they are in nobody's way elsewhere.
  on(pane, 'keydown', event => {
    if (tool.isOpen) return tool.key(event) ? event.preventDefault() : undefined;
    if (event.key === 'Escape' && !event.target.closest('select') && !painting() && leaveCompare()) return event.preventDefault();
    if (!picture || event.target.closest('input, select, textarea, [role=slider]')) return;
    if (event.ctrlKey || event.metaKey) return;
    // A menu closes itself, and nothing behind it.
    if (event.key === 'Escape' && pane.querySelector(':popover-open')) return;
    if (event.altKey || (event.target !== stage && /^(Arrow|Page|Delete)/.test(event.key))) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = (painting() && paintKeys[key]) || keys[key];
    if (!act) return;
    act();
    event.preventDefault();
  });

  // Wherever the focus is, but not in a text and not behind a dialog. While somebody paints, it is about the mask.
  on(document, 'keydown', event => {
    const way = stepOf(event);
    if (!way || !stage.checkVisibility() || document.querySelector('dialog[open]')) return;
    if (tool.isOpen) tool[way]();
    else acts[painting() ? way : `${way}-edit`]();
    event.preventDefault();
  });

  menus(pane, on);
  const sized = new ResizeObserver(() => {
    view.resize(stage.clientWidth, stage.clientHeight, devicePixelRatio);
    layout();
    tool.resize();
  });
  sized.observe(stage);
  choose('brush');

  return {
    show,
    preload: versions.preload,
    clearMask: () => acts.clear(),
    /** Sends the mask as a picture of the session; null where nothing is painted. */
    async sendMask({ url, sessionId, header, token }) {
      if (!picture || painter.mask.isEmpty) return null;
      const body = new FormData();
      body.append('sessionId', sessionId);
      body.append('file', await painter.mask.toPng(), picture.maskName);
      const answer = await fetch(url, { method: 'POST', body, headers: { [header]: token } });
      return { status: answer.status, body: await answer.text() };
    },
    stop() {
      tool.close();
      sized.disconnect();
      stopped.abort();
    },
  };
}
