#!/bin/bash -p
# Makes a web server receive releases: run by its keeper as root, once; again after a change of key, list or domain.
# Whatever is right already stays as it is. Every step is said before it is done; -n says them all and does none.
#
#     install.sh [-n] PUBLISHING-KEY.pub allowed_signers DOMAIN [HOME [ACCOUNT]]
#
# PUBLISHING-KEY.pub  the public half of the key that the publishing job holds; it may do what receive.sh allows, no more
# allowed_signers     the officials' keys, whose fingerprints you have compared with the notice board: this list, not
#                     the one in the repository, decides what this server shows
# DOMAIN              host name of the site, as in the namespaces of that list
# HOME, ACCOUNT       default /srv/maklumat and maklumat
#
# What only root may change: receive.sh, the list, the domain, and the account's authorized_keys. HOME belongs to root
# and is sticky, so that the account can replace its own links in it, but not rename what is root's.
set -euo pipefail
umask 022
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C TZ=UTC

readonly PROGRAM=/usr/local/lib/maklumat/receive.sh
readonly LOGIN=/var/lib/maklumat # the account's own folder, for authorized_keys
readonly USAGE='pemakaian: install.sh [-n] KUNCI-TERBIT.pub allowed_signers DOMAIN [FOLDER [AKUN]]'

fail() { # CODE SENTENCE
  printf 'install.sh: %s\n' "$2" >&2
  exit "$1"
}

plan=''
if [[ ${1-} == -n ]]; then plan=yes && shift; fi
(($# >= 3 && $# <= 5)) || fail 2 "$USAGE"
readonly key=$1 signers=$2 domain=$3 home=${4:-/srv/maklumat} account=${5:-maklumat}
source=$(dirname -- "$(realpath -- "$0")")/receive.sh && readonly source

# step SENTENCE COMMAND…
step() {
  printf '%s\n' "$1"
  [[ $plan ]] || "${@:2}"
}

# What must be true before anything is touched.
examine() {
  [[ $plan ]] || ((EUID == 0)) || fail 2 'hanya dapat dijalankan oleh root; dengan -n langkah-langkahnya ditampilkan saja'
  [[ $home =~ ^(/[A-Za-z0-9._-]+)+$ ]] || fail 2 "folder $home harus ditulis lengkap dari /, tanpa spasi atau tanda lain"
  [[ $account =~ ^[a-z_][a-z0-9_-]{0,31}$ && $account != root ]] || fail 2 "nama akun $account tidak dapat dipakai"
  [[ $domain =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || fail 2 "$domain bukan nama domain"
  local each
  for each in "$key" "$signers" "$source"; do
    [[ -f $each && -r $each ]] || fail 2 "berkas $each tidak ada atau tidak dapat dibaca"
  done
  for each in flock rsync rrsync setpriv ssh-keygen sha256sum useradd; do
    command -v "$each" >/dev/null || fail 2 "program $each tidak ada; pasang dahulu (rsync, util-linux, openssh-client)"
  done
  rrsync -help 2>&1 | grep -q -- -no-lock || fail 2 'rrsync di server ini terlalu lama; perlu rsync 3.2.4 atau yang lebih baru'
  knows_utc || fail 2 'ssh-keygen di server ini terlalu lama; perlu OpenSSH 9.1 atau yang lebih baru'
  ssh-keygen -l -f "$key" >/dev/null 2>&1 && [[ $(grep -c . "$key") == 1 && $(<"$key") =~ ^(ssh-|ecdsa-|sk-) ]] \
    || fail 2 "$key bukan satu kunci publik SSH"
  ! grep -E '^[^#]' "$signers" | grep -qvF "@$domain\"" \
    || fail 2 "ada baris dalam $signers yang bukan untuk domain $domain"
}

# Before OpenSSH 9.1 dates that end in Z are not understood, and every signature would be refused.
knows_utc() (
  folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder"
  ssh-keygen -q -t ed25519 -N '' -f k && echo x >x && ssh-keygen -q -Y sign -f k -n uji x 2>/dev/null
  printf 'a namespaces="uji",valid-after="20240101Z",valid-before="20240103Z" %s\n' "$(cut -d ' ' -f 1,2 k.pub)" >daftar
  ssh-keygen -Y verify -f daftar -I a -n uji -s x.sig -O verify-time=20240102050000Z <x >/dev/null 2>&1
)

# folder OWNER GROUP MODE PATH
folder() {
  [[ -d $4 && ! -L $4 && $(stat -c '%U %G %a' -- "$4") == "$1 $2 ${3#0}" ]] \
    || step "folder $4, milik $1:$2, hak $3" install -d -o "$1" -g "$2" -m "$3" -- "$4"
}

# file GROUP MODE SOURCE PATH: root's, replaced in one step.
file() {
  if [[ -f $4 && ! -L $4 && $(stat -c '%U %G %a' -- "$4") == "root $1 ${2#0}" ]] && cmp -s -- "$3" "$4"; then return; fi
  step "berkas $4, milik root:$1, hak $2" replace "$@"
}

replace() {
  install -o root -g "$1" -m "$2" -- "$3" "$4.baru"
  mv -T -- "$4.baru" "$4"
}

main() {
  examine
  local group=$account
  scratch=$(mktemp -d) && readonly scratch && trap 'rm -rf "$scratch"' EXIT
  printf '%s\n' "$domain" >"$scratch/domain"
  printf 'restrict,command="%s %s" %s\n' "$PROGRAM" "$home" "$(<"$key")" >"$scratch/authorized_keys"

  # A shell, as sshd runs the forced command with it; no password: `*` never matches, and does not lock the account.
  id -- "$account" >/dev/null 2>&1 || step "akun $account, tanpa kata sandi" \
    useradd --system --user-group --no-create-home --home-dir "$LOGIN" --shell /bin/sh --password '*' "$account"
  folder root root 755 "$LOGIN"
  folder root root 755 "$LOGIN/.ssh"
  file "$group" 640 "$scratch/authorized_keys" "$LOGIN/.ssh/authorized_keys"
  folder root root 755 "${PROGRAM%/*}"
  file root 755 "$source" "$PROGRAM"
  folder root "$group" 1775 "$home"
  folder "$account" "$group" 700 "$home/masuk"
  folder "$account" "$group" 755 "$home/rilis"
  [[ -d $home/pantauan ]] || folder "$account" "$group" 755 "$home/pantauan" # whoever watches may have taken it over
  folder root root 755 "$home/pengesah"
  file root 644 "$signers" "$home/pengesah/allowed_signers"
  file root 644 "$scratch/domain" "$home/domain"
  [[ -f $home/kunci ]] || step "berkas $home/kunci, milik $account:$group, hak 600" \
    install -o "$account" -g "$group" -m 600 /dev/null "$home/kunci"
  report
}

report() {
  if [[ $plan ]]; then
    printf 'Tidak ada yang diubah.\n'
    return
  fi
  printf 'Server siap menerima rilis untuk %s di %s.\n' "$domain" "$home"
  printf 'Bandingkan sidik jari kunci para pengesah ini dengan papan pengumuman:\n'
  grep -E '^[^#]' "$signers" | while read -r who _ key_type number name; do
    printf '  %s %s %s\n' "$(printf '%s %s\n' "$key_type" "$number" | ssh-keygen -l -f - | cut -d ' ' -f 2)" "$who" "$name"
  done
}

main
