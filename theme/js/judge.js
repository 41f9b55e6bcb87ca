// One document, its signature and the list of keys -> what is proven. Knows no page.
// `files`: { text, signature, registry, rootSignature }, bytes; the last one may be missing.

import * as claims from "./claim.js";
import * as signers from "./signers.js";
import * as sshsig from "./sshsig.js";
import { Refused, Unsupported } from "./sshsig.js";

export { Refused, Unsupported };

const PURPOSES = new Map([["sshsig", signers.DOCUMENT], ["basah", signers.COPY]]);

/** Everything that `ssh-keygen -Y verify` and the gate ask of one document. Throws Refused with the reason, Unsupported
 * where this browser cannot tell. -> { claim, signer, namespace, isCopy, digest, fingerprint, keyType, root } */
export async function judge(files, domain) {
  const signature = sshsig.read(files.signature);
  const purpose = purposeOf(signature.namespace, domain);
  if (!await sshsig.verify(signature, files.text)) {
    throw new Refused("Tanda tangan ini bukan atas naskah ini. Isi naskahnya berubah sesudah ditandatangani, atau "
      + "tanda tangannya milik naskah atau revisi lain.");
  }
  const claim = claims.read(files.text);
  if (!claim.signed) throw new Refused("Naskah ini tidak menyebut tanggal pengesahan yang sah.");
  if (PURPOSES.get(claim.method) !== purpose) {
    throw new Refused(`Tanda tangan ini dibuat untuk ${signature.namespace}, padahal menurut naskahnya cara `
      + `pengesahannya “${claim.method}”.`);
  }
  const signer = signerOf(signature, claim, signers.read(files.registry, domain));
  return {
    claim, signer, namespace: signature.namespace, isCopy: purpose === signers.COPY, keyType: signature.keyType,
    digest: hexadecimal(await sshsig.digest("SHA-256", files.text)),
    fingerprint: await sshsig.fingerprint(signature.key), root: await rootOf(files, domain),
  };
}

/** The command by which a person asks ssh-keygen the same (see authenticity.py), "" where the files do not tell. */
export function command(files, domain) {
  try {
    const { key, namespace } = sshsig.read(files.signature), { signed } = claims.read(files.text);
    const signer = signers.read(files.registry, domain).find(each => each.key === key);
    if (!signer || !signed || !purposeOf(namespace, domain)) return "";
    return ["ssh-keygen -Y verify", "-f allowed_signers", `-I ${signer.principal}`, `-n ${namespace}`,
      "-s naskah.txt.sig", `-O verify-time=${signed.replaceAll("-", "")}050000Z`, "< naskah.txt"].join(" \\\n  ");
  } catch (error) {
    if (error instanceof Refused || error instanceof Unsupported) return "";
    throw error;
  }
}

function purposeOf(namespace, domain) {
  const purpose = [signers.DOCUMENT, signers.COPY].find(each => namespace === `${each}@${domain}`);
  if (purpose) return purpose;
  throw new Refused(`Tanda tangan ini dibuat untuk keperluan lain (${namespace}), bukan untuk dokumen ${domain}.`);
}

function signerOf({ key, namespace }, { method, nip, signed }, registry) {
  const owned = registry.filter(each => each.key === key);
  if (!owned.length) throw new Refused("Kunci yang menandatangani naskah ini tidak ada dalam daftar kunci.");
  const whose = method === "sshsig" ? `nip:${nip}` : owned[0].principal;
  const own = owned.filter(each => each.principal === whose);
  if (!own.length) {
    throw new Refused(`Kunci yang menandatangani naskah ini milik ${owned[0].name || owned[0].principal}, bukan milik `
      + "pejabat pengesah yang disebut naskahnya.");
  }
  const fit = own.filter(each => each.namespaces.includes(namespace));
  if (!fit.length) throw new Refused(`Pemilik kunci ini tidak berwenang menandatangani untuk ${namespace}.`);
  const valid = fit.find(each => signers.isValid(each, signed));
  if (!valid) {
    throw new Refused("Kunci ini tidak berlaku pada tanggal pengesahan yang disebut naskah: saat itu pemiliknya belum "
      + "atau tidak lagi terdaftar.");
  }
  return valid;
}

/** Which key signed the list, null where its signature is not at hand. Throws Refused where that is not good. */
async function rootOf({ registry, rootSignature }, domain) {
  if (!rootSignature) return null;
  const signature = sshsig.read(rootSignature), purpose = `${signers.REGISTRY}@${domain}`;
  if (signature.namespace !== purpose) {
    throw new Refused(`Tanda tangan daftar kunci dibuat untuk keperluan lain (${signature.namespace}), bukan untuk `
      + `${purpose}.`);
  }
  if (!await sshsig.verify(signature, registry)) {
    throw new Refused("Daftar kunci tidak cocok dengan tanda tangannya; isinya berubah sesudah ditandatangani.");
  }
  const isListed = signers.read(registry, domain)
    .some(each => each.principal === signers.ROOT && each.key === signature.key);
  return { fingerprint: await sshsig.fingerprint(signature.key), isListed };
}

function hexadecimal(bytes) {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("");
}
