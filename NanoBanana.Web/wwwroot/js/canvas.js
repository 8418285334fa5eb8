// The picture in the middle: layers, zoom and pan, before and after, and the mask on top.

import { AreaPicker } from './area.js';
import { compare } from './compare.js';
import { copy, save } from './download.js';
import { neighbour, reveal } from './film.js';
import { gestures } from './gestures.js';
import { maskTool } from './maskTool.js';
import { closeMenus, menus } from './menus.js';
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
  const divide = compare(find('slider'), stage, on, layout);
  const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' });
  let picture = null;
  let sheet = null;
  let hand = null;

  const tell = (...args) => dotnet.invokeMethodAsync(...args).catch(() => {});
  const versions = steps(tell);
  const tool = tools(pane, (name, of, plan) => tell(`${name[0].toUpperCase()}${name.slice(1)}Async`, of.id, plan), () => tell('NotLoaded'));
  const selection = maskTool(pane, on, view, tell);
  const pin = new AreaPicker(() => layer('outline'), place => tell('PlacePin', picture.id, place));

  /* Layers */

  function show(next) {
    const other = next?.id !== picture?.id;
    picture = next;
    sheet = find('sheet');
    if (other) {
      selection.show(false);
      tool.close();
    }
    if (!picture) return selection.open(null);
    versions.shown(picture.id);
    view.show(picture);
    if (other) {
      const preview = layer('preview');
      preview.onerror = sharpen;
      const arrived = sheet;
      preview.decode().catch(() => {}).then(() => arrived.toggleAttribute('data-arrived', true));
      selection.open(picture, layer('mask'), layer('outline'));
    }
    layout();
    if (other) reveal(pane);
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
    selection.point();
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
    hover: (at, event) => selection.hover(at && event.pointerType !== 'touch' ? at : null),
    begin(at, event) {
      hand = selection.isOn() ? selection.hand : pane.hasAttribute('data-pinning') && picture ? pin : null;
      hand?.begin(view.toPicture(at.x, at.y), view.scale, event.altKey);
      return hand !== null;
    },
    move: at => hand.move(view.toPicture(at.x, at.y)),
    end: () => hand.end(),
    drop: () => hand.drop(),
  });

  const acts = {
    in: () => move(() => view.zoomBy(step)),
    out: () => move(() => view.zoomBy(1 / step)),
    fit: () => move(() => view.fit()),
    full: () => move(() => view.zoomTo(1)),
    ...selection.acts,
    'undo-edit': versions.undo,
    'redo-edit': versions.redo,
    'pin-middle'() {
      const { x, y } = view.toPicture(stage.clientWidth / 2, stage.clientHeight / 2);
      tell('PlacePin', picture.id, { x: Math.round(x), y: Math.round(y), width: 0, height: 0 });
    },
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

  function openTool(name) {
    if (!picture?.paintable || !find(`open="${name}"`)) return;
    selection.show(false);
    tool.start(name, picture);
  }

  on(pane, 'click', event => {
    const act = event.target.closest('[data-do]')?.dataset.do;
    const opened = event.target.closest('[data-open]')?.dataset.open;
    if (opened) openTool(opened);
    else if (act && (picture || act.endsWith('-edit'))) acts[act]?.();
  });

  const keys = {
    '+': acts.in, '=': acts.in, '-': acts.out, 0: acts.fit, 1: acts.full, m: acts.mask,
    ArrowLeft: () => move(() => view.pan(arrow, 0)), ArrowRight: () => move(() => view.pan(-arrow, 0)),
    ArrowUp: () => move(() => view.pan(0, arrow)), ArrowDown: () => move(() => view.pan(0, -arrow)),
    PageUp: () => neighbour(pane, -1), PageDown: () => neighbour(pane, 1),
    c: () => find('compare')?.click(), p: () => find('pins')?.click(), x: () => openTool('crop'), a: () => openTool('adjust'),
    l: () => openTool('look'), e: () => openTool('expand'), t: () => openTool('text'),
  };

  /** Whether two pictures were compared, and no menu was open that closes first. */
  function leaveCompare() {
    const done = pane.querySelector(':popover-open') ? null : pane.querySelector('.compare-bar .done');
    done?.click();
    return done !== null;
  }

  // Letters work while the picture has the focus, so that they are in nobody's way elsewhere.
  on(pane, 'keydown', event => {
    if (tool.isOpen) return tool.key(event) ? event.preventDefault() : undefined;
    if (event.key === 'Escape' && !event.target.closest('select') && !selection.isOn() && leaveCompare()) return event.preventDefault();
    if (!picture || event.target.closest('input, select, textarea, [role=slider]')) return;
    if (event.ctrlKey || event.metaKey) return;
    // A menu closes itself, and nothing behind it.
    if (event.key === 'Escape' && pane.querySelector(':popover-open')) return;
    if (event.altKey || (event.target !== stage && /^(Arrow|Page|Delete)/.test(event.key))) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = (selection.isOn() && selection.keys[key]) || keys[key];
    if (!act) return;
    act();
    event.preventDefault();
  });

  // Wherever the focus is, but not in a text and not behind a dialog. While somebody paints, it is about the mask.
  on(document, 'keydown', event => {
    const way = stepOf(event);
    if (!way || !stage.checkVisibility() || document.querySelector('dialog[open]')) return;
    if (tool.isOpen) tool[way]();
    else acts[selection.isOn() ? way : `${way}-edit`]();
    event.preventDefault();
  });

  menus(pane, on);
  const sized = new ResizeObserver(() => {
    view.resize(stage.clientWidth, stage.clientHeight, devicePixelRatio);
    layout();
    tool.resize();
  });
  sized.observe(stage);

  return {
    show,
    preload: versions.preload,
    clearMask: () => acts.clear(),
    maskArea: selection.only,
    /** Sends the mask as a picture of the session; null where nothing is selected. */
    async sendMask({ url, sessionId, header, token }) {
      const mask = await selection.toPng();
      if (!mask) return null;
      const body = new FormData();
      body.append('sessionId', sessionId);
      body.append('file', mask, picture.maskName);
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
