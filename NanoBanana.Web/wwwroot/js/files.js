// What can be told of a file before it is sent.

const brands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** An ISO media file whose brand is one of HEIF's, and that is no AVIF: what iPhones save unless told otherwise. */
export async function isHeic(file) {
  const head = new TextDecoder('latin1').decode(await file.slice(0, 64).arrayBuffer().catch(() => new ArrayBuffer(0)));
  if (head.slice(4, 8) !== 'ftyp' || !brands.includes(head.slice(8, 12))) return false;
  return !head.slice(16, head.charCodeAt(2) * 256 + head.charCodeAt(3)).includes('avif');
}

/** What browsers cannot show before the server has made something of it. */
export const isTiff = file => file.type === 'image/tiff' || /\.tiff?$/i.test(file.name);

/**
 * The code of a file that is refused without asking the server; null for all others, which the server judges by their content.
 * @param decoder the address of the HEIC decoder; without one such files are refused.
 */
export async function refusal(file, decoder) {
  if (file.size === 0) return 'empty-file';
  if (await isHeic(file)) return decoder ? null : 'heic';
  return file.type && !file.type.startsWith('image/') ? 'not-an-image' : null;
}
