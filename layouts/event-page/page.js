/* What is typed stands on the sheet as large as it fits, at once. Nothing is sent, nothing is kept. */
'use strict';
(() => {
  const form = document.getElementById('form'), sheet = document.getElementById('sheet'), frame = sheet.parentElement;
  const language = document.documentElement.lang, rtl = document.documentElement.dir === 'rtl', said = form.dataset;
  const foot = sheet.querySelector('.foot'), [address, line] = foot.querySelectorAll('p.w'), drawn = foot.querySelector('.code');
  const first = { address: address.textContent, addressStyle: place(address), lineStyle: place(line) };
  const variants = [...sheet.querySelectorAll('.variant')], FONT = '"' + getComputedStyle(sheet).fontFamily.replaceAll('"', '').split(', ').join('", "') + '"';
  const letters = document.body.dataset.letters.split(' ').map(row => row.split('-').map(one => parseInt(one, 16)));
  const LEFT = new Set('\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\ufe0f');     // not drawn, and not missed

  const ruler = sheet.appendChild(document.createElement('span')), pen = document.createElement('canvas').getContext('2d');
  ruler.className = 'ruler';
  ruler.setAttribute('aria-hidden', 'true');
  const MM = 96 / 25.4;

  function place(element) {
    const style = getComputedStyle(element);
    return { left: parseFloat(style.left), top: parseFloat(style.top), size: parseFloat(style.fontSize), wide: element.offsetWidth };
  }

  // ---- how large ---------------------------------------------------------------------------------

  // of a line at a size of 1: how wide it is, how high and how deep its ink; the ruler shapes as the sheet does
  function ink(text, weight) {
    ruler.textContent = text;
    ruler.style.fontWeight = weight;
    pen.font = `${weight} 100px ${FONT}`;
    pen.direction = rtl ? 'rtl' : 'ltr';
    const made = pen.measureText(text);
    const shown = ruler.getBoundingClientRect().width / scale() / 100;
    const wide = Math.max(shown, (made.actualBoundingBoxLeft + made.actualBoundingBoxRight) / 100);
    return { text, wide, up: made.actualBoundingBoxAscent / 100, down: made.actualBoundingBoxDescent / 100 };
  }
  const scale = () => sheet.getBoundingClientRect().width / sheet.offsetWidth || 1;

  // a text in one line, or in two that are as even as its words allow
  function breaks(text, most) {
    const words = text.split(/ +/), found = [[text]];
    if (most > 1 && words.length > 1) {
      const halves = words.slice(1).map((_, at) => [words.slice(0, at + 1).join(' '), words.slice(at + 1).join(' ')]);
      const uneven = pair => Math.max(...pair.map(part => ink(part, 900).wide));
      found.push(halves.reduce((best, one) => uneven(one) < uneven(best) ? one : best));
    }
    return found;
  }

  // the lines of a text in a box, each with its baseline; of one line and two, whichever is larger
  function fitted(text, box) {
    const pitch = +sheet.dataset.pitch;
    let best = null;
    for (const lines of breaks(text, box.lines)) {
      const inks = lines.map(one => ink(one, 900)), last = inks.at(-1), wide = Math.max(...inks.map(one => one.wide));
      const step = Math.max(pitch, ...inks.slice(1).map((one, at) => inks[at].down + one.up + .04));
      const tall = inks[0].up + step * (inks.length - 1) + last.down;
      const size = Math.min(box.most, box.wide / wide, (box.high - 2 * box.air) / tall);
      if (best && size < best.size * 1.1) continue;
      const block = size * step * (inks.length - 1);
      // capitals stand in the middle, or on the foot; what would stick out moves the line
      let base = box.foot ? box.high - block - size * Math.max(0, last.down - .14) : box.high / 2 + size * box.base - block / 2;
      if (!box.foot) base = Math.min(Math.max(base, box.air + size * inks[0].up), box.high - box.air - block - size * last.down);
      best = { size, lines: lines.map((one, at) => ({ text: one, base: base + at * size * step })), tall: size * tall, up: size * (inks[0].up + step * (inks.length - 1)) };
    }
    return best;
  }

  // a single line of the foot: as large as it was, smaller where it must be
  function oneLine(element, text, at, most, least, weight, below) {
    const wide = +foot.dataset.wide, made = ink(text, weight), drop = +sheet.dataset.drop;
    const baseline = at.top / MM + drop * at.size / MM;
    // tails stay clear of the capitals below
    const free = below ? below.top / MM + (drop - .72) * below.size / MM - baseline - .8 : Infinity;
    const size = Math.min(most, wide / made.wide, made.down > 0 ? free / made.down : most);
    element.textContent = text;
    element.style.fontSize = `${size}mm`;
    element.style.top = `${baseline - drop * size}mm`;
    element.style.left = rtl ? `${(at.left + at.wide) / MM - ink(text, weight).wide * size}mm` : `${at.left / MM}mm`;
    return size >= least;
  }
  function asItWas(element, text) {
    element.textContent = text;
    element.removeAttribute('style');
  }

  function set(box, made) {
    box.replaceChildren(...(made?.lines ?? []).map(one => {
      const span = document.createElement('span');
      span.dir = rtl ? 'rtl' : 'ltr';
      span.textContent = one.text;
      span.style.fontSize = `${made.size}mm`;
      span.style.top = `${one.base - +sheet.dataset.drop * made.size}mm`;
      return span;
    }));
  }

  function of(element) {
    const { wide, high, most, least, lines, base, foot: stands } = element.dataset;
    return { wide: +wide, high: +high, most: +most, least: +least, lines: +lines, base: +base, foot: +stands, air: +stands ? 0 : 1.8 };
  }

  // ---- what is said ------------------------------------------------------------------------------

  const known = letter => LEFT.has(letter) || letters.some(([from, to = from]) => letter.codePointAt(0) >= from && letter.codePointAt(0) <= to);

  // what the faces of the poster can set of a text, and what they cannot
  function settable(text) {
    const lacking = new Set();
    const kept = [...text.normalize('NFC')].filter(letter => /\s/.test(letter) || known(letter) || !lacking.add(letter));
    return { text: kept.join('').replace(/[^\S\u00a0]+/g, ' ').trim(), lacking: [...lacking].join(' ') };
  }

  function tell(name, ...words) {
    const told = words.filter(Boolean).join(' '), place = document.getElementById(`${name}-told`), field = form.elements[name];
    if (place.textContent !== told) place.textContent = told;
    if (told) field.setAttribute('aria-invalid', 'true');
    else field.removeAttribute('aria-invalid');
  }

  const lacks = lacking => lacking && said.unknown.replace('{letters}', lacking);
  const inFigures = text => said.figures ? text.replace(/[0-9]/g, one => [...said.figures][one]) : text;
  const capital = text => text.replace(/^\p{L}/u, one => one.toLocaleUpperCase(language));

  // the day and the time as the campaign writes them; blanks inside either keep it together
  function moment() {
    const parts = [], day = form.elements.day.value, time = form.elements.time.value;
    if (day) {
      const [year, month, number] = day.split('-').map(Number), at = new Date(Date.UTC(year, month - 1, number));
      const words = { weekday: said.weekdays.split('|')[(at.getUTCDay() + 6) % 7], month: said.months.split('|')[month - 1], number: month,
        day: number === 1 && said.first ? said.first : String(number) };
      parts.push(capital(said.date.replace(/\{(\w+)\}/g, (_, key) => words[key])));
    }
    if (time) {
      const [hour, minute] = time.split(':').map(Number), two = number => String(number).padStart(2, '0');
      const words = { h: hour, hh: two(hour), mm: two(minute), h12: hour % 12 || 12, half: said.halves.split('|')[hour < 12 ? 0 : 1] ?? '' };
      parts.push(said.clock.replace(/\{(\w+)\}/g, (_, key) => words[key]).trim().replaceAll(' ', '\u00a0'));
    }
    return inFigures(parts.join(said.comma));
  }

  // an address as it is printed, and as it is in the code; null for what is none
  function link(text) {
    const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
    let parsed;
    try { parsed = new URL(whole); } catch { return null; }
    if (!/^https?:$/.test(parsed.protocol) || /\s/.test(text) || !/[^.]\.[^.]/.test(parsed.hostname)) return null;
    return { shown: whole.replace(/^https?:\/\//i, '').replace(/\/$/, ''), coded: /^[\x21-\x7e]+$/.test(whole) ? whole : parsed.href };
  }

  // ---- the sheet ---------------------------------------------------------------------------------

  function draw(rows) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg'), path = document.createElementNS(svg.namespaceURI, 'path');
    svg.setAttribute('viewBox', `0 0 ${rows.length} ${rows.length}`);
    path.setAttribute('d', code.path(rows));
    svg.append(path);
    drawn.style.backgroundImage = 'none';
    drawn.replaceChildren(svg);
  }

  function typed(name) {
    const made = settable(form.elements[name].value);
    return { ...made, told: lacks(made.lacking) };
  }

  function titled(text, linked) {
    const choice = variants.filter(one => +one.dataset.linked === +linked), boxes = choice.map(one => one.querySelector('.typed.title'));
    if (!text) return { variant: choice[0] };
    let found;
    for (const [at, box] of boxes.entries()) {
      if (!box) continue;
      const made = fitted(text, of(box));
      // the lowest line that does not hold the title smaller than its width does
      if (!found || made.size > found.made.size * 1.02) found = { variant: choice[at], box, made };
    }
    return found;
  }

  function show() {
    const link_ = typed('link'), own = link_.text && link(link_.text), rows = own && code.encode(own.coded), linked = Boolean(rows);
    const title = typed('title'), loud = settable(title.text.toLocaleUpperCase(language)).text;
    const { variant, box, made } = titled(loud, linked);
    for (const one of variants) one.hidden = one !== variant;
    if (box) set(box, made);
    tell('title', title.told, made && made.size < +box.dataset.least && said.tooLong);

    const words = typed('words'), place_ = typed('place'), when = words.text || settable(moment()).text;
    const fields = { when: [when, words.text ? 'words' : 'day', words.told], where: [place_.text, 'place', place_.told] };
    tell('words', words.told);
    tell('day');
    for (const [key, [text, name, told]] of Object.entries(fields)) {
      const field = variant.querySelector(`.typed.${key}`), fit = text && fitted(text, of(field));
      set(field, fit);
      tell(name, told, fit && fit.size < +field.dataset.least && said.tooLong);
    }

    tell('link', link_.told, link_.text && (!own ? said.linkWrong : !rows && said.linkLong));
    if (linked) {
      draw(rows);
      if (!oneLine(address, own.shown, first.addressStyle, +foot.dataset.addressMost, +foot.dataset.addressLeast, 900, first.lineStyle)) tell('link', said.tooLong);
    } else {
      asItWas(address, first.address);
      drawn.replaceChildren();
      drawn.style.backgroundImage = '';
    }
    const who = typed('who');
    let fits = true;
    if (who.text) {
      const by = said.by.replace('{who}', () => who.text);
      fits = oneLine(line, linked ? `${by} · ${first.address}` : `${by} · ${sheet.dataset.line}`, first.lineStyle, +foot.dataset.lineMost, +foot.dataset.lineLeast, 700);
    } else if (linked) {
      oneLine(line, `${sheet.dataset.line} · ${first.address}`, first.lineStyle, +foot.dataset.lineMost, +foot.dataset.lineLeast, 700);
    } else asItWas(line, sheet.dataset.line);
    tell('who', who.told, !fits && said.tooLong);
  }

  function look() {
    sheet.dataset.look = form.elements.look.value;
    sheet.dataset.paper = form.elements.paper.value;
    const [a4, a3] = document.querySelectorAll('style[media]');
    a4.media = sheet.dataset.paper === 'a4' ? 'print' : 'not all';
    a3.media = sheet.dataset.paper === 'a3' ? 'print' : 'not all';
  }

  // as wide as there is room beside the form; above it as high as leaves the form its place
  function resize() {
    const view = frame.parentElement, style = getComputedStyle(view);
    const wide = view.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const beside = matchMedia('(min-width: 56em)').matches, sticks = style.position === 'sticky';
    const high = innerHeight * (beside ? 1 : .32) - (beside ? 40 : 24);
    frame.style.setProperty('--scale', Math.min(wide / sheet.offsetWidth, sticks ? high / sheet.offsetHeight : 1).toFixed(4));
  }

  form.addEventListener('input', () => { show(); look(); });
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { show(); look(); form.elements.title.focus(); }));
  document.getElementById('print').addEventListener('click', () => print());
  new ResizeObserver(resize).observe(document.documentElement);
  addEventListener('resize', resize);
  for (const field of form.querySelectorAll('[disabled]')) field.disabled = false;
  resize();
  look();
  Promise.all([900, 700].map(weight => document.fonts.load(`${weight} 100px ${FONT}`, language))).then(() => {
    first.addressStyle = place(address);
    first.lineStyle = place(line);
    show();
    document.documentElement.dataset.ready = 'true';
  });
})();
