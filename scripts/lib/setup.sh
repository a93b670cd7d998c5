# What every script of this folder shares: the package lists, their installation, the build.
# Sourced by POSIX shells from the top of the source tree; `name` (the calling script) is set before.
# shellcheck shell=sh

# One place for what is needed. `a|b` takes b where the archive does not have a.
compiler_packages="g++ cmake ninja-build pkg-config"
library_packages="libfmt-dev libcli11-dev nlohmann-json3-dev libtbb-dev libmpfr-dev libmpfi-dev libgmp-dev
                  libboost-dev libhwy-dev libssl-dev libeigen3-dev libsqlite3-dev librapidcheck-dev gnuplot-nox"
test_packages="catch2 librandom123-dev libbenchmark-dev python3 python3-jsonschema doxygen"
clang_packages="clang-16|clang"
all_test_packages="$clang_packages coq libcoq-interval chromium python3-numpy"
style_packages="clang-format clang-tidy"

say() { printf '%s: %s\n' "$name" "$*" >&2; }
fail() { # STATUS MESSAGE...
    status=$1
    shift
    say "$*"
    exit "$status"
}

is_installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }
is_available() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

# The packages of the given list that are not installed, on one line.
missing_packages() {
    for entry in "$@"; do
        rest=$entry
        while :; do
            package=${rest%%|*}
            is_installed "$package" && break
            if [ "$package" = "$rest" ] || is_available "$package"; then
                printf '%s ' "$package"
                break
            fi
            rest=${rest#*|}
        done
    done
}

as_root() {
    instead="as root: apt-get install --no-install-recommends $missing"
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif ! command -v sudo >/dev/null 2>&1; then
        fail 5 "cannot install without root or sudo; $instead"
    elif [ -t 0 ] && [ -z "${CI:-}" ]; then
        sudo "$@" # there is somebody to give a password
    else
        sudo -n true 2>/dev/null || fail 5 "sudo asks for a password and nobody is there to give it; $instead"
        sudo -n "$@"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@" </dev/null >&2 9>&-
}

# Installs what is missing of the given packages; does nothing when nothing is.
install_packages() {
    [ "${LIMITCHECK_SETUP:-}" = skip ] && return 0
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        fail 2 "no apt on this system; install the equivalents of: $* - then set LIMITCHECK_SETUP=skip"
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    started=$(date +%s)
    mkdir -p build
    # Two scripts started at once take turns; the second then finds nothing missing.
    exec 9>build/.setup.lock
    take_turns
    missing=$(missing_packages "$@")
    if [ -n "$missing" ]; then
        say "updating the package lists, to install: $missing"
        apt_get update || say "the package lists could not be updated; trying with those that are here"
        missing=$(missing_packages "$@")
        say "installing: $missing"
        # shellcheck disable=SC2086
        apt_get install --no-install-recommends $missing ||
            fail 5 "apt could not install the packages; see its message above, mend it and run again: $missing"
        say "installed in $(seconds_since "$started") s"
    fi
    exec 9>&-
}

# Waits for the lock on descriptor 9, where the system has a command for that.
take_turns() { if command -v flock >/dev/null 2>&1; then flock 9; fi; }

seconds_since() { echo $(($(date +%s) - $1)); }

# As many jobs as processors, bounded by memory: a file of lemmas takes up to 1.2 GiB to compile.
build_jobs() {
    if [ -n "${CMAKE_BUILD_PARALLEL_LEVEL:-}" ]; then
        echo "$CMAKE_BUILD_PARALLEL_LEVEL"
        return
    fi
    jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
    available=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || true)
    limit=$(cat /sys/fs/cgroup/memory.max 2>/dev/null || true)
    case $limit in
        '' | max | *[!0-9]*) ;;
        *)
            limit=$((limit / 1048576))
            if [ -z "$available" ] || [ "$limit" -lt "$available" ]; then available=$limit; fi
            ;;
    esac
    if [ -n "$available" ]; then
        most=$((available / 1300))
        [ "$most" -ge 1 ] || most=1
        [ "$jobs" -le "$most" ] || jobs=$most
    fi
    echo "$jobs"
}

# build PRESET [TARGET]: configures and builds; a second script on the same folder waits for the first.
build() {
    preset=$1
    started=$(date +%s)
    mkdir -p "build/$preset"
    exec 9>"build/$preset/.build.lock"
    take_turns
    jobs=$(build_jobs)
    say "building preset $preset${2:+, target $2}, $jobs at a time, in build/$preset"
    # Sub-processes get no lock of ours: a compiler cache's server would keep it for ever.
    cmake --preset "$preset" >&2 9>&- </dev/null || fail 5 "the configuration failed; see the message above"
    cmake --build --preset "$preset" -j "$jobs" ${2:+--target "$2"} >&2 9>&- </dev/null ||
        fail 5 "the build failed; see the first error above"
    exec 9>&-
    say "built in $(seconds_since "$started") s"
}
