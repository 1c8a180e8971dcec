#!/bin/sh
# Makes a Debian package of an unpacked distribution: deb.sh ARCHIVE VERSION TARGET EPOCH
set -eu
if ! command -v dpkg-deb >/dev/null; then
  echo "There is no dpkg-deb here, so no .deb is made"
  exit 0
fi
archive=$1 version=$(printf %s "$2" | sed 's/-SNAPSHOT/~snapshot/') target=$3
SOURCE_DATE_EPOCH=$4
export SOURCE_DATE_EPOCH
umask 022
root=$target/deb
rm -rf -- "$root"
mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$root/usr/share/doc/sluice"
tar -xzf "$archive" -C "$root/usr/lib"
mv "$root/usr/lib/sluice-$2" "$root/usr/lib/sluice"
ln -s ../lib/sluice/bin/sluice "$root/usr/bin/sluice"
ln -s ../lib/sluice/bin/sluice-warm "$root/usr/bin/sluice-warm"
rm "$root/usr/lib/sluice/bin/sluice.bat"
for kind in docs examples licenses LICENSE README.md; do
  mv "$root/usr/lib/sluice/$kind" "$root/usr/share/doc/sluice/"
done
ln -s ../../share/doc/sluice/examples "$root/usr/lib/sluice/examples" # sluice-warm reads them
mv "$root/usr/share/doc/sluice/LICENSE" "$root/usr/share/doc/sluice/copyright"
share=$root/usr/share
mkdir -p "$share/man/man1" "$share/bash-completion/completions" "$share/fish/vendor_completions.d"
mv "$root/usr/lib/sluice/man/man1/sluice.1" "$share/man/man1/"
gzip -9n "$share/man/man1/sluice.1"
mv "$root/usr/lib/sluice/completions/sluice.bash" "$share/bash-completion/completions/sluice"
mv "$root/usr/lib/sluice/completions/sluice.fish" "$share/fish/vendor_completions.d/"
rmdir "$root/usr/lib/sluice/man/man1" "$root/usr/lib/sluice/man" "$root/usr/lib/sluice/completions"
# in KiB, as dpkg-gencontrol computes it: the same on each file system
installed=$(find "$root/usr" -type f -printf '%s\n' -o -printf '1\n' |
  awk '{ total += int(($1 + 1023) / 1024) } END { print total }')
cat >"$root/DEBIAN/control" <<END
Package: sluice
Version: $version
Architecture: $(dpkg --print-architecture)
Maintainer: The Sluice maintainers <maintainers@sluice.example>
Installed-Size: $installed
Depends: libc6, zlib1g
Section: utils
Priority: optional
Homepage: https://sluice.example
Description: checks, searches and compares workflow files
 Sluice reads automation workflows of CasareRPA, plain or compressed, and reports
 each problem with its line and column. It brings a Java runtime of its own.
END
chmod -R u=rwX,go=rX "$root"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$root" "$target/sluice_${version}_$(dpkg --print-architecture).deb"
