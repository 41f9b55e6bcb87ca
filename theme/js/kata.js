// Words of Indonesian: what people type -> the words of the documents that it stands for. Knows no page and no index.

// As `tokens` in generator/maklumat/searched.py.
export const tokens = text =>
  text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];

const VOWEL = /^[aiueo]/;
const NASAL = [ // a prefix, and the letters that may have stood in its place
  [/^(?:me|pe)ng(?=[aiueo])/, ["", "k"]], [/^(?:me|pe)nge(?=...?$)/, [""]], [/^(?:me|pe)ng(?=[ghkq])/, [""]],
  [/^(?:me|pe)ny(?=[aiueo])/, ["s"]], [/^(?:me|pe)m(?=[aiueo])/, ["p", "m"]], [/^(?:me|pe)m(?=[bfpv])/, [""]],
  [/^(?:me|pe)n(?=[aiueo])/, ["t", "n"]], [/^(?:me|pe)n(?=[cdjstz])/, [""]], [/^(?:me|pe)(?=[lrwymn])/, [""]],
  [/^(?:memper|diper|member|diber|teper)/, [""]], [/^(?:ber|per|ter|pember|pemper)/, [""]], [/^(?:di|pe|antar)/, [""]],
  [/^bel(?=ajar)/, [""]], [/^pel(?=ajar)/, [""]],
];
const ALONE = new Set(["perangkat", "pegawai", "dinas", "terdiri", "berikut", "bersama", "peraturan", "pernah", "perlu",
  "pesan", "berita", "bersih", "terima", "percaya", "periksa", "periode", "pemerintah", "publik", "republik", "instansi",
  "informasi", "pemberian"]);

const isRoot = word => word.length >= 4 || (word.length === 3 && VOWEL.test(word));

// A word without its endings; each together with whether it ended on -an, as `ke-` needs.
function* bare(word) {
  yield [word, false];
  const own = word.replace(/(?:lah|kah|tah|pun)$/, "").replace(/(?:nya|ku|mu)$/, "");
  if (own !== word && isRoot(own)) yield [own, false];
  for (const [ending, isAn] of [["kan", true], ["an", true], ["i", false]]) {
    if (own.endsWith(ending) && own.length - ending.length >= 3) yield [own.slice(0, -ending.length), isAn];
  }
}

// Everything that a word may come from, the word itself among it.
function roots(word) {
  const found = new Set([word]);
  const peel = (part, isAn, depth) => {
    if (found.has(part) && part !== word) return;
    if (isRoot(part) || (depth > 0 && part.length === 3) || (part.length === 3 && word.endsWith("kan"))) found.add(part);
    if (depth === 3 || ALONE.has(part)) return;
    for (const [prefix, starts] of isAn && depth < 2 ? [...NASAL, [/^ke/, [""]]] : NASAL) {
      if (!prefix.test(part)) continue;
      for (const start of starts) {
        const rest = part.replace(prefix, start);
        if (isRoot(rest) || (isAn && rest.length === 3) || rest === "sah") peel(rest, isAn, depth + 1);
      }
    }
  };
  for (const [part, isAn] of bare(word)) if (part === word || !ALONE.has(word)) peel(part, isAn, 0);
  return found;
}

// How many slips of the keyboard lie between two words: a letter more, less, another, or two swapped; above `most` it
// does not matter how many.
export function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

const isNumber = word => /\p{N}/u.test(word);

// The words of all documents, the most frequent first; groups of synonyms; words that say nothing.
export class Vocabulary {
  constructor({ kata, sinonim, abaikan }) {
    this.words = kata.split(" ");
    this.all = new Set(this.words);
    this.empty = new Set(abaikan);
    this.groups = sinonim.map(group => group.map(tokens));
    this.families = new Map();
    for (const word of this.words) {
      for (const root of roots(word)) {
        if (!this.families.has(root)) this.families.set(root, []);
        this.families.get(root).push(word);
      }
    }
  }

  // The words of the documents that are of one family with this one.
  family(word) {
    if (isNumber(word)) return this.all.has(word) ? [word] : [];
    return [...new Set([...roots(word)].flatMap(root => this.families.get(root) ?? []))];
  }

  isSame(a, b) {
    if (a === b) return true;
    const own = roots(a);
    return [...roots(b)].some(root => own.has(root));
  }

  // The parts of a query: words, and phrases that are known as synonyms. Each: `typed`; `read`, which differs where a
  // slip was mended; `direct` and `akin`: what to look for, every one a list of words that stand together.
  parts(query) {
    const typed = tokens(query), found = [];
    const told = typed.filter(word => !this.empty.has(word));
    const words = told.length ? told : typed;
    for (let at = 0; at < words.length;) {
      const phrase = this.groups.flat().filter(member => member.length > 1
        && member.every((word, next) => words[at + next] === word)).sort((a, b) => b.length - a.length)[0];
      found.push(phrase ? this.phrase(phrase) : this.word(words[at]));
      at += phrase?.length ?? 1;
    }
    return found;
  }

  phrase(words) {
    const text = words.join(" ");
    return { typed: text, read: text, direct: [words], akin: this.akin(group => group.some(it => it.join(" ") === text)) };
  }

  word(typed) {
    const akin = read => this.akin(group => group.some(it => it.length === 1 && this.isSame(it[0], read)));
    for (const read of new Set([typed, this.begun(typed), this.mended(typed)])) {
      const [direct, others] = [this.family(read).map(word => [word]), akin(read)];
      if (direct.length || others.length) return { typed, read, direct, akin: others };
    }
    return { typed, read: typed, direct: [], akin: [] };
  }

  // What groups of synonyms hold, as words of the documents.
  akin(isOurs) {
    return this.groups.filter(isOurs).flat().flatMap(member =>
      member.length > 1 ? [member] : this.family(member[0]).map(word => [word]));
  }

  // The most frequent word that begins like this one.
  begun(typed) {
    return (typed.length >= 4 && this.words.find(word => word.startsWith(typed))) || typed;
  }

  // The known word from which the fewest slips lead to this one. A very short word leaves no room for any, and a short
  // one that begins otherwise is another word (bencana, rencana).
  mended(typed) {
    if (isNumber(typed) || typed.length < 4) return typed;
    const most = typed.length < 8 ? 1 : 2;
    let best = typed, least = most + 1;
    for (const word of [...this.words, ...this.groups.flat().filter(it => it.length === 1).flat()]) {
      if (word.length < 4 || isNumber(word) || (most === 1 && !typed.slice(0, 2).includes(word[0]))) continue;
      const many = slips(typed, word, least - 1);
      if (many < least) [best, least] = [word, many];
    }
    return best;
  }
}

// Does a document's number hold what was typed, whatever stands between its parts? Gives the words that are no part of
// the number, or null.
export function beside(query, number) {
  const [typed, own] = [tokens(query), tokens(number)];
  const whole = own.join("");
  for (let length = typed.length; length; length--) {
    for (let from = 0; from + length <= typed.length; from++) {
      const part = typed.slice(from, from + length), text = part.join("");
      const isHere = own.some((_, at) => part.every((word, next) => own[at + next] === word))
        || (text.length > 6 && whole.includes(text));
      if (!isHere || !part.some(isNumber)) continue;
      if (length > 1 || typed.length === 1 || text.length > 6) return [...typed.slice(0, from), ...typed.slice(from + length)];
    }
  }
  return null;
}
