// What a document says of its own approval, from its front matter. Only the plain form is read, one `key: value` a line
// as Maklumat's own documents have it; of anything else this says that it cannot tell.

import { Unsupported } from "./sshsig.js";

const KEY = /^([\w-]+):(?: +(.*))?$/;
const METHOD = "cara", SIGNED = "tanggal_pengesahan", TITLE = "judul", OWNER = "disahkan_oleh", NIP = "nip";

/** The bytes of a document -> { method: `cara`, nip: 18 digits, signed: `tanggal_pengesahan` as YYYY-MM-DD, title }; ""
 * where it leaves one out or writes something else. Throws Unsupported. */
export function read(bytes) {
  const { own, owner } = frontMatter(bytes);
  const value = name => own.get(name) ?? "", nip = (owner.get(NIP) ?? "").replace(/[ .]/g, "");
  return {
    method: value(METHOD), title: value(TITLE), signed: isDay(value(SIGNED)) ? value(SIGNED) : "",
    nip: /^[0-9]{18}$/.test(nip) ? nip : "",
  };
}

/** `own`: the values of the document's own keys; `owner`: those of the approver's. */
function frontMatter(bytes) {
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/).map(line => line.trimEnd());
  const end = lines.indexOf("---", 1);
  if (lines[0] !== "---" || end < 0) throw new Unsupported("naskah itu tidak diawali kepala data");
  const own = new Map(), owner = new Map();
  let under = "", indent = "";
  for (const line of lines.slice(1, end)) {
    if (!line || /^ *#/.test(line)) continue;
    if (!/^[ -]/.test(line)) {
      under = put(own, line);
    } else if (under === OWNER) {
      indent ||= /^ */.exec(line)[0];
      put(owner, line.slice(indent.length));
    } else if (under === METHOD || under === SIGNED) {
      throw unreadable(); // a value that goes on
    }
  }
  return { own, owner };
}

function put(fields, line) {
  const [, name, written = ""] = KEY.exec(line) ?? [];
  if (!name || fields.has(name)) throw unreadable();
  fields.set(name, plain(written));
  return name;
}

/** A value without its quotation marks or the comment behind it; "" for a list or a text of its own lines. */
function plain(written) {
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')(?: +#.*)?$/.exec(written);
  if (quoted) return (quoted[1] ?? quoted[2]).trim();
  if (/^(?:\[.*\]|\{.*\}|[|>][-+0-9]*)(?: +#.*)?$/.test(written)) return "";
  if (/^["'[{|>&*!%@`]/.test(written)) throw unreadable();
  return written.replace(/(?:^| +)#.*$/, "").trim();
}

function unreadable() {
  return new Unsupported("kepala data naskah itu tidak ditulis dalam bentuk yang dikenal pemeriksa ini");
}

function isDay(text) {
  const time = new Date(`${text}T00:00:00.000Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time.valueOf()) && time.toISOString().startsWith(text);
}
