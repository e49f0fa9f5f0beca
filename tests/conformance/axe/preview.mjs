// Walk through a preview in Chromium, as a press officer does: look, save, look, make a fault, mend it. One line of JSON.
// usage: node preview.mjs FOLDER-OF-node_modules CHROMIUM < order.json     order: {site, room, letter, folder, text, word, posters, broken, shots}
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [modules, browserPath] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const order = JSON.parse(readFileSync(0, 'utf8'));
const seen = { axe: [], console: [], asked: [], steps: {} };
const LONG = 120_000;

const browser = await chromium.launch({ executablePath: browserPath });
const opened = async (path, width, scheme) => {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme: scheme, bypassCSP: true });
  const page = await context.newPage();
  page.setDefaultTimeout(LONG);
  page.on('request', request => { if (!request.url().startsWith(order.site)) seen.asked.push(request.url()); });
  page.on('console', said => seen.console.push(said.text()));
  page.on('pageerror', error => seen.console.push(error.message));
  await page.goto(order.site + path);
  return page;
};
const judge = async (page, name) => {
  await page.evaluate(() => document.fonts.ready);
  await page.evaluate(axe);
  // what is in a frame is the kit's own page, and judged there
  const { violations } = await page.evaluate(values => globalThis.axe.run({ exclude: [['iframe']] }, { runOnly: { type: 'tag', values }, iframes: false, resultTypes: ['violations'] }), tags);
  for (const { id, nodes } of violations) seen.axe.push(`${name}: ${id} ${nodes.map(node => node.target.join(' ')).slice(0, 2)}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) seen.axe.push(`${name}: ${wide} px too wide`);
  if (order.shots) await page.screenshot({ path: join(order.shots, `${name.replace(/[^a-z0-9]+/gi, '-')}.png`) });
};
const write = (path, from, to) => {
  const file = join(order.folder, path), text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${from} is not in ${path}`);
  writeFileSync(file, text.replace(from, to));
};
const said = (page, name) => page.waitForFunction(count => Number(document.querySelector('.faults').dataset.errors || 0) >= count && !document.querySelector('.faults').hidden, name);

for (const [width, scheme] of [[320, 'light'], [390, 'light'], [1280, 'light'], [1280, 'dark']]) {
  const page = await opened('', width, scheme);
  await page.waitForSelector('.card img[data-there]');
  await judge(page, `index ${width} ${scheme}`);
  await page.context().close();
}

// a word that is saved: the picture of the page is another, in its place
const page = await opened(`look/${order.letter}`, 390, 'light');
await page.waitForFunction(() => document.documentElement.dataset.tag);
await page.waitForSelector('.pages img[data-there]');
await judge(page, 'letter 390 light');
const [before, tall] = await page.evaluate(() => [document.documentElement.dataset.tag, document.querySelectorAll('.pages img').length]);
await page.evaluate(() => { window.scrollTo(0, 300); window.same = true; });
write(order.text, order.word, `${order.word} now`);
await page.waitForFunction(tag => document.querySelector('.pages img').src.includes(document.documentElement.dataset.tag) && document.documentElement.dataset.tag !== tag, before);
seen.steps['a save renews the picture, the page stays where it was'] = await page.evaluate(count => (window.same && window.scrollY === 300 && document.querySelectorAll('.pages img').length === count ? '' : `scrolled to ${window.scrollY}`), tall);

// a fault: it lies over the last good page, and goes when it is mended
const good = await page.getAttribute('.pages img', 'src');
write(order.posters, ...order.broken);
await said(page, 1);
const fault = await page.locator('.faults').innerText();
seen.steps['a fault is said with its file and line'] = fault.includes(`${order.posters}:`) && /LP\d{3}/.test(fault) ? '' : fault;
seen.steps['the last good page stays under it'] = await page.getAttribute('.pages img', 'src') === good && await page.locator('.pages img').first().isVisible() ? '' : 'it is gone';
await judge(page, 'fault 390 light');
await page.keyboard.press('Tab');
await page.locator('.hide').focus();
await page.keyboard.press('Enter');
seen.steps['it can be put aside by keyboard'] = await page.locator('.faults-body').isVisible() ? 'it stays' : '';
const wide = await opened(`look/${order.room}`, 1280, 'dark');
await said(wide, 1);
await judge(wide, 'room with a fault 1280 dark');
write(order.posters, order.broken[1], order.broken[0]);
for (const one of [page, wide]) await one.waitForFunction(() => document.querySelector('.faults').dataset.errors === '0');
seen.steps['it goes when it is mended'] = '';

// the room: renewed in its frame
await wide.waitForFunction(() => document.documentElement.dataset.tag);
const inside = wide.frameLocator('iframe');
await inside.locator('h1').first().waitFor();
write(order.release, order.phrase[0], order.phrase[1]);
await inside.getByText(order.phrase[1]).first().waitFor();
seen.steps['the press room shows the word'] = '';
await judge(wide, 'room 1280 dark');
await page.context().close();
await wide.context().close();
console.log(JSON.stringify(seen));
await browser.close();
