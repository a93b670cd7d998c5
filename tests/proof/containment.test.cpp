// Every function of limitcheck/proof against MPFI: on 10^6 points and 10^5 intervals each, MPFI's enclosure
// at 80 bits lies inside ours. The table states the widest result over the points, in units in the last
// place.
#include <mpfi.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "catch.hpp"
#include "limitcheck/proof/exponential.hpp"
#include "limitcheck/proof/gamma.hpp"
#include "limitcheck/proof/inverse_trigonometric.hpp"
#include "limitcheck/proof/square_root.hpp"
#include "limitcheck/proof/trigonometric.hpp"

namespace proof = limitcheck::proof;
using proof::Interval;

namespace {

/// An MPFI number of 80 bits.
class Reference {
  public:
    Reference() { mpfi_init2(value_, 80); }
    ~Reference() { mpfi_clear(value_); }
    Reference(const Reference&) = delete;
    Reference& operator=(const Reference&) = delete;
    mpfi_ptr get() { return value_; }
    void set(double lo, double hi) { mpfi_interv_d(value_, lo, hi); }
    bool inside(const Interval& x) const {
        return mpfr_cmp_d(&value_->left, x.lo) >= 0 && mpfr_cmp_d(&value_->right, x.hi) <= 0;
    }

  private:
    mpfi_t value_;
};

double ulps(const Interval& x) {
    const double size = proof::magnitude(x);
    return (x.hi - x.lo) / (std::nextafter(size, INFINITY) - size);
}

struct Row {
    std::string name;
    Interval (*ours)(const Interval&);
    int (*reference)(mpfi_ptr, mpfi_srcptr);
    double (*draw)(std::mt19937_64&);
    double widest;  ///< units in the last place over the points
};

double uniform(std::mt19937_64& g, double lo, double hi) {
    return std::uniform_real_distribution<>(lo, hi)(g);
}
double magnitudes(std::mt19937_64& g, double lo, double hi) { return std::exp2(uniform(g, lo, hi)); }

const std::vector<Row>& table() {
    static const std::vector<Row> rows{
        {"sqrt", [](const Interval& x) { return proof::sqrt(x); }, mpfi_sqrt,
         [](std::mt19937_64& g) { return magnitudes(g, -1073, 1023); }, 1},
        {"sin", [](const Interval& x) { return proof::sin(x); }, mpfi_sin,
         [](std::mt19937_64& g) { return uniform(g, -1000, 1000); }, 12},
        {"cos", [](const Interval& x) { return proof::cos(x); }, mpfi_cos,
         [](std::mt19937_64& g) { return uniform(g, -1000, 1000); }, 12},
        {"atan", [](const Interval& x) { return proof::atan(x); }, mpfi_atan,
         [](std::mt19937_64& g) { return (g() % 2 == 0 ? 1 : -1) * magnitudes(g, -60, 60); }, 29},
        {"acos", [](const Interval& x) { return proof::acos(x); }, mpfi_acos,
         [](std::mt19937_64& g) { return g() % 4 == 0 ? 1 - magnitudes(g, -50, 1) : uniform(g, -1, 1); }, 39},
        {"exp", [](const Interval& x) { return proof::exp(x); }, mpfi_exp,
         [](std::mt19937_64& g) { return uniform(g, -690, 700); }, 7},
        {"log", [](const Interval& x) { return proof::log(x); }, mpfi_log,
         [](std::mt19937_64& g) { return magnitudes(g, -1073, 1023); }, 15},
        {"log near 1", [](const Interval& x) { return proof::log(x); }, mpfi_log,
         [](std::mt19937_64& g) { return 1 + (g() % 2 == 0 ? 0.5 : -0.5) * magnitudes(g, -50, -1); }, 11},
    };
    return rows;
}

struct Count {
    int outside = 0;
    double widest = 0;
};

Count points(const Row& row, std::uint64_t seed, int count) {
    std::mt19937_64 g(seed);
    Reference x;
    Reference y;
    Count c;
    for (int k = 0; k < count; ++k) {
        const double at = row.draw(g);
        x.set(at, at);
        row.reference(y.get(), x.get());
        const Interval ours = row.ours(proof::point(at));
        if (!y.inside(ours)) ++c.outside;
        c.widest = std::max(c.widest, ulps(ours));
    }
    return c;
}

int intervals_outside(const Row& row, std::uint64_t seed, int count) {
    std::mt19937_64 g(seed);
    Reference x;
    Reference y;
    int outside = 0;
    for (int k = 0; k < count; ++k) {
        double lo = row.draw(g);
        double hi = k % 3 == 0 ? row.draw(g) : lo + std::fabs(lo) * magnitudes(g, -52, 2);
        if (k % 3 == 1) hi = lo + magnitudes(g, -40, 3);
        if (row.name == "acos" && hi > 1) hi = 1;
        if (row.name == "exp" && hi > 700) hi = 700;
        if (!(hi <= 0x1.fffffffffffffp+1023)) hi = lo;
        if (hi < lo) std::swap(lo, hi);
        x.set(lo, hi);
        row.reference(y.get(), x.get());
        if (!y.inside(row.ours(Interval(lo, hi)))) ++outside;
    }
    return outside;
}

}  // namespace

TEST_CASE("Points: every function contains MPFI on a million of them and is as wide as documented") {
    for (const Row& row : table()) {
        Count half[2];
        std::thread other([&] { half[1] = points(row, 2, 500'000); });
        half[0] = points(row, 1, 500'000);
        other.join();
        const double widest = std::max(half[0].widest, half[1].widest);
        INFO(row.name << ": widest " << widest << " ulp");
        CHECK(half[0].outside + half[1].outside == 0);
        CHECK(widest <= row.widest);
        CHECK(widest >= 0.75 * row.widest);  // the table is a statement, not a loose limit
    }
}

TEST_CASE("Intervals: every function contains MPFI on a hundred thousand of them") {
    for (const Row& row : table()) {
        INFO(row.name);
        CHECK(intervals_outside(row, 3, 100'000) == 0);
    }
}

TEST_CASE("Ring operations and squares contain MPFI's on a hundred thousand pairs of intervals") {
    std::mt19937_64 g(5);
    Reference x;
    Reference y;
    Reference z;
    int outside = 0;
    for (int k = 0; k < 100'000; ++k) {
        const auto draw = [&g, k] {
            const double scale = k % 5 == 0 ? magnitudes(g, -500, 450) : magnitudes(g, -20, 20);
            double a = uniform(g, -scale, scale);
            double b = k % 2 == 0 ? uniform(g, -scale, scale) : a;
            return a <= b ? Interval(a, b) : Interval(b, a);
        };
        const Interval a = draw();
        const Interval b = draw();
        x.set(a.lo, a.hi);
        y.set(b.lo, b.hi);
        mpfi_add(z.get(), x.get(), y.get());
        outside += z.inside(a + b) ? 0 : 1;
        mpfi_sub(z.get(), x.get(), y.get());
        outside += z.inside(a - b) ? 0 : 1;
        mpfi_mul(z.get(), x.get(), y.get());
        outside += z.inside(a * b) ? 0 : 1;
        mpfi_sqr(z.get(), x.get());
        outside += z.inside(square(a)) ? 0 : 1;
        if (!contains(b, 0.0)) {
            mpfi_div(z.get(), x.get(), y.get());
            outside += z.inside(a / b) ? 0 : 1;
        }
    }
    CHECK(outside == 0);
}

TEST_CASE("Rounding outward reaches at least the neighbours, over the whole range of double") {
    std::mt19937_64 g(6);
    int short_of = 0;
    for (int k = 0; k < 1'000'000; ++k) {
        const double x = std::bit_cast<double>(g());
        if (!std::isfinite(x) || std::fabs(x) > 0x1p+1022) continue;
        if (!(proof::below(x) <= std::nextafter(x, -INFINITY))) ++short_of;
        if (!(proof::above(x) >= std::nextafter(x, INFINITY))) ++short_of;
    }
    for (const double x : {0.0, -0.0, 0x1p-1074, 0x1p-1022, 1.0, 0x1p+52, -0x1.fffffffffffffp-1}) {
        CHECK(proof::below(x) < x);
        CHECK(proof::above(x) > x);
    }
    CHECK(short_of == 0);
}

TEST_CASE("Gamma at half-integers and the ratio of neighbours contain MPFR's values") {
    Reference y;
    mpfr_t x;
    mpfr_init2(x, 80);
    double widest_share = 0;
    for (int k = 1; k <= 340; ++k) {
        INFO("k = " << k);
        mpfr_set_d(x, 0.5 * k, MPFR_RNDN);
        mpfr_gamma(&y.get()->left, x, MPFR_RNDD);
        mpfr_gamma(&y.get()->right, x, MPFR_RNDU);
        const Interval ours = proof::gamma_at_half(k);
        CHECK(y.inside(ours));
        widest_share = std::max(widest_share, ulps(ours) / (1.5 * k + 8));
        if (k < 340) {
            const Interval next = proof::gamma_at_half(k + 1);
            const Interval ratio = proof::gamma_ratio(k);
            CHECK(ratio.lo <= next.hi / ours.lo * (1 + 1e-15));
            CHECK(ratio.hi >= next.lo / ours.hi * (1 - 1e-15));
            CHECK(ulps(ratio) <= 4 * k + 4);
        }
    }
    CHECK(widest_share <= 1);
    mpfr_clear(x);
}
