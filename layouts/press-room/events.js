(() => {
  // Events are searched by country, and by whatever is typed.
  const place = document.querySelector('[data-near]');
  const rows = [...document.querySelectorAll('.events [data-country]')];
  const said = place.dataset;
  const add = (tag, text, inside) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    inside.append(made);
    return made;
  };
  const fold = (text) => text.replace(/[\u00ad\u2066-\u2069]/g, '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const number = (n) => String(n).replace(/\d/g, (digit) => said.figures[digit]);

  const choice = add('select', '', add('label', `${said.country} `, place));
  add('option', said.every, choice).value = '';
  const names = new Map(rows.map((row) => [row.dataset.country, row.querySelector('.country').textContent]));
  const ordered = [...names].sort((one, other) => one[1].localeCompare(other[1], document.documentElement.lang));
  for (const [code, name] of ordered) add('option', name.replace(/\u00ad/g, ''), choice).value = code;
  const field = add('input', '', add('label', `${said.find} `, place));
  field.type = 'search';
  field.autocomplete = 'off';
  const told = add('output', '', place);

  const texts = rows.map((row) => fold([...row.cells].slice(0, -1).map((one) => one.textContent).join(' ')));
  const look = () => {
    const asked = fold(field.value.trim());
    let found = 0;
    rows.forEach((row, n) => {
      row.hidden = !texts[n].includes(asked) || (choice.value !== '' && row.dataset.country !== choice.value);
      found += row.hidden ? 0 : 1;
    });
    for (const day of document.querySelectorAll('.events tbody')) {
      day.hidden = !day.querySelector('[data-country]:not([hidden])');
    }
    told.textContent = asked || choice.value ? `${number(found)} / ${number(rows.length)}` : '';
  };
  field.addEventListener('input', look);
  choice.addEventListener('change', look);
})();
