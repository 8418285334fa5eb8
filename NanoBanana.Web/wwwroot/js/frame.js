// What stands around the picture: the list, the conversation and the surround, as this browser prefers them; and the picture alone.

const root = document.documentElement;
const least = 20;
const most = 60;

/** @param remember keeps a preference, `(name, value)`. */
export function frame(remember) {
  const canvas = event => event.target.closest?.('.canvas');

  function switchSurround() {
    const dark = getComputedStyle(document.querySelector('[data-stage]')).colorScheme === 'dark'
      || (!root.dataset.surround && getComputedStyle(root).colorScheme !== 'light'
        && (root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches));
    root.dataset.surround = dark ? 'light' : 'dark';
    remember('surround', root.dataset.surround);
  }

  function fold() {
    const folded = root.dataset.sidebar !== 'folded';
    if (folded) root.dataset.sidebar = 'folded';
    else delete root.dataset.sidebar;
    remember('sidebar', folded ? 'folded' : 'open');
  }

  const leave = () => delete root.dataset.alone;
  const alone = () => (root.hasAttribute('data-alone') ? leave() : root.toggleAttribute('data-alone', true));

  /* The line between the picture and the conversation */

  function divide(divider, share) {
    const width = Math.round(Math.min(Math.max(share, least), most));
    root.style.setProperty('--talk', `${width}vw`);
    divider.setAttribute('aria-valuenow', width);
    remember('talk', width);
  }

  const shareAt = x => ((innerWidth - x) / innerWidth) * 100;
  const shareOf = divider => (divider.parentElement.clientWidth / innerWidth) * 100;

  document.addEventListener('pointerdown', event => {
    const divider = event.target.closest?.('[data-divider]');
    if (!divider || event.button !== 0) return;
    event.preventDefault();
    divider.focus();
    divider.setPointerCapture(event.pointerId);
    const over = new AbortController();
    const on = (type, handle) => divider.addEventListener(type, handle, { signal: over.signal });
    on('pointermove', move => divide(divider, shareAt(move.clientX)));
    for (const end of ['pointerup', 'pointercancel']) on(end, () => over.abort());
  });
  document.addEventListener('dblclick', event => {
    if (!event.target.closest?.('[data-divider]')) return;
    root.style.removeProperty('--talk');
    remember('talk', 0);
  });
  document.addEventListener('keydown', event => {
    const divider = event.target.closest?.('[data-divider]');
    const by = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (!divider || !by) return;
    divide(divider, shareOf(divider) + by);
    event.preventDefault();
  });

  /* The original, as long as a key or a button is held */

  function original(is) {
    const image = document.querySelector('[data-sheet] [data-original]');
    if (!image) return;
    if (is) image.src = image.dataset.original;
    image.hidden = !is;
  }

  const holds = event => event.target.closest?.('[data-hold-original]');
  document.addEventListener('pointerdown', event => holds(event) && original(true));
  for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, () => original(false));
  document.addEventListener('keyup', () => original(false));

  document.addEventListener('click', event => {
    const hit = name => event.target.closest(`[data-${name}]`);
    if (hit('surround-switch')) switchSurround();
    if (hit('fold-sidebar')) fold();
    if (hit('alone-switch')) alone();
  });

  const keys = {
    f: alone,
    h: pane => pane.querySelector('[data-history]')?.click(),
    d: pane => pane.querySelector('[popovertarget="download"]')?.click(),
    '\\': () => original(true),
  };

  // Letters work while the picture, or what belongs to it, has the focus, and no tool that has letters of its own is open.
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && root.hasAttribute('data-alone')) return leave();
    const pane = canvas(event);
    if (holds(event) && event.key === ' ') return original(true);
    if (!pane || pane.matches('[data-painting], [data-open-tool]') || event.target.closest('input, select, textarea')) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act(pane);
  });
}
