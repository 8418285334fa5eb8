// Does with sharp what the local engine did, and prints both as a table.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

sharp.concurrency(1);
sharp.cache(false);

const photograph = readFileSync('photograph.jpg');
const { width, height } = await sharp(photograph).metadata();
const square = Math.min(width, height);
const operations = {
  brightness: image => image.linear(1.2, 0),
  'rotate 90': image => image.rotate(90),
  blur: image => image.blur(10),
  grayscale: image => image.grayscale().toColourspace('srgb'),
  resize: image => image.resize(Math.round(width / 2), Math.round(height / 2)),
  crop: image => image.extract({ left: (width - square) >> 1, top: (height - square) >> 1, width: square, height: square }),
  sharpen: image => image.sharpen(),
};

async function cpu(operation) {
  const times = [];
  for (let round = 0; round < 9; round++) {
    const before = process.cpuUsage();
    await operation(sharp(photograph).autoOrient()).jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer();
    const used = process.cpuUsage(before);
    times.push((used.user + used.system) / 1000);
  }
  return times.sort((a, b) => a - b)[4];
}

console.log('| operation, 12 MP JPEG to JPEG | local, CPU ms | sharp, CPU ms | ratio |\n|---|---:|---:|---:|');
for (const line of readFileSync('ours', 'utf8').trim().split('\n').sort()) {
  const [name, ours] = line.split('\t');
  const theirs = await cpu(operations[name]);
  console.log(`| ${name} | ${ours} | ${theirs.toFixed(0)} | ${(ours / theirs).toFixed(2)} |`);
}
