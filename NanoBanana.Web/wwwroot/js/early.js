// What is pressed, typed or chosen before the page can act on it is not lost: it is done again as soon as the page can. A circuit draws
// the whole page anew when it starts, and the files of a session are taken a moment later still.
//
// No module, so that it runs before anything of the page is there to be pressed.

(() => {
  /** Later than this nobody expects a press to do anything; so long after the circuit has come, a field may still be drawn. */
  const patience = 10_000;

  /** Buttons that need no script at all. */
  const native = '[popovertarget], form[method=post] button, form[method=dialog] button';
  const fields = 'input:not([type=file], [data-draft]), select';

  const kept = new Map();

  /** Buttons that need no circuit; null until the page's own scripts have come. */
  let own = null;

  // What the server has drawn; the circuit puts its own in its place.
  let drawn = null;

  const isDrawn = () => own !== null && !drawn?.isConnected;
  const canPick = button => button.closest('[data-takes-files]') !== null;

  function isReady(button) {
    if (button.matches(native)) return true;
    if (own === null) return false;
    return button.matches('[data-pick]') ? canPick(button) : button.matches(own) || isDrawn();
  }

  const nameOf = element => element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent.trim() ?? element.textContent.trim();

  /** @returns a look-up of what stands in an element's place: the same one of those that are named alike. */
  function placeOf(element) {
    const name = nameOf(element);
    const alike = () => [...document.querySelectorAll(element.tagName)].filter(other => nameOf(other) === name);
    const place = alike().indexOf(element);
    return () => alike()[place];
  }

  function look() {
    for (const [key, one] of kept) {
      const { find, isReady: canAct, act } = one;
      if (isDrawn()) one.until ??= performance.now() + patience;
      const isLate = performance.now() > one.until;
      const element = find();
      if (!isLate && (!element || element.disabled || !canAct(element))) continue;
      kept.delete(key);
      if (!isLate) act(element);
    }
    if (kept.size === 0) watch.disconnect();
  }

  const watch = new MutationObserver(look);

  function keep(key, element, one) {
    kept.set(key, { find: placeOf(element), ...one });
    watch.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled', 'data-takes-files'] });
  }

  addEventListener('click', event => {
    const button = event.target.closest?.('button');
    if (!button || !event.isTrusted) return;
    // Whoever presses something else means that instead.
    kept.delete('press');
    if (isReady(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keep('press', button, { isReady, act: successor => successor.click(), until: performance.now() + patience });
  }, { capture: true });

  addEventListener('input', event => {
    const field = event.target;
    if (isDrawn() || !field.matches?.(fields)) return;
    const act = successor => {
      if (field.matches('[type=checkbox], [type=radio]')) successor.checked = field.checked;
      else successor.value = field.value;
      for (const type of ['input', 'change']) successor.dispatchEvent(new Event(type, { bubbles: true }));
    };
    keep(field, field, { isReady: isDrawn, act });
  }, { capture: true });

  // The page's own scripts say that they have come, before the circuit starts.
  document.addEventListener('scripts', event => {
    own = event.detail;
    drawn = document.getElementById('main');
    look();
  }, { once: true });
})();
