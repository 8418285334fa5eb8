// Files travel over HTTP, a few at a time, with progress. .NET hears what happens to them; the files themselves stay here.

import { refusal } from './files.js';
import { take } from './pendingFiles.js';
import { newKey, post } from './send.js';

// A server that is being replaced, or a line that dropped, is back soon.
const passing = [0, 502, 503, 504];
const pauses = [500, 1500, 4000];

export function start(input, dotnet, target, maxBytes, parallel) {
  const zone = input.closest('[data-upload-zone]');
  const stopped = new AbortController();
  const on = (target, type, handle) => target.addEventListener(type, handle, { signal: stopped.signal });
  const items = new Map();
  let depth = 0;

  const tell = (...args) => dotnet.invokeMethodAsync(...args).catch(() => {});

  async function add(files, attach, starts = false) {
    if (files.length === 0) return;
    const added = [...files].map(file => ({
      id: newKey(),
      file,
      preview: URL.createObjectURL(file),
      state: 'waiting',
      tries: 0,
    }));
    for (const item of added) items.set(item.id, item);
    await tell('Picked', added.map(({ id, file, preview }) => ({ id, name: file.name, size: file.size, preview, attach, starts })));
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
    const code = await refusal(item.file);
    if (!items.has(item.id)) return;
    if (code) return finish(item, 415, JSON.stringify({ code, title: '', detail: '' }));
    if (item.file.size > maxBytes) return finish(item, 413, '');
    const body = new FormData();
    body.append('sessionId', target.sessionId);
    body.append('file', item.file, item.file.name);
    tell('Progressed', item.id, 0);
    item.sending = post(target, body, item.id, share => tell('Progressed', item.id, share));
    const { status, body: answer } = await item.sending.answer;
    finish(item, status, answer);
  }

  function finish(item, status, body) {
    if (!items.has(item.id)) return;
    if (passing.includes(status) && item.tries < pauses.length) {
      setTimeout(() => items.has(item.id) && send(item), pauses[item.tries++]);
      return;
    }
    item.state = status === 201 ? 'done' : 'failed';
    tell('Finished', item.id, status, body, Boolean(zone.querySelector('[data-draft]')?.value));
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

  zone.toggleAttribute('data-takes-files', true);
  add(take(target.sessionId), false, true);
  return {
    retry(id) {
      const item = items.get(id);
      if (item) Object.assign(item, { state: 'waiting', tries: 0 });
      next();
    },
    remove(id) {
      const item = items.get(id);
      if (!item) return;
      items.delete(id);
      item.sending?.abort();
      URL.revokeObjectURL(item.preview);
      next();
    },
    stop() {
      stopped.abort();
      zone.removeAttribute('data-takes-files');
      for (const id of [...items.keys()]) this.remove(id);
    },
  };
}
