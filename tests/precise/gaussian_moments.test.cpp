// Certified Gaussian moments against closed forms and against the trapezoidal rule in double.
#include "limitcheck/precise/gaussian_moments.hpp"

#include <cmath>
#include <stdexcept>

#include "catch.hpp"

using limitcheck::precise::Enclosure;
using limitcheck::precise::Series;
using limitcheck::precise::SmoothFunction;
namespace precise = limitcheck::precise;

namespace {

const SmoothFunction relu{
    .series = [](const Series& x) { return x.front().mid() > 0 ? x : Enclosure(0) * x; },
    .slope = 1,
    .kinks = {0}};
const SmoothFunction sine{.series = [](const Series& x) { return precise::sincos(x).first; }, .offset = 1};
const SmoothFunction hyperbolic{.series = [](const Series& x) { return precise::tanh(x); }, .offset = 1};

/// E f(u) f(v) by the trapezoidal rule, which for analytic integrands errs less than rounding.
template <class F>
double trapezoidal(F f, double q_u, double q_v, double covariance) {
    constexpr double h = 1.0 / 16;
    const double along = covariance / std::sqrt(q_u);
    const double across = std::sqrt(q_v - along * along);
    double sum = 0;
    for (int i = -16 * 9; i <= 16 * 9; ++i) {
        double inner = 0;
        for (int j = -16 * 9; j <= 16 * 9; ++j) {
            inner += f(along * (i * h) + across * (j * h)) * std::exp(-h * h * j * j / 2);
        }
        sum += inner * f(std::sqrt(q_u) * i * h) * std::exp(-h * h * i * i / 2);
    }
    return sum * h * h / (2 * std::acos(-1.0));
}

}  // namespace

TEST_CASE("functions of series have the derivatives of their functions", "[precise][series]") {
    const Series x = precise::variable(Enclosure::ratio(2, 5), 12);
    const Series e = precise::exp(x);
    double factorial = 1;
    for (std::size_t k = 0; k < e.size(); ++k) {
        CHECK((e[k] * Enclosure::exactly(factorial)).overlaps(precise::exp(Enclosure::ratio(2, 5))));
        factorial *= static_cast<double>(k + 1);
    }
    // tanh x = 1 - 2/(e^{2x} + 1), also around a negative point and over a cell.
    for (const Enclosure& at : {Enclosure::ratio(2, 5), Enclosure(-3), Enclosure::between(-0.125, 0.25)}) {
        const Series y = precise::variable(at, 12);
        Series one(13, Enclosure(0));
        one[0] = 1;
        const Series by_exp = one - Enclosure(2) * (one / (precise::exp(Enclosure(2) * y) + one));
        const Series t = precise::tanh(y);
        for (std::size_t k = 0; k < t.size(); ++k) {
            CAPTURE(k);
            CHECK(t[k].overlaps(by_exp[k]));
        }
    }
    // d/dx P(N <= x) is the density, and the value at 0.4 is 0.65542174161032...
    const Series p = precise::normal_probability(x);
    CHECK(p[0].common_digits().substr(0, 16) == "0.65542174161032");
    CHECK(p[1].mid() == Approx(std::exp(-0.08) / std::sqrt(2 * std::acos(-1.0))).epsilon(1e-15));
    CHECK(p[2].mid() == Approx(-0.4 * p[1].mid() / 2).epsilon(1e-15));
    CHECK(precise::normal_probability(Enclosure::between(-1, 1)).contains(0.5));
    CHECK(precise::normal_probability(Enclosure(-40)).is_positive());
}

TEST_CASE("second moments of functions with closed forms", "[precise][gaussian]") {
    for (const int eighths : {1, 27, 800}) {
        const Enclosure q = Enclosure::ratio(eighths, 8);
        CAPTURE(eighths);
        const Enclosure of_relu = second_moment(relu, q);
        CHECK(of_relu.overlaps(q / 2));
        CHECK(of_relu.width() < 1e-12 * (1 + q.upper()));
        // E sin(u)^2 = (1 - e^{-2q})/2.
        const Enclosure of_sine = second_moment(sine, q);
        CHECK(of_sine.overlaps((1 - precise::exp(-2 * q)) / 2));
        CHECK(of_sine.width() < 1e-12);
    }
    CHECK(second_moment(sine, 0).contains(0.0));
    CHECK_THROWS_AS(second_moment(sine, -1), std::domain_error);
}

TEST_CASE("the tails are as large as the growth says", "[precise][gaussian]") {
    // A function that is 0 where the integral is taken, and allowed to be anything beyond.
    const SmoothFunction hidden{
        .series = [](const Series& x) { return Enclosure(0) * x; }, .offset = 1e30, .slope = 1e30};
    CHECK(second_moment(hidden, 1).upper() >= 1e60 * std::exp(-128.0) / 100);
    CHECK(second_moment(hidden, 1).contains(0.0));
    CHECK(product_moment(hidden, 1, 1, Enclosure::ratio(1, 2), 2).width() > 0);
}

TEST_CASE("product moments against closed forms and the trapezoidal rule", "[precise][gaussian]") {
    const Enclosure half = Enclosure::ratio(1, 2);
    for (const int tenths : {-9, 5}) {
        const Enclosure covariance = Enclosure::ratio(tenths, 10);
        CAPTURE(tenths);
        // E sin(u) sin(v) = e^{-(q_u + q_v)/2} sinh(covariance).
        const Enclosure of_sine = product_moment(sine, 2, 1, covariance, 24);
        const Enclosure exact = precise::exp(Enclosure::ratio(-3, 2)) *
                                (precise::exp(covariance) - precise::exp(-covariance)) * half;
        CHECK(of_sine.overlaps(exact));
        CHECK(of_sine.width() < 1e-9);
        const Enclosure of_tanh = product_moment(hyperbolic, 2, 1, covariance, 32);
        const double other = trapezoidal([](double x) { return std::tanh(x); }, 2, 1, tenths / 10.0);
        CHECK(of_tanh.lower() <= other + 1e-12);
        CHECK(of_tanh.upper() >= other - 1e-12);
        CHECK(of_tanh.width() < 1e-3);
    }
    // Equal arguments: the second moment, and the rest of the expansion is what is missing.
    CHECK(product_moment(sine, 1, 1, 1, 20).overlaps(second_moment(sine, 1)));
    CHECK_THROWS_AS(product_moment(sine, 1, 1, 2), std::logic_error);
    CHECK_THROWS_AS(product_moment(sine, 1, 1, 1, 0), std::logic_error);
}
