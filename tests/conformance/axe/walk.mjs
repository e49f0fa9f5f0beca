// A journalist's walk through the press room, on a telephone: from the door to the language, copy the lead, save a picture,
// download the kit, check it on the page. Answers one line of JSON.
// usage: node walk.mjs FOLDER-OF-node_modules CHROMIUM < walk.json     {site, language, folder, altered}
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [modules, browserPath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const { site, language, folder, altered } = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({ executablePath: browserPath });
const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, acceptDownloads: true });
const page = await context.newPage();
const said = [], asked = [];
page.on('console', one => said.push(one.text()));
page.on('pageerror', error => said.push(error.message));
page.on('request', one => { if (!one.url().startsWith(site) && !/^(data|blob):/.test(one.url())) asked.push(one.url()); });
await page.goto(`${site}index.html`);
await page.tap(`a[hreflang="${language}"]`);
await page.waitForURL(url => url.pathname.endsWith(`/${language}/index.html`));

// the release as it is copied: pasted into a field, as into a mail
await page.locator('[data-copy] button.copy').first().tap();
await page.evaluate(() => { const area = document.createElement('textarea'); area.id = 'pasted'; document.body.append(area); area.focus(); });
await page.keyboard.press('Control+V');
const copied = await page.inputValue('#pasted');
await page.evaluate(() => document.getElementById('pasted').remove());

const saved = async link => {
  const [download] = await Promise.all([page.waitForEvent('download'), link.evaluate(one => one.click())]);
  const to = path.join(folder, download.suggestedFilename());
  await download.saveAs(to);
  return to;
};
const picture = await saved(page.locator('a[download][href$=".png"]').first());
const all = await saved(page.locator(`a[download][href$="press-kit.${language}.zip"]`).first());

await page.locator('a[href="files.html#check"]').first().evaluate(one => one.click());
await page.waitForURL(url => url.pathname.endsWith('/files.html'));
const checked = async files => {
  await page.setInputFiles('[data-drop] input[type=file]', files);
  await page.waitForFunction(count => document.querySelectorAll('[data-drop] li').length === count, files.length);
  return page.locator('[data-drop] li').evaluateAll(all => all.map(one => [one.className, one.textContent]));
};
const good = await checked([picture, all]);
const bad = await checked([altered]);
console.log(JSON.stringify({ copied, picture, all, good, bad, console: said, asked }));
await browser.close();
