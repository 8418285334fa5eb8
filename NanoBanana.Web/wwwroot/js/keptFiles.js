// Files on their way, kept by the browser: a reload of the tab, or a server that is gone, takes nothing away. Each place is of one user in
// one session: whoever signs in next in the same tab neither sees nor sends what is kept for somebody else.

import { load, save } from './browserStore.js';

const list = place => `uploads:${place}`;
const bytes = id => `file:${id}`;

const read = place => JSON.parse(sessionStorage.getItem(list(place)) ?? '[]');

function write(place, items) {
  if (items.length > 0) sessionStorage.setItem(list(place), JSON.stringify(items));
  else sessionStorage.removeItem(list(place));
}

/** Keeps a file and what is known of it: `{ id, file, attach, starts, upload }`. */
export function keep(place, { id, file, attach, starts, upload }) {
  const others = read(place).filter(item => item.id !== id);
  if (others.length === read(place).length) save(bytes(id), file);
  write(place, [...others, { id, attach, starts, upload }]);
}

export function forget(place, id) {
  write(place, read(place).filter(item => item.id !== id));
  save(bytes(id), null);
}

/** All that this tab had not finished. */
export async function recall(place) {
  const items = await Promise.all(read(place).map(async item => ({ ...item, file: await load(bytes(item.id)) })));
  for (const { id } of items.filter(item => !item.file)) forget(place, id);
  return items.filter(item => item.file);
}
