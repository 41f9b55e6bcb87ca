// OpenSSH's public keys and signatures (PROTOCOL.sshsig), read as strictly as generator/maklumat/sshsig.py reads them,
// and verified with the browser's own cryptography. Whether a key may sign is the business of judge.js.

/** The signature is not good; the message is a sentence for the visitor. */
export class Refused extends Error {}

/** This browser cannot tell; the message says why. */
export class Unsupported extends Error {}

const ED25519 = "ssh-ed25519", SK_ED25519 = "sk-ssh-ed25519@openssh.com", RSA = "ssh-rsa";
const SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com";
const P256 = { curve: "nistp256", name: "P-256", size: 32, hash: "SHA-256" };
const CURVES = new Map([
  ["ecdsa-sha2-nistp256", P256],
  ["ecdsa-sha2-nistp384", { curve: "nistp384", name: "P-384", size: 48, hash: "SHA-384" }],
  ["ecdsa-sha2-nistp521", { curve: "nistp521", name: "P-521", size: 66, hash: "SHA-512" }],
  [SK_ECDSA, P256],
]);
const SECURITY_KEYS = [SK_ED25519, SK_ECDSA]; // FIDO2
const RSA_HASHES = new Map([["rsa-sha2-256", "SHA-256"], ["rsa-sha2-512", "SHA-512"]]);
const HASHES = new Map([["sha256", "SHA-256"], ["sha512", "SHA-512"]]);
const RSA_BITS = [2048, 16384];
const MAX_BYTES = 16 * 1024;
const USER_PRESENT = 0x01; // FIDO2: somebody touched the key
const MAGIC = "SSHSIG";
const BEGIN = "-----BEGIN SSH SIGNATURE-----\n", END = "-----END SSH SIGNATURE-----\n", COLUMNS = 70;

/** A key's or a signature's bytes are not as they must be. */
class Bad extends Error {}

/** Takes one value after the other from SSH's binary form (RFC 4251 §5). */
class Wire {
  constructor(bytes) {
    this.rest = bytes;
  }

  take(length) {
    if (length > this.rest.length) throw new Bad("isinya terpotong");
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  number() {
    const [a, b, c, d] = this.take(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  }

  string() {
    return this.take(this.number());
  }

  text() {
    const text = latin(this.string());
    if (/^[\x21-\x7e]+$/.test(text)) return text;
    throw new Bad("salah satu namanya kosong atau memuat karakter yang tidak dikenal");
  }

  /** The bytes of a whole number above zero, written in the only way, without the leading zero of its sign. */
  positive() {
    const bytes = this.string();
    const isSigned = bytes.length > 1 && bytes[0] === 0 && bytes[1] > 0x7f;
    if (!isSigned && !(bytes[0] > 0 && bytes[0] < 0x80)) throw new Bad("bilangan di dalam kuncinya rusak");
    return isSigned ? bytes.subarray(1) : bytes;
  }

  end() {
    if (this.rest.length) throw new Bad("ada isi berlebih di belakangnya");
  }
}

/** The bytes of a `.sig` file -> { key, keyType, namespace, ... } for `verify`. Throws Refused. */
export function read(bytes) {
  try {
    return envelope(new Wire(unarmored(bytes)));
  } catch (error) {
    if (error instanceof Bad) throw new Refused(`Berkas tanda tangan itu bukan tulisan ssh-keygen: ${error.message}.`);
    throw error;
  }
}

/** What is wrong with a base64 key as it stands in allowed_signers, "" for a sound one. */
export function keyFault(keyType, key) {
  const blob = decoded(key);
  if (!blob) return "kuncinya bukan base64 yang rapi";
  try {
    const found = publicKey(blob).type;
    return found === keyType ? "" : `kuncinya berjenis ${found}, padahal tertulis ${keyType}`;
  } catch (error) {
    if (error instanceof Bad) return `kuncinya rusak: ${error.message}`;
    throw error;
  }
}

/** Did the key inside the signature sign this message for the namespace inside? Throws Unsupported. */
export async function verify(signature, message) {
  const hashed = await digest(HASHES.get(signature.hash), message);
  const signed = concat(encoded(MAGIC), ...[encoded(signature.namespace), encoded(""), encoded(signature.hash), hashed]
    .flatMap(part => [length(part), part]));
  const { type, application } = signature.publicKey;
  const data = SECURITY_KEYS.includes(type)
    ? concat(await digest("SHA-256", application), signature.tail, await digest("SHA-256", signed))
    : signed;
  return asked(signature, data);
}

/** A base64 key's fingerprint as `ssh-keygen -l` prints it. */
export async function fingerprint(key) {
  return `SHA256:${btoa(latin(await digest("SHA-256", decoded(key)))).replace(/=+$/, "")}`;
}

/** The digest of bytes by one of WebCrypto's names. Throws Unsupported where the browser has no cryptography. */
export async function digest(name, bytes) {
  return new Uint8Array(await subtle().digest(name, bytes));
}

/** Bytes as a string of as many characters. */
export function latin(bytes) {
  return Array.from(bytes, byte => String.fromCharCode(byte)).join("");
}

function subtle() {
  const found = globalThis.crypto?.subtle;
  if (found) return found;
  throw new Unsupported(globalThis.isSecureContext === false
    ? "laman ini tidak dibuka lewat https, sehingga peramban mematikan fungsi kriptografinya"
    : "peramban ini tidak menyediakan fungsi kriptografi");
}

async function asked({ publicKey, raw, signatureType }, data) {
  const curve = CURVES.get(publicKey.type);
  const algorithm = curve ? { name: "ECDSA", namedCurve: curve.name, hash: curve.hash }
    : publicKey.type === RSA ? { name: "RSASSA-PKCS1-v1_5", hash: RSA_HASHES.get(signatureType) } : { name: "Ed25519" };
  const signature = curve ? pair(raw, curve.size) : raw;
  try {
    const [format, material] = publicKey.type === RSA ? ["jwk", jwk(publicKey)] : ["raw", publicKey.point];
    const key = await subtle().importKey(format, material, algorithm, false, ["verify"]);
    return await subtle().verify(algorithm, key, signature, data);
  } catch (error) {
    if (error instanceof Unsupported) throw error;
    throw new Unsupported(`peramban ini belum mengenal kunci jenis ${publicKey.type}`);
  }
}

function jwk({ modulus, exponent }) {
  const written = bytes => btoa(latin(bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  return { kty: "RSA", n: written(modulus), e: written(exponent) };
}

/** ECDSA's two numbers, each as wide as its curve, as WebCrypto wants them; nothing that verifies where they are bent.
 */
function pair(raw, size) {
  try {
    const wire = new Wire(raw), both = new Uint8Array(2 * size);
    for (const end of [size, 2 * size]) {
      const number = wire.positive();
      if (number.length > size) return new Uint8Array();
      both.set(number, end - number.length);
    }
    wire.end();
    return both;
  } catch (error) {
    if (error instanceof Bad) return new Uint8Array();
    throw error;
  }
}

function unarmored(bytes) {
  if (bytes.length > MAX_BYTES) throw new Bad("terlalu besar");
  const text = latin(bytes);
  if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
    throw new Bad("baris pertama atau terakhirnya tidak sesuai, atau ada teks di luarnya");
  }
  const body = text.slice(BEGIN.length, -END.length), blob = decoded(body.replaceAll("\n", ""));
  if (!blob) throw new Bad("isinya bukan base64");
  const lines = body.replaceAll("\n", "").match(new RegExp(`.{1,${COLUMNS}}`, "g")) ?? [];
  if (lines.map(line => `${line}\n`).join("") !== body) {
    throw new Bad("baris-barisnya tidak sepanjang yang ditulis ssh-keygen");
  }
  return blob;
}

function envelope(wire) {
  if (latin(wire.take(MAGIC.length)) !== MAGIC) throw new Bad("tandanya bukan SSHSIG");
  if (wire.number() !== 1) throw new Bad("versinya bukan 1");
  const blob = wire.string(), key = publicKey(blob), namespace = wire.text();
  if (wire.string().length) throw new Bad("bagian yang dicadangkan tidak kosong");
  const hash = wire.text();
  if (!HASHES.has(hash)) throw new Bad("sidik jari isinya bukan sha256 atau sha512");
  const inner = innermost(new Wire(wire.string()), key.type);
  wire.end();
  return { key: btoa(latin(blob)), keyType: key.type, publicKey: key, namespace, hash, ...inner };
}

function innermost(wire, keyType) {
  const signatureType = wire.text();
  if (!(keyType === RSA ? RSA_HASHES.has(signatureType) : signatureType === keyType)) {
    throw new Bad("jenis tanda tangannya tidak sesuai dengan jenis kuncinya");
  }
  const raw = wire.string();
  const tail = SECURITY_KEYS.includes(keyType) ? wire.take(5) : new Uint8Array(); // flags and a counter of 4 bytes
  if (tail.length && !(tail[0] & USER_PRESENT)) throw new Bad("kunci keamanannya tidak disentuh saat menandatangani");
  wire.end();
  return { signatureType, raw, tail };
}

/** What a key's bytes hold; everything in them must be as its type wants it. */
function publicKey(blob) {
  const wire = new Wire(blob), key = { type: wire.text() };
  if (key.type === ED25519 || key.type === SK_ED25519) {
    key.point = wire.string();
    if (key.point.length !== 32) throw new Bad("panjang kuncinya salah");
  } else if (CURVES.has(key.type)) {
    const { curve, size } = CURVES.get(key.type);
    if (wire.text() !== curve) throw new Bad("kurvanya tidak sesuai dengan jenisnya");
    key.point = wire.string();
    if (key.point.length !== 2 * size + 1 || key.point[0] !== 4) throw new Bad("titik kuncinya salah");
  } else if (key.type === RSA) {
    key.exponent = wire.positive();
    key.modulus = wire.positive();
    const bits = 8 * key.modulus.length - Math.clz32(key.modulus[0]) + 24;
    if (bits < RSA_BITS[0] || bits > RSA_BITS[1]) throw new Bad("kunci RSA harus 2048 sampai 16384 bit");
  } else {
    throw new Bad(`jenis kunci ${key.type} tidak didukung`);
  }
  if (SECURITY_KEYS.includes(key.type)) {
    const application = wire.text();
    if (!application.startsWith("ssh:")) throw new Bad("kunci keamanan itu tidak dibuat untuk SSH");
    key.application = encoded(application);
  }
  wire.end();
  return key;
}

/** The bytes of a base64 text, null unless it is written in the only way. */
function decoded(text) {
  try {
    const blob = atob(text);
    return btoa(blob) === text ? Uint8Array.from(blob, letter => letter.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

function encoded(text) {
  return new TextEncoder().encode(text);
}

function length(bytes) {
  return new Uint8Array([24, 16, 8, 0].map(shift => bytes.length >>> shift));
}

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
