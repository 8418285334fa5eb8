// Menus open below their buttons, above those that stand low, and within the window.

const gap = 6;
const edge = 8;

export function menus(pane, on) {
  for (const menu of pane.querySelectorAll('[popover]')) {
    on(menu, 'beforetoggle', event => {
      if (event.newState !== 'open') return;
      const button = pane.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect();
      const isLow = button.top > innerHeight / 2;
      const isLeft = button.right < innerWidth / 2;
      Object.assign(menu.style, {
        top: isLow ? 'auto' : `${button.bottom + gap}px`, bottom: isLow ? `${innerHeight - button.top + gap}px` : 'auto',
        left: isLeft ? `${Math.max(edge, button.left)}px` : 'auto',
        right: isLeft ? 'auto' : `${Math.max(edge, innerWidth - button.right)}px`,
      });
    });
  }
}

export function closeMenus(pane) {
  for (const open of pane.querySelectorAll('[popover]:popover-open')) open.hidePopover();
}
