#!/bin/sh
# Sends a sealed release to the receiver on the office's own web server, and asks it to make that the live one.
#
#     sh send.sh FOLDER DEST
#
# FOLDER: a site as `maklumat seal` leaves it. DEST: user@host, or a name of ~/.ssh/config. MAKLUMAT_SSH: the ssh
# command with its options, as rsync -e takes it. Needs ssh and rsync, no repository and no token, so that a job of any
# forge can run it beside the site. What is asked for, and what is refused, stands at the head of receive.sh.
# Exit codes: 0 the release is live; 1 refused; 2 cannot go on; 130 stopped. Whatever happens, one whole release is live.
set -u
unset CDPATH
export LC_ALL=C
: "${MAKLUMAT_SSH:=ssh -o BatchMode=yes -o ConnectTimeout=20 -o ServerAliveInterval=30}"
outcome='situs di server tidak berubah'

stop() {
  printf 'maklumat: %s\n' "$2" >&2
  exit "$1"
}

# ask REQUEST…: what the server answers, warnings of ssh above it; its exit code, or ssh's own.
ask() {
  sh -c "$MAKLUMAT_SSH \"\$@\"" ssh "$dest" "$@" 2>&1 </dev/null
}

# fail CODE WORDS: what went wrong, from an exit code and the words that came with it, as one sentence, and what to do.
fail() {
  last=$(printf '%s\n' "$2" | tail -n 1 | tr -cd '[:print:]')
  said=$(printf '%s\n' "$2" | sed -n 's/^\(Server [a-z ]*: .*\)\.$/\1/p' | head -n 1 | tr -cd '[:print:]')
  case $said in
    'Server menolak: '*) stop 1 "$said; $outcome" ;;
    'Server tidak dapat melanjutkan: '*) stop 2 "$said; $outcome" ;;
  esac
  case $2 in
    *'No space left on device'*) why='disk server penuh; minta penjaga server mengosongkan tempat' ;;
    *'HOST IDENTIFICATION HAS CHANGED'*)
      why='kunci server berubah, mungkin itu bukan server Anda; jangan lanjutkan sebelum dipastikan penjaga server' ;;
    *'ost key verification failed'*)
      why='kunci server belum dikenal; minta barisnya dari penjaga server, lalu sebut berkasnya dengan --known-hosts' ;;
    *'UNPROTECTED PRIVATE KEY'*) why='berkas kunci dapat dibaca orang lain; jalankan chmod 600 atasnya' ;;
    *'Permission denied'* | *'Too many authentication failures'*)
      why='server tidak mengenal kunci penerbitan ini; periksa --key, atau muat kuncinya dengan ssh-add' ;;
    *'Could not resolve hostname'*) why='nama server tidak ditemukan; periksa tujuannya dan sambungan internet' ;;
    *'Connection refused'*) why='server menolak sambungan; periksa portanya, dan apakah sshd di sana berjalan' ;;
    *'timed out'* | *'No route to host'* | *'unreachable'* | *'timeout'*)
      why='server tidak menjawab; periksa sambungan internet, lalu ulangi' ;;
    *'onnection closed'* | *'onnection reset'* | *'Broken pipe'* | *'unexpectedly closed'* | *'closed by'*)
      why='sambungan ke server terputus; ulangi' ;;
    *) [ "$1" = 127 ] && why='program ssh tidak ada; pasang OpenSSH lebih dahulu' || why="sambungan gagal: $last" ;;
  esac
  stop 2 "$why; $outcome"
}

# -> $live_commit, $live_order of the server.
look() {
  answer=$(ask current) || fail $? "$answer"
  answer=$(printf '%s\n' "$answer" | tail -n 1)
  printf '%s\n' "$answer" | grep -Eqx '([0-9a-f]{40}|-) [0-9]{1,9}' \
    || stop 2 'server tidak menjawab seperti penerima rilis; minta penjaga server memasang penerima untuk kunci ini'
  live_commit=${answer% *} live_order=${answer#* }
}

# value KEY: what rilis.json says, in the one form that it has.
value() {
  sed -n "s/^  \"$1\": \"\{0,1\}\([0-9a-f]*\)\"\{0,1\},\$/\1/p" rilis.json 2>/dev/null
}

# On a terminal: how many of the files have been sent, from rsync's names of them.
count() {
  if [ -t 2 ]; then
    awk -v all="$files" '/^[+]/ { printf "\rMengirim berkas %d dari %d", ++n, all >"/dev/stderr" }
      END { if (n) printf "\r\033[K" >"/dev/stderr" }'
  else
    cat >/dev/null
  fi
}

[ $# = 2 ] || stop 2 'pemakaian: sh send.sh FOLDER TUJUAN'
dest=$2
case $dest in '' | [.@-]* | *@[.@-]* | *@ | *@*@* | *[!A-Za-z0-9._@-]*)
  stop 2 'tujuan harus berbentuk pengguna@server, atau nama dari ~/.ssh/config' ;; esac
command -v rsync >/dev/null || stop 2 'program rsync tidak ada; pasang rsync lebih dahulu'
cd -- "$1" 2>/dev/null || stop 2 "folder $1 tidak ada atau tidak dapat dibuka"
commit=$(value commit) order=$(value urutan)
{ [ -f rilis.sha256 ] && printf '%s\n' "$commit $order" | grep -Eqx '[0-9a-f]{40} [0-9]{1,9}'; } \
  || stop 2 "folder $1 bukan rilis yang disegel; segel dulu dengan maklumat seal"
work=$(mktemp -d) || stop 2 'folder sementara tidak dapat dibuat'
trap 'rm -rf "$work"' EXIT
trap 'trap "" INT TERM HUP; printf "\nmaklumat: dihentikan; %s\n" "$outcome" >&2; exit 130' INT TERM HUP

look
[ "$live_order" -lt "$order" ] || [ "$live_commit" = "$commit" ] || stop 1 \
  "rilis yang tayang (urutan $live_order) tidak lebih lama daripada rilis ini (urutan $order); ambil perubahan terbaru \
dengan git pull, lalu bangun lagi"

files=$(($(grep -c '' rilis.sha256) + 1))
printf 'Mengirim rilis %s (urutan %s, %s berkas) ke %s\n' "$commit" "$order" "$files" "$dest"
{
  rsync -rtzv --delete --chmod=D755,F644 --out-format='+%n' -e "$MAKLUMAT_SSH" ./ "$dest:$commit/" \
    2>"$work/said" </dev/null
  echo $? >"$work/code"
} | count
code=$(cat "$work/code")
[ "$code" = 0 ] || fail "$code" "$(cat "$work/said")"

outcome='yang tayang tetap satu rilis yang utuh, yang lama atau yang baru; jalankan lagi untuk memastikan'
answer=$(ask install "$commit" "$live_commit") && code=0 || code=$?
if [ "$code" = 255 ] && [ "$live_commit" != "$commit" ]; then # how far it came is known by asking
  look
  if [ "$live_commit" = "$commit" ]; then code=0 answer="Sambungan terputus, tetapi rilis $commit sudah tayang."; fi
fi
[ "$code" = 255 ] || outcome='situs di server tidak berubah'
[ "$code" = 0 ] || fail "$code" "$answer"
printf '%s\n' "$answer" | tail -n 1
