// Undo and redo inside a tool.

/** @param save gives the state; `load` takes one back. */
export function history(save, load) {
  const past = [];
  let future = [];

  const step = (from, to) => {
    const saved = from.pop();
    if (!saved) return;
    to.push(save());
    load(saved);
  };

  return {
    /** Called before a change, or after it with what was there. */
    add(saved = save()) {
      past.push(saved);
      future = [];
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
  };
}
