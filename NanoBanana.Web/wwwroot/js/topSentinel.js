// Tells whether the beginning of a list is in sight, and goes there.

export function attach(top, dotnet) {
  const list = top.parentElement;
  const watch = new IntersectionObserver(entries => {
    dotnet.invokeMethodAsync('SeeTopAsync', entries.at(-1).isIntersecting).catch(() => {});
  }, { root: list });
  watch.observe(top);

  return {
    go() {
      list.scrollTop = 0;
      list.focus({ preventScroll: true });
    },
    stop() {
      watch.disconnect();
    },
  };
}
