// Lemmas of the infinite-depth limit at finite width: the strong bound of H1, the Edgeworth supremum of H2
// (docs/theory/diffusion-limits).
#pragma once

#include "limitcheck/theorems/diffusion/lemmas/shaped.hpp"

namespace limitcheck::theorems::diffusion {

template <Decimal C = proved::strong_bound_at_one>
struct strong_bound {
    static constexpr Statement statement{
        "diffusion/strong-bound",
        "(a+b)^2 <= 2a^2 + 2b^2, and e^3 = 20.0855369232 at t = 1, K = 1",
        R"(E|X_1-Y_L|^2\le\tfrac{e^3}LE|X_0|^2)",
        "K = 1, t = 1",
        "docs/theory/diffusion-limits, H1",
        "2a^2 + 2b^2 - (a+b)^2 = (a-b)^2; Gronwall's exponent 2K^2 and the growth e^(K^2) make e^(3K^2)"};
    static constexpr Result prove() {
        const auto a = Symbolic::symbol(0);
        const auto b = Symbolic::symbol(1);
        return both(proof::vanishes(2 * (a * a) + 2 * (b * b) - square(a + b) - square(a - b)),
                    proof::rounds_to(exp(Interval(3)), C));
    }
};

/// The constant 1/2 is sharp: L (e - (1 + 1/L)^L) tends to e/2.
template <int Billionths = 0>
struct scheme_error {
    static constexpr Statement statement{"diffusion/scheme-error",
                                         "e - (1 + 1/L)^L <= e/(2L)",
                                         R"(e-(1+1/L)^L\le\tfrac e{2L})",
                                         "L >= 1",
                                         "docs/theory/diffusion-limits, H1",
                                         "x = 1/L: log(1+x)/x >= 1 - x/2, since (1+x)(log(1+x) - x + x^2/2)' "
                                         "= x^2; and e^(-x/2) >= 1 - x/2, since 1 - (1 - x/2) e^(x/2) "
                                         "has the derivative (x/4) e^(x/2)"};
    static constexpr Result prove() {
        const auto x = Symbolic::symbol(0);
        const auto line = 1 - proof::moved({1, 2}, -Billionths) * x;
        const Result chain = both(proof::grows_from_zero(1 - (1 + x) * (1 - x)),
                                  proof::grows_from_zero(-(derivative(line, 0) + Rational(1, 2) * line)));
        return chain.verdict == proof::Verdict::proved ? chain : refuted_far_out();
    }
    /// L (1 - (1+x)^(1/x)/e) >= 1/2 - x/3 - x/8 by log(1+x) <= x - x^2/2 + x^3/3 and 1 - e^(-y) >= y - y^2/2
    /// for y <= x/2: above the constant at L = 2^32.
    static constexpr Result refuted_far_out() {
        const Rational x(1, proof::Integer{1} << 32);
        const Rational excess = Rational(1, 2) - Rational(11, 24) * x - proof::moved({1, 2}, -Billionths);
        Result result =
            proof::decided(false, sign(excess) > 0, -enclosure(excess).lo, proof::Method::algebra);
        result.lo = result.hi = 0x1p32;
        return result;
    }
};

/// C sqrt(2 pi) sum_(j<=12) (z^2/2)^j/j! -+ (1/4 - 5z/4 + z^2/2), the sum being at most e^(z^2/2).
template <Decimal C>
struct edgeworth_expression {
    int sign = 1;
    template <class T>
    constexpr T operator()(const T& z) const {
        const T half_square = Rational(1, 2) * square(z);
        T sum = T(1);
        for (int j = 12; j >= 1; --j) sum = T(1) + Rational(1, j) * (half_square * sum);
        const T correction = Rational(1, 4) * T(1) - Rational(5, 4) * z + half_square;
        return (enclosure(C) * sqrt(2 * proof::pi)) * sum - sign * correction;
    }
};

template <Decimal C = proved::edgeworth_supremum>
struct edgeworth_supremum {
    static constexpr Statement statement{
        "diffusion/edgeworth",
        "sup over z of phi0(z) |1/4 - 5z/4 + z^2/2| <= 0.486120624",
        R"(\sup_z\phi_0(z)|\tfrac14-\tfrac54z+\tfrac12z^2|\le 0.486120624)",
        "all real z",
        "docs/theory/diffusion-limits, H2",
        "C sqrt(2 pi) e^(z^2/2) against the polynomial, e^(z^2/2) >= its Taylor sums; |z| >= 2: C sqrt(2 pi) "
        "> 1 and "
        "1 + z^2/2 + z^4/8 - (1/4 + 5z/4 + z^2/2) has coefficients >= 0 in z - 2"};
    static constexpr Result prove() {
        const bool above_one = (enclosure(C) * sqrt(2 * proof::pi)).lo > 1;
        const auto z = 2 + Symbolic::symbol(0);
        const auto tail = 1 + Rational(1, 2) * square(z) + Rational(1, 8) * power(z, 4) -
                          (Rational(1, 4) + Rational(5, 4) * z + Rational(1, 2) * square(z));
        return both(proof::decided(above_one, false), proof::nonnegative(tail),
                    proof::positive_on_reals<4, 0>(edgeworth_expression<C>{1}, -2, 2, {}),
                    proof::positive_on_reals<4, 0>(edgeworth_expression<C>{-1}, -2, 2, {}));
    }
};

}  // namespace limitcheck::theorems::diffusion
