// The service worker: the page for when nothing answers, and pictures that the phone shares. All else goes to the network untouched.

const pages = 'offline-1';
const shared = 'shared';

// What the offline page is made of; its script imports one more than the page names.
const parts = ['style', 'script', 'font'];
const imported = 'js/lastState.js';
const offline = new URL('offline', registration.scope).href;

/** Keeps the offline page and what it is made of. */
async function keep() {
  const answer = await fetch(offline, { cache: 'reload' });
  if (!answer.ok) return;
  const cache = await caches.open(pages);
  const html = await answer.clone().text();
  const base = new URL(/<base href="([^"]*)"/.exec(html)?.[1] ?? './', offline);
  const named = [...html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|svg|woff2))(?:#[^"]*)?"/g)].map(match => new URL(match[1], base).href);
  await cache.put(offline, answer);
  await Promise.allSettled([...new Set([...named, new URL(imported, base).href])].map(part => cache.add(part)));
}

/** Pictures wait here until the start page opens them, with the form's token and in the user's name. */
async function take(request) {
  const form = await request.formData();
  await caches.delete(shared);
  const cache = await caches.open(shared);
  const files = form.getAll('file').filter(part => part instanceof File);
  await Promise.all(files.map((file, i) => cache.put(`shared/${i}`, new Response(file, {
    headers: { 'Content-Type': file.type, 'X-Name': encodeURIComponent(file.name || `${i + 1}.jpg`), 'X-At': `${Date.now()}` },
  }))));
  const text = [form.get('title'), form.get('text')].filter(Boolean).join(' ');
  return Response.redirect(`${registration.scope}?shared=${encodeURIComponent(text.slice(0, 500))}`, 303);
}

async function read(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const page = await caches.match(offline);
    if (page) return page;
    throw failure;
  }
}

addEventListener('install', event => event.waitUntil(keep().catch(() => {}).then(() => skipWaiting())));
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('message', event => event.data === 'keep' && event.waitUntil(keep().catch(() => {})));
addEventListener('fetch', event => {
  const { request } = event;
  const path = request.url.split(/[?#]/)[0];
  if (request.method === 'POST' && path === `${registration.scope}share`) event.respondWith(take(request));
  else if (request.mode === 'navigate' && request.method === 'GET') event.respondWith(read(request));
  else if (parts.includes(request.destination)) {
    event.respondWith(fetch(request).catch(async failure => await caches.match(request) ?? Promise.reject(failure)));
  }
});
