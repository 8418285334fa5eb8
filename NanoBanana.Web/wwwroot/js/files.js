// What can be told of a file before it is sent.

const brands = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** The code of a file that is refused without asking the server; null for all others, which the server judges by their content. */
export async function refusal(file) {
  if (file.size === 0) return 'empty-file';
  // An ISO media file whose brand is one of HEIF's: what iPhones save unless told otherwise.
  const head = new TextDecoder('latin1').decode(await file.slice(0, 12).arrayBuffer().catch(() => new ArrayBuffer(0)));
  if (head.slice(4, 8) === 'ftyp' && brands.includes(head.slice(8, 12))) return 'heic';
  return file.type && !file.type.startsWith('image/') ? 'not-an-image' : null;
}
