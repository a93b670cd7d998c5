// The algebra of the two-input bound and of its depth error (docs/theory/resnet-commute, sections 3.1
// and 3.2).
#pragma once

#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"
#include "limitcheck/theorems/gaussian_limit/lemmas/sampling_lemmas.hpp"

namespace limitcheck::theorems::covariance_limit {

using proof::Symbolic;

struct chi_from_below_expression {
    Decimal least;
    template <class T>
    constexpr T operator()(const Angle<T>& a) const {
        const Cleared<T, 2> m(a);
        return m.wz() - (Rational(1, 2) * (rational(least) + 1)) * m.w;
    }
};
template <Decimal C = Decimal{5, 0}>
struct chi_at_least {
    static constexpr Statement statement{
        "covariance/chi-least",
        "chi(c) >= 5, equality at c = -1",
        R"(\chi(c)\ge5)",
        "c in [-1, 1)",
        section_3_1,
        "pi^2 E W Z - 3 (pi^2 - (pi F)^2) > 0 on (0, pi), zeros at both ends"};
    static constexpr Result prove() {
        return proof::positive_on_angles<2, 6>(chi_from_below_expression{C}, AngleEnd::half_turn,
                                               {true, true});
    }
};

template <Decimal C = proved::refined_first>
struct refined_first_at_most {
    static constexpr Statement statement{"covariance/refined-first",
                                         "chi(c)/4 <= 1.784549715: the coefficient of 1/n in E B^2",
                                         R"(\chi/4\le 1.784549715)",
                                         "c in [-1, 1)",
                                         section_3_1,
                                         "covariance/chi, divided by 4"};
    static constexpr Result prove() {
        const Rational margin = Rational(4) * rational(C) - rational(proved::chi_supremum);
        if (sign(margin) < 0) return chi_at_most<Decimal{4 * C.digits, C.exponent}>::prove();
        return proof::decided(true, false, enclosure(margin).lo, proof::Method::algebra);
    }
};

/// The last coefficient is sharp: equality at e = -1.
template <int Billionths = 0>
struct bures_polynomial {
    static constexpr Statement statement{
        "covariance/bures",
        "(sqrt(1+e) - 1)^2 <= e^2/4 - e^3/8 + (5/8) e^4, and <= e^2",
        R"((\sqrt{1+e}-1)^2\le\tfrac{e^2}4-\tfrac{e^3}8+\tfrac58e^4)",
        "e >= -1",
        section_3_1,
        "v = sqrt(1+e) >= 0: the difference is v (v-1)^4 q(v), q with coefficients >= 0"};
    static constexpr Result prove() {
        proof::Polynomial bound;
        bound[2] = {1, 4};
        bound[3] = {-1, 8};
        bound[4] = proof::moved({5, 8}, -Billionths);
        proof::Polynomial deviation;  // sqrt(1+e) - 1 in v = sqrt(1+e)
        deviation[0] = -1;
        deviation[1] = 1;
        return both(proof::nonnegative_by_factors(
                        gaussian_limit::in_the_root(bound) + Rational(-1) * (deviation * deviation), 1, 4),
                    gaussian_limit::root_square_inequality<>::prove());
    }
};

template <int Cross = 1>
struct product_difference {
    static constexpr Statement statement{
        "covariance/product-difference",
        "(a+x)(b+y) - ab = x b + a y + x y: the bias of a product is at most |x| b + a |y| + |x y|",
        R"((a+x)(b+y)-ab=xb+ay+xy)",
        "all a, b, x, y",
        section_3_1,
        "a polynomial identity"};
    static constexpr Result prove() {
        const auto a = Symbolic::symbol(0);
        const auto b = Symbolic::symbol(1);
        const auto x = Symbolic::symbol(2);
        const auto y = Symbolic::symbol(3);
        return proof::vanishes((a + x) * (b + y) - a * b - x * b - a * y - Cross * (x * y));
    }
};

template <int Multiple = 1>
struct unit_vectors {
    static constexpr Statement statement{"covariance/unit-vectors",
                                         "2r/(2-r) <= r + r^2",
                                         R"(\tfrac{2r}{2-r}\le r+r^2)",
                                         "r in [0, 1]",
                                         "docs/theory/statistics, correlation, tighter bound",
                                         "(r + r^2)(2 - r) - 2r = r^2 (1 - r)"};
    static constexpr Result prove() {
        const auto r = Symbolic::symbol(0);
        return proof::vanishes((r + r * r) * (2 - r) - 2 * r - Multiple * (r * r * (1 - r)));
    }
};

template <int Power = 2>
struct time_shift {
    static constexpr Statement statement{
        "covariance/time-shift",
        "0 <= x - x/(1+x) <= x^2",
        R"(0\le x-\tfrac x{1+x}\le x^2)",
        "x >= 0",
        "docs/theory/resnet-commute, section 3.2",
        "(1+x) times: (1+x) x - x = x^2 and (1+x) x^2 - x^2 = x^3, coefficients >= 0"};
    static constexpr Result prove() {
        const auto x = Symbolic::symbol(0);
        const auto shift = (1 + x) * x - x;
        return both(proof::vanishes(shift - power(x, Power)), proof::nonnegative(shift),
                    proof::nonnegative((1 + x) * (x * x) - shift));
    }
};

template <int Sign = 1>
struct one_layer_lags {
    static constexpr Statement statement{
        "covariance/one-layer-lags",
        "D >= x (g - D) implies D >= h g with h = x/(1+x): one layer never passes the flow",
        R"(D\ge x(g-D)\Rightarrow D\ge\tfrac x{1+x}g)",
        "x >= 0",
        "docs/theory/resnet-commute, section 3.2",
        "D - x (g - D) = (1+x) D - x g = (1+x)(D - h g), h (1+x) = x"};
    static constexpr Result prove() {
        const auto d = Symbolic::symbol(0);
        const auto x = Symbolic::symbol(1);
        const auto g = Symbolic::symbol(2);
        return proof::vanishes(d - x * (g - d) - ((1 + x) * d - Sign * (x * g)));
    }
};

}  // namespace limitcheck::theorems::covariance_limit
