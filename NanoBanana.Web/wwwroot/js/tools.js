// Tools that have the stage to themselves. Each is a module in tools/, loaded when it is opened for the first time.

const modules = {
  crop: () => import('./tools/crop.js'), adjust: () => import('./tools/adjust.js'), look: () => import('./tools/look.js'),
  expand: () => import('./tools/expand.js'), text: () => import('./tools/text.js'),
};

/**
 * @param pane the canvas, which says in `data-open-tool` which tool is open.
 * @param send takes what a tool did, `(name, picture, plan)`; nothing true comes back where it could not be sent.
 * @param failed is told when a tool could not be loaded.
 */
export function tools(pane, send, failed) {
  let open = null;
  let over = null;
  let turn = 0;
  let sending = false;

  async function start(name, picture) {
    close();
    const mine = ++turn;
    const module = await modules[name]().catch(failed);
    if (!module || mine !== turn) return;
    pane.dataset.openTool = name;
    const find = part => pane.querySelector(`[data-tool-${part}="${name}"]`);
    // Whatever happens on a tool is not done to the picture behind it.
    over = new AbortController();
    for (const type of ['pointerdown', 'touchstart', 'wheel']) {
      find('layer').addEventListener(type, event => event.stopPropagation(), { passive: true, signal: over.signal });
    }
    open = module.open({
      picture, bar: find('bar'), layer: find('layer'),
      cancel: () => close(true),
      failed() {
        close(true);
        failed();
      },
      async apply(plan) {
        if (sending) return;
        sending = true;
        const taken = await send(name, picture, plan);
        sending = false;
        // What was done by hand is not lost with a connection.
        if (taken && mine === turn) close(true);
      },
    });
  }

  /** Leaves everything as it was. */
  function close(focus = false) {
    turn++;
    if (!open) return;
    const name = pane.dataset.openTool;
    open.close();
    over.abort();
    open = null;
    delete pane.dataset.openTool;
    if (focus) pane.querySelector(`[data-open="${name}"]`)?.focus();
  }

  return {
    start, close,
    get isOpen() {
      return open !== null;
    },
    /** Whether the tool knows the key. */
    key: event => open.key(event),
    undo: () => open.undo(),
    redo: () => open.redo(),
    resize: () => open?.resize(),
  };
}
