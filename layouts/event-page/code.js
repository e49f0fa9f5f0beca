/* A QR code (ISO/IEC 18004) of an address that somebody types: level M, in bytes, version 6 at most, as the house draws those of
   its posters. encode(text) gives its rows of 0 and 1 without the quiet zone, or null for what is too long. */
'use strict';
const code = (() => {
  // of each version: words in all, words of correction in a block, blocks, where alignment patterns stand
  const VERSIONS = [, [26, 10, 1], [44, 16, 1, 18], [70, 26, 1, 22], [100, 18, 2, 26], [134, 24, 2, 30], [172, 16, 4, 34]];
  const POWERS = [], LOGARITHMS = [];
  for (let n = 0, value = 1; n < 255; n++) {
    POWERS[n] = value;
    LOGARITHMS[value] = n;
    value = value << 1 ^ (value & 128 ? 0x11d : 0);
  }
  const times = (a, b) => a && b ? POWERS[(LOGARITHMS[a] + LOGARITHMS[b]) % 255] : 0;

  function correction(words, count) {
    let factors = [1];
    for (let n = 0; n < count; n++)
      factors = [...factors, 0].map((value, at) => value ^ (at ? times(factors[at - 1], POWERS[n]) : 0));
    const rest = [...words, ...Array(count).fill(0)];
    words.forEach((_, at) => {
      const first = rest[at];
      factors.forEach((factor, n) => { rest[at + n] ^= times(factor, first); });
    });
    return rest.slice(words.length);
  }

  function message(bytes, [all, extra, blocks]) {
    const room = all - extra * blocks, bits = [];
    const put = (value, length) => { for (let n = length - 1; n >= 0; n--) bits.push(value >> n & 1); };
    put(4, 4);
    put(bytes.length, 8);
    bytes.forEach(byte => put(byte, 8));
    put(0, 4);
    if (bits.length < room * 8) put(0, 8);       // behind the end, where readers no longer read: as segno does it, so that both draw the same
    const words = [];
    for (let at = 0; at < bits.length; at += 8) words.push(parseInt(bits.slice(at, at + 8).join(''), 2));
    for (let n = 0; words.length < room; n++) words.push(n % 2 ? 17 : 236);
    const each = Math.floor(room / blocks), long = room % blocks, parts = [];
    for (let n = 0, at = 0; n < blocks; n++) {
      const length = each + (n >= blocks - long ? 1 : 0);
      parts.push(words.slice(at, at += length));
    }
    const found = [];
    for (let at = 0; at <= each; at++) for (const part of parts) if (at < part.length) found.push(part[at]);
    const ends = parts.map(part => correction(part, extra));
    for (let at = 0; at < extra; at++) for (const end of ends) found.push(end[at]);
    return found;
  }

  const MASKS = [
    (y, x) => (y + x) % 2, y => y % 2, (y, x) => x % 3, (y, x) => (y + x) % 3,
    (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2, (y, x) => y * x % 2 + y * x % 3,
    (y, x) => (y * x % 2 + y * x % 3) % 2, (y, x) => ((y + x) % 2 + y * x % 3) % 2,
  ];

  // null where data stand; what the form says of the mask is judged as light
  function frame(size, aligned) {
    const rows = Array.from({ length: size }, () => Array(size).fill(null));
    const finder = (top, left) => {
      for (let y = -1; y < 8; y++) for (let x = -1; x < 8; x++) {
        const ring = Math.max(Math.abs(y - 3), Math.abs(x - 3));
        if (rows[top + y]?.[left + x] !== undefined) rows[top + y][left + x] = +(ring !== 2 && ring < 4);
      }
    };
    finder(0, 0);
    finder(0, size - 7);
    finder(size - 7, 0);
    if (aligned) for (let y = -2; y < 3; y++) for (let x = -2; x < 3; x++)
      rows[aligned + y][aligned + x] = +(Math.max(Math.abs(y), Math.abs(x)) !== 1);
    for (let n = 8; n < size - 8; n++) rows[6][n] = rows[n][6] = 1 - n % 2;
    for (let n = 0; n < 9; n++) { rows[8][n] ??= 0; rows[n][8] ??= 0; }
    for (let n = size - 8; n < size; n++) { rows[8][n] ??= 0; rows[n][8] ??= 0; }
    return rows;
  }

  function filled(empty, words) {
    const size = empty.length, rows = empty.map(row => [...row]);
    let at = 0, up = true;
    for (let right = size - 1; right > 0; right -= 2, up = !up) {
      if (right === 6) right = 5;
      for (let n = 0; n < size; n++) for (const x of [right, right - 1]) {
        const y = up ? size - 1 - n : n;
        if (empty[y][x] === null) { rows[y][x] = words[at >> 3] >> 7 - at % 8 & 1; at++; }
      }
    }
    return rows;
  }

  const FINDER = '1011101';
  function ratios(line) {
    const text = line.join('');
    let found = 0;
    for (let at = text.indexOf(FINDER); at >= 0;) {
      let next = at + 7;
      const light = part => !part.includes('1');
      if (at === 0 || next === text.length || light(text.slice(Math.max(at - 4, 0), at)) || light(text.slice(next, next + 4))) found++;
      else next = at + 4;
      at = text.indexOf(FINDER, next);
    }
    return found * 40;
  }

  function penalty(rows) {
    const size = rows.length, columns = rows.map((_, x) => rows.map(row => row[x]));
    let score = 0, dark = 0;
    for (const line of [...rows, ...columns]) {
      score += ratios(line);
      for (const run of line.join('').match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
    }
    rows.forEach((row, y) => row.forEach((value, x) => {
      dark += value;
      if (y && x && value === row[x - 1] && value === rows[y - 1][x] && value === rows[y - 1][x - 1]) score += 3;
    }));
    return score + 10 * Math.floor(Math.abs(dark / size ** 2 * 100 - 50) / 5);
  }

  function named(rows, mask) {
    const size = rows.length;
    let rest = mask << 10;       // level M is 00
    for (let n = 4; n >= 0; n--) if (rest >> n + 10 & 1) rest ^= 0x537 << n;
    const form = (mask << 10 | rest) ^ 0x5412;
    for (let n = 0; n < 15; n++) {
      const bit = form >> n & 1;
      rows[n < 6 ? n : n < 8 ? n + 1 : size - 15 + n][8] = bit;
      rows[8][n < 8 ? size - 1 - n : n < 9 ? 7 : 14 - n] = bit;
    }
    rows[size - 8][8] = 1;
    return rows;
  }

  function encode(text) {
    const bytes = [...new TextEncoder().encode(text)];
    const version = VERSIONS.findIndex(one => one && bytes.length + 2 <= one[0] - one[1] * one[2]);
    if (version < 0) return null;
    const empty = frame(17 + 4 * version, VERSIONS[version][3]);
    const plain = filled(empty, message(bytes, VERSIONS[version]));
    let best = null;
    MASKS.forEach((hides, mask) => {
      const rows = plain.map((row, y) => row.map((value, x) => empty[y][x] === null && !hides(y, x) ? 1 - value : value));
      const score = penalty(rows);
      if (!best || score < best.score) best = { score, rows, mask };
    });
    return named(best.rows, best.mask);
  }

  // the path of its dark squares, a square being the unit of length
  const path = rows => rows.map((row, y) => [...row.join('').matchAll(/1+/g)]
    .map(run => `M${run.index} ${y}h${run[0].length}v1h-${run[0].length}z`).join('')).join('');
  return { encode, path };
})();
