// The page /cari/: its form, the address, what was found. Nothing is kept and nothing is sent anywhere.
import { tokens } from "./kata.js";
import { Searcher } from "./pencari.js";

const PER_PAGE = 20, BEFORE = 8, AROUND = 34; // documents; words of an excerpt before the first mark, and in all
const FILTERS = ["unit", "tahun", "jenis", "keadaan"];
const SITE = new URL("../", location.href.split(/[?#]/)[0]);
const at = id => document.getElementById(id);
let opening, latest = 0;

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

function asked() {
  const filters = Object.fromEntries(FILTERS.map(name => [name, at(name).value]));
  return { q: at("q").value.trim(), ...filters, dicabut: at("dicabut")?.checked ? "ya" : "" };
}

function isWanted(document, wish) {
  if (document.dicabut && !wish.dicabut && wish.keadaan !== document.keadaan) return false;
  return FILTERS.every(name => !wish[name] || document[name] === wish[name]);
}

async function search() {
  const wish = asked(), turn = ++latest;
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value));
  history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  const isAsked = query.size > 0;
  at("semua").hidden = isAsked;
  if (!isAsked) return show([], "");
  try {
    opening ??= Searcher.open(new URL("pagefind/", SITE));
    const found = await (await opening).find(wish.q, document => isWanted(document, wish));
    if (turn === latest) await show(found.hits, said(found, wish), turn);
  } catch (error) {
    opening = undefined;
    if (turn !== latest) return;
    at("semua").hidden = false;
    await show([], "Pencarian tidak dapat dijalankan: indeksnya tidak dapat dimuat. Periksa sambungan internet, lalu "
      + "coba lagi, atau pakailah daftar di bawah.", turn);
    console.error(error);
  }
}

function said({ hits, read, isPartial }, wish) {
  const instead = read ? `Menampilkan hasil untuk “${read}”. ` : "";
  if (hits.length) {
    const some = isPartial ? "Tidak ada dokumen yang memuat semua kata itu; ini yang memuat sebagian besarnya. " : "";
    return `${instead}${some}Ditemukan ${hits.length.toLocaleString("id-ID")} dokumen.`;
  }
  const isNarrow = FILTERS.some(name => wish[name]);
  const hidden = at("dicabut") && !wish.dicabut ? " Dokumen yang dicabut hanya ikut dicari bila Anda memintanya." : "";
  return `Tidak ada dokumen yang cocok. ${isNarrow ? "Pilih “Semua” pada penyaring, atau pakailah"
    : "Periksa ejaannya, atau pakailah"} kata yang lebih umum.${hidden}`;
}

async function show(hits, sentence, turn = latest) {
  const list = at("hasil"), more = at("lagi");
  const add = async () => {
    const begun = list.children.length;
    const items = await Promise.all(hits.slice(begun, begun + PER_PAGE).map(item));
    if (turn !== latest) return;
    list.append(...items);
    more.hidden = list.children.length >= hits.length;
    if (begun) list.children[begun]?.querySelector("a").focus();
  };
  list.replaceChildren();
  more.onclick = add;
  await add();
  if (turn === latest) at("kabar").textContent = sentence;
}

async function item({ document: found, marks, text }) {
  const link = make("a", { href: new URL(found.alamat, SITE) }, ...marked(found.judul, marks));
  const state = make("span", { className: found.dicabut ? "dicabut" : "" }, found.keadaan);
  const about = [found.jenis, found.nomor && `nomor ${found.nomor}`, found.unit, found.tahun].filter(Boolean).join(" · ");
  const words = marks.size ? excerpt(await text(), marks) : [];
  return make("li", {}, make("h2", {}, link), make("p", { className: "tentang" }, `${about} · `, state),
    ...(words.length ? [make("p", {}, ...words)] : []));
}

// A text in pieces, the words that were looked for marked.
function marked(text, marks) {
  return text.split(/([\p{L}\p{M}\p{N}]+)/u).map(word => marks.has(tokens(word)[0]) ? make("mark", {}, word) : word);
}

// The stretch of a text that holds most of the words.
function excerpt(text, marks) {
  const words = text.split(/\s+/), hits = [];
  words.forEach((word, at) => tokens(word).forEach(part => marks.has(part) && hits.push([at, part])));
  if (!hits.length) return [];
  const many = ([from]) => new Set(hits.filter(([at]) => at >= from && at < from + AROUND - BEFORE).map(hit => hit[1])).size;
  const best = hits.slice(0, 200).reduce((best, hit) => many(hit) > many(best) ? hit : best);
  const from = Math.max(0, best[0] - BEFORE), to = from + AROUND;
  return [from ? "… " : "", ...marked(words.slice(from, to).join(" "), marks), to < words.length ? " …" : ""];
}

function fill() {
  const given = new URLSearchParams(location.search);
  at("q").value = given.get("q") ?? "";
  for (const name of FILTERS) {
    at(name).value = given.get(name) ?? "";
    if (at(name).selectedIndex < 0) at(name).selectedIndex = 0;
  }
  if (at("dicabut")) at("dicabut").checked = given.has("dicabut");
}

at("cari").addEventListener("submit", event => { event.preventDefault(); search(); });
at("cari").addEventListener("change", event => event.target !== at("q") && search());
at("pencarian").hidden = false;
fill();
search();
