// The strip of pictures below the open one.

/** Scrolls the strip, and nothing else, until the thumbnail of the open picture is all there. */
export function reveal(pane) {
  const thumbnail = pane.querySelector('[data-film] .thumbnail[aria-current]');
  const list = thumbnail?.closest('ul');
  if (!list) return;
  const [one, all] = [thumbnail.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollLeft += Math.min(0, one.left - all.left) + Math.max(0, one.right - all.right);
}

/** Opens the picture so many places further. */
export function neighbour(pane, by) {
  const all = [...pane.querySelectorAll('[data-film] .thumbnail')];
  const here = all.findIndex(one => one.hasAttribute('aria-current'));
  all[here + by]?.click();
}
