// Decodes one HEIC by libheif and answers with a JPEG, or with null. It is a classic script because libheif is one, and served by
// HeicDecoder.cs with a content security policy of its own: only here may WebAssembly run.

importScripts('libheif.js');

// As camera phones name their colours: the description of a profile in UTF-16, or the primaries of SMPTE EG 432-1 in a colr box.
const wide = [...'Display P3'].map(letter => `\0${letter}`).join('');
const wideByNumber = 'nclx\0\x0c';

const isWide = bytes => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 64 << 10));
  return head.includes(wide) || head.includes(wideByNumber);
};

async function convert({ file, maxPixels, quality }) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const heif = await libheif({ wasmBinary: await (await fetch('libheif.wasm')).arrayBuffer() });
  const pictures = new heif.HeifDecoder().decode(bytes);
  const picture = pictures.find(one => heif.heif_image_handle_is_primary_image(one.handle)) ?? pictures[0];
  const [width, height] = [picture.get_width(), picture.get_height()];
  if (!(width * height > 0 && width * height <= maxPixels)) return null;
  const colorSpace = isWide(bytes) ? 'display-p3' : 'srgb';
  const pixels = await new Promise(resolve => picture.display(new ImageData(width, height, { colorSpace }), resolve));
  if (!pixels) return null;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { colorSpace });
  // JPEG has no transparency.
  context.putImageData(pixels, 0, 0);
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}

onmessage = ({ data }) => convert(data).catch(() => null).then(blob => postMessage(blob));
