// What finite width adds to the mean norm: Theorem V and the leading term of docs/theory/control-variates,
// sections 3 and 4, against the same formulas written out again in double, and against known values.
#include <cmath>
#include <numbers>
#include <vector>

#include "catch.hpp"
#include "limitcheck/theorems/finite_width/norm_excess.hpp"
#include "limitcheck/theorems/finite_width/statement.hpp"
#include "limitcheck/theorems/gaussian_limit/limit.hpp"

using limitcheck::precise::Enclosure;
using limitcheck::theorems::Branches;
namespace finite_width = limitcheck::theorems::finite_width;
namespace gaussian = limitcheck::theorems::gaussian_limit;

namespace {

double certified(std::int64_t n, const Branches& branches, std::int64_t l, const Enclosure& q0 = 1) {
    return finite_width::norm_excess_second_moment(gaussian::width_constants(n), branches, q0, l).upper();
}

double leading(const Branches& branches, std::int64_t l) {
    return finite_width::norm_excess_leading_term(branches, l).mid();
}

/// prod_{j=from}^{to} (1 + a_j/2), a_j = alpha_j^2.
double growth(const std::vector<double>& a, std::size_t from, std::size_t to) {
    double product = 1;
    for (std::size_t j = from; j <= to; ++j) {
        product *= 1 + a[j] / 2;
    }
    return product;
}

/// Theorem V as it is written; a[1..m] are the squares of the branch scales.
double written_bound(std::int64_t width, const std::vector<double>& a, std::size_t m) {
    const auto n = static_cast<double>(width);
    const double beta = gaussian::beta(width).mid();
    const double gamma2 = gaussian::gamma2(width).mid();
    std::vector<double> coupling{0};
    std::vector<double> coupling_rms{0};
    std::vector<double> e;
    std::vector<double> g;
    const auto q = [&](std::size_t l) { return growth(a, 1, l); };
    for (std::size_t k = 0; k < m; ++k) {
        const double s = std::sqrt(q(k) / 2);
        e.push_back(std::pow(std::sqrt(coupling[k]) + s * std::sqrt(beta), 2));
        g.push_back(std::pow(std::sqrt(coupling_rms[k]) + s * std::sqrt(gamma2), 2));
        coupling.push_back(coupling[k] + a[k + 1] * e[k]);
        coupling_rms.push_back(coupling_rms[k] + a[k + 1] * (1 + 2 / n) * g[k]);
    }
    double total = 0;
    for (std::size_t l = 1; l < m; ++l) {
        double tau2 = 0;
        double drift = 0;
        for (std::size_t k = 0; k < l; ++k) {
            const double d = q(l) - q(k);
            const double p = 2 / std::numbers::pi * std::asin(q(k) / q(l));
            const double b2 = (d * q(k) * (e[k] + std::sqrt(2 / n) * g[k]) +
                               d * d * (3 * e[k] + g[k] * std::sqrt(3 * p * p + p / n))) /
                              n;
            tau2 += a[k + 1] * (q(l) * e[k] + std::sqrt(2 / n) * q(k) * g[k]) / n;
            drift += a[k + 1] * std::sqrt(q(k) / 2) * std::sqrt(b2) / d;
        }
        total += a[l + 1] * growth(a, l + 2, m) * (std::sqrt(tau2) + drift + coupling_rms[l] / 2);
    }
    return total * total;
}

/// b_m as it is written.
double written_leading(const std::vector<double>& a, std::size_t m) {
    const auto q = [&](std::size_t l) { return growth(a, 1, l); };
    const auto shared = [&](std::size_t l, std::size_t k) {
        const double r = std::sqrt(q(k) / q(l));
        return 2 * q(k) * (std::asin(r) + r * std::sqrt(1 - r * r)) / (2 * std::numbers::pi);
    };
    double total = 0;
    for (std::size_t l = 1; l < m; ++l) {
        for (std::size_t k = 0; k < l; ++k) {
            double own = shared(l, k);
            for (std::size_t j = 0; j < k; ++j) {
                own += a[j + 1] * growth(a, j + 2, k) * shared(l, j) / 2;
            }
            total += a[l + 1] * growth(a, l + 2, m) * a[k + 1] * own / 2;
        }
    }
    return total;
}

}  // namespace

TEST_CASE("the certified spread is Theorem V, for equal and unequal branches", "[theorems][finite_width]") {
    for (const std::int64_t n : {1, 32, 1000}) {
        const std::vector<double> equal(10, 1.0 / 9);
        CHECK(certified(n, Branches::inverse_root(9), 9) ==
              Approx(written_bound(n, equal, 9)).epsilon(1e-12));
        CHECK(certified(n, Branches::inverse_root(9), 6) ==
              Approx(written_bound(n, equal, 6)).epsilon(1e-12));
        const std::vector<double> unequal{0, 0.5, 0.125, 0.25, 0.0625, 1};
        const std::vector<Enclosure> squares{Enclosure::ratio(1, 2), Enclosure::ratio(1, 8),
                                             Enclosure::ratio(1, 4), Enclosure::ratio(1, 16), Enclosure(1)};
        CHECK(certified(n, Branches::of(squares), 5) == Approx(written_bound(n, unequal, 5)).epsilon(1e-12));
    }
}

TEST_CASE("the spread is of order 1/n, scales with the input, and starts at the second layer",
          "[theorems][finite_width]") {
    const Branches sixteen = Branches::inverse_root(16);
    CHECK(certified(8, sixteen, 0) == 0);
    CHECK(certified(8, sixteen, 1) == 0);
    CHECK(certified(8, sixteen, 2) > 0);
    const double thousand = 1e6 * certified(1000, sixteen, 16);
    CHECK(thousand == Approx(1e8 * certified(10000, sixteen, 16)).epsilon(0.05));
    CHECK(thousand == Approx(21.6).epsilon(0.005));  // the table of section 3
    CHECK(certified(50, sixteen, 16, 7) == Approx(49 * certified(50, sixteen, 16)).epsilon(1e-12));
    CHECK_THROWS_AS(certified(8, sixteen, 17), std::logic_error);
}

TEST_CASE("the leading term is its sum, and tends to the integral of resnet-commute, section 2.2",
          "[theorems][finite_width]") {
    const std::vector<double> equal(8, 1.0 / 7);
    CHECK(leading(Branches::inverse_root(7), 7) == Approx(written_leading(equal, 7)).epsilon(1e-12));
    CHECK(leading(Branches::inverse_root(7), 4) == Approx(written_leading(equal, 4)).epsilon(1e-12));
    const std::vector<double> unequal{0, 0.5, 0.125, 0.25};
    const std::vector<Enclosure> squares{Enclosure::ratio(1, 2), Enclosure::ratio(1, 8),
                                         Enclosure::ratio(1, 4)};
    CHECK(leading(Branches::of(squares), 3) == Approx(written_leading(unequal, 3)).epsilon(1e-12));
    CHECK(leading(Branches::inverse_root(5), 1) == 0);
    // 0.1998302 at t = 1 and 0.0396683 at t = 1/2; Richardson, as the error is of order 1/L.
    const auto at_infinity = [](std::int64_t depth, std::int64_t numerator, std::int64_t denominator) {
        return 2 * leading(Branches::inverse_root(2 * depth), 2 * depth * numerator / denominator) -
               leading(Branches::inverse_root(depth), depth * numerator / denominator);
    };
    CHECK(at_infinity(128, 1, 1) == Approx(0.1998302).epsilon(1e-4));
    CHECK(at_infinity(128, 1, 2) == Approx(0.0396683).epsilon(1e-4));
    CHECK_THROWS_AS(leading(Branches::inverse_root(4), 5), std::logic_error);
}

TEST_CASE("the statement names its place", "[theorems][finite_width]") {
    CHECK(finite_width::theorem().id == "resnet/finite-width");
    CHECK(citation(finite_width::theorem()) == "docs/theory/control-variates");
}
