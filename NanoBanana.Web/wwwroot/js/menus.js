// Menus open below their buttons and within the window.

const gap = 6;
const edge = 8;

export function menus(pane, on) {
  for (const menu of pane.querySelectorAll('[popover]')) {
    on(menu, 'beforetoggle', event => {
      if (event.newState !== 'open') return;
      const button = pane.querySelector(`[popovertarget="${menu.id}"]`).getBoundingClientRect();
      Object.assign(menu.style, { top: `${button.bottom + gap}px`, right: `${Math.max(edge, innerWidth - button.right)}px` });
    });
  }
}

export function closeMenus(pane) {
  for (const open of pane.querySelectorAll('[popover]:popover-open')) open.hidePopover();
}
