// Puts what the server has found into the selection.

import { prepare } from './maskPictures.js';

/** @param wanted says, when the mask has come, whether it is still wanted. */
export async function addPicture(painter, url, erase, wanted) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`The mask was answered with ${answer.status}.`);
  const shape = { kind: 'picture', erase, file: await answer.blob() };
  await prepare([shape]);
  if (wanted()) painter.do(mask => mask.add(shape));
}
