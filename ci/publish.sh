#!/bin/sh
# Build the press kit of the letter in this folder and put it where pages are published from.
# usage: publish.sh PUBLIC
# LETTERPRESS_KEY_BASE64: the seal key (PKCS#12) as base64, LETTERPRESS_PASSPHRASE its pass phrase; with them a
# release is published, and nothing that is not fit for one. Without them it is a draft, which says so on every page.
set -eu
public=$1

case $(sed -n 's/^embargo:[[:space:]]*\([^#[:space:]]*\).*/\1/p' content/campaign.yaml) in
    ''|none) ;;
    *)  end=$(sed -n 's/^embargo:[[:space:]]*["'\'']\{0,1\}\([^#"'\'']*[^#"'\''[:space:]]\).*/\1/p' content/campaign.yaml)
        if [ "$(date -u +%s)" -lt "$(date -u -d "$end" +%s)" ]; then
            echo "embargo until $end: nothing is published before that" >&2
            exit 1
        fi ;;
esac

if [ -n "${LETTERPRESS_KEY_BASE64:-}" ]; then
    folder=$(mktemp -d)                         # for nobody but us: mode 0700
    trap 'rm -rf "$folder"' EXIT
    (umask 077 && printf %s "$LETTERPRESS_KEY_BASE64" | base64 -d > "$folder/seal.p12")
    unset LETTERPRESS_KEY_BASE64
    letterpress build kit --release --key "$folder/seal.p12"
else
    letterpress build kit
fi
kit=build/kit                                   # under an embargo, which is over, there are two
[ ! -d build/released ] || kit=build/released
[ ! -d "${folder:-}" ] || letterpress verify "$kit" --trust build/seal.pem
rm -rf "$public"
mkdir -p "$(dirname "$public")"
cp -R "$kit" "$public"
