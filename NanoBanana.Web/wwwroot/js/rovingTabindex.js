// Many things, one tab stop: the arrow keys go to the neighbour in their direction.

const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const aside = 4;

const middle = element => {
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

/** The nearest beyond `from` in a direction; what is off its line counts as further away. */
function neighbour(all, from, [right, down]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const one of all) {
    const [toX, toY] = middle(one);
    const [dx, dy] = [toX - x, toY - y];
    const ahead = dx * right + dy * down;
    const off = Math.abs(dx * down) + Math.abs(dy * right);
    if (ahead < 2 || off > ahead * aside || ahead + off * 2 >= least) continue;
    best = one;
    least = ahead + off * 2;
  }
  return best;
}

/** `wrap`: left and right go on in the next line. */
export function attach(root, wrap = false) {
  const stopped = new AbortController();
  const on = (type, handle) => root.addEventListener(type, handle, { signal: stopped.signal });
  const all = () => [...root.querySelectorAll('[data-rove]')];
  let stop = null;

  // While somebody is elsewhere, what is open is where they come back to.
  function settle() {
    const items = all();
    if (!stop?.isConnected || !root.contains(document.activeElement)) {
      stop = items.find(one => one.hasAttribute('aria-current')) ?? (stop?.isConnected ? stop : items[0]);
    }
    for (const one of items) one.tabIndex = one === stop ? 0 : -1;
  }

  function go(to) {
    if (!to) return;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  on('focusin', event => {
    const one = event.target.closest('[data-rove]');
    if (!one) return;
    stop = one;
    settle();
  });
  on('keydown', event => {
    const here = event.target.closest('[data-rove]');
    if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
    const items = all();
    const along = directions[event.key];
    if (along) go(neighbour(items, here, along) ?? (wrap && along[0] ? items[items.indexOf(here) + along[0]] : null));
    else if (event.key === 'Home') go(items[0]);
    else if (event.key === 'End') go(items.at(-1));
    else return;
    event.preventDefault();
  });

  const changed = new MutationObserver(settle);
  changed.observe(root, { childList: true, subtree: true, attributeFilter: ['aria-current'] });
  settle();

  return {
    /** Brings what is open into view. */
    reveal: () => root.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    stop() {
      changed.disconnect();
      stopped.abort();
    },
  };
}
