// tanh and gelu: the tables of activation.hpp, computed again (float against a library's double, over all
// floats in the hidden test; double against enclosures), the identities that define the functions, and the
// same bits from the vector code of every target.
#include "limitcheck/network/activation.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "../random/targets.hpp"
#include "catch.hpp"
#include "limitcheck/cell/hash.hpp"
#include "limitcheck/network/gram_sampler.hpp"
#include "limitcheck/precise/enclosure.hpp"
#include "network/apply.hpp"

using namespace limitcheck;
using namespace limitcheck::network;

namespace {

template <class Real>
std::vector<Real> applied(const Activation& phi, const std::vector<Real>& in) {
    std::vector<Real> out(in.size());
    detail::apply_all<Real>(phi, in, out);
    return out;
}

std::uint32_t bits_of(float x) { return std::bit_cast<std::uint32_t>(x); }
std::uint64_t bits_of(double x) { return std::bit_cast<std::uint64_t>(x); }

/// Largest errors, in the units of the tables.
struct Errors {
    double tanh = 0;
    double positive_gelu = 0;
    double negative_gelu = 0;
    double subnormal_gelu = 0;

    void raise(double& error, double found) { error = found <= error ? error : found; }  // NaN raises
};

/// Adds the errors at the floats x > 0 of a list and at their negatives, against a library's double
/// functions.
void add_floats(const std::vector<float>& sizes, Errors& errors) {
    std::vector<float> negatives(sizes.size());
    std::transform(sizes.begin(), sizes.end(), negatives.begin(), [](float x) { return -x; });
    const std::vector<float> tangents = applied<float>(Tanh{}, sizes);
    const std::vector<float> above = applied<float>(Gelu{}, sizes);
    const std::vector<float> below = applied<float>(Gelu{}, negatives);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double x = sizes[i];
        errors.raise(errors.tanh, std::fabs(tangents[i] / std::tanh(x) - 1) * 0x1p24);
        const double tail = 0.5 * std::erfc(x * std::sqrt(0.5));
        if (x - x * tail >= std::numeric_limits<float>::min()) {
            errors.raise(errors.positive_gelu, std::fabs(above[i] / (x - x * tail) - 1) * 0x1p24);
        } else {
            errors.raise(errors.subnormal_gelu, std::fabs(above[i] - (x - x * tail)) * 0x1p149);
        }
        if (x * tail >= std::numeric_limits<float>::min()) {
            errors.raise(errors.negative_gelu, std::fabs(below[i] / (-x * tail) - 1) * 0x1p24);
        } else {
            errors.raise(errors.subnormal_gelu, std::fabs(below[i] + x * tail) * 0x1p149);
        }
    }
}

/// |value/exact - 1| in units of 2^-53, from above.
double relative_error(double value, const precise::Enclosure& exact) {
    return abs(precise::Enclosure::exactly(value) / exact - 1).upper() * 0x1p53;
}

void add_tanh(double x, Errors& errors) {
    errors.raise(errors.tanh, relative_error(activate(Tanh{}, x), tanh(precise::Enclosure::exactly(x))));
}

/// At a value and its negative: the relative error, or in units of the least positive number where the exact
/// one is subnormal.
void add_gelu(double x, Errors& errors) {
    const precise::Enclosure at = precise::Enclosure::exactly(x);
    const precise::Enclosure tail = at * normal_probability(-at);
    const auto add = [&](double value, const precise::Enclosure& exact, double& relative) {
        if (abs(exact).lower() >= std::numeric_limits<double>::min()) {
            errors.raise(relative, relative_error(value, exact));
        } else {
            const precise::Enclosure error = abs(precise::Enclosure::exactly(value) - exact);
            errors.raise(errors.subnormal_gelu, (error * pow(precise::Enclosure(2), 1074)).upper());
        }
    };
    add(activate(Gelu{}, x), at - tail, errors.positive_gelu);
    add(activate(Gelu{}, -x), -tail, errors.negative_gelu);
}

void check(const Errors& found, const Errors& table) {
    CAPTURE(found.tanh, found.positive_gelu, found.negative_gelu, found.subnormal_gelu);
    CHECK(found.tanh <= table.tanh);
    CHECK(found.positive_gelu <= table.positive_gelu);
    CHECK(found.negative_gelu <= table.negative_gelu);
    CHECK(found.subnormal_gelu <= table.subnormal_gelu);
    // And the table is no looser than twice that.
    CHECK(found.tanh > 0.5 * table.tanh);
    CHECK(found.positive_gelu > 0.5 * table.positive_gelu);
    CHECK(found.negative_gelu > 0.5 * table.negative_gelu);
    CHECK(found.subnormal_gelu > 0.5 * table.subnormal_gelu);
}

/// Values that are treated in a way of their own, and their neighbours.
template <class Real>
std::vector<Real> special_values() {
    std::vector<Real> values;
    using Limits = std::numeric_limits<Real>;
    for (const Real size :
         {Real(0), Limits::denorm_min(), Limits::min(), Limits::epsilon(), Real(0.17328680), Real(0.5),
          Real(9.02), Real(9.5), Real(14.35), Real(14.5), Real(19.07), Real(19.5), Real(38.58), Real(38.75),
          Real(1e30), Limits::max(), Limits::infinity()}) {
        for (const Real near :
             {std::nextafter(size, Real(0)), size, std::nextafter(size, Limits::infinity())}) {
            values.push_back(near);
            values.push_back(-near);
        }
    }
    return values;
}

/// Values over the range where the functions are neither 0 nor their limits.
template <class Real>
std::vector<Real> scattered(std::size_t count, double end) {
    std::vector<Real> values;
    for (std::uint64_t i = 0; i < count; ++i) {
        values.push_back(static_cast<Real>((static_cast<double>(hash_number(i) >> 11) * 0x1p-52 - 1) * end));
    }
    return values;
}

template <class Real>
void vector_bits() {
    std::vector<Real> values = special_values<Real>();
    const std::vector<Real> more = scattered<Real>(20'000, sizeof(Real) == 4 ? 15 : 40);
    values.insert(values.end(), more.begin(), more.end());
    for (const Activation& phi :
         {network::tanh(), gelu(), leaky_relu(0.1), leaky_relu(-2.5), relu(), identity()}) {
        const std::vector<Real> found = applied<Real>(phi, values);
        for (std::size_t i = 0; i < values.size(); ++i) {
            CAPTURE(name(phi), values[i]);
            REQUIRE(bits_of(found[i]) == bits_of(activate(phi, values[i])));
        }
        // Any number of values, to the end of a vector and beyond; what lies after them stays.
        for (std::size_t count = 0; count < 40; ++count) {
            const std::span<const Real> in(more.data(), count);
            std::vector<Real> out(count + 1, Real(7));
            detail::apply_all<Real>(phi, in, std::span(out).first(count));
            for (std::size_t i = 0; i < count; ++i) {
                REQUIRE(out[i] == activate(phi, more[i]));
            }
            REQUIRE(out[count] == 7);
        }
    }
}

template <class Real>
void edges() {
    using Limits = std::numeric_limits<Real>;
    const Real inf = Limits::infinity();
    CHECK(activate(Tanh{}, inf) == 1);
    CHECK(activate(Tanh{}, -inf) == -1);
    CHECK(activate(Gelu{}, inf) == inf);
    CHECK(activate(Gelu{}, -inf) == 0);
    CHECK(activate(Gelu{}, Limits::max()) == Limits::max());
    CHECK(activate(Gelu{}, -Limits::max()) == 0);
    for (const Activation& phi : {network::tanh(), gelu()}) {
        CHECK(std::isnan(activate(phi, Limits::quiet_NaN())));
        CHECK(std::isnan(applied<Real>(phi, std::vector<Real>(7, Limits::quiet_NaN()))[3]));
        CHECK(activate(phi, Real(0)) == 0);
        CHECK_FALSE(std::signbit(activate(phi, Real(0))));
        CHECK(std::signbit(activate(phi, -Real(0))));
    }
    // Subnormal x: tanh x = x, gelu(x) = x/2 to the nearest.
    const Real least = Limits::denorm_min();
    CHECK(activate(Tanh{}, 5 * least) == 5 * least);
    CHECK(activate(Gelu{}, 6 * least) == 3 * least);
    CHECK(activate(Gelu{}, -6 * least) == -3 * least);
}

template <class Real>
void identities(double end) {
    const Real h = std::numeric_limits<Real>::epsilon() / 2;
    for (const Real x : scattered<Real>(20'000, end)) {
        CAPTURE(x);
        const Real t = activate(Tanh{}, x);
        REQUIRE(activate(Tanh{}, -x) == -t);
        REQUIRE(std::fabs(t) <= 1);
        REQUIRE(std::fabs(t) <= std::fabs(x));
        // Neighbours: a step down is no more than the errors of both.
        REQUIRE(activate(Tanh{}, std::nextafter(std::fabs(x), Real(100))) >= std::fabs(t) * (1 - 4 * h));
        const Real difference = activate(Gelu{}, x) - activate(Gelu{}, -x);
        REQUIRE(std::fabs(difference - x) <= 5 * h * std::fabs(x));
        REQUIRE((x > 0 ? activate(Gelu{}, x) : -activate(Gelu{}, x)) >= 0);
    }
}

}  // namespace

TEST_CASE("tanh and gelu in float have the accuracy of their tables") {
    // Every 997th float.
    Errors errors;
    std::vector<float> sizes;
    for (std::uint32_t bits = 1; bits <= std::bit_cast<std::uint32_t>(15.0F); bits += 997) {
        sizes.push_back(std::bit_cast<float>(bits));
    }
    add_floats(sizes, errors);
    check(errors, {3, 4, 7.5, 3});
}

TEST_CASE("tanh and gelu in float keep to their tables at all floats", "[.exhaustive]") {
    Errors errors;
    std::vector<float> sizes;
    // From 14.5 on tanh is 1 and gelu(-x) is 0; between 2^-125 and 2^-27 no operation but the last sees more
    // of x than its halving, so that every 997th, above, will do.
    const auto add = [&](float from, float to) {
        const auto end = std::bit_cast<std::uint32_t>(to);
        for (auto bits = std::bit_cast<std::uint32_t>(from); bits <= end; ++bits) {
            sizes.push_back(std::bit_cast<float>(bits));
            if (sizes.size() == 4096 || bits == end) {
                add_floats(sizes, errors);
                sizes.clear();
            }
        }
    };
    add(std::numeric_limits<float>::denorm_min(), 0x1p-125F);
    add(0x1p-27F, 14.5F);
    check(errors, {3, 4, 7.5, 3});
}

TEST_CASE("tanh and gelu in double have the accuracy of their tables") {
    Errors errors;
    for (const double x : scattered<double>(6'000, 1)) {
        // All scales from 2^-20 on, and evenly up to where gelu(-x) vanishes.
        for (const double size : {std::exp2(12.65 * x - 7.35), 19.4 * (x + 1)}) {
            add_tanh(size, errors);
            add_gelu(size, errors);
        }
    }
    // The ends of the reduced range, |r| = log(2)/2, where e^r - 1 is least accurate: 2|x| or x^2/2 within
    // 3e-4 of (n + 1/2) log(2). tanh is worst just above the first of them, where e = 2(e^r - 1) + 1 cancels.
    const double log2 = std::log(2.0);
    for (const double near : scattered<double>(64, 3e-4)) {
        for (int n = 0; n < 56; ++n) {
            add_tanh(((n + 0.5) * log2 + near) / 2, errors);
        }
    }
    for (const double near : scattered<double>(4, 3e-4)) {
        for (int n = 0; n < 1076; ++n) {
            add_gelu(std::sqrt(2 * ((n + 0.5) * log2 + near)), errors);
        }
    }
    for (const double x : scattered<double>(3'000, 0.5)) {
        add_tanh(log2 / 4 + 1e-3 * (x + 0.5), errors);
    }
    // The last values of gelu that are no subnormals, and those beyond.
    for (const double x : scattered<double>(1'000, 0.6)) {
        add_gelu(38 + x, errors);
    }
    // Values of x that are subnormals, or whose halves are.
    for (const double x : scattered<double>(500, 0.5)) {
        add_gelu((x + 0.5) * 0x1p-1020, errors);
    }
    // The worst that a hunt over millions of such points found.
    for (const double x : {0.17329994738724111, 0.17348040937497675}) {
        add_tanh(x, errors);
    }
    for (const double x :
         {7.6767391664437162e-06, 16.878492006733865, 34.45810507585049, 37.616058833554654}) {
        add_gelu(x, errors);
    }
    check(errors, {4, 4.5, 13, 7});
}

TEST_CASE("vector code has the bits of the activations' definition") {
    tests::for_each_target([](const std::string& target) {
        CAPTURE(target);
        vector_bits<float>();
        vector_bits<double>();
    });
}

TEST_CASE("a leaky relu in float has the slope's double") {
    for (const double slope : {0.1, 0.25, -1.0 / 3, 1e-4, 3.7}) {
        const Activation phi = leaky_relu(slope);
        for (const float x : scattered<float>(2'000, 100)) {
            CAPTURE(slope, x);
            const double exact = x > 0 ? x : slope * x;
            const float found = activate(phi, x);
            // One rounding, but for what a sum of two floats leaves of the slope.
            REQUIRE(std::fabs(found - exact) <= 0x1.00001p-24 * std::fabs(exact));
            REQUIRE(activate(phi, static_cast<double>(x)) == exact);
        }
        const float inf = std::numeric_limits<float>::infinity();
        CHECK(activate(phi, inf) == inf);
        CHECK(activate(phi, -inf) == (slope > 0 ? -inf : inf));
        CHECK_FALSE(std::signbit(activate(phi, -0.0F)));
    }
    // A slope that float does not hold is not taken for another.
    const std::array layers{1U};
    CHECK_THROWS_AS(simulate_gram<float>(resnet().activation(leaky_relu(1e39)), GramMatrix::one(), Width{8},
                                         Depth{1}, {5}, 0, layers, [](std::size_t, const auto&) {}),
                    Error);
}

TEST_CASE(
    "products of leaky_relu and of the identity are summed by the step itself, with the sums of any phi") {
    // A user's function takes the way of any activation: the same values, the same sums, so the same bits.
    for (const std::uint32_t k : {1U, 2U, 3U, 4U, 7U, 8U}) {
        std::vector<double> values(std::size_t{k} * k, 0.25);
        for (std::uint32_t a = 0; a < k; ++a) {
            values[std::size_t{a} * k + a] = 1;
        }
        for (const Activation& phi : {leaky_relu(0.2), leaky_relu(-0.7), identity(), relu()}) {
            CAPTURE(k, name(phi));
            const Activation same = function("same", [&](double x) { return activate(phi, x); });
            const auto last = [&](const Activation& activation) {
                std::vector<double> all;
                const std::array layers{3U};
                simulate_gram<double>(resnet().activation(activation), GramMatrix(k, values), Width{133},
                                      Depth{3}, {5}, 0, layers,
                                      [&](std::size_t, const LayerView<double>& view) {
                                          const auto row = view.pre(132, k - 1);
                                          all.assign(row.begin(), row.end());
                                      });
                return all;
            };
            CHECK(last(phi) == last(same));
        }
    }
}

TEST_CASE("tanh and gelu at infinities, zeros, subnormals and NaN") {
    edges<float>();
    edges<double>();
}

TEST_CASE("tanh is odd and in [-1, 1], gelu(x) - gelu(-x) = x") {
    identities<float>(15);
    identities<double>(40);
}
