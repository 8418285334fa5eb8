// Writes masks as PNG, one bit a pixel, or a byte where they are soft, a band of rows at a time: a mask of 50 megapixels stays small.

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function chunk(type, data) {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  let crc = ~0;
  for (let i = 4; i < data.length + 8; i++) crc = table[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  view.setUint32(data.length + 8, ~crc >>> 0);
  return bytes;
}

/**
 * @param bands yields `{ data, rows }`: RGBA of full width; at least half opaque is white.
 * @param soft what is covered a little is grey. Masks let nothing change below half of white, so that a soft one lies between that and
 * white.
 * @returns {Promise<Blob>}
 */
export async function encode(width, height, bands, soft) {
  const pack = soft ? packGrey : packBits;
  const deflate = new CompressionStream('deflate');
  const compressed = new Response(deflate.readable).arrayBuffer();
  const writer = deflate.writable.getWriter();
  for (const { data, rows } of bands) await writer.write(pack(data, width, rows));
  await writer.close();
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = soft ? 8 : 1;
  const signature = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  const parts = [signature, chunk('IHDR', header), chunk('IDAT', new Uint8Array(await compressed)), chunk('IEND', new Uint8Array())];
  return new Blob(parts, { type: 'image/png' });
}

function packBits(data, width, rows) {
  const stride = Math.ceil(width / 8) + 1;
  const packed = new Uint8Array(stride * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3] > 127) packed[y * stride + 1 + (x >> 3)] |= 128 >> (x & 7);
    }
  }
  return packed;
}

function packGrey(data, width, rows) {
  const packed = new Uint8Array((width + 1) * rows);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < width; x++) {
      const alpha = data[(y * width + x) * 4 + 3];
      if (alpha > 0) packed[y * (width + 1) + 1 + x] = (alpha + 256) >> 1;
    }
  }
  return packed;
}
