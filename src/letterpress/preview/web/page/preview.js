// Keeps a page of the preview as its texts are: pictures and frames are renewed in their place, what is wrong lies over them.
'use strict';
(() => {
  const $ = (where, within = document) => within.querySelector(where);
  if (window.top !== window) { window.top.location = window.location; return; }
  const main = $('main'), path = main.dataset.path || '', kind = main.dataset.kind || '';
  const light = $('.light'), faults = $('.faults');
  const seen = { state: null, own: null, tag: '', pages: 0, hidden: '' };

  // ---- what is wrong ----
  const text = (tag, name, words) => { const one = document.createElement(tag); one.className = name; one.textContent = words; return one; };
  const entry = (one) => {
    const line = document.createElement('li');
    const where = text('span', 'where', '');
    if (one.where) where.append(text('code', '', one.where));
    where.append(text('span', 'code', `${one.code} ${one.severity}`));
    line.append(where, text('span', 'message', one.message));
    if (one.hint) line.append(text('span', 'hint', one.hint));
    return line;
  };
  const counted = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const complain = () => {
    const found = [...((seen.state || {}).findings || []), ...((seen.own || {}).findings || [])];
    const wrong = found.filter((one) => one.severity === 'error');
    const shown = [...wrong, ...found.filter((one) => one.severity !== 'error')];
    const key = JSON.stringify(shown);
    faults.hidden = !shown.length;
    faults.classList.toggle('mild', !wrong.length);
    faults.dataset.errors = wrong.length;
    if (faults.dataset.key !== key) {
      faults.dataset.key = key;
      const said = [wrong.length && counted(wrong.length, 'error'), shown.length > wrong.length && counted(shown.length - wrong.length, 'warning')];
      $('h2', faults).textContent = said.filter(Boolean).join(', ');
      $('.faults-what', faults).textContent = wrong.length ? 'Behind this is what was good last. Mend it and save: this goes by itself.' : 'It is made all the same; for a release these count.';
      $('.faults-list', faults).replaceChildren(...shown.map(entry));
      fold(!wrong.length);
    }
    if (light) {
      const own = ((seen.own || {}).findings || []).some((one) => one.severity === 'error');
      const state = wrong.length ? 'wrong' : seen.own && seen.own.tag && !own && !(seen.state || {}).reading ? '' : 'busy';
      light.className = `light ${state}`;
      light.firstElementChild.textContent = { wrong: 'as it was when it was good last', busy: 'being made', '': 'as you saved it' }[state];
    }
  };
  const fold = (closed) => {
    $('.faults-body', faults).hidden = closed;
    const button = $('.hide', faults);
    button.setAttribute('aria-expanded', String(!closed));
    button.textContent = closed ? 'Show' : 'Hide';
  };
  $('.hide', faults).addEventListener('click', () => fold(!$('.faults-body', faults).hidden));

  // ---- what is shown ----
  const swap = (img, address) => {  // the old picture stays until the new one is there
    const next = new Image();
    next.addEventListener('load', () => { img.src = next.src; img.dataset.there = ''; img.dispatchEvent(new Event('renewed')); });
    next.src = address;
  };
  const show = (one) => {
    if (kind === 'pages') {
      const box = $('.pages'), name = $('h1').textContent.trim();
      while (box.children.length > Math.max(1, one.pages)) box.lastElementChild.remove();
      while (box.children.length < one.pages) {
        const img = document.createElement('img');
        img.alt = `${name}, page ${box.children.length + 1}`;
        box.append(img);
      }
      [...box.children].forEach((img, at) => swap(img, `/page/${at + 1}/${main.dataset.width}/${path}?${one.tag}`));
      const viewer = $('iframe', main);
      if (viewer) viewer.src = `/made/${path}?${one.tag}`;
    } else if (kind === 'picture') {
      swap($('.pages img'), `/made/${path}?${one.tag}`);
    } else {
      const frame = $('iframe', main), inside = frame.contentWindow;
      let down = 0;
      try { down = inside.scrollY; } catch { /* another page is in it */ }
      frame.addEventListener('load', () => { try { frame.contentWindow.scrollTo(0, down); } catch { /* the same */ } document.documentElement.dataset.shown = one.tag; }, { once: true });
      try { inside.location.reload(); } catch { frame.src = frame.getAttribute('src'); }
    }
  };
  const renewed = (one) => {
    document.querySelectorAll(`img[data-path="${CSS.escape(one.path)}"]`).forEach((img) => {
      const broken = one.findings.some((each) => each.severity === 'error');
      img.closest('.sheet').classList.toggle('broken', broken);
      if (one.tag && img.dataset.tag !== one.tag) { img.dataset.tag = one.tag; swap(img, `/page/1/${img.dataset.width}/${one.path}?${one.tag}`); }
    });
    if (one.path !== path) return;
    seen.own = one;
    if (one.tag && (one.tag !== seen.tag || one.pages !== seen.pages)) { seen.tag = one.tag; seen.pages = one.pages; show(one); }
    document.documentElement.dataset.tag = one.tag;
    complain();
  };

  // ---- what is heard ----
  const stream = new EventSource(`/events?${new URLSearchParams(path ? { look: path } : {})}`);
  stream.addEventListener('state', (event) => {
    const state = JSON.parse(event.data);
    const other = state.contents !== document.documentElement.dataset.contents;
    seen.state = state;
    if (other && !state.reading) { window.location.reload(); return; }
    complain();
    document.documentElement.dataset.number = state.number;
  });
  stream.addEventListener('renewed', (event) => renewed(JSON.parse(event.data)));
  stream.addEventListener('open', () => { $('.offline').hidden = true; });
  stream.addEventListener('error', () => { $('.offline').hidden = false; });
  document.querySelectorAll('.sheet img').forEach((img) => {
    const there = () => { img.dataset.there = ''; };
    if (img.complete && img.naturalWidth) there(); else img.addEventListener('load', there);
    img.addEventListener('error', () => img.closest('.sheet').classList.add('broken'));
  });

  // ---- the browser's own viewer, where it has one ----
  const button = $('.viewer');
  if (button && navigator.pdfViewerEnabled) {
    button.hidden = false;
    button.addEventListener('click', () => {
      const open = button.getAttribute('aria-pressed') === 'true';
      button.setAttribute('aria-pressed', String(!open));
      button.textContent = open ? 'PDF here' : 'Pages';
      $('.pages').hidden = !open;
      const frame = $('iframe', main);
      if (frame) { frame.remove(); return; }
      const made = document.createElement('iframe');
      made.title = $('h1').textContent.trim();
      made.src = `/made/${path}?${seen.tag}`;
      main.append(made);
    });
  }
})();
