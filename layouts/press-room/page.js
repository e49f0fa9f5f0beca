'use strict';
(() => {
  const known = JSON.parse(document.getElementById('known').textContent);
  const words = known.words;
  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const plain = (text) => text.replace(/\u00ad/g, '');

  // What is copied holds no soft hyphens: they are for lines that end, not for texts that are pasted.
  document.addEventListener('copy', (event) => {
    const chosen = getSelection();
    const text = String(chosen);
    if (!text.includes('\u00ad')) return;
    const held = make('div');
    for (let n = 0; n < chosen.rangeCount; n += 1) held.append(chosen.getRangeAt(n).cloneContents());
    event.clipboardData.setData('text/plain', plain(text));
    event.clipboardData.setData('text/html', plain(held.innerHTML));
    event.preventDefault();
  });

  // Buttons that copy: all of a text, a quotation with who speaks.
  const copied = async (button, text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make('textarea');
      area.value = text;
      button.after(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button.focus();
    }
    const said = button.textContent;
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = said; }, 2000);
  };
  const button = (said, of, text) => {
    const made = make('button', said, 'copy');
    made.type = 'button';
    made.addEventListener('click', () => copied(made, text(of)));
    return made;
  };
  const wordsOf = (element) => {
    const rest = [...element.querySelectorAll('button')];
    rest.forEach((one) => { one.hidden = true; });
    const text = plain(element.innerText).trim();
    rest.forEach((one) => { one.hidden = false; });
    return text;
  };
  for (const one of document.querySelectorAll('[data-copy]')) {
    one.prepend(button(one.dataset.copy, one, wordsOf));
  }
  for (const one of document.querySelectorAll('[data-quote]')) {
    one.querySelector('figcaption').append(' ', button(one.dataset.quote, one, wordsOf));
  }

  // A list of names that is searched while one types.
  for (const place of document.querySelectorAll('[data-filter]')) {
    const label = make('label', words.filter);
    const field = make('input');
    const told = make('output');
    field.type = 'search';
    field.autocomplete = 'off';
    label.append(' ', field);
    place.append(label, told);
    const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    const all = [...document.querySelectorAll('.roll li')].map((li) => [li, fold(plain(li.textContent))]);
    const groups = [...document.querySelectorAll('.roll .group')];
    field.addEventListener('input', () => {
      const asked = fold(field.value.trim());
      let found = 0;
      for (const [li, text] of all) {
        li.hidden = !text.includes(asked);
        found += li.hidden ? 0 : 1;
      }
      for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])');
      told.textContent = asked ? `${found} / ${all.length}` : '';
    });
  }

  // A file that is dropped is compared with the fingerprints that lie in this page.
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const hashes = new Map();
  for (const [folder, files] of Object.entries(known.files)) {
    for (const [name, hash] of Object.entries(files)) hashes.set(hash, folder ? `${folder}/${name}` : name);
  }
  // The fold of fingerprints: without a script it names the file that has them all.
  for (const place of document.querySelectorAll('[data-prints]')) {
    const list = make('ul', '', 'prints');
    list.dir = 'ltr';
    for (const [hash, path] of hashes) {
      const li = make('li', path);
      const bytes = [...atob(hash)].map((one) => one.charCodeAt(0).toString(16).padStart(2, '0'));
      li.append(make('code', bytes.join('')));
      list.append(li);
    }
    place.append(list);
  }
  const judge = async (file) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const path = hashes.get(btoa(String.fromCharCode(...digest)).replace(/=+$/, ''));
    if (path) return ['same', fill(words.same, { name: path })];
    const tongue = file.name.split('.').find((part) => known.doors[part]);
    if (tongue) return ['elsewhere', fill(words.elsewhere, { name: file.name, language: known.doors[tongue][1] }), known.doors[tongue][0]];
    return ['other', fill(words.other, { name: file.name })];
  };
  for (const place of document.querySelectorAll('[data-drop]')) {
    if (!globalThis.crypto?.subtle) {
      place.append(make('p', words.insecure));
      continue;
    }
    const label = make('label', words.drop);
    const field = make('input');
    const told = make('ul');
    field.type = 'file';
    field.multiple = true;
    told.setAttribute('aria-live', 'polite');
    label.append(' ', field);
    place.append(label, told);
    const look = async (files) => {
      told.replaceChildren();
      for (const file of files) {
        const [verdict, text, href] = await judge(file);
        const said = make('li', href ? '' : text, verdict);
        if (href) {
          const link = make('a', text);
          link.href = `${href}#check`;
          said.append(link);
        }
        told.append(said);
      }
    };
    field.addEventListener('change', () => look(field.files));
    for (const kind of ['dragover', 'dragleave', 'drop']) {
      document.addEventListener(kind, (event) => {
        event.preventDefault();
        place.classList.toggle('over', kind === 'dragover');
        if (kind === 'drop') look(event.dataTransfer.files);
      });
    }
  }
})();
