// Uploads a file by tus-js-client and tells of it, a line of JSON for each thing that happens. `story` says what goes wrong on the way.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const { modules, endpoint, token, sessionId, file, story, uploadUrl } = JSON.parse(process.argv[2]);
const { Upload } = createRequire(`${modules}/`)('tus-js-client');

const tell = line => console.log(JSON.stringify(line));

/** Waits until the server has kept so much of the upload. */
async function kept(length) {
  const address = new URL(new URL(upload.url).pathname, endpoint);
  const headers = { Authorization: `Bearer ${token}`, 'Tus-Resumable': '1.0.0' };
  while (Number((await fetch(address, { method: 'HEAD', headers })).headers.get('Upload-Offset')) < length) await setTimeout(20);
}

/**
 * An address that breaks the first connection once so many bytes have gone through it, which the server still gets, and once the server
 * has kept some of them.
 */
function breaking(address, after, leastKept) {
  let left = after;
  const server = createServer(near => {
    const far = connect(Number(address.port), address.hostname);
    const end = () => [near, far].forEach(side => side.destroy());
    near.on('error', end).on('close', () => far.end());
    far.on('error', end).on('close', end);
    far.pipe(near);
    near.on('data', async data => {
      const breaks = left > 0 && data.length >= left;
      left -= data.length;
      far.write(data);
      if (!breaks) return;
      near.pause();
      await kept(leastKept);
      near.destroy();
      far.end();
    });
  }).unref();
  return new Promise(resolve => server.listen(
    0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}${address.pathname}`)));
}

let spoiled = false;

/** Once. */
function spoil(request) {
  if (spoiled || request.getMethod() !== 'PATCH') return;
  spoiled = true;
  if (story === 'offset') request.setHeader('Upload-Offset', '7');
  if (story === 'checksum') request.setHeader('Upload-Checksum', 'sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=');
}

const upload = new Upload(readFileSync(file), {
  endpoint: story === 'cut' ? await breaking(new URL(endpoint), 2_500_000, 1 << 20) : endpoint,
  uploadUrl,
  headers: { Authorization: `Bearer ${token}` },
  metadata: { filename: 'bar 图.jpg', sessionId },
  chunkSize: story === 'cut' ? Infinity : 1 << 20,
  retryDelays: [50, 100, 200, 400, 800, 1600, 3200],
  // What is spoiled on purpose is sent again.
  ...(story === 'checksum' && { onShouldRetry: () => true }),
  onBeforeRequest: spoil,
  onAfterResponse: (request, response) =>
    tell({
      method: request.getMethod(), status: response.getStatus(),
      offset: Number(response.getHeader('Upload-Offset')), location: response.getHeader('Location'),
    }),
  onChunkComplete: async () => {
    if (story !== 'abort') return;
    await upload.abort(true);
    tell({ aborted: upload.url });
  },
  onError: error => tell({ error: error.message }),
  onSuccess: () => tell({ done: upload.url }),
});
upload.start();
