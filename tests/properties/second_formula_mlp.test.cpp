// Certified numbers of the plain network's claims by formulas that share nothing with theirs: a Laplace
// transform for E sqrt X, an integral for the mean log of the collapse, the map f at 400 bits for the orbit,
// a parabolic equation for the reference numbers of the joint limit.
#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/correlation_collapse/collapse.hpp"

using namespace limitcheck;
using precise::Enclosure;

namespace {

double simpson(double from, double to, const std::function<double(double)>& f) {
    constexpr int pieces = 20000;
    const double h = (to - from) / pieces;
    double sum = f(from) + f(to);
    for (int i = 1; i < pieces; ++i) {
        sum += f(from + i * h) * (i % 2 == 1 ? 4 : 2);
    }
    return sum * h / 3;
}

/// E sqrt X = pi^{-1/2} int_0^inf (1 - E e^{-u^2 X}) u^{-2} du, X = (2/n) chi^2_Bin(n,1/2).
double mean_root_by_transform(double n) {
    const auto transform = [n](double v) {  // E e^{-X/v^2}
        return std::pow(0.5 + 0.5 * v / std::sqrt(v * v + 4 / n), n);
    };
    const double inner = simpson(0, 1, [&](double u) {
        return u < 1e-4 ? 1.0 : (1 - transform(1 / u)) / (u * u);  // E X = 1 at u = 0
    });
    const double outer = simpson(0, 1, [&](double v) { return 1 - transform(v); });
    return (inner + outer) / std::sqrt(std::numbers::pi);
}

/// E [psi((N-1)/2) - psi(N/2)] given N >= 2, N ~ Bin(n, 1/2), by psi(k/2) - psi((k-1)/2) = 2 int_0^1
/// w^{k-2}/(1+w) dw.
double log_ratio_by_integral(int n) {
    const double none = std::pow(0.5, n);
    const double integral = simpson(0, 1, [&](double w) {
        double series = 0;  // sum_{k>=2} C(n,k) 2^-n w^{k-2}
        double term = none * n * (n - 1) / 2;
        for (int k = 2; k <= n; ++k) {
            series += term;
            term *= w * (n - k) / (k + 1);
        }
        return series / (1 + w);
    });
    return -2 * integral / (1 - none * (n + 1));
}

/// E h(A_t) for the exponential functional A_t of the joint limit, by the backward equation u_t = (1+2a) u_a
/// + a^2 u_aa in y = log(1+a) up to 10, central differences and Runge-Kutta of order 4.
double joint_limit(double t, double step, const std::function<double(double)>& h) {
    const auto points = static_cast<std::size_t>(10 / step);
    std::vector<double> u(points);
    for (std::size_t i = 0; i < points; ++i) {
        u[i] = h(std::expm1(static_cast<double>(i) * step));
    }
    const auto slope = [&](const std::vector<double>& now) {
        std::vector<double> out(points, 0.0);
        out[0] = (-3 * now[0] + 4 * now[1] - now[2]) / (2 * step);
        for (std::size_t i = 1; i + 1 < points; ++i) {
            const double share = 1 - std::exp(-step * static_cast<double>(i));  // a/(1+a)
            const double drift = 1 + share - share * share;
            out[i] = drift * (now[i + 1] - now[i - 1]) / (2 * step) +
                     share * share * (now[i + 1] - 2 * now[i] + now[i - 1]) / (step * step);
        }
        return out;
    };
    const auto steps = static_cast<int>(std::ceil(t / (0.5 * step * step)));
    const double dt = t / steps;
    const auto moved = [](const std::vector<double>& a, double by, const std::vector<double>& b) {
        std::vector<double> out(a);
        for (std::size_t i = 0; i < a.size(); ++i) {
            out[i] += by * b[i];
        }
        return out;
    };
    for (int s = 0; s < steps; ++s) {
        const auto k1 = slope(u);
        const auto k2 = slope(moved(u, dt / 2, k1));
        const auto k3 = slope(moved(u, dt / 2, k2));
        const auto k4 = slope(moved(u, dt, k3));
        for (std::size_t i = 0; i < points; ++i) {
            u[i] += dt / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
        }
    }
    return u[0];
}

}  // namespace

TEST_CASE("the mean of |Y| in a plain network by a Laplace transform") {
    const Claim claim = make_claim("mlp/no-commutativity/law");
    for (const char* text : {"n=16,L=4,t=1", "n=16,L=128,t=1", "n=64,L=64,t=1", "n=100,L=30,t=1,inputs=one:4",
                             "n=192,L=192,t=1"}) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const double width_first = std::sqrt(2 * cell.inputs.second_moment(0) / std::numbers::pi);
        const double mean = width_first * std::pow(mean_root_by_transform(cell.width), cell.depth);
        CHECK(std::abs(claim.test.target(cell).mid() / mean - 1) < 1e-7);
        CHECK(std::abs(claim.test.bound(cell).mid() / ((width_first - mean) / 4) - 1) < 1e-6);
    }
}

TEST_CASE("the mean log of the collapse at fixed width by an integral") {
    const Claim claim = make_claim("mlp/correlation-collapse/finite-width-exponential");
    for (const char* text :
         {"n=16,L=64,t=1", "n=20,L=100,t=1", "n=33,L=1000,t=1", "n=48,L=3000,t=1", "n=100,L=100,t=1"}) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const double mean = cell.depth * log_ratio_by_integral(static_cast<int>(cell.width));
        CHECK(std::abs(claim.test.target(cell).mid() / mean - 1) < 1e-9);
    }
    // docs/theory/collapse, section 2, there given at least three active neurons: the same to ten digits.
    CHECK(log_ratio_by_integral(50) == Approx(-0.0435669936249199797).epsilon(1e-9));
    CHECK(log_ratio_by_integral(100) == Approx(-0.0208426849025280924).epsilon(1e-9));
}

TEST_CASE("the orbit of the correlation by the map itself, at 400 bits") {
    const Claim claim = make_claim("mlp/correlation-collapse/infinite-width");
    for (const char* text :
         {"n=1,L=1,t=1,inputs=pair:-1", "n=1,L=10,t=1,inputs=pair:0", "n=1,L=100,t=1,inputs=pair:0.5",
          "n=1,L=1000,t=1,inputs=pair:-0.5", "n=1,L=3000,t=1,inputs=pair:0.9"}) {
        INFO(text);
        const Cell cell = parse_cell(text);
        constexpr precise::Bits bits = 400;
        const Enclosure pi = Enclosure::pi(bits);
        Enclosure c = Enclosure::exactly(cell.inputs.gram(0, 1), bits);
        for (std::uint32_t l = 0; l < cell.depth; ++l) {
            const Enclosure th = acos(c);
            c = ((sqrt(1 - square(c)) + (pi - th) * c) / pi).middle();
        }
        const CertifiedComparison found = claim.test.certify(cell);
        const double defect = (1 - c).mid();
        CHECK(std::abs(found.value.mid() / defect - 1) < 1e-14);
        CHECK(found.value.width() < 1e-14 * defect);
        // The bounds by section 5.3 in plain arithmetic.
        const double k = 2 * std::numbers::sqrt2 / (3 * std::numbers::pi);
        const double e0 = 1 - cell.inputs.gram(0, 1);
        const double th0 = std::acos(1 - e0);
        const double psi0 = (std::sin(th0) - th0 * std::cos(th0)) / std::numbers::pi / std::pow(e0, 1.5);
        const double y0 = psi0 * std::sqrt(e0);
        const double x0 = 1 / std::sqrt(e0);
        const double a0 = (1 / std::sqrt(1 - y0) - 1 - y0 / 2) / (y0 * y0) * psi0 * psi0;
        const double b0 = (psi0 - k) / (2 * e0);
        const double least = x0 + k * cell.depth / 2;
        const double most = least + a0 * (1 / x0 + 2 / k * std::log1p(k * cell.depth / (2 * x0))) +
                            b0 * (1 / (x0 * x0) + 2 / (k * x0));
        CHECK(found.hi->mid() == Approx(1 / (least * least)).epsilon(1e-11));
        CHECK(found.lo->mid() == Approx(1 / (most * most)).epsilon(1e-11));
    }
}

TEST_CASE("the reference numbers of the joint limit solve its backward equation") {
    for (const auto& row : theorems::correlation_collapse::measured_collapse()) {
        const double t = row.quarter_t / 4.0;
        INFO("t = " << t);
        const auto g = [t](double a) { return 1 / (1 + a * a / (t * t)); };
        // Two grids, extrapolated: what is left is the table's own error.
        const double mean = (4 * joint_limit(t, 0.01, g) - joint_limit(t, 0.02, g)) / 3;
        CHECK(std::abs(mean - Enclosure::decimal(row.mean).mid()) <
              theorems::correlation_collapse::measured_collapse_error().upper());
        // A step is seen only to the width of a grid cell: it is smoothed over a fifth of t.
        const double share =
            joint_limit(t, 0.01, [t](double a) { return std::clamp(a / (0.2 * t) - 4.5, 0.0, 1.0); });
        CHECK(std::abs(share - Enclosure::decimal(row.probability).mid()) < 6e-4);
    }
}
