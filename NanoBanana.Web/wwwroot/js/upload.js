// Files travel over HTTP, a few at a time, with progress. .NET hears what happens to them; the files themselves stay here.

import { isHeic, isTiff, refusal } from './files.js';
import { accept, toJpeg } from './heic.js';
import { forget, keep, recall } from './keptFiles.js';
import { take } from './pendingFiles.js';
import { dropParts, sendParts } from './resumable.js';
import { newKey, post } from './send.js';

// A server that is being replaced, or a line that dropped, is back soon.
const passing = [0, 502, 503, 504];
const pauses = [500, 1500, 4000];

/** @param place where files on their way are kept, of this user in this session. */
export function start(input, dotnet, target, place, maxBytes, maxPixels, parallel) {
  const zone = input.closest('[data-upload-zone]');
  const stopped = new AbortController();
  const on = (target, type, handle) => target.addEventListener(type, handle, { signal: stopped.signal });
  const items = new Map();
  let depth = 0;

  const tell = (...args) => dotnet.invokeMethodAsync(...args).catch(() => {});

  async function add(files, attach, starts = false) {
    if (files.length === 0) return;
    const added = [...files].map(file => ({ id: newKey(), file, attach, starts }));
    for (const item of added) keep(place, item);
    await begin(added);
  }

  async function begin(added) {
    if (added.length === 0 || stopped.signal.aborted) return;
    for (const item of added) {
      items.set(item.id, Object.assign(item, { state: 'waiting', tries: 0, heic: await isHeic(item.file) }));
      item.preview = item.heic || isTiff(item.file) ? null : URL.createObjectURL(item.file);
    }
    await tell('Picked', added.map(
      ({ id, file, preview, attach, starts }) => ({ id, name: file.name, size: file.size, preview, attach, starts })));
    next();
  }

  function next() {
    let free = parallel - [...items.values()].filter(item => item.state === 'sending').length;
    for (const item of items.values()) {
      if (free > 0 && item.state === 'waiting') {
        free--;
        send(item);
      }
    }
  }

  async function send(item) {
    item.state = 'sending';
    const decoder = input.dataset.heic;
    const refuse = (status, code) => finish(item, { status, body: JSON.stringify({ code, title: '', detail: '' }) });
    const progress = share => tell('Progressed', item.id, share);
    const code = await refusal(item.file, decoder);
    if (!items.has(item.id)) return;
    if (code) return refuse(415, code);
    if (item.file.size > maxBytes) return refuse(413, '');
    if (item.heic) {
      progress(0);
      if (!await convert(item, decoder)) return items.has(item.id) && refuse(415, 'heic');
      if (item.file.size > maxBytes) return refuse(413, '');
    }
    if (item.file.size > target.partsFrom) {
      item.sending = sendParts(target, item, progress, () => keep(place, item));
    } else {
      const body = new FormData();
      body.append('sessionId', target.sessionId);
      body.append('file', item.file, item.file.name);
      progress(0);
      item.sending = post(target, body, item.id, progress);
    }
    finish(item, await item.sending.answer);
  }

  /** @returns false when it cannot be read, or is not wanted any more. */
  async function convert(item, decoder) {
    const file = await toJpeg(item.file, decoder, maxPixels);
    if (!file || !items.has(item.id)) return false;
    Object.assign(item, { file, heic: false, preview: URL.createObjectURL(file) });
    // What is begun with these bytes goes on with them.
    forget(place, item.id);
    keep(place, item);
    await tell('Converted', item.id, file.name, file.size, item.preview);
    return true;
  }

  function finish(item, { status, body, image = null }) {
    if (!items.has(item.id)) return;
    if (passing.includes(status) && item.tries < pauses.length) {
      setTimeout(() => items.has(item.id) && send(item), pauses[item.tries++]);
      return;
    }
    const done = status === 201 || image !== null;
    item.state = done ? 'done' : 'failed';
    if (done || !passing.includes(status)) forget(place, item.id);
    tell('Finished', item.id, status, image ?? body, Boolean(zone.querySelector('[data-draft]')?.value));
    next();
  }

  on(input, 'change', () => {
    add(input.files, input.dataset.attach === 'true');
    input.value = '';
  });
  // What is picked, pasted or dropped in the message box goes along with the picture; anywhere else it is opened.
  const attaches = element => Boolean(element.closest?.('[data-attach]'));
  on(zone, 'click', event => {
    const pick = event.target.closest('[data-pick]');
    if (!pick) return;
    input.dataset.attach = attaches(pick);
    input.toggleAttribute('capture', pick.dataset.pick === 'camera');
    if (pick.dataset.pick === 'camera') input.setAttribute('capture', 'environment');
    input.click();
  });
  on(zone, 'paste', event => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files, false);
  });
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  on(zone, 'dragenter', event => carriesFiles(event) && depth++ === 0 && zone.toggleAttribute('data-dropping', true));
  on(zone, 'dragleave', event => carriesFiles(event) && --depth === 0 && zone.removeAttribute('data-dropping'));
  on(zone, 'dragover', event => carriesFiles(event) && event.preventDefault());
  on(zone, 'drop', event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    zone.removeAttribute('data-dropping');
    add(event.dataTransfer.files, attaches(event.target));
  });

  accept(input);
  zone.toggleAttribute('data-takes-files', true);
  recall(place).then(begin);
  add(take(target.sessionId), false, true);
  return {
    retry(id) {
      const item = items.get(id);
      if (item) Object.assign(item, { state: 'waiting', tries: 0 });
      next();
    },
    /** Stops it if it is still on its way. */
    remove(id) {
      const item = items.get(id);
      if (!item) return;
      forget(place, id);
      leave(item);
      if (item.upload && item.state !== 'done') dropParts(target, item.upload);
      next();
    },
    /** What is still on its way goes on when the session is opened again. */
    stop() {
      stopped.abort();
      zone.removeAttribute('data-takes-files');
      for (const item of [...items.values()]) leave(item);
    },
  };

  function leave(item) {
    items.delete(item.id);
    item.sending?.abort();
    if (item.preview) URL.revokeObjectURL(item.preview);
  }
}
