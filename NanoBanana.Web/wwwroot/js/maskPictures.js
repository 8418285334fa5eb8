// Masks that came as pictures, and masks that grow: what a list of shapes needs a canvas for.

const mostPixels = 4e6;
const finest = 0.3;
const directions = 8;

const decoded = new WeakMap();

/** Makes the pictures among the shapes ready to be drawn; a large one is reduced, as its edge is no finer. */
export function prepare(shapes) {
  return Promise.all(shapes.filter(shape => shape.kind === 'picture' && !decoded.has(shape)).map(async shape => {
    const full = await createImageBitmap(shape.file);
    const scale = Math.min(1, Math.sqrt(mostPixels / (full.width * full.height)));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(full.width * scale)), Math.max(1, Math.round(full.height * scale)));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(full, 0, 0, canvas.width, canvas.height);
    full.close();
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    // White is what is selected; the rest must not cover anything.
    for (let i = 0; i < pixels.data.length; i += 4) {
      pixels.data[i + 3] = pixels.data[i];
      pixels.data[i] = pixels.data[i + 1] = pixels.data[i + 2] = 255;
    }
    context.putImageData(pixels, 0, 0);
    decoded.set(shape, canvas);
  }));
}

/** Draws it as large as the mask, in the colour or pattern. */
export function drawPicture(context, shape, { width, height }, paint) {
  const picture = decoded.get(shape);
  if (!picture) return;
  if (typeof paint === 'string') return context.drawImage(picture, 0, 0, width, height);
  const tinted = like(context);
  tinted.drawImage(picture, 0, 0, width, height);
  tint(tinted, { width, height }, paint);
  stamp(context, tinted.canvas, 0, 0);
}

/** Widens what is drawn by so many pixels of the mask, or narrows it where that is negative. The picture's own edge is none. */
export function grow(context, by, size, paint) {
  if (by < 0) fillRest(context, size, paint);
  let left = Math.abs(by) * context.getTransform().a;
  for (let turn = 0; left > finest; turn++) {
    const step = left > 2 ? left / 2 : left;
    spread(context, step, turn % 2 ? Math.PI / directions : 0);
    left -= step;
  }
  if (by < 0) fillRest(context, size, paint);
  else tint(context, size, paint);
}

export function fillRest(context, { width, height }, paint) {
  context.globalCompositeOperation = 'source-out';
  context.fillStyle = paint;
  context.fillRect(0, 0, width, height);
}

export function tint(context, { width, height }, paint) {
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = paint;
  context.fillRect(0, 0, width, height);
}

function spread(context, radius, turned) {
  const copy = like(context);
  stamp(copy, context.canvas, 0, 0);
  context.globalCompositeOperation = 'source-over';
  for (let i = 0; i < directions; i++) {
    const angle = turned + (2 * Math.PI * i) / directions;
    stamp(context, copy.canvas, radius * Math.cos(angle), radius * Math.sin(angle));
  }
}

/** Another canvas of the same size that draws in the same pixels. */
function like(context) {
  const other = new OffscreenCanvas(context.canvas.width, context.canvas.height).getContext('2d');
  other.setTransform(context.getTransform());
  return other;
}

function stamp(context, picture, x, y) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(picture, x, y);
  context.restore();
}
