// Open each page in Chromium, ask axe-core, and answer one line of JSON a page.
// usage: node judge.mjs FOLDER-OF-node_modules CHROMIUM < pages.json     pages: [{name, file, width, scheme}]
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, browserPath] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
// WCAG 2.1, 1.4.12: the spacing that a reader may ask for
const spacing = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }';

const browser = await chromium.launch({ executablePath: browserPath });
for (const { name, file, width, scheme } of JSON.parse(readFileSync(0, 'utf8'))) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, bypassCSP: true });
  const page = await context.newPage();
  const asked = [];
  page.on('request', request => { if (!/^(file|data):/.test(request.url())) asked.push(request.url()); });
  await page.goto(pathToFileURL(file).href);
  // what is typed is to be read, too
  for (const field of await page.locator('input[type=text]').all()) await field.fill('Words');
  await page.evaluate(axe);
  const { violations } = await page.evaluate(values => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), tags);
  const faults = violations.map(({ id, nodes }) => ({ rule: id, where: nodes.map(node => node.target.join(' ')).slice(0, 3) }));
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  // 1.4.10: nothing to be scrolled sideways. axe does not look; 320 pixels are 1280 at 400 %.
  if (await wide() > 0) faults.push({ rule: 'reflow', where: [`${await wide()} px too wide`] });
  await page.addStyleTag({ content: spacing });
  if (await wide() > 0) faults.push({ rule: 'text-spacing', where: [`${await wide()} px too wide`] });
  if (asked.length) faults.push({ rule: 'request', where: asked.slice(0, 3) });
  console.log(JSON.stringify({ name, width, scheme, faults }));
  await context.close();
}
await browser.close();
