// Find the paragraphs that hold a query, in all publications and both scripts.
//
// An index of pairs of characters tells which paragraphs can hold it; the texts of those are read,
// so that what is found does hold it. A query is looked for in text of its own script: 頭髮 in
// traditional text, where regional forms (裏 裡) are one, 头发 in simplified text; a publication in
// one script has its text in the other beside it for that. A query in both scripts at once is
// looked for with all forms of a character taken for one. kanben/room/search/folding.py has the
// same forms when the index is made.

kanben.searcher = (fetch) => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUE = new Map([...DIGITS].map((digit, value) => [digit, value]));
  const COMPATIBLE = /[\u2e80-\u2fdf\uf900-\ufaff\uff00-\uffef\u{2f800}-\u{2fa1f}]/u;
  const QUOTES = { "「": "“", "」": "”", "『": "‘", "』": "’" };
  const AS_IT_IS = new Map();
  const LETTER = /[0-9A-Za-z\u00c0-\u024f]/;
  const SPACE = /^[^\S\ufeff]+$/;
  const BLANK = /[\s\u200b-\u200d\u2060\u00ad\ufeff\u0085\u001c-\u001f]/;

  // Characters of a text in their normal form, and where each of them stands in it.
  const normal = (text) => {
    const chars = [];
    const places = [];
    let place = 0;
    let gap = "";
    for (const char of text) {
      const at = place;
      place += char.length;
      if (BLANK.test(char)) {
        gap += char;
        continue;
      }
      let form = char;
      if (COMPATIBLE.test(char)) {
        const unified = char.normalize("NFKC");
        if ([...unified].length === 1) form = unified;
      }
      const low = form.toLowerCase();
      form = QUOTES[form] ?? ([...low].length === 1 ? low : form);
      if (SPACE.test(gap) && LETTER.test(char) && LETTER.test(text[places.at(-1)] ?? "")) {
        chars.push(" ");
        places.push(at);
      }
      gap = "";
      chars.push(form);
      places.push(at);
    }
    return { chars, places };
  };

  const numbers = (digits) => {
    const found = [];
    let total = 0;
    let value = 0;
    let shift = 1;
    for (const digit of digits) {
      const bits = VALUE.get(digit);
      value += (bits & 31) * shift;
      shift *= 32;
      if (bits < 32) {
        total += value;
        found.push(total);
        value = 0;
        shift = 1;
      }
    }
    return found;
  };

  const tabled = ([from, to]) => {
    const others = [...to];
    return new Map([...from].map((char, n) => [char, others[n]]));
  };

  // Forms that stand for each other, of either script: the least of each kind for all.
  const kinds = (...tables) => {
    const known = new Map();
    for (const table of tables)
      for (const [one, other] of table) {
        const kind = new Set([...(known.get(one) ?? [one]), ...(known.get(other) ?? [other])]);
        for (const char of kind) known.set(char, kind);
      }
    const least = (kind) => [...kind].reduce((a, b) => (a.codePointAt() < b.codePointAt() ? a : b));
    return new Map([...known].map(([char, kind]) => [char, least(kind)]));
  };

  const before = (a, b) => {
    const [x, y] = [[...a], [...b]];
    for (let n = 0; n < Math.min(x.length, y.length); n++)
      if (x[n] !== y[n]) return x[n].codePointAt() < y[n].codePointAt();
    return x.length < y.length;
  };

  let directory;
  const open = async () => {
    if (directory) return directory;
    const { starts, bounds, simple, light, simplified } = await fetch("directory");
    const tables = { simple: tabled(simple), light: tabled(light) };
    directory = {
      starts: numbers(starts),
      bounds,
      ...tables,
      coarse: kinds(tables.simple, tables.light),
      simplified: new Set(simplified),
    };
    return directory;
  };

  const through = (chars, table) => chars.map((char) => table.get(char) ?? char);

  // Blanks part a query, but not those between two letters or figures of other writing.
  const parse = (query) => {
    const words = [];
    for (const word of query.split(/\s+/).filter(Boolean)) {
      const last = words.at(-1);
      if (last && LETTER.test(last.at(-1)) && LETTER.test(word[0])) words[words.length - 1] = `${last} ${word}`;
      else words.push(word);
    }
    return words.map((word) => {
      const chars = normal(word).chars;
      const traditional = chars.some((char) => directory.simple.has(char));
      const simplified = chars.some((char) => directory.simplified.has(char));
      return { chars, traditional, simplified };
    });
  };

  const shelvesOf = (first, last) => {
    const { bounds } = directory;
    const names = [];
    for (let n = 0; n < bounds.length; n++) {
      const next = bounds[n + 1];
      if (!before(last, bounds[n]) && (next === undefined || before(first, next))) names.push(`p${n}`);
    }
    return names;
  };

  const holding = async (chars) => {
    if (chars.length === 1) {
      const [char] = chars;
      const shelves = await Promise.all(shelvesOf(char, `${char}\u{10ffff}`).map(fetch));
      const found = new Set();
      for (const shelf of shelves)
        for (const [pair, digits] of Object.entries(shelf))
          if (pair.startsWith(char)) for (const block of numbers(digits)) found.add(block);
      return found;
    }
    const pairs = new Set(chars.slice(1).map((char, n) => chars[n] + char));
    const lists = await Promise.all(
      [...pairs].map(async (pair) => {
        const [shelf] = await Promise.all(shelvesOf(pair, pair).map(fetch));
        return numbers(shelf?.[pair] ?? "");
      }),
    );
    lists.sort((a, b) => a.length - b.length);
    let found = new Set(lists[0]);
    for (const list of lists.slice(1)) {
      const here = new Set(list);
      found = new Set([...found].filter((block) => here.has(block)));
    }
    return found;
  };

  // Where the characters `wanted` begin among `chars`; -1 if they do not stand there.
  const find = (chars, wanted) => {
    const last = chars.length - wanted.length;
    for (let place = 0; place <= last; place++) {
      let n = 0;
      while (n < wanted.length && chars[place + n] === wanted[n]) n++;
      if (n === wanted.length) return place;
    }
    return -1;
  };

  // Where a text in one script holds a word; null if it does not, or the word is of the other.
  const placeIn = (text, script, { chars, traditional, simplified }) => {
    const mixed = traditional && simplified;
    if (!mixed && (script === "Hans" ? traditional : simplified)) return null;
    const table = mixed ? directory.coarse : script === "Hans" ? AS_IT_IS : directory.light;
    const read = normal(text);
    const begin = find(through(read.chars, table), through(chars, table));
    if (begin < 0) return null;
    const last = read.places[begin + chars.length - 1];
    return [read.places[begin], last + (text.codePointAt(last) > 0xffff ? 2 : 1)];
  };

  // What is shown of a paragraph that holds all words: in the script that the reader prefers, if
  // they stand in it. Text that is published in no such script shows the one it mirrors.
  const judge = ({ scripts }, block, words, preferred) => {
    const [anchor, ...given] = block;
    const texts = given.map((text, n) => text ?? given.slice(0, n).findLast((other) => other !== null));
    const places = words.map((word) => scripts.map((each, n) => placeIn(texts[n], each.script, word)));
    if (!places.every((row) => row.some(Boolean))) return null;
    const rank = (n) =>
      places.filter((row) => row[n]).length * 4 + (places[0][n] ? 2 : 0) + (scripts[n].variant === preferred ? 1 : 0);
    const best = scripts.reduce((a, _, n) => (rank(n) > rank(a) ? n : a), 0);
    const marks = places.map((row) => row[best]).filter(Boolean).sort((a, b) => a[0] - b[0]);
    const shown = scripts[best].mirrors ?? best;
    return { ...scripts[shown], anchor, text: texts[shown], marks };
  };

  // Yield the hits in the order of the shelf, a few at a time.
  return async function* search(query, preferred = "") {
    await open();
    const words = parse(query);
    if (!words.length) return;
    const sets = await Promise.all(words.map((word) => holding(through(word.chars, directory.coarse))));
    const candidates = [...sets[0]].filter((block) => sets.every((set) => set.has(block))).sort((a, b) => a - b);
    const { starts } = directory;
    let number = 0;
    for (let n = 0; n < candidates.length; ) {
      while (number + 1 < starts.length && starts[number + 1] <= candidates[n]) number++;
      const end = starts[number + 1] ?? Infinity;
      const chunk = await fetch(`t${number}`);
      const hits = [];
      for (; n < candidates.length && candidates[n] < end; n++) {
        const hit = judge(chunk, chunk.blocks[candidates[n] - starts[number]], words, preferred);
        if (hit) hits.push(hit);
      }
      yield hits;
    }
  };
};
