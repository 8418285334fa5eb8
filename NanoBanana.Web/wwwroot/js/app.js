// What every page needs, with or without a circuit: theme, time zone, drafts, and what a lost connection needs.

import { own, reconnection, watch } from './connection.js';
import { keepFocus } from './focus.js';
import { frame } from './frame.js';
import { install } from './installed.js';

const year = 60 * 60 * 24 * 365;

function remember(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
}

// A page that anybody may read has no circuit and leaves no cookie.
const isPublic = document.documentElement.hasAttribute('data-public');

keepFocus();
frame(remember);

if (!isPublic) install();
if (!isPublic) remember('zone', Intl.DateTimeFormat().resolvedOptions().timeZone);

function switchTheme() {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const now = root.dataset.theme || (dark ? 'dark' : 'light');
  root.dataset.theme = now === 'dark' ? 'light' : 'dark';
  remember('theme', root.dataset.theme);
}

document.addEventListener('click', event => {
  const hit = name => event.target.closest(`[${name}]`);
  if (hit('data-theme-switch')) switchTheme();
  if (hit('data-reload')) location.reload();
  if (hit('data-copy')) copy(hit('data-copy'));
  if (hit('data-shortcuts')) document.getElementById('shortcuts')?.showModal();
});

document.addEventListener('keydown', event => {
  // Elsewhere than in a text, the browser would undo what was typed in the message box, and go there.
  const undoes = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
  if (undoes && !event.target.closest('input, textarea')) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
  if (event.key === '?') document.getElementById('shortcuts')?.showModal();
  if (event.key === '/') {
    const box = document.querySelector('[data-draft]');
    box?.focus();
    if (box) event.preventDefault();
  }
});

// Before and after, on the page that says what this is.
document.addEventListener('input', event => {
  const pair = event.target.closest('[data-reveal]');
  if (!pair) return;
  pair.style.animation = 'none';
  pair.style.setProperty('--at', `${event.target.value}%`);
});

// A draft is kept from the first key on, also before the circuit is there to hear of it.
function keepDraft(field) {
  const session = field.dataset?.draft;
  if (session) sessionStorage.setItem(`draft:${session}`, field.value);
}

document.addEventListener('input', event => keepDraft(event.target));
for (const field of document.querySelectorAll('[data-draft]')) if (field.value) keepDraft(field);

// A file that is dropped where nothing takes it would be opened by the browser in place of the page.
addEventListener('dragover', event => {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
});
addEventListener('drop', event => event.preventDefault());

async function copy(button) {
  const field = button.parentElement.querySelector('input');
  const said = button.parentElement.querySelector('[role="status"]');
  field.select();
  // The clipboard is there over https only; elsewhere the browser copies what is selected.
  if (navigator.clipboard) await navigator.clipboard.writeText(button.dataset.copy);
  else document.execCommand('copy');
  said.textContent = button.dataset.said;
  setTimeout(() => { said.textContent = ''; }, 2000);
}

// A WebSocket at once, without asking first where to: behind several replicas the answer and the socket could come from two of them.
const webSockets = 1;

const bar = document.getElementById('components-reconnect-modal');

if (bar) {
  watch(bar);
  document.dispatchEvent(new CustomEvent('scripts', { detail: own }));
  // Nothing above waits for it: it is the largest script by far.
  const script = document.querySelector('script[autostart]');
  if (!globalThis.Blazor) await new Promise(resolve => script.addEventListener('load', resolve));
  Blazor.start({
    circuit: {
      configureSignalR: hub => hub.withUrl('_blazor', { transport: webSockets, skipNegotiation: true }),
      reconnectionOptions: reconnection,
    },
  });
}
