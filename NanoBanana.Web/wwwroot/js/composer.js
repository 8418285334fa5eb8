// The message box. Its text belongs to the browser; .NET gets it when it is sent.

const typingEvery = 3000;
const typingEnds = 4000;

export function attach(line, dotnet) {
  const box = line.querySelector('[data-draft]');
  const draft = `draft:${box.dataset.draft}`;
  const stopped = new AbortController();
  const on = (target, type, handle) => target.addEventListener(type, handle, { signal: stopped.signal });
  let told = 0;
  let pause;

  box.value ||= sessionStorage.getItem(draft) ?? '';
  fit();

  // For browsers without field-sizing.
  function fit() {
    if (CSS.supports('field-sizing', 'content')) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight}px`;
  }

  function say(isTyping) {
    clearTimeout(pause);
    if (isTyping) pause = setTimeout(() => say(false), typingEnds);
    const now = Date.now();
    if (isTyping ? now - told < typingEvery : told === 0) return;
    told = isTyping ? now : 0;
    dotnet.invokeMethodAsync('TypeAsync', isTyping).catch(() => {});
  }

  async function send(edit) {
    if (edit && line.querySelector('[data-send=edit]').disabled) return;
    const text = box.value;
    box.value = '';
    fit();
    const taken = await dotnet.invokeMethodAsync('SendAsync', text, edit).catch(() => false);
    if (taken) {
      if (!box.value) sessionStorage.removeItem(draft);
      say(false);
    } else {
      box.value = text + box.value;
      fit();
    }
    box.focus();
  }

  on(box, 'input', () => {
    fit();
    say(box.value.length > 0);
  });
  on(box, 'keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send(true);
  });
  on(line, 'click', event => {
    const way = event.target.closest('[data-send]')?.dataset.send;
    if (way) send(way === 'edit');
    const suggestion = event.target.closest('[data-suggest]');
    if (suggestion) fill(suggestion.textContent);
  });

  // As if it had been typed: the draft is kept, and the pointer stands at its end.
  function fill(text) {
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  }

  return {
    fill,
    stop() {
      clearTimeout(pause);
      stopped.abort();
    },
  };
}
