// Undo and redo of edits: the version before the open picture and the one after it, by buttons and keys.

const isText = element => element.closest('textarea, [contenteditable], input:not([type=range], [type=checkbox], [type=radio])');

/** Which way a key goes: `undo`, `redo` or nothing. */
export function stepOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isText(event.target)) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}

/** @param open asks for a version, `UndoAsync` or `RedoAsync`, and gives its id, or null where there is none. */
export function steps(open) {
  let turn = Promise.resolve();
  let page = null;
  let near = [];

  /** The address shows the version again after a reload. It is touched only once somebody has undone something on this page. */
  function address(id) {
    const url = new URL(location.href);
    if (url.pathname !== page || url.searchParams.get('image') === id) return;
    url.searchParams.set('image', id);
    history.replaceState(history.state, '', url);
  }

  // One after the other, so that keys pressed in a row are steps in a row.
  const step = way => {
    turn = turn.then(() => open(way)).then(id => {
      if (!id) return;
      page = location.pathname;
      address(id);
    });
  };

  return {
    undo: () => step('UndoAsync'),
    redo: () => step('RedoAsync'),
    shown: id => page && address(id),
    /** Held, so that the browser keeps them. */
    preload(addresses) {
      near = addresses.map(source => Object.assign(new Image(), { src: source }));
      return near.length;
    },
  };
}
