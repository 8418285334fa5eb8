// The keyboard never loses its place: when what has the focus goes away, is hidden or switched off, what stands nearest takes it.

const focusable = 'a[href], button, input, select, textarea, [tabindex]';
const states = ['disabled', 'hidden', 'data-painting', 'data-comparing', 'data-open-tool'];
const patience = 250;

let byKeyboard = true;
let last = null;
let path = [];
let actedAt = null;

const usable = element => element.isConnected && !element.disabled && element.tabIndex >= 0 && element.checkVisibility();
// What is hidden or switched off keeps the focus in name until the page is drawn next.
const isLost = element => element === document.body || !element?.checkVisibility() || element.disabled;

function heading(main) {
  const found = main?.querySelector('h1');
  if (found && !found.hasAttribute('tabindex')) found.tabIndex = -1;
  return found ?? main;
}

/** The first thing in an element, itself included, that takes the focus; for the page's own part, its heading. */
function first(element) {
  if (element.id === 'main') return heading(element);
  return [element, ...element.querySelectorAll(focusable)].find(one => one.matches(focusable) && usable(one));
}

/** Where an element stands: of each ancestor, the child that leads to it, and the place of that child. */
function remember(element) {
  last = element;
  path = [];
  for (let child = element; child.parentElement; child = child.parentElement) {
    path.push({ parent: child.parentElement, child, place: [...child.parentElement.children].indexOf(child) });
  }
}

/** The same thing in a part of the page that was drawn anew, as all of it is when its circuit starts. */
function again() {
  const outermost = path.findIndex(({ parent }) => parent.isConnected);
  if (outermost < 0 || path[outermost].child.isConnected) return null;
  const found = path.slice(0, outermost + 1).reduceRight((at, { place }) => at?.children[place], path[outermost].parent);
  return found?.tagName === last.tagName && found.textContent === last.textContent && usable(found) ? found : null;
}

/** What follows in the same surroundings, else what precedes; then the same a level further out. */
function successor() {
  if (last.matches('h1')) return heading(document.getElementById('main'));
  for (const { parent, child, place } of path) {
    if (!parent.isConnected || !parent.checkVisibility()) continue;
    if (parent.id === 'main') return heading(parent);
    const children = [...parent.children];
    const at = child.parentElement === parent ? children.indexOf(child) : place;
    for (const other of [...children.slice(at), ...children.slice(0, at).reverse()]) {
      const found = other.matches('dialog, [popover]') ? null : first(other);
      if (found) return found;
    }
  }
  return null;
}

/** A button of the canvas that a press has switched off or hidden: the picture takes the focus, so that its keys go on working. */
function toStage() {
  const stage = last.isConnected && (last.disabled || !last.checkVisibility())
    ? last.closest('.canvas')?.querySelector('[data-stage]') : null;
  stage?.focus({ preventScroll: true, focusVisible: false });
}

function settle() {
  const now = document.activeElement;
  // A heading that comes later than the page it stands on.
  if (now?.id === 'main') heading(now).focus();
  else if (isLost(now) && last) (usable(last) ? last : again() ?? successor())?.focus();
}

/** Another page was gone to: its heading takes the focus, unless something has been done there already. */
export function arrive() {
  const now = document.activeElement;
  if (actedAt === location.pathname && now.id !== 'main' && !isLost(now)) return;
  heading(document.getElementById('main') ?? document.body).focus({ preventScroll: true });
}

/** Keeps the focus on the page from now on. */
export function keepFocus() {
  let waiting = 0;
  // Somebody may have begun before the scripts came.
  if (document.activeElement !== document.body) remember(document.activeElement);
  const act = withKeyboard => {
    byKeyboard = withKeyboard;
    actedAt = location.pathname;
  };
  addEventListener('keydown', () => act(true), true);
  addEventListener('pointerdown', () => act(false), true);
  addEventListener('focusin', event => remember(event.target));
  new MutationObserver(() => {
    const now = document.activeElement;
    if (waiting || !last || (!isLost(now) && now.id !== 'main')) return;
    if (!byKeyboard) return toStage();
    // A button that is switched off while it works comes back; what is gone is gone at once.
    const soon = last.isConnected && last.disabled ? patience : 0;
    waiting = setTimeout(() => {
      waiting = 0;
      settle();
    }, soon);
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: states });
}
