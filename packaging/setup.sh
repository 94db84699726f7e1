# What packaging/run and packaging/test share; sourced, not run. make_ready app|check makes .venv and asks apt for what is lacking.

tools=check
libraries=(libegl1 libgl1 libopengl0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0
  libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render0 libxcb-render-util0
  libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxcb1 libzstd1 fonts-dejavu-core)
desktop=(xvfb openbox dbus at-spi2-core gir1.2-atspi-2.0 python3-gi xdotool xclip x11-utils x11-xkb-utils xkb-data
  gnome-keyring gcr libfaketime poppler-utils libreoffice-calc-nogui git)

fail() {
  echo "smdesk: $*" >&2
  exit 1
}

# Prints the packages of "$@" that are not installed.
lacking() {
  comm -23 <(printf '%s\n' "$@" | sort) \
    <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p' | sort -u)
}

# Installs what is lacking where we may, and names it where we may not.
need_packages() {
  local missing as_root=()
  if ! command -v dpkg-query >/dev/null; then
    echo "smdesk: det här är inte Debian; se själv till att motsvarigheten till det här finns: $*" >&2
    return
  fi
  mapfile -t missing < <(lacking "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || fail "det saknas program i systemet. Kör det här först: sudo apt-get install ${missing[*]}"
    as_root=(sudo -n)
  fi
  echo "smdesk: installerar ${missing[*]}" >&2
  "${as_root[@]}" apt-get update -qq </dev/null || true
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${missing[@]}" </dev/null >/dev/null ||
    fail "apt kunde inte installera: ${missing[*]}"
}

# Prints a Python that is new enough; a version manager may have put an older one first.
find_python() {
  local candidate
  for candidate in python3 /usr/bin/python3; do
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$candidate" && return
  done
  return 1
}

make_ready() {
  local kind=$1 wanted=. stamp=.venv/ready python hash
  need_packages "${libraries[@]}"
  if [ "$kind" = "$tools" ]; then
    need_packages "${desktop[@]}"
    wanted='.[check]'
  fi
  hash=$(cat pyproject.toml packaging/constraints.txt packaging/setup.sh | sha256sum)
  case $(cat "$stamp" 2>/dev/null) in "$kind $PWD $hash" | "$tools $PWD $hash") return ;; esac
  python=$(find_python) || fail "Python 3.11 eller senare behövs"
  # An interrupted set-up leaves a .venv without pip: begin it again, but keep a whole one.
  if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear .venv || fail "kunde inte göra .venv. Kör det här först: sudo apt-get install python3-venv"
  fi
  echo "smdesk: hämtar bibliotek till .venv, det tar någon minut första gången" >&2
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -c packaging/constraints.txt -e "$wanted" </dev/null ||
    fail "kunde inte hämta biblioteken. Kontrollera nätet och kör samma sak igen"
  echo "$kind $PWD $hash" >"$stamp"
}
