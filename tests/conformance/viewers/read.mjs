// Read the files named on stdin, one a line, with pdf.js (argument: the folder of the packages), and say for each in one
// line of JSON what a reader sees: per page its text and the SHA-256 of its picture.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import readline from 'node:readline';

const packages = process.argv[2], root = `${packages}/node_modules/pdfjs-dist`;
const { getDocument } = await import(pathToFileURL(`${root}/legacy/build/pdf.mjs`));
const SCALE = 0.4;

async function pages(file) {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0, useSystemFonts: false, disableFontFace: true,
    standardFontDataUrl: `${root}/standard_fonts/`, cMapUrl: `${root}/cmaps/`, wasmUrl: `${root}/wasm/` }).promise;
  const seen = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const text = (await page.getTextContent()).items.map(item => item.str).join(' ');
    const viewport = page.getViewport({ scale: SCALE });
    const made = document.canvasFactory.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
    await page.render({ canvasContext: made.context, canvas: made.canvas, viewport }).promise;
    const drawn = made.context.getImageData(0, 0, made.canvas.width, made.canvas.height).data;
    seen.push([text, createHash('sha256').update(drawn).digest('hex')]);
  }
  await document.destroy();
  return seen;
}

for await (const file of readline.createInterface({ input: process.stdin })) {
  let said;
  try {
    said = { pages: await pages(file) };
  } catch (error) {
    said = { error: String(error).slice(0, 200) };
  }
  console.log(JSON.stringify({ file, ...said }));
}
