// What is pressed, typed or chosen before the page can act on it is not lost: it is done again as soon as the page can. A circuit draws
// the whole page anew when it starts, and the files of a session are taken a moment later still.

import { own } from './connection.js';

/** Later than this nobody expects a press to do anything; so long after the circuit has come, a field may still be drawn. */
const patience = 10_000;

/** Buttons that need neither a circuit nor a script of a session. */
const atOnce = `${own}, form[method=post] button`;
const fields = 'input:not([type=file], [data-draft]), select';

const nameOf = element => element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent.trim() ?? element.textContent.trim();

/** @returns a look-up of what stands in an element's place: the same one of those that are named alike. */
function placeOf(element) {
  const name = nameOf(element);
  const alike = () => [...document.querySelectorAll(element.tagName)].filter(other => nameOf(other) === name);
  const place = alike().indexOf(element);
  return () => alike()[place];
}

export function keepEarly() {
  // What the server has drawn; the circuit puts its own in its place.
  const drawn = document.getElementById('main');
  const kept = new Map();

  const isDrawn = () => !drawn?.isConnected;
  const canPick = button => button.closest('[data-takes-files]') !== null;

  const watch = new MutationObserver(() => {
    if (!isDrawn()) return;
    for (const [key, one] of kept) {
      one.until ??= performance.now() + patience;
      const { find, act, until } = one;
      const element = find();
      const isLate = performance.now() > until;
      if (!isLate && (!element || element.disabled || (element.matches('[data-pick]') && !canPick(element)))) continue;
      kept.delete(key);
      if (!isLate) act(element);
    }
    if (kept.size === 0) watch.disconnect();
  });

  function keep(key, element, act, until) {
    kept.set(key, { find: placeOf(element), act, until });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'data-takes-files'] });
  }

  addEventListener('click', event => {
    const button = event.target.closest?.('button');
    if (!button || !event.isTrusted) return;
    // Whoever presses something else means that instead.
    kept.delete('press');
    const isEarly = button.matches('[data-pick]') ? !canPick(button) : !isDrawn() && !button.matches(atOnce);
    if (!isEarly) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keep('press', button, successor => successor.click(), performance.now() + patience);
  }, { capture: true });

  addEventListener('input', event => {
    const field = event.target;
    if (isDrawn() || !field.matches?.(fields)) return;
    keep(field, field, successor => {
      if (field.matches('[type=checkbox], [type=radio]')) successor.checked = field.checked;
      else successor.value = field.value;
      for (const type of ['input', 'change']) successor.dispatchEvent(new Event(type, { bubbles: true }));
    });
  }, { capture: true });
}
