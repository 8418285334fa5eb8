// The start page. Whatever comes in, by whichever way, makes a session: .NET says which, and its page uploads the files.

import { refusal } from './files.js';
import { accept } from './heic.js';
import { leave } from './pendingFiles.js';
import { newKey, post } from './send.js';

// As long as it takes to sign in.
const sharedFor = 10 * 60 * 1000;
const arriving = 5000;

const isZip = file => /^application\/(x-)?zip/.test(file.type) || /\.zip$/i.test(file.name);

export function attach(home, dotnet, importTarget, importMaxBytes) {
  const input = home.querySelector('input[data-pictures]');
  const zips = home.querySelector('input[data-zip]');
  const stopped = new AbortController();
  const on = (target, type, handle) => target.addEventListener(type, handle, { signal: stopped.signal });
  let depth = 0;
  let starting = false;
  let words = '';

  async function start(files, prompt) {
    const picked = [...files];
    if (starting || picked.length === 0) return;
    if (picked.length === 1 && isZip(picked[0])) return bringBack(picked[0]);
    starting = true;
    const codes = await Promise.all(picked.map(file => refusal(file, input.dataset.heic)));
    // A session is made for what can be opened; the rest is told of there.
    if (picked.length > 0 && !codes.includes(null)) {
      starting = false;
      return dotnet.invokeMethodAsync('Refuse', picked[0].name, codes[0]).catch(() => {});
    }
    const session = await dotnet.invokeMethodAsync('StartAsync').catch(() => null);
    starting = false;
    if (!session) return;
    leave(session, picked);
    if (prompt) sessionStorage.setItem(`draft:${session}`, prompt);
    await dotnet.invokeMethodAsync('Open', session).catch(() => {});
  }

  async function bringBack(zip) {
    starting = true;
    const tell = (...args) => dotnet.invokeMethodAsync(...args).catch(() => {});
    if (zip.size > importMaxBytes) {
      await tell('EndImport', 413, '');
    } else {
      const form = new FormData();
      form.append('file', zip, zip.name);
      await tell('ShowImport', 0);
      const sending = post(importTarget, form, newKey(), share => tell('ShowImport', share));
      stopped.signal.addEventListener('abort', sending.abort);
      const { status, body } = await sending.answer;
      if (!stopped.signal.aborted) await tell('EndImport', status, body);
    }
    starting = false;
  }

  async function fetched(button) {
    const answer = await fetch(button.querySelector('img').src);
    return new File([await answer.blob()], button.dataset.sample, { type: 'image/jpeg' });
  }

  on(input, 'change', () => {
    const files = [...input.files];
    input.value = '';
    start(files, words);
    words = '';
  });
  on(zips, 'change', () => {
    const [zip] = zips.files;
    zips.value = '';
    if (zip && !starting) bringBack(zip);
  });
  on(input, 'cancel', () => { words = ''; });
  on(home, 'click', event => {
    const hit = name => event.target.closest(`[data-${name}]`);
    if (hit('choose')?.dataset.choose === 'zip') zips.click();
    else if (hit('choose')) {
      if (hit('choose').dataset.choose === 'camera') input.setAttribute('capture', 'environment');
      else input.removeAttribute('capture');
      input.click();
    }
    if (hit('sample')) fetched(hit('sample')).then(file => start([file]), () => {});
    // A wish without a picture comes to nothing: the words wait until one is chosen.
    if (hit('suggest')) {
      words = hit('suggest').dataset.suggest;
      input.removeAttribute('capture');
      input.click();
    }
  });
  on(document, 'paste', event => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    start(event.clipboardData.files);
  });

  // Nowhere on this page can a picture be dropped amiss.
  const carriesFiles = event => event.dataTransfer?.types.includes('Files');
  const dropping = is => home.toggleAttribute('data-dropping', is);
  on(document, 'dragenter', event => carriesFiles(event) && depth++ === 0 && dropping(true));
  on(document, 'dragleave', event => carriesFiles(event) && --depth === 0 && dropping(false));
  on(document, 'dragover', event => carriesFiles(event) && event.preventDefault());
  on(document, 'drop', event => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    dropping(false);
    start(event.dataTransfer.files);
  });

  accept(input);
  home.toggleAttribute('data-takes-files', true);

  openShared().catch(() => {});

  /** Pictures that another app on this device shared; the service worker kept them for a moment. */
  async function openShared() {
    if (!await globalThis.caches?.has('shared')) return;
    const cache = await caches.open('shared');
    const answers = await Promise.all((await cache.keys()).map(key => cache.match(key)));
    const said = new URLSearchParams(location.search).get('shared');
    const age = answer => Date.now() - Number(answer.headers.get('X-At'));
    // They are on their way to another page, which is just being opened.
    if (said === null && answers.some(answer => age(answer) < arriving)) return;
    await caches.delete('shared');
    const fresh = answers.filter(answer => age(answer) < sharedFor);
    const files = await Promise.all(fresh.map(async answer => new File(
      [await answer.blob()], decodeURIComponent(answer.headers.get('X-Name')), { type: answer.headers.get('Content-Type') })));
    history.replaceState(history.state, '', document.baseURI);
    await start(files, said);
  }

  // Going back to this page does not begin again.
  const chosen = home.dataset.begin && home.querySelector(`[data-sample="${CSS.escape(home.dataset.begin)}.jpg"]`);
  if (chosen) {
    history.replaceState(history.state, '', document.baseURI);
    fetched(chosen).then(file => start([file]), () => {});
  }
  return { stop: () => stopped.abort() };
}
