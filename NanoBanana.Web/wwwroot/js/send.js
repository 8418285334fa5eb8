// A file on its way, sent by a script that belongs to the page.

const reportEvery = 150;

/** The same for every attempt: what was sent and not answered is not stored twice. */
export const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** Posts a form; the answer has the status 0 when there is none. `progress` is told the share that is sent, from 0 to 1. */
export function post({ url, header, token }, form, key, progress) {
  const request = new XMLHttpRequest();
  let reported = 0;
  const answer = new Promise(resolve => {
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = request.onabort = () => resolve({ status: 0, body: '' });
  });
  request.upload.onprogress = event => {
    if (!event.lengthComputable || (event.loaded < event.total && event.timeStamp - reported < reportEvery)) return;
    reported = event.timeStamp;
    progress(event.loaded / event.total);
  };
  request.open('POST', url);
  request.setRequestHeader(header, token);
  request.setRequestHeader('Idempotency-Key', key);
  request.send(form);
  return { answer, abort: () => request.abort() };
}
