// The message box. Its text belongs to the browser; .NET gets it when it is sent.

import { newKey } from './send.js';

const typingEvery = 3000;
const typingEnds = 4000;

export function attach(line, dotnet) {
  const box = line.querySelector('[data-draft]');
  const draft = `draft:${box.dataset.draft}`;
  const stopped = new AbortController();
  const on = (target, type, handle) => target.addEventListener(type, handle, { signal: stopped.signal });
  let told = 0;
  let pause;

  box.value ||= kept();
  fit();

  /** What was typed and not sent. A draft is sent once .NET has put it into its outbox, whatever became of the page since. */
  function kept() {
    const text = sessionStorage.getItem(draft) ?? '';
    const sent = Object.keys(sessionStorage).filter(key => key.startsWith(`outbox:${box.dataset.draft}:`))
      .flatMap(key => JSON.parse(sessionStorage.getItem(key)));
    return sent.some(message => message.text === text.trim()) ? '' : text;
  }

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
    const taken = await dotnet.invokeMethodAsync('SendAsync', newKey(), text, edit).catch(() => false);
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
  // An address alone is no wish: perhaps there is a picture.
  on(box, 'paste', event => {
    const text = event.clipboardData.getData('text/plain').trim();
    if (!('fetches' in line.dataset) || box.value.trim() || !/^https:\/\/\S+$/.test(text)) return;
    dotnet.invokeMethodAsync('OfferAddress', text).catch(() => {});
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
    if (suggestion) wish(suggestion.dataset.suggest);
  });

  // One press from a result. What is typed already stays, and without a picture one is asked for while the words wait.
  function wish(words) {
    const ready = !line.querySelector('[data-send=edit]').disabled;
    const pictured = line.querySelector('.subject') !== null;
    if (box.value.trim()) return fill(`${box.value.trim()}, ${words}`);
    fill(words);
    if (pictured && ready) send(true);
    else if (!pictured) line.closest('.session')?.querySelector('.canvas [data-pick]')?.click();
  }

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
