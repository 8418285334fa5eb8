// How much room there is for pictures, and the keys of the gallery.

import { attach as rove } from './rovingTabindex.js';

const pixels = (element, name) => parseFloat(getComputedStyle(element).getPropertyValue(name));

export function attach(root, dotnet) {
  const stopped = new AbortController();
  const on = (type, handle) => root.addEventListener(type, handle, { signal: stopped.signal });
  const tell = (...args) => dotnet.invokeMethodAsync(...args).catch(() => {});
  const keys = rove(root, true);
  let arranged = '';

  function arrange() {
    const [height, day, gap] = ['--tile-height', '--day', '--gap'].map(name => pixels(root, name));
    const style = getComputedStyle(root);
    const width = root.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (width <= 0 || arranged === `${width} ${height}`) return;
    arranged = `${width} ${height}`;
    tell('ArrangeAsync', width, height, gap, day + height + gap);
  }

  const press = (box, shiftKey) => box.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey }));

  on('keydown', event => {
    const tile = event.target.closest('.tile');
    if (event.key === ' ' && tile) press(tile.querySelector('input'), event.shiftKey);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) tell('MarkAll');
    else if (event.key === 'Escape') tell('MarkNone');
    else return;
    event.preventDefault();
  });

  const sized = new ResizeObserver(arrange);
  sized.observe(root);

  return {
    stop() {
      sized.disconnect();
      keys.stop();
      stopped.abort();
    },
  };
}
