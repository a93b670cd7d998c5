// The claims' certified limits and bounds by second formulas, in double: the flow as a differential equation
// against the certified quadrature in the angle, the bounds' recursions written out again with moments from
// log-gammas, the growth function from its differential equation (docs/theory/resnet-commute,
// sections 2.1, 2.4, 3.1, 3.2).
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "catch.hpp"
#include "limitcheck/claim/registry.hpp"

using namespace limitcheck;

namespace {

const double pi = std::acos(-1.0);

double kernel(double c) {
    const double angle = std::acos(std::clamp(c, -1.0, 1.0));
    return (std::sin(angle) + (pi - angle) * std::cos(angle)) / pi;
}

/// dc/dt = (f(c) - c)/2 by Runge and Kutta, fourth order.
double flow(double c, double t) {
    const auto speed = [](double x) { return (kernel(x) - x) / 2; };
    const int steps = 4000;
    const double h = t / steps;
    for (int i = 0; i < steps; ++i) {
        const double k1 = speed(c);
        const double k2 = speed(c + h / 2 * k1);
        const double k3 = speed(c + h / 2 * k2);
        const double k4 = speed(c + h * k3);
        c += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
    return c;
}

/// M_j = E ((2/n) chi^2_K)^{j/2}, K ~ Bin(n, 1/2), term by term.
double moment(int n, int j) {
    double sum = 0;
    for (int k = 1; k <= n; ++k) {
        sum += std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0) +
                        j / 2.0 * std::log(4.0 / n) + std::lgamma((k + j) / 2.0) - std::lgamma(k / 2.0));
    }
    return sum;
}

/// q_l, Db_l, Nb_l at q0 = 1 after l layers.
struct OneInput {
    double q = 1, d = 0, n = 0;
};
OneInput one_input(int width, double depth, int layers) {
    const double beta = 2 - 2 * moment(width, 1);
    const double gamma4 =
        moment(width, 4) - 4 * moment(width, 3) + 6 * moment(width, 2) - 4 * moment(width, 1) + 1;
    OneInput now;
    for (int l = 1; l <= layers; ++l) {
        now.d += std::pow(std::sqrt(now.d) + std::sqrt(beta * now.q / 2), 2) / depth;
        now.n += (1 + 2.0 / width) *
                 std::pow(std::sqrt(now.n) + std::pow(gamma4, 0.25) * std::sqrt(now.q / 2), 2) / depth;
        now.q *= 1 + 1 / (2 * depth);
    }
    return now;
}

/// q_l, c_l, Db2_l, Nb2_l at q0 = 1 after l layers.
struct TwoInputs {
    double q = 1, c = 0, d = 0, n = 0;
};
TwoInputs two_inputs(double width, double depth, int layers, double c0) {
    const double b =
        std::min(7.1382 / width, 1.78455 / width + 75.256 / width / width + 722.23 / width / width / width);
    const double g = std::sqrt(std::sqrt(3 * 7.1382 * 7.1382 + 905.6 / width) / width);
    TwoInputs now;
    now.c = c0;
    for (int l = 1; l <= layers; ++l) {
        now.d += std::pow(std::sqrt(now.d) + std::sqrt(b * now.q), 2) / depth;
        now.n += (1 + 2 / width) * std::pow(std::sqrt(now.n) + g * std::sqrt(now.q), 2) / depth;
        now.q *= 1 + 1 / (2 * depth);
        now.c += (kernel(now.c) - now.c) / (2 * depth + 1);
    }
    return now;
}

/// w(t) from t = int_0^{sqrt w} 2y/(y^2/2 + 2y + 1) dy (Simpson), by bisection.
double growth(double t) {
    const auto time = [](double y) {
        const int steps = 400;
        double sum = 0;
        for (int i = 0; i <= steps; ++i) {
            const double x = y * i / steps;
            sum += (i == 0 || i == steps ? 1 : (i % 2 == 1 ? 4 : 2)) * 2 * x / (x * x / 2 + 2 * x + 1);
        }
        return sum * y / steps / 3;
    };
    double low = 0;
    double high = 4;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (time(middle) < t ? low : high) = middle;
    }
    return low * low;
}

double t_of(const Cell& cell) { return cell.time.approximate(); }
bool hits(const Cell& cell) { return cell.time.hits_layer(cell.depth); }

/// The condition's certified second moment.
double certified_moment(const Test& test, const Cell& cell) {
    return test.verify(cell).front().moment->bound(cell).mid();
}

const std::vector<std::string> one_input_cells{"n=4,L=3,t=1", "n=7,L=8,t=0.625",
                                               "n=64,L=5,t=0.5,inputs=one:50", "n=100,L=300,t=0.75",
                                               "n=250,L=16,t=1,inputs=one:0.25"};
const std::vector<std::string> two_input_cells{
    "n=50,L=3,t=1,inputs=pair:-0.9", "n=80,L=8,t=0.625,inputs=pair:0", "n=120,L=5,t=0.5,inputs=pair:-1",
    "n=1000,L=300,t=0.75,inputs=pair:0.5:0.5:8", "n=65000,L=16,t=1,inputs=pair:0.9"};

}  // namespace

TEST_CASE("limits and bounds of one input by second formulas") {
    const Claim marginal = make_claim("resnet/gaussian-limit/marginal");
    const Claim independence = make_claim("resnet/gaussian-limit/independence");
    const Claim path = make_claim("resnet/gaussian-limit/path");
    const Claim norm = make_claim("resnet/covariance-limit/norm");
    for (const std::string& text : one_input_cells) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const double t = t_of(cell);
        const double q0 = cell.inputs.second_moment(0);
        const auto n = static_cast<double>(cell.width);
        const double depth = cell.depth;
        const OneInput chain = one_input(static_cast<int>(n), depth, static_cast<int>(cell.layer()));
        const double q_t = q0 * std::exp(t / 2);
        for (const Claim* claim : {&marginal, &independence}) {
            CHECK(claim->test.target(cell).mid() == Approx(q_t).epsilon(1e-13));
            const double c1 = std::sqrt(1.302628297 / 2 * q_t * growth(t));  // 6 beta_6, the largest n beta_n
            const double c2 = std::sqrt(q_t) * (t / 16 + (hits(cell) ? 0 : 0.25));
            CHECK(claim->test.bound(cell).mid() == Approx(c1 / std::sqrt(n) + c2 / depth).epsilon(1e-8));
            CHECK(certified_moment(claim->test, cell) == Approx(std::pow(q0 * chain.n, 2)).epsilon(1e-6));
        }
        CHECK(path.test.target(cell).mid() == Approx(q0 * chain.q).epsilon(1e-12));
        CHECK(path.test.bound(cell).mid() == Approx(2 * std::sqrt(q0 * chain.d)).epsilon(1e-7));
        CHECK(certified_moment(path.test, cell) ==
              Approx(3 * std::pow(4.0 / 3, 4) * std::pow(q0 * chain.n, 2)).epsilon(1e-6));
        CHECK(norm.test.target(cell).mid() == Approx(q_t).epsilon(1e-13));
        const double depth_error = q_t * (t / 8 + (hits(cell) ? 0 : 0.5)) / depth;
        CHECK(norm.test.bound(cell).mid() ==
              Approx(q0 * (chain.q * std::sqrt(2 / n) + 2 * std::sqrt(chain.q * chain.d) + chain.d) +
                     depth_error)
                  .epsilon(1e-7));
        const double l2 = q0 * (chain.q * std::sqrt(2 / n) +
                                2 * std::sqrt(chain.q * chain.n) * std::pow(1 + 2 / n, 0.25) + chain.n) +
                          depth_error;
        CHECK(certified_moment(norm.test, cell) == Approx(l2 * l2).epsilon(1e-6));
    }
}

TEST_CASE("limits and bounds of two inputs by second formulas") {
    const Claim covariance = make_claim("resnet/covariance-limit/covariance");
    const Claim correlation = make_claim("resnet/covariance-limit/correlation");
    for (const std::string& text : two_input_cells) {
        INFO(text);
        const Cell cell = parse_cell(text);
        const double t = t_of(cell);
        const double scale = std::sqrt(cell.inputs.second_moment(0) * cell.inputs.second_moment(1));
        const double c0 = cell.inputs.gram(0, 1) / scale;
        const auto n = static_cast<double>(cell.width);
        const double depth = cell.depth;
        const TwoInputs chain = two_inputs(n, depth, static_cast<int>(cell.layer()), c0);
        const double c_t = flow(c0, t);
        CHECK(correlation.test.target(cell).mid() == Approx(c_t).margin(1e-10));
        CHECK(covariance.test.target(cell).mid() ==
              Approx(scale * std::exp(t / 2) * c_t).margin(scale * 1e-10));

        const double rise = kernel(c0) - c0;
        const double steps = std::floor(t * depth) / depth;
        const double covariance_depth = std::exp(steps / 2) * (0.125 + rise / 4) * steps / depth +
                                        (hits(cell) ? 0 : std::exp(t / 2) / (2 * depth));
        const double spread = (1 + chain.c * chain.c) / n;
        CHECK(covariance.test.bound(cell).mid() ==
              Approx(scale * (chain.q * std::sqrt(spread) + std::sqrt(2 * chain.q * chain.d) + chain.d / 2 +
                              covariance_depth))
                  .epsilon(1e-4));
        const double l2 = chain.q * std::sqrt(spread) +
                          std::sqrt(2 * chain.q * chain.n) * std::pow(1 + spread, 0.25) + chain.n / 2;
        CHECK(certified_moment(covariance.test, cell) ==
              Approx(std::pow(scale * (l2 + covariance_depth), 2)).epsilon(1e-3));

        const double correlation_depth = rise / 4 * steps / depth + (hits(cell) ? 0 : rise / (2 * depth));
        const double mean_chi = std::exp(std::lgamma((n + 1) / 2) - std::lgamma(n / 2)) * std::sqrt(2 / n);
        const double mean_chi_less =
            std::exp(std::lgamma(n / 2) - std::lgamma((n - 1) / 2)) * std::sqrt(2 / n);
        const double c2 = chain.c * chain.c;
        const double s2 = 2 - 2 * (c2 * mean_chi + (1 - c2) * mean_chi_less);
        const double s = std::sqrt(s2);
        const double e1 = std::sqrt(2 * chain.d * n / ((n - 2) * chain.q));
        const double e2 = std::sqrt(2.0) * chain.n * n / (chain.q * std::sqrt((n - 2) * (n - 4)));
        double bound = std::min(2 * e1, e1 + e2) + std::min(2 * s, s + s2);
        if (n <= 1000) {  // beyond, the alternating sum of the fourth moment is beyond a double
            const OneInput norms = one_input(static_cast<int>(n), depth, static_cast<int>(cell.layer()));
            const double norm_l2 = chain.q * std::sqrt(2 / n) +
                                   2 * std::sqrt(chain.q * norms.n) * std::pow(1 + 2 / n, 0.25) + norms.n;
            CHECK(certified_moment(correlation.test, cell) ==
                  Approx(std::pow((l2 + std::sqrt(2.0) * norm_l2) / chain.q + correlation_depth, 2))
                      .epsilon(1e-3));
            const double l1 = chain.q * std::sqrt(spread) + std::sqrt(2 * chain.q * chain.d) + chain.d / 2;
            bound = std::min(bound, (l1 + std::sqrt(2.0) * norm_l2) / chain.q);
        }
        CHECK(correlation.test.bound(cell).mid() == Approx(bound + correlation_depth).epsilon(1e-3));
    }
}
