// A dialog that the page shows while it is open: told when it closes, by whatever closed it.

export function open(dialog, listener) {
  dialog.addEventListener('close', () => listener.invokeMethodAsync('ClosedAsync'), { once: true });
  dialog.showModal();
}
