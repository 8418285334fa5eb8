// Fingers that a page follows by itself.

/**
 * Keeps the browser from guessing what a drag was to be: where `touch-action` is none, Chromium still takes a quick one for a fling, and
 * the next tap, wherever it is, for its end.
 * @param on its listener: `(target, type, handle, options)`.
 * @param except what is tapped as usual.
 */
export function followTouch(element, on, except = 'a, button, input, label, select') {
  on(element, 'touchstart', event => {
    if (event.cancelable && !event.target.closest(except)) event.preventDefault();
  }, { passive: false });
}
