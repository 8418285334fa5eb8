// The line between before and after: dragged, or moved by the keys of a slider.

const steps = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02, PageDown: -0.2, PageUp: 0.2, Home: -1, End: 1 };

/** @param moved is called after each move, to lay it out anew. */
export function compare(slider, stage, on, moved) {
  let share = 0.5;
  let shown = null;

  function slide(to) {
    share = Math.min(Math.max(to, 0), 1);
    moved();
  }

  on(slider, 'pointerdown', event => {
    slider.setPointerCapture(event.pointerId);
    slider.focus();
    event.preventDefault();
  });
  on(slider, 'pointermove', event => {
    if (!slider.hasPointerCapture(event.pointerId)) return;
    slide(shown.toPicture(event.clientX - stage.getBoundingClientRect().left, 0).x / shown.picture.width);
  });
  on(slider, 'keydown', event => {
    const step = steps[event.key];
    if (step === undefined) return;
    slide(share + step);
    event.preventDefault();
    event.stopPropagation();
  });

  return function place(sheet, view) {
    shown = view;
    for (const before of sheet.querySelectorAll('[data-before]')) before.style.clipPath = `inset(0 ${(1 - share) * 100}% 0 0)`;
    const at = view.x + view.picture.width * view.scale * share;
    slider.style.translate = `${Math.min(Math.max(at, 0), view.stage.width)}px 0`;
    slider.setAttribute('aria-valuenow', Math.round(share * 100));
  };
}
