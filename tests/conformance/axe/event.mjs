// Type events into their pages in Chromium, print them, and answer one line of JSON a page.
// usage: node event.mjs FOLDER-OF-node_modules CHROMIUM < pages.json
// pages: [{name, file, typed: {title, day, …}, look, paper, pdf, offline}]
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, browserPath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({ executablePath: browserPath });
for (const { name, file, typed, look, paper, pdf, script = true } of JSON.parse(readFileSync(0, 'utf8'))) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: script });
  const page = await context.newPage();
  const asked = [], console_ = [];
  page.on('request', request => { if (!/^(file|data):/.test(request.url())) asked.push(request.url()); });
  page.on('console', said => console_.push(said.text()));
  page.on('pageerror', error => console_.push(error.message));
  await page.goto(pathToFileURL(file).href);
  if (!script) {
    const text = await page.locator('noscript').evaluate(one => one.textContent).catch(() => '');
    const shown = await page.getByText(/\.home\.pdf/).isVisible();
    console.log(JSON.stringify({ name, text, shown, asked, console: console_ }));
    await context.close();
    continue;
  }
  await page.waitForSelector('html[data-ready]');
  for (const [key, value] of Object.entries(typed)) await page.fill(`#${key}`, value);
  if (look) await page.check(`input[name=look][value=${look}]`);
  if (paper) await page.check(`input[name=paper][value=${paper}]`);
  const found = await page.evaluate(() => {
    const sheet = document.getElementById('sheet').getBoundingClientRect(), faults = [];
    const shown = [...document.querySelectorAll('.variant:not([hidden]) .typed')];
    const inside = (one, box) => one.left >= box.left - .5 && one.right <= box.right + .5 && one.top >= box.top - 2 && one.bottom <= box.bottom + 2;
    const texts = {};
    for (const box of shown) {
      const key = box.classList[1], spans = [...box.children];
      texts[key] = spans.map(one => one.textContent).join(' ');
      for (const span of spans) {
        const own = span.getBoundingClientRect(), room = box.getBoundingClientRect();
        if (own.left < room.left - .5 || own.right > room.right + .5) faults.push(`${key} is wider than its field`);
        // ink of a line stands within its em: a little above and below is free of ink
        if (key !== 'title' && (own.top < room.top - own.height * .1 || own.bottom > room.bottom + own.height * .1)) faults.push(`${key} is higher than its field`);
      }
    }
    const foot = [...document.querySelectorAll('.foot p.w')];
    for (const line of foot) if (!inside(line.getBoundingClientRect(), sheet)) faults.push('the foot leaves the sheet');
    return {
      faults, texts, foot: foot.map(one => one.textContent),
      told: Object.fromEntries([...document.querySelectorAll('.told')].filter(one => one.textContent).map(one => [one.id.replace('-told', ''), one.textContent])),
      invalid: [...document.querySelectorAll('[aria-invalid=true]')].map(one => one.id),
    };
  });
  if (pdf) await page.pdf({ path: pdf, preferCSSPageSize: true });
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie].join(' ')).catch(() => '0 0 ');
  console.log(JSON.stringify({ name, ...found, kept, asked, console: console_ }));
  await context.close();
}
await browser.close();
