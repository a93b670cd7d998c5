// The tanh kernel by a second way: the trapezoidal rule in double, which for this integrand errs less than
// rounding; its interpolation, and the flow against a Runge-Kutta solution.
#include "beyond/tanh_kernel.hpp"

#include <cmath>

#include "catch.hpp"
#include "limitcheck/claim/infinite_width.hpp"

using namespace limitcheck::properties;

namespace {

double kernel(double q) {
    constexpr double h = 1.0 / 64;
    double sum = 0;
    for (int i = -64 * 12; i <= 64 * 12; ++i) {
        const double z = i * h;
        const double t = std::tanh(std::sqrt(q) * z);
        sum += t * t * std::exp(-z * z / 2);
    }
    return sum * h / std::sqrt(2 * std::acos(-1.0));
}

}  // namespace

TEST_CASE("the kernel by quadrature is the trapezoidal rule's") {
    for (const double q : {1.0, 1.125, 1.5, 2.0}) {
        const Enclosure k =
            limitcheck::infinite_width_kernel(limitcheck::network::tanh(), Enclosure::exactly(q));
        INFO(k);
        CHECK(k.width() < 1e-12);
        CHECK(k.lower() <= kernel(q) + 1e-13);
        CHECK(k.upper() >= kernel(q) - 1e-13);
        CHECK(k.mid() == Approx(kernel(q)).epsilon(1e-12));
    }
}

TEST_CASE("interpolation contains the kernel between its nodes and is narrow") {
    for (int i = 0; i <= 200; ++i) {
        const double q = 1 + i / 200.0;
        const Enclosure k = tanh_kernel(Enclosure::exactly(q));
        INFO(q);
        CHECK(k.lower() <= kernel(q) + 1e-13);
        CHECK(k.upper() >= kernel(q) - 1e-13);
        CHECK(k.width() < 3e-4);
    }
    CHECK_THROWS_AS(tanh_kernel(Enclosure(3)), std::domain_error);
}

TEST_CASE("the derivatives that the remainders rest on stay within their bounds") {
    for (int i = 0; i <= 1000; ++i) {
        const double s = i / 1000.0;
        const double second = 6 * s * s - 4 * s;
        const double fourth = -16 * s + 120 * s * s - 120 * s * s * s;
        CHECK(std::abs(second) <= 2.0);
        CHECK(std::abs(fourth) <= 16.0);
    }
    // And they are derivatives of tanh^2: differences at one point.
    const auto g = [](double x) { return std::tanh(x) * std::tanh(x); };
    const double x = 0.7;
    const double h = 1e-2;
    const double s = 1 - g(x);
    CHECK((g(x + h) - 2 * g(x) + g(x - h)) / (h * h) == Approx(6 * s * s - 4 * s).epsilon(1e-3));
    CHECK((g(x + 2 * h) - 4 * g(x + h) + 6 * g(x) - 4 * g(x - h) + g(x - 2 * h)) / (h * h * h * h) ==
          Approx(-16 * s + 120 * s * s - 120 * s * s * s).epsilon(1e-2));
}

TEST_CASE("the flow is the solution of its equation, and the chain tends to it") {
    double q = 1;
    constexpr int steps = 64;
    for (int i = 0; i < steps; ++i) {
        const double h = 1.0 / steps;
        const double a = kernel(q);
        const double b = kernel(q + h * a / 2);
        const double c = kernel(q + h * b / 2);
        const double d = kernel(q + h * c);
        q += h * (a + 2 * b + 2 * c + d) / 6;
    }
    const Enclosure flow = tanh_flow(1);
    INFO(flow);
    CHECK(flow.lower() <= q);
    CHECK(flow.upper() >= q);
    CHECK(flow.width() < 2e-3);
    CHECK(tanh_flow(0).contains(1.0));
    const Enclosure error = abs(tanh_chain(16, 16).back() - flow);
    CHECK(error.upper() <= (std::exp(1.0) - 1) / 32 + flow.width());
}
