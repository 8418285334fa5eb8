export function open(dialog) {
  if (!dialog.open) dialog.showModal();
}
