# Finds a JDK 25; read by `todo` and `bin/sidecar`. Uses nothing but the shell itself where it can: both must
# start in milliseconds, and the sidecar with an empty environment.

# True if $1 is the home of a Java 25 (with a compiler if $2 is "compiler").
is_java_25() {
  [ -x "$1/bin/java" ] && [ -f "$1/lib/modules" ] || return 1
  [ "${2:-}" != compiler ] || [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=\"25[!0-9]*) return 0 ;;
        JAVA_VERSION=*) return 1 ;;
      esac
    done <"$1/release"
    return 1
  fi
  case $("$1/bin/java" -version 2>&1) in *\"25[!0-9]*) return 0 ;; *) return 1 ;; esac
}

# Sets $path to what the symbolic links at $1 lead to.
follow() {
  path=$1
  while [ -L "$path" ]; do
    to=$(PATH="${PATH:-/usr/bin:/bin}:/usr/bin:/bin" readlink "$path")
    case $to in /*) path=$to ;; *) path=${path%/*}/$to ;; esac
  done
}

# Sets $jdk to the first Java 25 found, or returns 1. $1: "compiler" if javac is needed.
find_java_25() {
  home=${HOME:-/nonexistent}
  if [ -n "${JAVA_HOME:-}" ] && is_java_25 "$JAVA_HOME" "${1:-}"; then jdk=$JAVA_HOME; return 0; fi
  old_ifs=$IFS; IFS=:
  for dir in ${PATH:-}; do
    IFS=$old_ifs
    [ -x "$dir/java" ] || continue
    follow "$dir/java"
    jdk=${path%/bin/java}
    if is_java_25 "$jdk" "${1:-}"; then return 0; fi
  done
  IFS=$old_ifs
  for jdk in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/java/* /opt/*jdk* /opt/*jvm*/* /usr/local/*jdk* \
    /usr/local/sdkman/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$home"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* "${MISE_DATA_DIR:-$home/.local/share/mise}"/installs/java/* \
    "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/* "$home"/.jdks/* "$home"/.jenv/versions/* "$home"/.jabba/jdk/* \
    "$home"/.gradle/jdks/* "$home"/.gradle/jdks/*/Contents/Home; do
    if is_java_25 "$jdk" "${1:-}"; then return 0; fi
  done
  jdk=
  return 1
}
