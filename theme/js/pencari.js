// What is searched: query and filters -> documents in order, by Pagefind's index. Knows no page.
import { beside, tokens, Vocabulary } from "./kata.js";

const AKIN = 0.4; // the worth of a synonym beside the word itself
const MOST = 0.6; // of the parts of a query: a document that holds fewer is no answer

export class Searcher {
  // Loads the index; fails where it cannot be had.
  static async open(folder) {
    const answer = await fetch(new URL("dokumen.json", folder));
    if (!answer.ok) throw new Error(`dokumen.json: ${answer.status}`);
    const told = await answer.json();
    const index = await import(new URL("pagefind.js", folder));
    await index.options({ noWorker: true });
    await index.init();
    return new Searcher(told, index);
  }

  constructor(told, index) {
    this.documents = new Map(Object.entries(told.dokumen));
    this.vocabulary = new Vocabulary(told);
    this.index = index;
    this.kept = new Map();
  }

  // Gives { hits, read, isPartial }: hits in order, each { document, marks, text() }; `read`: the query as it was
  // mended, "" where nothing was; `isPartial`: no document holds every part.
  async find(query, isWanted) {
    const wanted = new Set([...this.documents].filter(([, document]) => isWanted(document)).map(([id]) => id));
    const hit = (id, marks) => ({ document: this.documents.get(id), marks, text: () => this.text(id) });
    if (!tokens(query).length) return { hits: [...wanted].map(id => hit(id, new Set())), read: "", isPartial: false };
    const numbered = this.numbered(query, wanted);
    const words = numbered.ids.length ? numbered.rest.join(" ") : query;
    const parts = tokens(words).length ? this.vocabulary.parts(words) : [];
    const found = await Promise.all(parts.map(part => this.scores(part, wanted)));
    const { ids, isPartial } = together(found, numbered.ids.length ? numbered.ids : [...wanted], numbered.ids.length > 0);
    const worth = id => found.reduce((sum, scores) => sum + (scores.get(id) ?? 0), 0);
    const marks = new Set(parts.flatMap(part => [...part.direct, ...part.akin]).flat());
    const hits = ids.sort((a, b) => worth(b) - worth(a)).map(id => hit(id, marks));
    const mended = parts.some(part => part.read !== part.typed);
    return { hits, read: mended ? parts.map(part => part.read).join(" ") : "", isPartial };
  }

  // The documents in whose number most of what was typed stands, and the words beside it.
  numbered(query, wanted) {
    let ids = [], rest = tokens(query);
    for (const id of wanted) {
      const words = beside(query, this.documents.get(id).nomor);
      if (!words || (ids.length && words.length > rest.length)) continue;
      if (words.length < rest.length) [ids, rest] = [[], words];
      ids.push(id);
    }
    const isSop = id => this.documents.get(id).jenis === "SOP"; // a maklumat bears the number of its SOP
    return { ids: ids.sort((a, b) => isSop(b) - isSop(a)), rest };
  }

  // What each document is worth for one part of a query.
  async scores(part, wanted) {
    const scores = new Map();
    for (const [terms, weight] of [[part.akin, AKIN], [part.direct, 1]]) {
      for (const results of await Promise.all(terms.map(term => this.search(term)))) {
        const highest = Math.max(...results.map(result => result.score), Number.MIN_VALUE);
        for (const { id, score } of results) {
          if (wanted.has(id)) scores.set(id, Math.max(scores.get(id) ?? 0, weight * (0.5 + score / highest / 2)));
        }
      }
    }
    for (const [id, score] of scores) scores.set(id, score + this.inTitle(id, part));
    return scores;
  }

  inTitle(id, part) {
    const title = ` ${tokens(this.documents.get(id).judul).join(" ")} `;
    const holds = terms => terms.some(term => title.includes(` ${term.join(" ")} `));
    return holds(part.direct) ? 2 : holds(part.akin) ? 2 * AKIN : 0;
  }

  // Pagefind's results for words that stand together.
  search(term) {
    const text = `"${term.join(" ")}"`;
    if (!this.kept.has(text)) this.kept.set(text, this.index.search(text).then(({ results }) => results));
    return this.kept.get(text);
  }

  async text(id) {
    for (const results of this.kept.values()) {
      const result = (await results).find(result => result.id === id);
      if (result) return (await result.data()).content;
    }
    return "";
  }
}

// The documents that hold every part, or else most of them. `isSure`: they were found by their number already.
function together(found, ids, isSure) {
  if (!found.length) return { ids, isPartial: false };
  const count = id => found.filter(scores => scores.has(id)).length;
  const whole = ids.filter(id => count(id) === found.length);
  if (whole.length) return { ids: whole, isPartial: false };
  if (isSure) return { ids, isPartial: false };
  const most = Math.max(...ids.map(count), 0);
  return { ids: most >= Math.max(2, MOST * found.length) ? ids.filter(id => count(id) === most) : [], isPartial: true };
}
