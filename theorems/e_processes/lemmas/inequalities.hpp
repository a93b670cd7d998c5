// The inequality behind each e-process (docs/theory/statistics, "E-processes", items 1 to 7): why every
// factor has mean at most 1 under its null, and is not negative.
#pragma once

#include "limitcheck/proof/decide.hpp"
#include "limitcheck/proof/lemma.hpp"

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
        return proof::vanishes(1 + lambda * (x - 1) - (1 - lambda) - Sign * (lambda * x));
    }
};

/// p(y) + q(y) e^y has the derivative p' + (q + q') e^y. The constant 1/2 is sharp at y = 0.
template <int Billionths = 0>
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
        const auto q = 1 - y + proof::moved({1, 2}, -Billionths) * (y * y);
        return proof::grows_from_zero(q + derivative(q, 0));  // of e^y in h'
    }
};

template <int Four = 4>
struct quadratic_bet {
    static constexpr Statement statement{
        "e-process/quadratic-bet",
        "1 + lambda (b-x) + mu ((x-c)^2 - M) >= 0 for all x at mu = (H - k sqrt(H^2 - lambda^2 M))/(2M) > 0",
        R"(1+\lambda(b-x)+\mu((x-c)^2-M)\ge0)",
        "H = 1 + lambda (b-c) > 0, H^2 >= lambda^2 M, M > 0, k^2 <= 1",
        e_processes,
        "M = 1 by scaling, z = x - c, r = sqrt(H^2 - lambda^2): 4 mu times H - lambda z + mu z^2 - mu is "
        "(2 mu z - lambda)^2 plus 4 mu (H - mu) - lambda^2, which is (1 - k^2) r^2 >= 0"};
    static constexpr Result prove() {
        // M = 1: z and lambda are in units of sqrt M and its inverse, mu in units of 1/M.
        const auto z = Symbolic::symbol(0);
        const auto mu = Symbolic::symbol(1);
        const auto lambda = Symbolic::symbol(2);
        const auto height = Symbolic::symbol(3);
        const auto rest = Four * (mu * (height - mu)) - lambda * lambda;
        const auto is_square = proof::vanishes(4 * (mu * (height - lambda * z + mu * (z * z) - mu)) -
                                               square(2 * (mu * z) - lambda) - rest);
        // rest with 2 mu = H - k r and lambda^2 = H^2 - r^2, in the symbols H (0), r (1) and k (2)
        const auto h = Symbolic::symbol(0);
        const auto r = Symbolic::symbol(1);
        const auto k = Symbolic::symbol(2);
        const auto two_mu = h - k * r;
        return both(is_square, proof::vanishes(2 * two_mu * (h - Rational(1, 2) * two_mu) -
                                               (square(h) - square(r)) - (1 - k * k) * (r * r)));
    }
};

/// The constant 1/4 is sharp at x = 2c.
template <int Billionths = 0>
struct clipped_mean {
    static constexpr Statement statement{
        "e-process/clip",
        "(x - c)_+ <= x^2/(4c)",
        R"((x-c)_+\le\tfrac{x^2}{4c})",
        "x >= 0, c > 0",
        e_processes,
        "c = 1 by scaling: x^2 - 4 (x - 1) = (x - 2)^2 for x >= 1, in x = 2 v"};
    static constexpr Result prove() {
        const auto y = Symbolic::symbol(0);
        const Result square_of_y = proof::vanishes(square(2 + y) - 4 * (1 + y) - square(y));
        const Rational at_two =
            Rational(4) - proof::moved(4, Billionths);  // x^2 - F (x - 1) at x = 2; F <= 4 is enough
        Result factor =
            proof::decided(sign(at_two) >= 0, sign(at_two) < 0, enclosure(at_two).lo, proof::Method::algebra);
        factor.lo = factor.hi = 2;
        return both(square_of_y, factor);
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
        return both(proof::vanishes(growing * (1 - x + half) - (1 + Rational(1, Fourth) * power(x, 4))),
                    proof::vanishes(derivative(growing, 0) - (1 + x)));
    }
};

/// Markov's inequality for 3^Bin(k, 1/4): P <= 3^(-k/2) (3/4 + 3/4)^k = (sqrt 3/2)^k.
template <int Eighths = 1>
struct median_of_means {
    static constexpr Statement statement{
        "e-process/median-of-means",
        "P(Bin(k, 1/4) >= k/2) <= e^(-k/8)",
        R"(P(\mathrm{Bin}(k,\tfrac14)\ge\tfrac k2)\le e^{-k/8})",
        "k >= 1",
        "docs/theory/resnet-commute, section 2.4",
        "Markov's inequality for 3^Bin: at most (sqrt 3/2)^k, and sqrt 3/2 <= e^(-1/8)"};
    static constexpr Result prove() {
        const proof::Interval rate = exp(proof::Interval(-Eighths) / 8);
        const Result bound = proof::at_most(sqrt(proof::Interval(3)) / 2, rate);
        return bound.verdict == proof::Verdict::proved ? bound : refuted_at(20);
    }
    /// The probability itself, exactly, against e^(-Eighths k/8).
    static constexpr Result refuted_at(int k) {
        Rational probability = 0;
        for (int j = (k + 1) / 2; j <= k; ++j) {
            probability =
                probability + proof::binomial(k, j) * power(Rational(1, 4), j) * power(Rational(3, 4), k - j);
        }
        const proof::Interval excess = enclosure(probability) - exp(proof::Interval(-Eighths * k) / 8);
        Result result = proof::decided(false, excess.lo > 0, -excess.lo);
        result.lo = result.hi = k;
        return result;
    }
};

/// (u/b) p + ((1-u)/(1-b)) (1-p) - 1 = (p - b)(u - b)/(b (1-b)) <= 0 for p <= b <= u.
template <int Sign = 1>
struct event_ratio {
    static constexpr Statement statement{
        "e-process/event",
        "p u/b + (1-p)(1-u)/(1-b) <= 1 for p <= b <= u: the likelihood ratio of an event has mean at most 1",
        R"(\tfrac{pu}b+\tfrac{(1-p)(1-u)}{1-b}\le1)",
        "0 <= p <= b <= u <= 1, 0 < b < 1",
        e_processes,
        "times b (1-b): p u (1-b) + (1-p)(1-u) b - b (1-b) = (p - b)(u - b)"};
    static constexpr Result prove() {
        const auto p = Symbolic::symbol(0);
        const auto u = Symbolic::symbol(1);
        const auto b = Symbolic::symbol(2);
        return proof::vanishes(p * u * (1 - b) + (1 - p) * (1 - u) * b - b * (1 - b) -
                               Sign * ((p - b) * (u - b)));
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
        return both(proof::vanishes(s * s + Cross * (s * b) + b * b - square(s + b)),
                    proof::vanishes(s * s - Cross * (s * b) + b * b - square(s - b)));
    }
};

/// Partial sums of 1/j^2: S_J = sum_(j<=J) 1/j^2 lies below S_1000 + 1/1000.5 by 1/j^2 < 1/(j - 1/2) - 1/(j +
/// 1/2).
template <int Billionths = 0>
struct budget {
    static constexpr Statement statement{
        "e-process/budget",
        "sum_(j<=J) 6/(pi^2 j^2) < 1: the levels of a claim's cells never add up to more than its own",
        R"(\sum_j\tfrac6{\pi^2j^2}<1)",
        "all J",
        "docs/theory/statistics, error budget",
        "the terms are positive and Euler's sum is pi^2/6 (cited): the enclosure of S_1000 + 1/1000.5, above "
        "every "
        "partial sum by 1/j^2 < 1/(j - 1/2) - 1/(j + 1/2), holds pi^2/6 to 10^-10"};
    static constexpr Result prove() {
        proof::Interval head = 0;
        for (int j = 1; j <= 1000; ++j) head = head + proof::Interval(1) / (j * j);
        const auto t = Symbolic::symbol(0);
        // 1/(j-1/2) - 1/(j+1/2) = 1/(j^2 - 1/4), and with j^2 = 1/4 + t: 1/t - 1/(t + 1/4) = (1/4)/(t (t +
        // 1/4)) > 0
        const Result telescopes = both(proof::vanishes((t + Rational(1, 2)) - (t - Rational(1, 2)) - 1),
                                       proof::nonnegative((t + Rational(1, 4)) - t));
        // the rest beyond J = 10^11, and 1/t - 1/(t + 1/4) < 1/(4 (j-1)^4), summed over j > 1000
        const proof::Interval upper = head + proof::Interval(2) / 2001;
        const proof::Interval lower = upper - proof::Interval(1) / proof::Interval(1'000'000'000) -
                                      proof::Interval(1) / 12 / power(proof::Interval(999), 3);
        const proof::Interval euler = square(proof::pi) / 6;
        const proof::Interval limit = enclosure(proof::moved(1, -Billionths)) * euler;
        return both(telescopes,
                    proof::decided(sign(proof::moved(1, -Billionths) - 1) >= 0 && lower.hi < euler.lo &&
                                       euler.hi<upper.lo, lower.lo> limit.hi,
                                   limit.hi - lower.lo));
    }
};

}  // namespace limitcheck::theorems::e_processes
