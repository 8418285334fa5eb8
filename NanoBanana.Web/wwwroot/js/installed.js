// The service worker, and what it needs to know from pages.

import { forget, remember } from './lastState.js';

export function install() {
  if (!('serviceWorker' in navigator) || !globalThis.caches) return;
  const { lang } = document.documentElement;
  if (/\/(welcome|sign-in)$/.test(location.pathname)) forget();
  document.addEventListener('submit', event => /sign-out$/.test(event.target.action) && forget());
  remember();
  navigator.serviceWorker.register('sw.js').then(async () => {
    // In another language than the one that is kept, or after a new version.
    if (sessionStorage.getItem('offline') === lang) return;
    sessionStorage.setItem('offline', lang);
    (await navigator.serviceWorker.ready).active?.postMessage('keep');
  }).catch(() => {});
}
