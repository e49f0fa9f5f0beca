// Look at pages of the press room in Chromium as readers do, and answer one line of JSON a view.
// usage: node room.mjs FOLDER-OF-node_modules CHROMIUM < views.json
// views: [{name, file, width, height, scheme, script, check: [fold, keyboard, print …], pdf, words: […]}]
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [modules, browserPath] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({ executablePath: browserPath });

// A word that goes on in the next line without a hyphen, and at no sign after which a line may end.
const broken = () => {
  const may = /[\s\u00ad\u200b\u2010-\u2014\u2026\-/|·,.;:!?)»”@_=&#+]/u;
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, code, noscript, svg, option')) continue;
    if (!parent.checkVisibility({ visibilityProperty: true })) continue;
    // what only screen readers get is in a box of one pixel
    if ([parent, parent.parentElement].some(one => one && getComputedStyle(one).position === 'absolute' && one.clientWidth <= 1)) continue;
    for (const word of node.data.matchAll(/[^\s\u200b\u2060-\u2069]{2,}/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].filter(one => one.width > 0).map(one => Math.round(one.bottom / 4))).size < 2) continue;
      let before = null;
      for (let at = word.index; at < word.index + word[0].length; at += 1) {
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = [...range.getClientRects()].filter(one => one.width > 0).pop();
        if (!box) continue;
        if (before !== null && box.top > before + box.height * .6 && !may.test(node.data[at - 1]) && !/\p{M}/u.test(node.data[at])) {
          found.push(`${word[0].replace(/\u00ad/g, '')} before ${node.data[at]}`);
          break;
        }
        before = box.top;
      }
    }
  }
  return found;
};

// Text that runs into a picture beside it. What is fixed at the foot lies over all that passes below it.
const upon = () => {
  const pictures = [...document.querySelectorAll('img')].filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect());
  const found = [], range = document.createRange();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, noscript, svg, option') || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const around = [];
    for (let one = parent; one; one = one.parentElement) around.push(one);
    if (around.some(one => { const { position } = getComputedStyle(one); return position === 'fixed' || (position === 'absolute' && one.clientWidth <= 1); })) continue;
    range.selectNodeContents(node);
    for (const line of range.getClientRects())
      if (pictures.some(one => Math.min(line.right, one.right) - Math.max(line.left, one.left) > 1
        && Math.min(line.bottom, one.bottom) - Math.max(line.top, one.top) > line.height * .3)) { found.push(node.data.trim().slice(0, 30)); break; }
  }
  return found;
};

// What looks as if nobody had looked: whom to call and to write neither in one row nor at one edge, a button close below
// other text, Arabic in lines as close as those of Latin, a label that says what stands beside it.
const careless = () => {
  const found = [], range = document.createRange();
  const lines = one => { range.selectNodeContents(one); return [...range.getClientRects()].filter(line => line.width > 1); };
  const right = document.documentElement.dir === 'rtl';
  const links = [...document.querySelectorAll('address.contact a')].filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect());
  const parted = of => Math.max(...links.map(of)) - Math.min(...links.map(of)) > 2;
  if (links.length > 1 && parted(one => one.top) && parted(one => right ? one.right : one.left)) found.push('the contact is ragged');
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, noscript, svg, option, address') || !parent.checkVisibility({ visibilityProperty: true })) continue;
    if (parent.closest('.unseen, thead')) continue;
    const own = lines(node), { lineHeight, fontSize } = getComputedStyle(parent);
    texts.push(...own.map(box => ({ box, parent })));
    if (parent.matches(':lang(ar)') && /[\u0621-\u064a]{2}/.test(node.data) && new Set(own.map(one => Math.round(one.top / 4))).size > 1
      && parseFloat(lineHeight) / parseFloat(fontSize) < 1.35) found.push(`lines too close: ${node.data.trim().slice(0, 30)}`);
  }
  for (const button of document.querySelectorAll('a.button')) {
    const own = button.getBoundingClientRect();
    const above = texts.filter(({ box, parent }) => !button.contains(parent) && box.bottom <= own.top + 2
      && Math.min(box.right, own.right) > Math.max(box.left, own.left)).map(one => one.box.bottom);
    if (own.width && above.length && own.top - Math.max(...above) < 7) found.push(`a button is close below other text: ${button.textContent.trim()}`);
  }
  for (const cell of document.querySelectorAll('td')) {
    const label = cell.querySelector('b'), words = cell.querySelector('a')?.firstChild?.textContent.trim();
    if (label?.checkVisibility() && label.textContent.trim() === words) found.push(`said twice: ${words}`);
  }
  for (const group of document.querySelectorAll('.group')) {
    const [initial, name] = [group.querySelector('h2, h3, h4'), group.querySelector('li')].map(one => one.getBoundingClientRect());
    if (Math.abs(initial.top - name.top) > 1 || initial.height > name.height * 1.2) { found.push('an initial beside no line of its names'); break; }
  }
  return found;
};

const contact = () => [...document.querySelectorAll('a[href^="tel:"], a[href^="mailto:"]')].map(link => {
  const box = link.getBoundingClientRect();
  const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  return { href: link.getAttribute('href'), seen: box.width > 0 && box.top >= 0 && box.bottom <= innerHeight && !!top && link.contains(top), fixed: !!link.closest('*') && ['fixed', 'sticky'].includes(getComputedStyle(link.closest('address') ?? link).position) };
});

const keyboard = async page => {
  const faults = [];
  const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, summary, select, textarea')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && one.tabIndex >= 0).length);
  const seen = new Set();
  for (let count = 0; count < wanted + 20; count += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      one.dataset.reached ??= String(document.querySelectorAll('[data-reached]').length);
      const box = one.getBoundingClientRect(), style = getComputedStyle(one);
      const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
      // what is fixed at the foot must not lie over it
      const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
      const covered = !points.some(top => top && (one.contains(top) || top.contains(one)));
      return { key: one.dataset.reached, what: `${one.tagName} ${(one.textContent || one.value || '').trim().slice(0, 30)}`, outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2, inside, covered };
    });
    if (!at || seen.has(at.key)) break;
    seen.add(at.key);
    if (!at.outline) faults.push(`no ring around ${at.what}`);
    if (!at.inside) faults.push(`out of sight: ${at.what}`);
    else if (at.covered) faults.push(`covered: ${at.what}`);
  }
  if (seen.size < wanted) faults.push(`${seen.size} of ${wanted} reached by keyboard`);
  return faults;
};

for (const { name, file, width, height, scheme = 'light', script = true, check = [], pdf, words = [] } of JSON.parse(readFileSync(0, 'utf8'))) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, javaScriptEnabled: script, hasTouch: width < 600 });
  const page = await context.newPage();
  const faults = [], asked = new Set();
  page.on('request', request => asked.add(request.url()));
  page.on('console', said => faults.push(`console: ${said.text()}`));
  page.on('pageerror', error => faults.push(`error: ${error.message}`));
  await page.goto(pathToFileURL(file).href);
  await page.waitForLoadState('load');
  await page.evaluate(() => document.fonts.ready);
  for (const url of asked) if (!/^(file|data|blob):/.test(url)) faults.push(`asked for ${url}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) faults.push(`${wide} px too wide`);
  for (const one of (await page.evaluate(broken)).slice(0, 5)) faults.push(`broken without a hyphen: ${one}`);
  for (const one of (await page.evaluate(upon)).slice(0, 3)) faults.push(`runs into a picture: ${one}`);
  faults.push(...(await page.evaluate(careless)).slice(0, 3));
  for (const one of words) if (!(await page.evaluate(() => document.body.innerText.replace(/\u00ad/g, ''))).includes(one)) faults.push(`does not say: ${one}`);
  if (check.includes('fold')) {
    const found = await page.evaluate(contact);
    for (const kind of ['tel:', 'mailto:']) if (!found.some(one => one.href.startsWith(kind) && one.seen)) faults.push(`no ${kind} on the first screen`);
  }
  if (check.includes('static')) for (const one of await page.evaluate(contact)) if (one.fixed) faults.push(`${one.href} is fixed on a low screen`);
  if (check.includes('no buttons')) {
    const dead = await page.locator('button:visible, input:visible').count();
    if (dead) faults.push(`${dead} buttons or fields that do nothing`);
  }
  if (check.includes('keyboard')) faults.push(...await keyboard(page));
  if (pdf) await page.pdf({ path: pdf, preferCSSPageSize: true });
  const files = [...asked].filter(url => url.startsWith('file:') && !/\.(png|webp|svg|jpe?g)$/.test(new URL(url).pathname)).map(url => fileURLToPath(url));
  console.log(JSON.stringify({ name, faults, files }));
  await context.close();
}
await browser.close();
