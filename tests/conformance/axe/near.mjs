// Search events on their page in Chromium, by country and by what is typed, and answer one line of JSON a page.
// usage: node near.mjs FOLDER-OF-node_modules CHROMIUM < pages.json
// pages: [{name, file, steps: [{country, text}]}]
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, browserPath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({ executablePath: browserPath });
for (const { name, file, steps } of JSON.parse(readFileSync(0, 'utf8'))) {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const console_ = [];
  page.on('console', said => console_.push(said.text()));
  page.on('pageerror', error => console_.push(error.message));
  await page.goto(pathToFileURL(file).href);
  const choice = page.locator('[data-near] select'), field = page.locator('[data-near] input');
  const found = { name, console: console_, labels: await page.locator('[data-near] label').count(), countries: [], seen: [] };
  if (found.labels) {
    found.countries = await choice.locator('option').allTextContents();
    for (const { country, text } of steps) {
      await choice.selectOption(country);
      await field.focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
      found.seen.push(await page.evaluate(() => {
        const shown = (names) => [...document.querySelectorAll(names)].filter(one => one.checkVisibility());
        return {
          files: shown('.events .save a').map(one => one.getAttribute('href').replace(/^.*\/|\.ics$/g, '')),
          days: shown('.events .day time').map(one => one.dateTime),
          told: document.querySelector('[data-near] output').textContent,
        };
      }));
    }
  }
  console.log(JSON.stringify(found));
  await page.close();
}
await browser.close();
