// The list of keys, OpenSSH's allowed_signers, read as strictly as generator/maklumat/signers.py reads it: a line has
// one meaning, and with a single faulty line the whole list is not to be used.

import { Refused, keyFault } from "./sshsig.js";

export const ROOT = "akar";
export const DOCUMENT = "maklumat", COPY = "salinan", REGISTRY = "pengesah";
const MAX_BYTES = 1 << 20, MAX_LINE = 8192, MAX_NAME = 200;
const YEARS = [1971, 9998];
const LINE = /^([^ ]+) ([^ ]+) ([^ ]+) ([^ ]+)(?: (.+))?$/;
const PRINCIPAL = /^(?:akar|nip:[0-9]{18})$/;
const OPTION = /^([a-z-]+)="([^"\\]*)"$/;
const OPTIONS = ["namespaces", "valid-after", "valid-before"];
const MOMENT = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?Z$/;
const INVISIBLE = /(?! )[\p{C}\p{Z}]/u;
const LATIN = /^(?:(?!\p{Lm})\p{Script=Latin}|[\x20-\x7e’])*$/u;

/** The bytes of a list -> its signers: { principal, namespaces, since, until, keyType, key, name }; the ends of its
 * time, in milliseconds, may be missing. Throws Refused for a list that is not to be trusted. */
export function read(bytes, domain) {
  if (bytes.length > MAX_BYTES) throw new Refused("Daftar kunci terlalu besar untuk diperiksa.");
  const signers = [];
  for (const [at, line] of text(bytes).split("\n").entries()) {
    const fault = reason => new Refused(`Daftar kunci tidak dapat dipercaya: baris ${at + 1} ${reason}.`);
    const signer = readLine(line, domain, fault);
    if (!signer) continue;
    const other = signers.find(each => each.key === signer.key && each.principal !== signer.principal);
    if (other) throw fault(`memberi kunci milik ${other.principal} kepada ${signer.principal}`);
    signers.push(signer);
  }
  return signers;
}

/** Is the key valid at noon WIB of a day (YYYY-MM-DD)? ssh-keygen counts both ends of a window as inside. */
export function isValid({ since, until }, day) {
  const noon = Date.parse(`${day}T05:00:00Z`);
  return (since ?? noon) <= noon && noon <= (until ?? noon);
}

function text(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("Daftar kunci bukan teks UTF-8.");
  }
}

function readLine(line, domain, fault) {
  if (line.length > MAX_LINE) throw fault("terlalu panjang");
  if (INVISIBLE.test(line)) throw fault("memuat karakter yang tidak tampak");
  if (!line.trim() || line.startsWith("#")) return null;
  const [, principal, options, keyType, key, name = ""] = LINE.exec(line) ?? [];
  if (!PRINCIPAL.test(principal)) throw fault("tidak menyebut pemegang kunci sebagai `nip:` dan 18 angka, atau `akar`");
  const { namespaces, since, until } = readOptions(options, principal, domain, fault);
  const wrong = keyFault(keyType, key);
  if (wrong) throw fault(`tidak sehat: ${wrong}`);
  // a name that looks like letters of ours but is written with others (ligatures, full width) is refused as well
  if (name !== name.trim() || name.length > MAX_NAME || !LATIN.test(name) || name !== name.normalize("NFKC")) {
    throw fault("memuat nama yang tidak ditulis dengan huruf Latin biasa");
  }
  return { principal, namespaces, since, until, keyType, key, name };
}

function readOptions(text, principal, domain, fault) {
  const found = new Map();
  for (const part of text.split(/(?<="),/)) {
    const [, name, value] = OPTION.exec(part) ?? [];
    if (!OPTIONS.includes(name)) throw fault(`memuat pilihan yang tidak dikenal: ${part}`);
    if (found.has(name)) throw fault("menulis satu pilihan dua kali");
    found.set(name, value);
  }
  const [since, until] = ["valid-after", "valid-before"].map(name => found.has(name) ? moment(found.get(name), fault)
    : undefined);
  if (since >= until) throw fault("menutup masa berlaku sebelum dibuka");
  const purposes = principal === ROOT ? [REGISTRY] : [DOCUMENT, COPY];
  const namespaces = found.get("namespaces")?.split(",") ?? [];
  if (!namespaces.length || new Set(namespaces).size !== namespaces.length
      || !namespaces.every(each => purposes.some(purpose => each === `${purpose}@${domain}`))) {
    throw fault("menyebut keperluan yang bukan keperluan kunci itu");
  }
  return { namespaces, since, until };
}

function moment(text, fault) {
  const [, year, month, day, ...clock] = (MOMENT.exec(text) ?? []).map(part => part ?? "00");
  const written = `${year}-${month}-${day}T${clock.join(":")}.000Z`, time = new Date(written);
  // JavaScript takes 24:00 and 31 February for the day after
  if (Number.isNaN(time.valueOf()) || time.toISOString() !== written || year < YEARS[0] || year > YEARS[1]) {
    throw fault(`menyebut waktu yang tidak ada: ${text}`);
  }
  return time.valueOf();
}
