// The page /keaslian/: which document or files to check, and what came of it, in words. Everything is fetched from this
// site and nothing leaves the browser.

import { Refused, Unsupported, command, judge } from "./judge.js";

const MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
  "November", "Desember"];
const SAME_SITE = "Program pemeriksa ini berasal dari laman yang sama dengan naskahnya. Bila Anda meragukan laman ini, "
  + "jalankan perintahnya di komputer Anda sendiri.";
const LARGEST = 4 * 1024 * 1024; // bytes of a file that a visitor gives

/** What the visitor asked for cannot be had; the message says why. */
class Unavailable extends Error {}

const NO_DOCUMENT = "Alamat itu bukan alamat dokumen yang telah ditandatangani di laman ini.";

const page = document.getElementById("pemeriksaan");
const part = name => document.getElementById(name);
const domain = page.dataset.domain;
// none on a site that has too many to choose from: there a document is looked up by its address
const documents = [...document.querySelectorAll("#dokumen-terdaftar li")].map(item => ({
  code: item.dataset.kode, revisions: item.dataset.revisi.split(" "),
  title: item.querySelector("a").textContent, address: new URL(item.querySelector("a").href),
}));

function start() {
  if (documents.length) {
    part("dokumen").append(...documents.map(({ code, title }) => new Option(title, code)));
    part("dokumen").addEventListener("change", offerRevisions);
    offerRevisions();
  }
  part("pilih").addEventListener("submit", event => {
    event.preventDefault();
    check(ofSite);
  });
  part("berkas").addEventListener("submit", event => {
    event.preventDefault();
    check(() => ofVisitor([...part("pilihan").files]));
  });
  document.addEventListener("dragover", ofFiles(() => {}));
  document.addEventListener("drop", ofFiles(event => {
    part("pilihan").files = event.dataTransfer.files;
    check(() => ofVisitor([...event.dataTransfer.files]));
  }));
  part("tanpa-skrip").hidden = true;
  page.hidden = false;
  const asked = new URLSearchParams(location.search);
  if (asked.has("dokumen")) {
    part("alamat").value = asked.get("dokumen");
    check(() => ofSite(asked.get("revisi")));
  }
}

/** A listener for files that are dragged, wherever on the page: else a browser would leave it to show one of them. */
function ofFiles(listener) {
  return event => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    listener(event);
  };
}

function chosen() {
  return documents.find(({ code }) => code === part("dokumen").value);
}

function offerRevisions() {
  const newestFirst = [...chosen().revisions].reverse();
  part("revisi").replaceChildren(...newestFirst.map(number => new Option(number, number)));
}

/** Runs one check and shows what came of it; `gather` gives the files. */
async function check(gather) {
  part("kabar").textContent = "Sedang memeriksa…";
  part("hasil").hidden = true;
  let files;
  try {
    files = await gather();
    show(...proven(files, await judge(files, domain)));
  } catch (error) {
    show(...await notProven(error, files));
  }
}

/** The files of the chosen document, or of the one whose address stands in the field. */
async function ofSite(revision) {
  const written = part("alamat").value.trim();
  const { address, title, number } = await (documents.length ? listed : lookedUp)(written, revision);
  const place = new URL(`revisi/${number}/`, address);
  const [text, signature, keys] = await Promise.all([
    fetched(new URL("naskah.txt", place)), fetched(new URL("naskah.txt.sig", place)), ofRegistry()]);
  return { text, signature, ...keys, title: `${title}, revisi ${number}`, help: new URL("#keaslian", place).href };
}

function listed(written, revision) {
  if (written) choose(written, revision);
  return { ...chosen(), number: part("revisi").value };
}

/** The document at an address, short address or code, by what its own data say, and the revision that is asked for. */
async function lookedUp(written, revision) {
  const root = new URL("..", location.href);
  let place = /^[0-9a-z]+$/.test(written) ? new URL(`d/${written}/`, root)
    : new URL(pathHere(written).replace(/(\/index\.html)?\/*$/, "/"), root);
  if (place.pathname.startsWith(`${root.pathname}d/`)) {
    const [, page] = /<link rel="canonical" href="([^"]+)">/.exec(await text(place)) ?? [];
    place = new URL(page ?? "", place);
  }
  const [, folder, given] = /^(.*\/)revisi\/(\d+)\/$/.exec(place.pathname) ?? [null, place.pathname, ""];
  const address = new URL(folder, root), data = JSON.parse(await text(new URL("dokumen.json", address)));
  const number = revision || given || String(data.revisi);
  if (!data.riwayat.some(each => String(each.revisi) === number)) {
    throw new Unavailable(`Dokumen itu tidak mempunyai revisi ${number}.`);
  }
  return { address, title: data.judul, number };
}

async function text(address) {
  return new TextDecoder().decode(await fetched(address, NO_DOCUMENT));
}

/** Chooses the document by its address, short address or code, and the revision that an address names. */
function choose(written, revision) {
  const path = pathHere(written), root = new URL("..", location.href).pathname;
  const isMeant = ({ code, address }) => written === code || path.startsWith(`${root}d/${code}/`)
    || path.startsWith(address.pathname);
  const length = ({ address }) => address.pathname.length; // one document may lie below another
  const [found] = documents.filter(isMeant).sort((a, b) => length(b) - length(a));
  if (!found) throw new Unavailable(NO_DOCUMENT);
  part("dokumen").value = found.code;
  offerRevisions();
  const number = revision || /\/(?:revisi|d\/[^/]+)\/(\d+)\//.exec(path)?.[1] || found.revisions.at(-1);
  if (!found.revisions.includes(number)) throw new Unavailable(`Dokumen itu tidak mempunyai revisi ${number}.`);
  part("revisi").value = number;
  part("alamat").value = "";
}

/** The path of an address of this site with a slash at its end, "" for any other text. */
function pathHere(written) {
  if (!URL.canParse(written, location.href)) return "";
  const { host, hostname, pathname } = new URL(written, location.href);
  return host === location.host || hostname === domain ? `${pathname}/` : "";
}

async function ofRegistry() {
  const { daftar, akar } = page.dataset;
  const [registry, rootSignature] = await Promise.all([daftar, akar].map(address => address ? fetched(address) : null));
  return { registry, rootSignature };
}

async function fetched(address, absent) {
  const name = String(address).split("/").at(-1);
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", credentials: "omit", redirect: "error" });
  } catch {
    throw new Unavailable(`Berkas ${name} tidak dapat diambil dari laman ini; periksa sambungan Anda lalu ulangi.`);
  }
  if (!answer.ok) throw new Unavailable(absent ?? `Berkas ${name} tidak ada di laman ini (jawaban server: ${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The visitor's own files, told apart by their names; without a list of keys, this site's. */
async function ofVisitor(given) {
  const kinds = { text: [], signature: [], registry: [], rootSignature: [] };
  for (const file of given) {
    const isRegistry = file.name.startsWith("allowed_signers"), isSignature = file.name.endsWith(".sig");
    kinds[isRegistry ? (isSignature ? "rootSignature" : "registry") : (isSignature ? "signature" : "text")].push(file);
  }
  const names = {
    text: "naskah", signature: "tanda tangan", registry: "daftar kunci", rootSignature: "tanda tangan akar",
  };
  const files = {};
  for (const [kind, [file, ...others]] of Object.entries(kinds)) {
    if (others.length) throw new Unavailable(`Pilih satu berkas ${names[kind]} saja; ada lebih dari satu.`);
    if (file?.size > LARGEST) throw new Unavailable(`Berkas ${file.name} terlalu besar untuk sebuah naskah.`);
    if (file) files[kind] = new Uint8Array(await file.arrayBuffer());
  }
  if (!files.text) throw new Unavailable("Berkas naskahnya belum dipilih. Pilih naskah.txt beserta naskah.txt.sig.");
  if (!files.signature) throw new Unavailable("Berkas tanda tangannya belum dipilih. Pilih juga naskah.txt.sig.");
  return { title: kinds.text[0].name, ...(files.registry ? {} : await ofRegistry()), ...files };
}

function proven(files, { claim, signer, namespace, isCopy, digest, fingerprint, keyType, root }) {
  const number = signer.principal.replace(/^nip:(\d{8})(\d{6})(\d)(\d{3})$/, "NIP $1 $2 $3 $4");
  const name = signer.name || number;
  const means = isCopy
    ? `${name} menyatakan isi naskah ini sesuai dengan naskah asli yang ditandatangani basah, dan isi itu tidak `
      + "berubah sejak dinyatakan demikian."
    : `Isi naskah ini ditandatangani dengan kunci yang terdaftar atas nama ${name}, dan tidak berubah sejak `
      + "ditandatangani.";
  return ["cocok", "Cocok", [
    paragraph(means),
    facts([
      ["Naskah", files.title], ["Penanda tangan", signer.name ? `${name} (${number})` : name],
      ["Tanggal pengesahan menurut naskah", inWords(claim.signed)], ["Keperluan tanda tangan", namespace],
      ["Sidik jari naskah (SHA‑256)", code(digest)], ["Sidik jari kunci penanda tangan", code(fingerprint)],
      ["Jenis kunci", code(keyType)],
      ["Sidik jari kunci penanda tangan daftar", root ? code(root.fingerprint) : "tidak ada"],
    ]),
    paragraph(compare(root)),
    paragraph("Yang tidak dibuktikan: bahwa naskah masih berlaku, kapan persisnya naskah ditandatangani, dan bahwa "
      + `daftar kunci yang dipakai ini asli. ${SAME_SITE}`),
  ]];
}

function compare(root) {
  if (!root) {
    return "Satu langkah lagi. Daftar kuncinya tidak disertai tanda tangan akar; cocokkan sidik jari kunci "
      + "penanda tangan di atas dengan yang diumumkan di papan pengumuman instansi.";
  }
  const doubt = root.isListed ? "" : " Kunci itu tidak tercantum sebagai kunci akar dalam daftarnya sendiri, yang "
    + "wajar hanya bila kunci akar baru saja diganti.";
  return "Satu langkah lagi: cocokkan sidik jari kunci penanda tangan daftar dengan sidik jari kunci akar di papan "
    + `pengumuman instansi. Bila berbeda, hasil di atas tidak berarti apa-apa.${doubt}`;
}

async function notProven(error, files) {
  if (error instanceof Refused) return ["tidak-cocok", "Tidak cocok", [paragraph(error.message), paragraph(
    "Jangan memakai naskah itu sebagai pegangan. Unduh lagi berkas-berkasnya lalu ulangi; bila tetap tidak cocok, "
    + "beri tahu instansi yang menerbitkannya.")]];
  if (error instanceof Unavailable) return ["tidak-tahu", "Belum dapat diperiksa", [paragraph(error.message)]];
  const why = error instanceof Unsupported ? error.message : "pemeriksa ini mengalami gangguan";
  const typed = files && command(files, domain);
  return ["tidak-tahu", "Tidak dapat diperiksa di sini", [
    paragraph(`Ini tidak berarti naskahnya palsu: ${why}.`),
    ...(typed ? [paragraph("Unduh berkas-berkasnya ke satu folder, lalu jalankan perintah ini di sana:"), block(typed)]
      : [paragraph("Periksalah dengan perintah, menurut langkah-langkah di bawah ini.")]),
    ...(files?.help ? [link(files.help, "Berkas dan perintahnya di halaman dokumen")] : []),
  ]];
}

function show(state, title, parts) {
  const heading = element("h3", title), result = part("hasil");
  result.dataset.hasil = state;
  result.replaceChildren(heading, ...parts);
  result.hidden = false;
  part("kabar").textContent = `Hasil pemeriksaan: ${title}.`;
  heading.tabIndex = -1;
  heading.focus();
}

function element(name, ...inside) {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
}

function paragraph(text) {
  return element("p", text);
}

function code(text) {
  return element("code", text);
}

function block(text) {
  return element("pre", code(text));
}

function link(address, text) {
  const made = element("a", text);
  made.href = address;
  return element("p", made);
}

function facts(rows) {
  const list = element("dl", ...rows.map(([name, value]) => element("div", element("dt", name), element("dd", value))));
  list.className = "keterangan";
  return list;
}

function inWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

start();
