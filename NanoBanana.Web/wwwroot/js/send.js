// A file on its way, sent by a script that belongs to the page.

const reportEvery = 150;

/** The same for every attempt: what was sent and not answered is not stored twice. */
export const newKey = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

/** The answer has the status 0 when there is none. `progress` is told the share that is sent, from 0 to 1. */
export function send(method, url, headers, body, progress) {
  const request = new XMLHttpRequest();
  let reported = 0;
  const answer = new Promise(resolve => {
    const header = name => request.getResponseHeader(name);
    request.onload = () => resolve({ status: request.status, body: request.responseText, header });
    request.onerror = request.onabort = () => resolve({ status: 0, body: '', header: () => null });
  });
  request.upload.onprogress = event => {
    if (!progress || !event.lengthComputable || (event.loaded < event.total && event.timeStamp - reported < reportEvery)) return;
    reported = event.timeStamp;
    progress(event.loaded / event.total);
  };
  request.open(method, url);
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.send(body);
  return { answer, abort: () => request.abort() };
}

/** Posts a form. */
export const post = ({ url, header, token }, form, key, progress) =>
  send('POST', url, { [header]: token, 'Idempotency-Key': key }, form, progress);
