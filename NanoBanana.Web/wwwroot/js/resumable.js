// A large file on its way in parts that the server keeps (tus 1.0): after a lost connection it goes on where the server stands.

import { send } from './send.js';

const noAnswer = { status: 0, body: '' };
// It has expired, or somebody else has moved it on: the next attempt finds out.
const stale = [404, 409, 410];

const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/**
 * One attempt. The answer has the status 0 when it may be made again, and the id of the `image` when all is there.
 * @param target `{ partsUrl, sessionId, header, token }`.
 * @param item `{ file, upload }`; `upload` is the address of what was begun, and stays for the next attempt.
 * @param progress is told the share that is sent, from 0 to 1.
 * @param begun is called when there is such an address.
 */
export function sendParts(target, item, progress, begun) {
  const { file } = item;
  let current;
  let stopped = false;

  function ask(method, url, headers = {}, body = null, sent = null) {
    if (stopped) return noAnswer;
    current = send(method, url, { [target.header]: target.token, 'Tus-Resumable': '1.0.0', ...headers }, body, sent);
    return current.answer;
  }

  async function begin() {
    const metadata = `filename ${base64(file.name)},sessionId ${base64(target.sessionId)}`;
    const answer = await ask('POST', target.partsUrl, { 'Upload-Length': file.size, 'Upload-Metadata': metadata });
    if (answer.status === 201) {
      item.upload = answer.header('Location');
      begun();
    }
    return answer;
  }

  function append(offset) {
    // Whoever gets further may go on trying.
    if (offset > (item.offset ?? 0)) Object.assign(item, { offset, tries: 0 });
    progress(offset / file.size);
    const headers = { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' };
    return ask('PATCH', item.upload, headers, file.slice(offset), share => progress((offset + share * (file.size - offset)) / file.size));
  }

  async function go() {
    if (item.upload) {
      const place = await ask('HEAD', item.upload);
      if (place.status !== 204) return ended(place);
      return place.header('Location') ? ended(place) : ended(await append(Number(place.header('Upload-Offset'))));
    }
    const answer = await begin();
    return answer.status === 201 ? ended(await append(0)) : answer;
  }

  function ended(answer) {
    const image = answer.status === 204 && answer.header('Location')?.split('/').at(-1);
    if (image) return { ...answer, image };
    if (answer.status === 404 || answer.status === 410) item.upload = null;
    return answer.status === 204 || stale.includes(answer.status) ? noAnswer : answer;
  }

  return {
    answer: go(),
    abort() {
      stopped = true;
      current?.abort();
    },
  };
}

/** Lets the server forget what was begun; should it not hear of it, that expires. */
export const dropParts = ({ header, token }, upload) => send('DELETE', upload, { [header]: token, 'Tus-Resumable': '1.0.0' }, null);
