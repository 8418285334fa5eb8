// What was seen last, kept in this browser for the offline page; it goes when somebody signs out.

const name = 'last';
const most = 6;
const every = 8000;

export const forget = () => globalThis.caches?.delete(name);

/** @returns what to show without a server; null where nothing was kept. */
export async function recall() {
  const cache = await caches.open(name);
  const [state, picture] = await Promise.all([cache.match('last/state'), cache.match('last/picture')]);
  return state ? { ...await state.json(), picture: picture ? URL.createObjectURL(await picture.blob()) : null } : null;
}

export function remember() {
  let kept = '';
  let shown = '';

  async function keep() {
    const session = document.querySelector('.session[data-view] [data-draft]')?.dataset.draft;
    if (!session) return;
    const image = document.querySelector('[data-sheet] [data-preview]');
    const messages = [...document.querySelectorAll('.conversation [data-words]')].slice(-most)
      .map(one => one.innerText.trim()).filter(Boolean);
    const state = {
      session, path: location.pathname, title: document.querySelector('.session-header h1')?.textContent ?? '',
      alt: image?.alt ?? '', messages,
    };
    const key = JSON.stringify(state);
    const cache = await caches.open(name);
    if (key !== kept) {
      await cache.put('last/state', Response.json(state));
      kept = key;
    }
    if (!image?.naturalWidth || image.src === shown) return;
    // It is on the screen, so the browser has it: nobody is asked, who may not have it any more.
    const picture = await fetch(image.src, { cache: 'force-cache' });
    if (!picture.ok) return;
    await cache.put('last/picture', picture);
    shown = image.src;
  }

  // What cannot be kept now, such as a picture while nothing answers, is the next time.
  const quietly = () => keep().catch(() => {});
  setInterval(() => document.visibilityState === 'visible' && quietly(), every);
  document.addEventListener('visibilitychange', quietly);
}
