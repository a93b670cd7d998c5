# consumer.sh WAY SOURCE BUILD: builds examples/outside the way a user would and runs its tests. WAY is find_package or
# pkg_config (against a copy installed into a clean prefix, which is then moved) or add_subdirectory.
set -eu
way=$1
source=$2
build=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source/examples/outside" "$work/outside"
launcher=
if command -v ccache >/dev/null; then
    launcher=-DCMAKE_CXX_COMPILER_LAUNCHER=ccache
fi

flaw() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

install_moved() {
    cmake --install "$build" --prefix "$work/first" >"$work/install.log" || flaw "install: $(tail -3 "$work/install.log")"
    mv "$work/first" "$work/prefix" # an installation can be moved
    # Where dlopen and the linker look for it is for this process alone.
    pkg=$(dirname "$(find "$work/prefix" -name limitcheck.pc)")
}

# configure DIR ARGUMENTS...: quiet unless it fails
configure() {
    cmake -S "$@" >"$work/configure.log" 2>&1 || flaw "configure $*: $(tail -20 "$work/configure.log")"
}

build_and_test() {
    cmake --build "$work/build" --target outside --target sampler_test >"$work/build.log" 2>&1 || flaw "build: $(tail -30 "$work/build.log")"
    (cd "$work/build" && ctest --output-on-failure --no-tests=error -R 'outside|sampler') || flaw "the tests of the consumer"
    (cd "$work/build" && ctest -N -L property | grep -q 'outside.example/leaky-variance') || flaw "no ctest entry for the claim"
    (cd "$work/build" && ctest -N -L property | grep -q 'outside.example/active-share') || flaw "no ctest entry for the claim over matrices"
    "$work/build/outside" list | grep -q '^example/leaky-variance$' || flaw "the suite does not know its claim"
    if "$work/build/outside" list | grep -q resnet/; then flaw "the suite has claims that it did not ask for"; fi
}

case $way in
    find_package)
        install_moved
        configure "$work/outside" -B "$work/build" "-DCMAKE_PREFIX_PATH=$work/prefix" $launcher
        build_and_test

        # A false claim of the suite is refuted, and made smaller: the least cell of its domain is a counterexample.
        sed -i 's|.tests(grows_at(kernel()))|.tests(grows_at(kernel() / 2))|' "$work/outside/claims/leaky_variance.cpp"
        cmake --build "$work/build" --target outside >"$work/build.log" 2>&1 || flaw "a false claim: $(tail -30 "$work/build.log")"
        status=0
        (cd "$work" && "$work/build/outside" run example/leaky-variance >false.txt) || status=$?
        [ "$status" = 1 ] || flaw "a false claim ends with $status: $(cat "$work/false.txt")"
        grep -q 'the smallest counterexample found is n=16,L=16,t=.*, confirmed' "$work/false.txt" || flaw "$(cat "$work/false.txt")"
        confirm=$(sed -n "s/.*repeat: outside \\(.*#confirm:.*\\)/\\1/p" "$work/false.txt")
        status=0
        (cd "$work" && eval "$work/build/outside $confirm" >confirmed.txt) || status=$?
        [ "$status" = 1 ] || flaw "the confirmation's command ends with $status: $confirm"
        cp "$source/examples/outside/claims/leaky_variance.cpp" "$work/outside/claims/leaky_variance.cpp"

        # A claim added by hand is found by the next build, and a scaffold fails until it is filled in.
        "$work/prefix/bin/limitcheck" new own/first --dir "$work/outside/claims" >/dev/null || flaw "limitcheck new"
        cmake --build "$work/build" --target outside >"$work/build.log" 2>&1 || flaw "a scaffold does not compile: $(tail -30 "$work/build.log")"
        status=0
        (cd "$work" && "$work/build/outside" run own/first >scaffold.txt) || status=$?
        [ "$status" = 3 ] || flaw "an untouched scaffold ends with $status: $(cat "$work/scaffold.txt")"
        grep -q '^undecided' "$work/scaffold.txt" || flaw "an untouched scaffold is not undecided"

        # One floor's users are asked for that floor's dependencies alone.
        mkdir "$work/floor"
        cat >"$work/floor/CMakeLists.txt" <<'C'
cmake_minimum_required(VERSION 3.25)
project(floor LANGUAGES CXX)
find_package(limitcheck 0.1 REQUIRED COMPONENTS statistics)
add_executable(floor floor.cpp)
target_link_libraries(floor PRIVATE limitcheck::statistics)
C
        cat >"$work/floor/floor.cpp" <<'C'
#include "limitcheck/statistics/check.hpp"
int main() {
    const auto check = limitcheck::statistics::check_mean([](auto) { return 0.5; }, {.low = 0.4, .high = 0.6, .most = 1});
    return check.verdict == limitcheck::statistics::Verdict::verified ? 0 : 1;
}
C
        without=
        for package in rapidcheck TBB CLI11 nlohmann_json hwy OpenSSL Boost Eigen3; do
            without="$without -DCMAKE_DISABLE_FIND_PACKAGE_$package=ON"
        done
        # shellcheck disable=SC2086
        configure "$work/floor" -B "$work/floor/build" "-DCMAKE_PREFIX_PATH=$work/prefix" $launcher $without
        cmake --build "$work/floor/build" >"$work/build.log" 2>&1 || flaw "one floor: $(tail -30 "$work/build.log")"
        "$work/floor/build/floor" || flaw "one floor runs and fails"
        # A whole suite does without rapidcheck.
        configure "$work/outside" -B "$work/without" "-DCMAKE_PREFIX_PATH=$work/prefix" -DCMAKE_DISABLE_FIND_PACKAGE_rapidcheck=ON
        # A version that is not there is refused.
        sed -i 's/find_package(limitcheck 0.1/find_package(limitcheck 9.9/' "$work/outside/CMakeLists.txt"
        if cmake -S "$work/outside" -B "$work/newer" "-DCMAKE_PREFIX_PATH=$work/prefix" >/dev/null 2>&1; then
            flaw "version 9.9 is accepted"
        fi
        ;;
    pkg_config)
        install_moved
        PKG_CONFIG_PATH=$pkg
        export PKG_CONFIG_PATH
        # shellcheck disable=SC2046
        "${CXX:-c++}" -std=c++20 -O1 $(pkg-config --cflags limitcheck) "$work/outside/claims/leaky_variance.cpp" \
            -DLIMITCHECK_SUITE='"mine"' "$source/cmake/suite_main.cpp" -o "$work/suite" $(pkg-config --libs limitcheck) || flaw "compiling with pkg-config"
        "$work/suite" list | grep -q '^example/leaky-variance$' || flaw "the suite does not know its claim"
        "$work/suite" 2>&1 | grep -q 'see mine --help' || flaw "the suite does not know its name"
        pkg-config --print-requires limitcheck | grep -q rapidcheck && flaw "pkg-config asks for rapidcheck"
        ;;
    add_subdirectory)
        configure "$work/outside" -B "$work/build" "-DLIMITCHECK_SOURCE_DIR=$source" $launcher
        build_and_test
        ;;
    *) flaw "unknown way '$way'" ;;
esac
printf 'passed\n'
