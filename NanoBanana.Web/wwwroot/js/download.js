// The picture in another format, made here from its original, and the picture on the clipboard.

// JPEG comes as near to what was made as it can; WebP is for sending on.
const qualities = { 'image/jpeg': 0.95, 'image/webp': 0.92 };
const endings = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

async function convert(url, type) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The picture answered ${answer.status}.`);
  const picture = await createImageBitmap(await answer.blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext('2d');
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(picture, 0, 0);
  picture.close();
  const made = await canvas.convertToBlob({ type, quality: qualities[type] });
  if (made.type !== type) throw new Error(`This browser does not write ${type}.`);
  return made;
}

/** harbour.jpg becomes harbour.png. */
export const rename = (name, type) => `${name.replace(/\.[a-z0-9]{1,5}$/i, '') || name}.${endings[type]}`;

export async function save(url, name, type) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await convert(url, type));
  link.download = rename(name, type);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The promise is handed over at once: Safari forgets the press while the picture is made. */
export const copy = url => navigator.clipboard.write([new ClipboardItem({ 'image/png': convert(url, 'image/png') })]);
