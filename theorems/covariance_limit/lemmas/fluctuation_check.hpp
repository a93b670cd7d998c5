// The statements behind theorems/covariance_limit/lemmas/fluctuations.hpp, computed from their definition:
// matrices, with moments by quadrature, no cleared denominators. Run time only.
#pragma once

#include <array>

#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems::covariance_limit::check {

/// E of sum_(ij) p[i][j] a^i b^j, (a, b) = (phi(u), phi(v)).
using Weights = std::array<std::array<double, 9>, 9>;

struct Expectation {
    double angle;
    std::array<std::array<double, 9>, 9> moments{};
    explicit Expectation(double th) : angle(th) {
        for (std::size_t i = 0; i <= 8; ++i) {
            for (std::size_t j = 0; i + j <= 8; ++j) {
                if ((i + j) % 2 == 0) {
                    moments[i][j] =
                        i > 0 && j > 0 ? theorems::check::moment(static_cast<int>(i), static_cast<int>(j), th)
                                       : alone(static_cast<int>(i + j));
                }
            }
        }
    }
    /// E phi(u)^n for even n: half a normal moment, and 1 for n = 0.
    static double alone(int n) {
        double product = 0.5;
        for (int k = 1; k < n; k += 2) product *= k;
        return n == 0 ? 1 : product;
    }
    double operator()(const Weights& p) const {
        double sum = 0;
        for (std::size_t i = 0; i < 9; ++i) {
            for (std::size_t j = 0; i + j < 9; ++j) sum += p[i][j] * moments[i][j];
        }
        return sum;
    }
};

inline Weights times(const Weights& p, const Weights& q) {
    Weights r{};
    for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t j = 0; i + j < 9; ++j)
            for (std::size_t k = 0; i + j + k < 9; ++k)
                for (std::size_t l = 0; i + j + k + l < 9; ++l) r[i + k][j + l] += p[i][j] * q[k][l];
    return r;
}
inline Weights plus(Weights p, const Weights& q, double factor = 1) {
    for (std::size_t i = 0; i < 9; ++i)
        for (std::size_t j = 0; j < 9; ++j) p[i][j] += factor * q[i][j];
    return p;
}

/// chi, nu, the second and the third refined coefficient at one angle.
struct Direct {
    double chi = 0;
    double nu = 0;
    double second = 0;
    double third = 0;

    explicit Direct(double angle) {
        const Expectation mean(angle);
        const double off = theorems::check::f(std::cos(angle));
        const double det = 0.25 * (1 - off * off);
        // Gamma = [[1/2, F/2], [F/2, 1/2]], its inverse, the identity
        const double gamma[2][2] = {{0.5, off / 2}, {off / 2, 0.5}};
        const double inverse[2][2] = {{0.5 / det, -off / 2 / det}, {-off / 2 / det, 0.5 / det}};
        Weights one{};
        one[0][0] = 1;
        Weights x[2] = {};
        x[0][1][0] = 1;
        x[1][0][1] = 1;
        Weights norm{};
        Weights form{};
        for (int i = 0; i < 2; ++i) {
            norm = plus(norm, times(x[i], x[i]));
            for (int j = 0; j < 2; ++j) form = plus(form, times(x[i], x[j]), inverse[i][j]);
        }
        chi = mean(times(norm, form)) - 1;
        const Weights excess = plus(plus(times(norm, form), norm, -2), one);
        nu = mean(times(excess, excess));
        // V = Gamma^-1 x x' - I (similar to the symmetric one); E tr(Gamma W) of words in V, V'
        Weights v[2][2];
        for (int i = 0; i < 2; ++i) {
            for (int j = 0; j < 2; ++j) {
                v[i][j] = i == j ? plus(Weights{}, one, -1) : Weights{};
                for (int k = 0; k < 2; ++k) v[i][j] = plus(v[i][j], times(x[k], x[j]), inverse[i][k]);
            }
        }
        double e3 = 0;
        double e4 = 0;
        double pairings = 0;
        for (int word = 0; word < 32; ++word) {
            const int a = word & 1;
            const int b = word >> 1 & 1;
            const int c = word >> 2 & 1;
            const int d = word >> 3 & 1;
            const int e = word >> 4 & 1;
            // tr(Gamma V V V): Gamma_ab V_bc V_cd V_da; with four factors V_bc V_cd V_de V_ea
            if (e == 0) e3 += gamma[a][b] * mean(times(times(v[b][c], v[c][d]), v[d][a]));
            const Weights first = times(v[b][c], v[c][d]);
            const Weights last = times(v[d][e], v[e][a]);
            e4 += gamma[a][b] * mean(times(first, last));
            pairings += gamma[a][b] * (mean(first) * mean(last) +
                                       mean(times(v[b][c], v[d][e])) * mean(times(v[c][d], v[e][a])) +
                                       mean(times(v[b][c], v[e][a])) * mean(times(v[c][d], v[d][e])));
        }
        second = -e3 / 8 + 0.625 * pairings;
        third = 0.625 * (e4 - pairings);
    }
};

/// The greatest relative distance between `expression` at bound 0 divided by its factor and the statement's
/// value.
template <class Expression, class Factor>
double gap(const Expression& expression, double Direct::*value, Factor factor) {
    double worst = 0;
    for (int k = 1; k < 12; ++k) {
        const double angle = std::numbers::pi * k / 12;
        const double w =
            std::numbers::pi * std::numbers::pi * (1 - std::pow(theorems::check::f(std::cos(angle)), 2));
        const double proved = -expression(proof::angle_form<0>(angle, 0)).a[0] / factor(w);
        const double stated = Direct(angle).*value;
        worst = std::max(worst, std::fabs(proved - stated) / std::fabs(stated));
    }
    return worst;
}

}  // namespace limitcheck::theorems::covariance_limit::check
