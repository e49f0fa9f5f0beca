#!/bin/sh
# Set up letterpress beside this file: what the system must have, then the virtual environment from the lock file.
# usage: setup.sh kit|test|conformance     A run with nothing to do is quick and touches no network. Never prompts.
set -eu
unset CDPATH
cd -- "$(dirname -- "$0")"
need=${1:-kit}

# ---- what the system must have -------------------------------------------------------------------------------------
python=
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
       "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done

has_library() {     # by the linker's list; macOS has none, so look where Homebrew and MacPorts put things
    for ldconfig in ldconfig /sbin/ldconfig /usr/sbin/ldconfig; do
        if command -v "$ldconfig" >/dev/null 2>&1 && "$ldconfig" -p 2>/dev/null | grep -q "lib$1\.so"; then return 0; fi
    done
    for folder in /opt/homebrew/lib /usr/local/lib /opt/local/lib /usr/lib64 /usr/lib/*-linux-gnu; do
        for file in "$folder/lib$1".*; do [ -e "$file" ] && return 0; done
    done
    return 1
}

apt= dnf= brew=
lacks() { apt="$apt $1"; dnf="$dnf $2"; brew="$brew $3"; }
if [ -z "$python" ]; then       # Ubuntu 22.04 calls it 3.10 and has a newer one beside it: the second round asks for that
    if [ -z "${LETTERPRESS_SETUP:-}" ]; then lacks 'python3 python3-venv' python3 python
    else lacks 'python3.11 python3.11-venv' python3.11 python
    fi
fi
has_library pango-1.0 && has_library pangoft2-1.0 || lacks 'libpango-1.0-0 libpangoft2-1.0-0' pango pango
# without it every document costs half a second more, and other bytes come out
has_library harfbuzz-subset || lacks libharfbuzz-subset0 harfbuzz harfbuzz
case $need in test|conformance)
    command -v pdftotext >/dev/null 2>&1 || lacks poppler-utils poppler-utils poppler
    command -v qpdf >/dev/null 2>&1 || lacks qpdf qpdf qpdf
    command -v openssl >/dev/null 2>&1 || lacks openssl openssl openssl
    command -v softhsm2-util >/dev/null 2>&1 || lacks softhsm2 softhsm softhsm ;;
esac
case $need in conformance)
    command -v java >/dev/null 2>&1 || lacks default-jre-headless java-17-openjdk-headless openjdk
    command -v mvn >/dev/null 2>&1 || lacks maven maven maven
    command -v node >/dev/null 2>&1 || lacks nodejs nodejs node
    command -v gs >/dev/null 2>&1 || lacks ghostscript ghostscript ghostscript        # plates of files for print shops
    command -v soffice >/dev/null 2>&1 || lacks libreoffice-writer-nogui libreoffice-writer libreoffice   # opens and prints the DOCX
    command -v npm >/dev/null 2>&1 || lacks npm npm node            # judges of the web pages; npm fetches them into the cache
    [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 ||
        command -v google-chrome >/dev/null 2>&1 || lacks chromium chromium chromium ;;
esac

if [ -n "$apt" ]; then
    if command -v apt-get >/dev/null 2>&1; then
        line="apt-get update && apt-get install -y --no-install-recommends$apt"
        if [ "$(id -u)" = 0 ]; then as=
        elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as='sudo -n'
        else as=no
        fi
        # What was installed must now be found; a machine that cannot have it (Python too old) must not be asked for ever.
        case ${LETTERPRESS_SETUP:-} in
            *"$apt"*) echo "letterpress needs these, and after installing they are still not found:$apt" >&2
                      echo '(Python must be 3.11 or newer; another one is named with PYTHON=/path/to/python3)' >&2
                      exit 3 ;;
        esac
        if [ "$as" != no ]; then
            echo "setting up the system:$apt" >&2
            $as apt-get -qq update >&2
            $as env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $apt >&2 </dev/null || {
                echo "these could not be installed:$apt" >&2
                echo '(letterpress needs Python 3.11 or newer: Debian 12, Ubuntu 22.04 or later)' >&2
                exit 3
            }
            LETTERPRESS_SETUP="${LETTERPRESS_SETUP:-};$apt" exec sh ./setup.sh "$need"      # look again
        fi
        line="sudo sh -c '$line'"
    elif command -v dnf >/dev/null 2>&1; then line="sudo dnf install -y$dnf"
    elif command -v brew >/dev/null 2>&1; then line="brew install$brew"
    else line="install with your system's package manager:$apt (Debian's names)"
    fi
    echo 'letterpress needs a few things of the system. Run this one line, then try again:' >&2
    echo "  $line" >&2
    exit 3
fi

# ---- the virtual environment ---------------------------------------------------------------------------------------
if command -v sha256sum >/dev/null 2>&1; then sum=sha256sum; else sum='shasum -a 256'; fi
wanted=$(cat requirements.lock pyproject.toml | $sum | cut -c1-16)
here=$(pwd -P)                      # a folder that was moved needs its environment again: scripts hold its path
if [ "$(cat .venv/letterpress.stamp 2>/dev/null || true)" = "$wanted $here" ] &&
   .venv/bin/python -c 'import letterpress, click' 2>/dev/null; then exit 0; fi     # the system's Python may have moved on
echo 'setting up .venv from requirements.lock' >&2
"$python" -m venv --clear .venv
pip='.venv/bin/python -m pip --disable-pip-version-check -q install'
$pip --require-hashes --only-binary :all: -r requirements.lock
$pip --no-deps --no-build-isolation -e .
printf '%s %s' "$wanted" "$here" > .venv/letterpress.stamp
