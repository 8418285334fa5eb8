// What is said and done while the server cannot be reached. The page stays: one reads, types, zooms and paints on, and what needs the
// server waits until it is back.

const blip = 600;
const long = 8000;
const thanks = 2500;

// Done by the browser alone.
export const own = [
  '[data-reconnect]', '[data-reload]', '[data-theme-switch]', '[data-copy]', '[data-suggest]', '[data-shortcuts]',
  '[data-do]', '[data-tool]', '[popovertarget]', 'form[method=dialog] button',
].join(', ');

/** Quickly first, then every five seconds, not all pages at once, and for as long as it takes. */
export const reconnection = {
  maxRetries: Number.MAX_SAFE_INTEGER,
  retryIntervalMilliseconds: attempt => Math.min(250 * 2 ** attempt, 5000) * (0.75 + Math.random() / 2),
};

export function watch(bar) {
  const words = bar.querySelector('[role=status]');
  const failure = document.getElementById('blazor-error-ui');
  let failed = false;
  let lost = false;
  let timer;

  const cut = () => lost || !navigator.onLine;

  function say(state) {
    bar.dataset.state = state;
    words.textContent = bar.dataset[state];
    if (!bar.matches(':popover-open')) bar.showPopover();
  }

  const later = (time, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, time);
  };

  function tell() {
    document.documentElement.toggleAttribute('data-cut', cut());
    if (!navigator.onLine) {
      clearTimeout(timer);
      say('offline');
    } else if (lost) {
      later(bar.matches(':popover-open') ? 0 : blip, () => {
        say('lost');
        later(long, () => say('still'));
      });
    } else if (bar.matches(':popover-open')) {
      say('back');
      later(thanks, () => bar.hidePopover());
    } else {
      clearTimeout(timer);
    }
  }

  async function reconnect() {
    // The server answered, but the page's circuit is gone: only a new one helps.
    if (lost && await Blazor.reconnect().catch(() => null) === false) anew();
  }

  bar.addEventListener('components-reconnect-state-changed', ({ detail: { state } }) => {
    if (state === 'rejected' || state === 'resume-failed') return anew();
    const now = state !== 'hide';
    if (now === lost) return;
    if (now) failed = getComputedStyle(failure).display !== 'none';
    // Blazor calls the page failed whenever it cannot connect; where it did connect again, it has not.
    else if (!failed) failure.style.display = '';
    lost = now;
    tell();
  });
  addEventListener('offline', tell);
  addEventListener('online', () => {
    tell();
    reconnect();
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && reconnect());
  bar.addEventListener('click', event => event.target.closest('[data-reconnect]') && reconnect());

  // Pressing what needs the server would do nothing, or leave the page for one that is not there.
  function hold(event, matters) {
    if (!cut() || !matters) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    bar.removeAttribute('data-asked');
    requestAnimationFrame(() => bar.setAttribute('data-asked', ''));
  }
  const capture = (type, matters) => addEventListener(type, event => hold(event, matters(event)), { capture: true });
  capture('click', event => event.target.closest?.('a[href], button') && !event.target.closest(own));
  capture('keydown', event => event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.target.matches?.('[data-draft]'));
  capture('drop', () => true);
  capture('paste', event => event.clipboardData?.files.length > 0);
}

let opening = false;

/** The page again, with the picture that was open, as soon as a server answers; what was typed and painted is kept by the browser. */
async function anew() {
  if (opening) return;
  opening = true;
  while (!(await fetch('alive', { cache: 'no-store' }).catch(() => null))?.ok) await new Promise(resolve => setTimeout(resolve, 1000));
  const picture = document.querySelector('[data-sheet] img[data-of]:not([data-before])')?.dataset.of;
  const page = new URL(location.href);
  if (picture) page.searchParams.set('image', picture);
  if (page.href === location.href) location.reload();
  else location.replace(page);
}
