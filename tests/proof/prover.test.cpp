// The prover's three outcomes, on statements whose truth is known; forms, jets, flows and exact algebra
// against independent values.
#include <cmath>
#include <random>

#include "catch.hpp"
#include "limitcheck/proof/flow.hpp"
#include "limitcheck/proof/polynomial.hpp"
#include "limitcheck/proof/prover.hpp"
#include "limitcheck/proof/symbolic.hpp"

namespace proof = limitcheck::proof;
using namespace limitcheck::proof;

namespace {

/// (x - 1/3)^2 + shift/10^12
struct parabola {
    long long shift = 0;
    template <class T>
    constexpr T operator()(const T& x) const {
        const T d = x - Rational(1, 3) * T(1);
        return square(d) + Rational(shift, 1'000'000'000'000) * T(1);
    }
};

/// sin th - share th cos th, a zero of order 1 or 3 at 0
struct sine_excess {
    int percent = 100;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        return a.sin - Rational(percent, 100) * (a.angle * a.cos);
    }
};

/// y' = y, or y' = y^2
struct growth {
    static constexpr int variables = 1;
    static constexpr int products = 1;
    bool squared = false;
    template <class SeriesType>
    constexpr void extend(SeriesType& s, int k) const {
        s.product[0][k] = product_coefficient(s.variable[0], s.variable[0], k);
        s.variable[0][k + 1] = (squared ? s.product[0][k] : s.variable[0][k]) / (k + 1);
    }
};

}  // namespace

TEST_CASE(
    "A positive function is proved, one that dips by 10^-12 is disproved at a point, a double zero is "
    "neither") {
    const Result above = positive_on_reals<2, 0>(parabola{1}, 0, 1, {});
    CHECK(above.verdict == Verdict::proved);
    CHECK(above.cells < 100);
    CHECK(above.bound > 0);
    CHECK(above.bound <= 1e-12);
    const Result below = positive_on_reals<2, 0>(parabola{-1}, 0, 1, {});
    CHECK(below.verdict == Verdict::disproved);
    CHECK(std::fabs(below.lo - 1.0 / 3) <= 1e-6);
    CHECK(below.bound < 0);
    CHECK(positive_on_reals<2, 0>(parabola{0}, 0, 1, {}).verdict == Verdict::exhausted);
}

TEST_CASE("A zero at an end is proved by its exact order, and a wrong sign there is disproved") {
    const Result cubic = positive_on_angles<2, 4>(sine_excess{100}, AngleEnd::half_turn, {true, false});
    CHECK(cubic.verdict == Verdict::proved);
    const Result wrong = positive_on_angles<2, 4>(sine_excess{101}, AngleEnd::half_turn, {true, false});
    CHECK(wrong.verdict == Verdict::disproved);
    CHECK(std::sin(wrong.lo) - 1.01 * wrong.lo * std::cos(wrong.lo) < 0);
    // the zero of order 3 is beyond an end form of order 2: neither proved nor disproved
    CHECK(positive_on_angles<2, 2>(sine_excess{100}, AngleEnd::half_turn, {true, false}).verdict ==
          Verdict::exhausted);
    // asked as if there were no zero
    CHECK(positive_on_angles<2, 4>(sine_excess{100}, AngleEnd::half_turn, {}).verdict == Verdict::exhausted);
}

TEST_CASE("A decimal is the value rounded at its last digit, and its neighbour is not") {
    CHECK(rounds_to(pi, {31415926536, -10}).verdict == Verdict::proved);
    CHECK(rounds_to(pi, {31415926535, -10}).verdict == Verdict::disproved);
    CHECK(rounds_to(pi, {31415926537, -10}).verdict == Verdict::disproved);
    CHECK(rounds_to({3.1415, 3.1416}, {31415, -4}).verdict == Verdict::exhausted);
    CHECK(at_most(pi, enclosure(Decimal{314159266, -8})).verdict == Verdict::proved);
    CHECK(at_most(pi, enclosure(Decimal{314159265, -8})).verdict == Verdict::disproved);
    CHECK(lowered({5, 0}) == Decimal{4999999995000, -12});
    CHECK(raised({5, 0}) == Decimal{5000000005000, -12});
}

TEST_CASE("Forms and jets contain the function they stand for, on random cells") {
    std::mt19937_64 g(7);
    int outside = 0;
    for (int trial = 0; trial < 20'000; ++trial) {
        const double centre = std::uniform_real_distribution<>(0, 3)(g);
        const double radius = std::uniform_real_distribution<>(0, 0.5)(g);
        const double tau = std::uniform_real_distribution<>(-1, 1)(g);
        const auto expression = [](const auto& a) {
            return a.sin * (a.pi - a.angle) * a.cos - Rational(2, 3) * square(a.cos * a.angle) + 2 * a.sin -
                   1;
        };
        const auto form = expression(angle_form<5>(centre, radius));
        // radius tau is rounded: an angle within one unit of it
        const double angle = centre + radius * tau;
        const Interval exact = expression(angle_at<0>({below(angle), above(angle)}))[0];
        double value = 0;
        for (int k = 5; k >= 0; --k) value = value * tau + form.a[k];
        const double slack = form.error + form.remainder * std::pow(std::fabs(tau), 5) + 1e-14;
        if (exact.hi < value - slack || exact.lo > value + slack) ++outside;
        if (least_value(form) > exact.hi) ++outside;
        const auto jet = expression(angle_at<3>(proof::point(centre)));
        const auto around = expression(angle_at<4>({centre - radius, centre + radius}));
        Interval sum = around[4];
        for (int k = 4; k-- > 0;) sum = sum * (proof::point(angle) - proof::point(centre)) + jet[k];
        if (sum.hi < exact.lo || sum.lo > exact.hi) ++outside;
    }
    CHECK(outside == 0);
}

TEST_CASE("A validated flow encloses e^t and 1/(1-t), and has no box past a pole") {
    State<growth> one;
    one.at[0] = 1;
    const State<growth> e = flow<14>(growth{false}, one, Interval(1), 4);
    CHECK(contains(e.at[0], exp(Interval(1))));
    CHECK(width(e.at[0]) < 1e-14);
    const State<growth> five = flow<14>(growth{true}, one, Interval(4) / 5, 24);
    CHECK(contains(five.at[0], 5.0));
    CHECK(width(five.at[0]) < 1e-9);
    CHECK_THROWS(flow<14>(growth{true}, one, Interval(2), 4));
}

TEST_CASE("Rationals, polynomials and symbols are exact, and overflow is caught") {
    CHECK(Rational(6, -4) == Rational(-3, 2));
    CHECK(Rational(1, 3) + Rational(1, 6) == Rational(1, 2));
    CHECK(Rational(2, 3) / Rational(4, 9) == Rational(3, 2));
    CHECK_THROWS(power(Rational(10), 39));
    CHECK(binomial(10, 3) == Rational(120));
    CHECK(square_root_coefficient(3) == Rational(1, 16));
    const Division d = divided(monomial(3) + Rational(-1) * monomial(0), 1);
    CHECK(is_zero(d.remainder));
    CHECK(d.quotient[0] == Rational(1));
    const auto a = symbolic_angle();
    CHECK(same_on_angles(square(a.sin) + square(a.cos), 1));
    CHECK_FALSE(same_on_angles(square(a.sin), square(a.cos)));
    CHECK(same_on_angles(angle_derivative(a.sin * a.cos), 2 * square(a.cos) - 1));
    // the moments of an average of n signs: E u^4 = 3/n^2 - 2/n^3
    const auto signs = moments_of_average<4>({1, 0, 1, 0, 1});
    CHECK(signs[4][2] == Rational(3));
    CHECK(signs[4][3] == Rational(-2));
}
