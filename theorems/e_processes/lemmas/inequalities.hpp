// The inequality behind each e-process (docs/theory/statistics, "E-processes", items 1 to 7): why every
// factor has mean at most 1 under its null, and is not negative.
#pragma once

#include "limitcheck/proof/lemma.hpp"
#include "limitcheck/proof/symbolic.hpp"

namespace limitcheck::theorems::e_processes {

using proof::Rational;
using proof::Result;
using proof::Statement;
using proof::Symbolic;

inline constexpr std::string_view e_processes = "docs/theory/statistics, e-processes";

template <int Sign = 1>
struct betting_factor {
    static constexpr Statement statement{
        "e-process/betting",
        "1 + lambda (x - 1) = (1 - lambda) + lambda x >= 0 for lambda in [0, 1], x = X/b >= 0",
        R"(1+\lambda(X/b-1)\ge0)",
        "lambda in [0, 1], x >= 0",
        e_processes,
        "a polynomial identity; both terms are products of factors >= 0"};
    static constexpr Result prove() {
        const auto lambda = Symbolic::symbol(0);
        const auto x = Symbolic::symbol(1);
        return proof::identity(is_zero(1 + lambda * (x - 1) - (1 - lambda) - Sign * (lambda * x)));
    }
};

/// p(y) + q(y) e^y has the derivative p' + (q + q') e^y.
template <int Half = 2>
struct maurer {
    static constexpr Statement statement{
        "e-process/maurer",
        "e^(-y) <= 1 - y + y^2/2",
        R"(e^{-y}\le 1-y+\tfrac{y^2}2)",
        "y >= 0",
        e_processes,
        "times e^y: h = (1 - y + y^2/2) e^y - 1 has h(0) = 0 and h' = (y^2/2) e^y >= 0"};
    static constexpr Result prove() {
        const auto y = Symbolic::symbol(0);
        const auto q = 1 - y + Rational(1, Half) * (y * y);
        const auto slope = q + derivative(q, 0);  // of e^y in h'
        return proof::identity(has_nonnegative_coefficients(slope) &&
                               is_zero(slope - Rational(1, 2) * (y * y)));
    }
};

template <int Four = 4>
struct quadratic_bet {
    static constexpr Statement statement{
        "e-process/quadratic-bet",
        "1 + lambda (b-x) + mu ((x-c)^2 - M) >= 0 for all x at mu = (H - sqrt(H^2 - lambda^2 M))/(2M)",
        R"(1+\lambda(b-x)+\mu((x-c)^2-M)\ge0)",
        "H = 1 + lambda (b-c) > 0, H^2 >= lambda^2 M, M > 0",
        e_processes,
        "z = x - c, r = sqrt(H^2 - lambda^2 M): 4 mu (H - mu M) = lambda^2 as (H - r)(H + r) = lambda^2 M, "
        "so 4 mu times "
        "H - lambda z + mu z^2 - mu M is (2 mu z - lambda)^2"};
    static constexpr Result prove() {
        const auto z = Symbolic::symbol(0);
        const auto mu = Symbolic::symbol(1);
        const auto lambda = Symbolic::symbol(2);
        const auto m = Symbolic::symbol(3);
        // H from 4 mu (H - mu M) = lambda^2, times 4 mu: 4 mu H = lambda^2 + 4 mu^2 M
        const auto four_mu_h = lambda * lambda + Four * (mu * mu * m);
        const bool is_square = is_zero(four_mu_h - 4 * (mu * lambda * z) + 4 * square(mu * z) -
                                       4 * (mu * mu * m) - square(2 * (mu * z) - lambda));
        // 4 mu (H - mu M) M = (H - r)(H + r) with 2 mu M = H - r, in the symbols H (0) and r (1)
        const auto h = Symbolic::symbol(0);
        const auto r = Symbolic::symbol(1);
        const auto two_mu_m = h - r;
        const bool is_root = is_zero(2 * two_mu_m * (h - Rational(1, 2) * two_mu_m) - (h - r) * (h + r));
        return proof::identity(is_square && is_root);
    }
};

template <int Four = 4>
struct clipped_mean {
    static constexpr Statement statement{
        "e-process/clip", "(x - c)_+ <= x^2/(4c)",        R"((x-c)_+\le\tfrac{x^2}{4c})", "x >= 0, c > 0",
        e_processes,      "x^2 - 4c (x - c) = (x - 2c)^2"};
    static constexpr Result prove() {
        const auto x = Symbolic::symbol(0);
        const auto c = Symbolic::symbol(1);
        return proof::identity(is_zero(x * x - Four * (c * (x - c)) - square(x - 2 * c)));
    }
};

template <int Fourth = 4>
struct catoni {
    static constexpr Statement statement{"e-process/catoni",
                                         "-log(1 - x + x^2/2) <= phi(x) <= log(1 + x + x^2/2), phi(x) = "
                                         "sign(x) log(1 + |x| + x^2/2), and phi increases",
                                         R"(-\log(1-x+\tfrac{x^2}2)\le\phi(x)\le\log(1+x+\tfrac{x^2}2))",
                                         "all real x",
                                         e_processes,
                                         "both sides follow from (1 + x + x^2/2)(1 - x + x^2/2) = 1 + x^4/4 "
                                         ">= 1; phi' = (1 + |x|)/(1 + |x| + x^2/2) > 0"};
    static constexpr Result prove() {
        const auto x = Symbolic::symbol(0);
        const auto half = Rational(1, 2) * (x * x);
        const auto growing = 1 + x + half;
        return proof::identity(is_zero(growing * (1 - x + half) - (1 + Rational(1, Fourth) * power(x, 4))) &&
                               is_zero(derivative(growing, 0) - (1 + x)));
    }
};

template <int Quarter = 4>
struct median_of_means {
    static constexpr Statement statement{"e-process/median-of-means",
                                         "P(Bin(k, 1/4) >= k/2) <= e^(-k/8)",
                                         R"(P(\mathrm{Bin}(k,\tfrac14)\ge\tfrac k2)\le e^{-k/8})",
                                         "k >= 1",
                                         "docs/theory/resnet-commute, section 2.4",
                                         "Hoeffding's exponent 2 k (1/2 - 1/4)^2 = k/8"};
    static constexpr Result prove() {
        const Rational gap = Rational(1, 2) - Rational(1, Quarter);
        return proof::identity(Rational(2) * gap * gap == Rational(1, 8));
    }
};

template <int Cross = 2>
struct norm_witness {
    static constexpr Statement statement{"e-process/norm-witness",
                                         "W2 <= b implies (sqrt v - b)_+^2 <= E Q <= (sqrt v + b)^2",
                                         R"((\sqrt v-b)_+^2\le EQ\le(\sqrt v+b)^2)",
                                         "v, b >= 0",
                                         e_processes,
                                         "by Cauchy and Schwarz E Q lies between v -+ 2 sqrt(v) b + b^2, the "
                                         "squares: s^2 + 2 s b + b^2 = (s + b)^2, s = sqrt v"};
    static constexpr Result prove() {
        const auto s = Symbolic::symbol(0);
        const auto b = Symbolic::symbol(1);
        return proof::identity(is_zero(s * s + Cross * (s * b) + b * b - square(s + b)) &&
                               is_zero(s * s - Cross * (s * b) + b * b - square(s - b)));
    }
};

template <int Percent = 100>
struct budget {
    static constexpr Statement statement{
        "e-process/budget",
        "sum_(j<=J) 6/(pi^2 j^2) <= 1: the levels of a claim's cells never add up to more than its own",
        R"(\sum_j\tfrac6{\pi^2j^2}\le1)",
        "all J",
        "docs/theory/statistics, error budget",
        "1/j^2 <= 1/(j-1) - 1/j beyond 1000, and the sum of 1000 terms plus 1/1000 is below pi^2/6 + 10^-6; "
        "Euler's "
        "sum is pi^2/6, so partial sums stay below it"};
    static constexpr Result prove() {
        proof::Interval sum = 0;
        for (int j = 1; j <= 1000; ++j) sum = sum + proof::Interval(1) / (j * j);
        const proof::Interval limit = proof::Interval(Percent) / 100 * square(proof::pi) / 6;
        return proof::decided(
            sum.hi < limit.lo && (limit - sum).hi < 1.0 / 1000 && (limit - sum).lo > 1.0 / 1001,
            sum.lo > limit.hi, limit.lo - sum.hi);
    }
};

}  // namespace limitcheck::theorems::e_processes
