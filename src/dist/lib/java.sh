# What bin/sluice and bin/sluice-warm share: finding Java, its flags and the archive of classes.

fail() {
  printf 'sluice: %s\n' "$1" >&2
  exit 3
}

# Sets java, java_version (empty if unknown), java_major (0 if unknown) and flags.
find_java() {
  if [ -n "${SLUICE_JAVA-}" ]; then
    java=$SLUICE_JAVA
    [ -x "$java" ] || fail "SLUICE_JAVA is \"$java\", which cannot be executed"
  elif [ -x "$home/runtime/bin/java" ]; then
    java=$home/runtime/bin/java
  elif [ -n "${JAVA_HOME-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is \"$JAVA_HOME\", which has no bin/java"
  else
    java=$(command -v java) || fail 'No java was found: install Java 17 or newer, or set JAVA_HOME'
  fi
  read_release
  if [ "$java_major" -gt 0 ] && [ "$java_major" -lt 17 ]; then
    fail "Java 17 or newer is needed, and $java is version $java_version: set JAVA_HOME"
  fi
  flags=
  if [ "$java_major" -ge 24 ]; then
    flags='--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow'
  fi
}

# The file "release" of a Java installation is read, because running "java -version" takes long.
read_release() {
  java_version=
  java_major=0
  real=$java
  while [ -h "$real" ]; do
    link=$(ls -ld -- "$real")
    link=${link#*" -> "}
    case $link in
      /*) real=$link ;;
      *) real=$(dirname -- "$real")/$link ;;
    esac
  done
  release=$(dirname -- "$real")/../release
  [ -r "$release" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%"$(printf '\r')"}
    case $line in
      JAVA_VERSION=*)
        java_major=${line#JAVA_VERSION=\"}
        java_major=${java_major%\"}
        : "${java_version:=$java_major}"
        java_major=${java_major#1.}
        java_major=${java_major%%[!0-9]*}
        ;;
      JAVA_RUNTIME_VERSION=*)
        java_version=${line#JAVA_RUNTIME_VERSION=\"}
        java_version=${java_version%\"}
        ;;
    esac
  done <"$release"
  case $java_major in
    '') java_major=0 ;;
  esac
}

# Adds the flags with which a run of a second or two is fastest, unless SLUICE_OPTS names a collector.
short_run_flags() {
  flags="$flags -XX:TieredStopAtLevel=1 -XX:-UsePerfData"
  case ${SLUICE_OPTS-} in
    *-XX:+Use*GC*) ;;
    *) flags="$flags -XX:+UseSerialGC" ;;
  esac
}

# Whether the archive is there and whole: the JVM crashes on one that was cut off.
archive_is_whole() {
  [ -s "$archive" ] && [ -r "$archive.size" ] || return 1
  read -r expected <"$archive.size"
  [ "$(size_of "$archive")" = "$expected" ]
}

size_of() {
  # shellcheck disable=SC2012 # of the names, only the size before them is read
  LC_ALL=C ls -dnL -- "$1" | {
    read -r _ _ _ _ size _
    printf '%s\n' "$size"
  }
}

# Sets archive, empty if there is no directory for it, and archive_flag. An archive fits one version
# of Java and one place of sluice.jar, so both are part of its name.
find_archive() {
  if [ -n "${SLUICE_CACHE-}" ]; then
    cache=$SLUICE_CACHE
  elif [ -n "${XDG_CACHE_HOME-}" ]; then
    cache=$XDG_CACHE_HOME/sluice
  elif [ -n "${HOME-}" ]; then
    cache=$HOME/.cache/sluice
  else
    cache=
  fi
  archive=
  archive_flag=
  if [ -n "$cache" ] && [ -n "$java_version" ]; then
    if [ "$java_major" -ge 25 ]; then
      archive_flag=-XX:AOTCache
      archive=$cache$home/$java_version.aot
    else
      archive_flag=-XX:SharedArchiveFile
      archive=$cache$home/$java_version.jsa
    fi
  fi
}
