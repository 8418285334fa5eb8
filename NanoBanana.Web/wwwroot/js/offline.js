// The page for when nothing answers: what was seen last, and a box that keeps what is typed until the server is back.

import { recall } from './lastState.js';

const find = name => document.querySelector(`[data-${name}]`);

function show({ session, path, title, alt, messages, picture }) {
  find('last').hidden = false;
  find('title').textContent = title;
  find('back').href = path;
  const image = find('picture');
  if (picture) Object.assign(image, { src: picture, alt, hidden: false });
  find('messages').replaceChildren(...messages.map(text => Object.assign(document.createElement('li'), { textContent: text })));
  const box = document.querySelector('textarea');
  box.dataset.draft = session;
  box.value = sessionStorage.getItem(`draft:${session}`) ?? '';
  box.addEventListener('input', () => sessionStorage.setItem(`draft:${session}`, box.value));
}

recall().then(state => state && show(state), () => {});
addEventListener('online', () => location.reload());
find('retry').addEventListener('click', () => location.reload());
