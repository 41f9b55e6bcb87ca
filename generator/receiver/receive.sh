#!/bin/bash -p
# The receiver: the only thing that the publishing key may run on the web server. It needs bash, coreutils, findutils,
# grep, flock (util-linux), rrsync (rsync 3.2.4 or later) and ssh-keygen (OpenSSH 9.1 or later).
#
# Through SSH, as the forced command of that key in authorized_keys (install.sh writes the line):
#     restrict,command="/usr/local/lib/maklumat/receive.sh HOME" ssh-ed25519 …
#   rsync … COMMIT/            fills masuk/COMMIT, through rrsync, which only lets write there
#   current                    prints the live release: its commit and its order, or `- 0`
#   install COMMIT EXPECTED    makes what was sent the live release, if EXPECTED (a commit, or -) still is the live one
# By the server's keeper at the terminal (as root, or as the publishing account), never through that key:
#   receive.sh HOME check                       verifies the live release again
#   receive.sh HOME rollback COMMIT EXPECTED    makes a kept release live again, whatever its order
#
# HOME holds                                                        written by
#   masuk/COMMIT/       what was sent; never shown to anybody       the publishing account
#   rilis/COMMIT.SUMS/  releases that passed; SUMS are the first    the publishing account
#                       16 digits of the SHA-256 of rilis.sha256
#   kini, sebelum       links to the live release and the one before
#   teruji              which release was judged, by which keys
#   kunci, kerja        the lock, and scratch while it is held
#   pengesah/allowed_signers   the server's own list of keys        root only: nothing that is sent can change it
#   domain              one line, the domain of the namespaces      root only
#
# A release is judged in a copy that no client can reach, then moved, written to disk and switched to by renaming a
# link: readers see one whole release or the other, whenever the power fails. Exit codes: 0 done; 65 to 79 refused (the
# word `refuse` below says which is which); 80 to 82 the server itself cannot go on. Nothing here can be turned off.
set -euo pipefail
umask 022
readonly asked=${SSH_ORIGINAL_COMMAND-}
for name in $(compgen -e); do unset "$name" 2>/dev/null || true; done # nothing that SSH brings along sways a verdict
export PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C TZ=UTC
trap '' PIPE # whoever asked may be gone; what was begun is ended
shopt -s nullglob

readonly KEPT=5           # releases, the live one and the one before among them
readonly WAIT=60          # seconds for the lock: an installation or a check of a large site takes that long
readonly FORGOTTEN=1440   # minutes after which what was sent, but never installed, goes
readonly LONGEST_SUMS=64M LONGEST_TEXT=256k
readonly COMMIT='[0-9a-f]{40}' SUMS='[0-9a-f]{16}'
self=$(realpath -- "$0") && readonly self

# refuse CODE SENTENCE: one sentence for people, then out.
refuse() {
  local who='Server menolak'
  (($1 < 80)) || who='Server tidak dapat melanjutkan'
  printf '%s: %s.\n' "$who" "${2//[^[:print:]]/?}" >&2
  exit "$1"
}

# What came from outside, cut short.
brief() { printf '%s' "${1:0:150}"; }

main() {
  (($#)) || refuse 65 'sebutkan folder penerbitan'
  cd -- "$1" 2>/dev/null || refuse 80 "folder $1 tidak ada atau tidak dapat dibuka"
  shift
  ready
  if (($# == 0)); then
    by_key
  elif ((EUID == 0)) && [[ $(stat -c %u masuk) != 0 ]]; then # what root made, the account could not replace
    exec setpriv --reuid="$(stat -c %u masuk)" --regid="$(stat -c %g masuk)" --clear-groups -- "$self" "$PWD" "$@"
  else
    by_keeper "$@"
  fi
}

# Is everything there that judging needs?
ready() {
  local each
  for each in masuk rilis pengesah; do
    [[ -d $each && ! -L $each ]] || refuse 80 "folder $PWD/$each tidak ada; jalankan install.sh"
  done
  for each in pengesah/allowed_signers domain; do
    [[ -f $each && -r $each && ! -L $each ]] || refuse 80 "berkas $PWD/$each tidak ada; jalankan install.sh"
  done
  for each in flock rrsync setpriv sha256sum ssh-keygen; do
    command -v "$each" >/dev/null || refuse 80 "program $each tidak terpasang"
  done
}

# Only these three requests, letter for letter. rsync's options are those of `rsync -rtcz --delete`, which can make
# neither links nor devices, nor name a second place.
by_key() {
  local options='-[rtcvz]+e[0-9]*\.[A-Za-z]*( --(delete(-[a-z]+)?|(timeout|bwlimit)=[0-9]+))*'
  if [[ $asked =~ ^rsync\ --server\ $options\ \.\ $COMMIT/$ ]]; then
    exec env SSH_ORIGINAL_COMMAND="$asked" rrsync -wo -no-lock "$PWD/masuk"
  elif [[ $asked == current ]]; then
    look
    printf '%s %s\n' "$live_commit" "$live_order"
  elif [[ $asked =~ ^install\ ($COMMIT)\ ($COMMIT|-)$ ]]; then
    install_release "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
  else
    refuse 65 'kunci ini hanya boleh mengirim rilis, memasangnya, dan menanyakan rilis yang tayang'
  fi
}

by_keeper() {
  if [[ $* == check ]]; then
    check
  elif [[ $* =~ ^rollback\ ($COMMIT(\.$SUMS)?)\ ($COMMIT|-)$ ]]; then
    roll_back "${BASH_REMATCH[1]}" "${BASH_REMATCH[3]}"
  else
    refuse 65 'penjaga server dapat meminta check, atau rollback COMMIT COMMIT-YANG-TAYANG'
  fi
}

install_release() {
  local wanted=$1 expected=$2 sent=masuk/$1 name
  lock
  look
  expect "$expected"
  [[ -d $sent && ! -L $sent ]] || refuse 69 "belum ada kiriman untuk commit $wanted"
  # Whatever comes of it, what was sent is used up: a retry starts from nothing, and rsync, which goes by time and size,
  # cannot leave an old file in it. What is judged is a copy, as a client that still sends keeps its hold on the folder.
  mv -T -- "$sent" kerja/kiriman
  if [[ $wanted == "$live_commit" ]] && cmp -s -- kerja/kiriman/rilis.sha256 "$live/rilis.sha256"; then
    (whole "$live") 2>/dev/null || refuse 72 \
      'berkas rilis yang tayang sudah diubah di server; penjaga server perlu menjalankan rollback, lalu terbitkan lagi'
    tidy # a run that was cut off after its switch had no time for it
    printf 'Rilis %s sudah tayang; tidak ada yang berubah.\n' "$wanted"
    return
  fi
  cp -R -P -- kerja/kiriman kerja/rilis 2>/dev/null \
    || refuse 82 'kiriman tidak dapat disalin; periksa sisa ruang disk dan hak akses di server'
  discard kerja/kiriman
  judge kerja/rilis
  [[ $commit == "$wanted" ]] || refuse 73 "kiriman untuk commit $wanted berisi rilis dari commit $commit"
  [[ $live_state != ketat || $state == ketat ]] || refuse 75 'rilis contoh tidak boleh menggantikan rilis resmi'
  ((order > live_order)) || [[ "$commit $order" == "$live_commit $live_order" ]] \
    || refuse 74 "rilis ini (urutan $order) tidak lebih baru daripada yang tayang (urutan $live_order)"
  nothing_vanishes
  chmod -R u=rwX,go=rX kerja/rilis # readable for the web server, whatever the sender's rights
  name=$(name_of kerja/rilis)
  if [[ -e rilis/$name ]]; then mv -T -- "rilis/$name" kerja/usang; fi # left by a run that was cut off; or kept
  mv -T -- kerja/rilis "rilis/$name"
  switch "$name"
  tidy
  printf 'Rilis %s (urutan %s) kini tayang.\n' "$commit" "$order"
}

roll_back() {
  local wanted=$1 expected=$2 found
  lock
  look
  expect "$expected"
  found=(rilis/"$wanted"*)
  ((${#found[@]})) || refuse 69 "rilis $wanted tidak tersimpan"
  ((${#found[@]} == 1)) || refuse 69 "ada beberapa rilis dari commit itu; sebut nama lengkapnya: ${found[*]#rilis/}"
  judge "${found[0]}"
  switch "${found[0]#rilis/}"
  printf 'Rilis %s (urutan %s) tayang kembali.\n' "$commit" "$order"
}

check() {
  lock
  look
  [[ $live ]] || refuse 69 'belum ada rilis yang tayang'
  judge "$live"
  [[ ${live#rilis/} == "$(name_of "$live")" ]] || refuse 72 'rilis yang tayang bukan lagi yang dipasang'
  printf 'Rilis %s (urutan %s) utuh.\n' "$commit" "$order"
}

# One installation at a time. What a run that was cut off left in kerja/ goes first.
lock() {
  exec 9>>kunci
  flock -w "$WAIT" 9 || refuse 81 'pemasangan lain sedang berjalan; ulangi sesudah selesai'
  discard kerja
  mkdir -m 700 kerja kerja/pemegang
  trap finish EXIT
}

finish() {
  local code=$?
  trap - EXIT
  discard kerja || true
  ((code == 0 || code > 64)) || refuse 82 'ada galat di server, mungkin disk penuh; yang tayang tetap rilis yang utuh'
  exit "$code"
}

discard() {
  if [[ -d $1 && ! -L $1 ]]; then chmod -R u+rwX -- "$1" 2>/dev/null || true; fi # folders may be sent without rights
  rm -rf -- "$1"
}

# -> $live (folder, or nothing), $live_commit, $live_order, $live_state.
look() {
  live='' live_commit=- live_order=0 live_state=''
  if [[ -L kini || -e kini ]]; then
    live=$(readlink kini) || live=''
    [[ $live =~ ^rilis/$COMMIT\.$SUMS$ && -d $live ]] || refuse 80 "$PWD/kini tidak menunjuk rilis yang tersimpan"
    read_release "$live"
    live_commit=$commit live_order=$order live_state=$state
  fi
}

expect() {
  [[ $1 == "$live_commit" ]] || refuse 68 "yang tayang $live_commit, bukan $1 seperti yang dikira; ulangi dari awal"
}

# -> $commit, $order, $state, from rilis.json in the one form that it may have.
read_release() {
  local text form=$'^\\{\n  "commit": "([0-9a-f]{40})",\n  "urutan": ([1-9][0-9]{0,8}),\n  "waktu": "[-0-9T:]{19}Z",\n'
  form+=$'  "keadaan": "(ketat|contoh)"\n\\}\n\\.$'
  text=$(head -c 1000 -- "$1/rilis.json" 2>/dev/null | tr '\0' '?' && printf .) || text=''
  [[ $text =~ $form ]] || refuse 73 'rilis.json tidak ada atau bukan keterangan rilis yang utuh'
  commit=${BASH_REMATCH[1]} order=${BASH_REMATCH[2]} state=${BASH_REMATCH[3]}
}

name_of() {
  local digest
  digest=$(sha256sum <"$1/rilis.sha256")
  printf '%s.%s' "$commit" "${digest:0:16}"
}

# Everything that must hold for a release by itself -> $commit, $order, $state; else refuses.
judge() {
  plain "$1"
  whole "$1"
  read_release "$1"
  read_registry
  local wanted=ketat
  ((keys)) || wanted=contoh
  [[ $state == "$wanted" ]] || refuse 75 "server ini hanya menerima rilis berkeadaan $wanted, sedangkan ini $state"
  if [[ $state == ketat ]]; then
    all_signed "$1"
  elif grep -qE '(^|/)naskah\.txt(\.sig)?$' kerja/ada; then
    refuse 75 'rilis contoh tidak boleh memuat naskah yang disahkan'
  fi
}

# Only files and folders, with names that are the same in every list.
plain() {
  local odd
  odd=$(find "$1" ! -type f ! -type d -printf '%P' -quit)
  [[ -z $odd ]] || refuse 70 "ada tautan atau berkas khusus dalam rilis: $(brief "$odd")"
  odd=$(find "$1" -name '*[[:cntrl:]\\]*' -printf '%P' -quit)
  [[ -z $odd ]] || refuse 70 "ada nama yang tidak diizinkan dalam rilis: $(brief "$odd")"
}

# The list of files and the files are the same, and so is every byte; none is hidden, as those are which web servers
# obey -> kerja/jumlah (sorted list),
# kerja/ada (paths).
whole() {
  local sums=$1/rilis.sha256
  [[ -f $sums && -z $(find "$sums" -size "+$LONGEST_SUMS") ]] || refuse 71 'daftar berkas rilis.sha256 tidak ada atau terlalu besar'
  ! grep -qavE '^[0-9a-f]{64}  [^[:cntrl:]\]+$' "$sums" || refuse 71 'daftar berkas rilis.sha256 rusak'
  sort -- "$sums" >kerja/jumlah
  cut -c 67- kerja/jumlah | sort >kerja/daftar
  find "$1" -type f ! -path "$sums" -printf '%P\n' | sort >kerja/ada
  comm -3 kerja/daftar kerja/ada >kerja/beda
  local path
  if IFS= read -r path <kerja/beda; then
    [[ $path == $'\t'* ]] && refuse 71 "berkas yang tidak tercantum dalam daftar: $(brief "${path#$'\t'}")"
    refuse 71 "berkas tidak terkirim, atau tercantum dua kali: $(brief "$path")"
  fi
  path=$(sed 's#^\.well-known/##' kerja/ada | grep -m 1 -aE '(^|/)\.' || true)
  [[ -z $path ]] || refuse 70 "ada berkas tersembunyi dalam rilis: $(brief "$path")"
  if ! (cd -- "$1" && sha256sum --strict --quiet --check rilis.sha256) >kerja/gagal 2>/dev/null; then
    IFS= read -r path <kerja/gagal || path='tidak terbaca'
    refuse 72 "isi berkas bukan yang tercantum dalam daftar: $(brief "${path%: FAILED*}")"
  fi
}

# -> kerja/pemegang/PRINCIPAL with that official's lines, $domain, $copyists, $keys (how many lines), $trust (what all
# verdicts rest on, this script included).
read_registry() {
  local line number=0
  local form='^(akar|nip:[0-9]{18}) namespaces="([^"\]+)"(,valid-(after|before)="[0-9]{8}([0-9]{4}([0-9]{2})?)?Z")*'
  form+=' (ssh-|sk-|ecdsa-)[^ ]+ [A-Za-z0-9+/=]+( .*)?$'
  domain=$(<domain) keys=0 copyists=()
  [[ $domain =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || refuse 80 "berkas $PWD/domain tidak berisi satu nama domain"
  while IFS= read -r line || [[ $line ]]; do
    ((++number))
    [[ $line =~ ^[[:space:]]*(#.*)?$ ]] && continue
    [[ $line =~ $form ]] || refuse 80 "baris $number daftar kunci milik server tidak berbentuk yang dikenal"
    keys=$((keys + 1))
    printf '%s\n' "$line" >>"kerja/pemegang/${BASH_REMATCH[1]}"
    [[ ",${BASH_REMATCH[2]}," != *",salinan@$domain,"* ]] || copyists+=("${BASH_REMATCH[1]}")
  done <pengesah/allowed_signers
  trust=$(cat -- "$self" pengesah/allowed_signers domain | sha256sum)
  trust=${trust%% *}
}

# Every text is signed, and every page of a document lies beside a signed text. What lay in the live release, byte for
# byte in the same place, and was judged by the same keys is not judged again.
all_signed() {
  local path
  : >kerja/dikenal
  if [[ $live && $1 != "$live" && -f teruji && $(<teruji) == "${live#rilis/} $trust" ]]; then
    grep -aE '/naskah\.txt(\.sig)?$' "$live/rilis.sha256" | sort >kerja/dikenal || true
  fi
  grep -aE '(^|  |/)naskah\.txt(\.sig)?$' kerja/jumlah >kerja/naskah || true
  texts_of kerja/naskah | uniq >kerja/semua
  comm -12 kerja/naskah kerja/dikenal >kerja/tetap
  texts_of kerja/tetap | uniq -d >kerja/terbukti # both the text and its signature
  comm -23 kerja/semua kerja/terbukti >kerja/baru
  while IFS= read -r path; do
    signed "$1" "$path" || refuse "$code" "$(brief "$path"): $why"
  done <kerja/baru
  cut -c 67- kerja/naskah | sed -n 's#/revisi/[0-9]*/naskah\.txt$##p' | sort -u >kerja/sah
  sed -nE '/^(maklumat|sop)\/.*\.x?html?$/I s#(/revisi/[0-9]+)?/[^/]*$##p' kerja/ada | sort -u >kerja/halaman
  comm -23 kerja/halaman kerja/sah >kerja/tanpa
  if IFS= read -r path <kerja/tanpa; then
    refuse 79 "halaman dokumen tanpa naskah yang disahkan: $(brief "$path")"
  fi
}

# The paths of the texts, sorted: once for a text that is listed, once for its signature.
texts_of() { cut -c 67- "$1" | sed 's/\.sig$//' | sort; }

# Is this text in this folder signed as it says, by whom the server's own list names? Else $code and $why.
signed() {
  local text=$1/$2 id number tree who purpose candidates
  code=76
  [[ $2 =~ ^(maklumat|sop)/([^/]+/)*([^/]+)/revisi/([1-9][0-9]{0,5})/naskah\.txt$ ]] \
    || { why='naskah tidak terletak pada tempat revisi suatu dokumen'; return 1; }
  tree=${BASH_REMATCH[1]} id=${BASH_REMATCH[3]} number=${BASH_REMATCH[4]}
  [[ -f $text ]] || { why='ada tanda tangan tanpa naskah'; return 1; }
  [[ -f $text.sig ]] || { code=77 why='tanda tangan tidak ada'; return 1; }
  read_head "$text" || { why='kepala data tidak ditulis dalam bentuk yang dikenal server ini'; return 1; }
  [[ ${head[jenis]-} == "$tree" && ${head[id]-} == "$id" ]] \
    || { why='naskah ini milik dokumen lain: jenis atau id-nya bukan nama foldernya'; return 1; }
  [[ ${head[revisi]-} == "$number" ]] || { why='nomor revisi dalam naskah bukan nomor foldernya'; return 1; }
  [[ ${head[tanggal_pengesahan]-} =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}$ ]] \
    || { why='tanggal pengesahan tidak ada atau tidak terbaca'; return 1; }
  code=77
  case ${head[cara]-} in
    sshsig) purpose=maklumat candidates=("nip:${head[nip]-}") ;;
    basah) purpose=salinan candidates=("${copyists[@]}") ;;
    *) why='cara pengesahannya tidak dikenal server ini'; return 1 ;;
  esac
  for who in "${candidates[@]}"; do
    is_good "$text" "$who" "$purpose@$domain" "${head[tanggal_pengesahan]//-/}050000Z" && return 0
  done
  why='tanda tangannya tidak sah menurut daftar kunci milik server'
  return 1
}

# is_good TEXT PRINCIPAL NAMESPACE MOMENT: only that official's own lines are asked, so that no pattern can match.
is_good() {
  local answer
  [[ $2 =~ ^nip:[0-9]{18}$ && -f kerja/pemegang/$2 ]] || return 1
  answer=$(ssh-keygen -Y verify -f "kerja/pemegang/$2" -I "$2" -n "$3" -s "$1.sig" -O "verify-time=$4" <"$1" \
    2>/dev/null) || return 1
  [[ $answer == "Good \"$3\" signature for $2 with "* ]]
}

# -> $head, the values of a text's front matter as its own keys name them, and `nip` of disahkan_oleh. Only the plain
# form is read, one `key: value` a line as Maklumat writes it; anything else fails.
read_head() {
  local line key='' indent=''
  declare -gA head=()
  [[ -z $(find "$1" -size "+$LONGEST_TEXT") ]] || return 1
  {
    IFS= read -r line && [[ $line == --- ]] || return 1
    while IFS= read -r line; do
      line=${line%"${line##*[! ]}"}
      if [[ $line == --- ]]; then
        return 0
      elif [[ $line =~ ^([A-Za-z0-9_-]+):(\ +(.*))?$ ]]; then
        key=${BASH_REMATCH[1]} indent=''
        put "$key" "${BASH_REMATCH[3]}" || return 1
      elif [[ -z $line || $line =~ ^\ *# ]]; then
        continue
      elif [[ $key == disahkan_oleh && $line =~ ^(\ +) ]]; then
        indent=${indent:-${BASH_REMATCH[1]}}
        if [[ $line =~ ^"$indent"nip:(\ +(.*))?$ ]]; then
          put nip "${BASH_REMATCH[2]}" || return 1
          head[nip]=${head[nip]//[ .]/}
        fi
      elif [[ ! $line =~ ^[\ -] || $key =~ ^(jenis|id|revisi|cara|tanggal_pengesahan)$ ]]; then
        return 1
      fi
    done
  } <"$1"
  return 1 # the front matter never ends
}

# put KEY VALUE: without quotation marks and the comment behind it; a key that comes twice fails.
put() {
  [[ ! -v head[$1] ]] || return 1
  if [[ $2 =~ ^\"([^\"\\]*)\"(\ +#.*)?$ || $2 =~ ^\'([^\']*)\'(\ +#.*)?$ ]]; then
    head[$1]=${BASH_REMATCH[1]}
  else
    head[$1]=${2%%\ #*}
  fi
}

# Whoever steals the publishing key must not be able to unpublish: each signed text of the live release is in the new
# one, byte for byte. Only one that the server's own list does not vouch for any more may go.
nothing_vanishes() {
  local path
  [[ $live ]] || return 0
  grep -aE '/naskah\.txt$' "$live/rilis.sha256" | sort >kerja/tayang || true
  comm -23 kerja/tayang kerja/jumlah | cut -c 67- >kerja/hilang
  while IFS= read -r path; do
    ! signed "$live" "$path" || refuse 78 "naskah yang sudah diumumkan hilang atau berubah: $(brief "$path")"
  done <kerja/hilang
}

# switch NAME: first everything is on the disk, also where the power fails at once; then the links are renamed, one
# step for every reader. `sebelum` goes first, so that assets of the release that leaves are never missing.
switch() {
  sync -f "rilis/$1"
  if [[ $live && $live != "rilis/$1" ]]; then point sebelum "$live"; fi
  point kini "rilis/$1"
  printf '%s %s\n' "$1" "$trust" >kerja/teruji
  mv -f kerja/teruji teruji
  sync -f rilis
}

point() {
  ln -s -- "$2" "kerja/$1"
  mv -T -- "kerja/$1" "$1"
}

# What is not needed any more is moved into kerja/ first: no half deleted release is ever found under rilis/.
tidy() {
  local each others=0
  mkdir kerja/lama
  while IFS= read -r each; do
    [[ rilis/$each != "$(readlink kini)" && rilis/$each != "$(readlink sebelum || true)" ]] || continue
    ((++others <= KEPT - 2)) || mv -- "rilis/$each" kerja/lama/
  done < <(find rilis -mindepth 1 -maxdepth 1 -printf '%T@ %f\n' | sort -rn | cut -d ' ' -f 2-)
  find masuk -mindepth 1 -maxdepth 1 -cmin "+$FORGOTTEN" -exec mv -t kerja/lama -- {} + || true
}

main "$@"
