// Toy laws with known moments, for calibration: a draw is a pure function of the engine's bits, so that runs
// repeat anywhere.
#pragma once

#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace limitcheck::statistics::testing {

using Engine = std::mt19937_64;

/// Uniform on (0, 1).
inline double uniform(Engine& engine) { return (static_cast<double>(engine() >> 12) + 0.5) * 0x1p-52; }
inline double exponential(Engine& engine) { return -std::log(uniform(engine)); }
inline double normal(Engine& engine) {
    const double radius = std::sqrt(2.0 * exponential(engine));
    return radius * std::cos(2.0 * 3.14159265358979323846 * uniform(engine));
}

struct ToyLaw {
    std::string name;
    double mean;
    double second_moment;
    double maximum;  // infinite when unbounded
    std::function<double(Engine&)> draw;
};

inline std::vector<ToyLaw> toy_laws() {
    const double infinite = INFINITY;
    return {
        {"Bernoulli(0.3)", 0.3, 0.3, 1.0, [](Engine& e) { return uniform(e) < 0.3 ? 1.0 : 0.0; }},
        {"uniform(0,1)", 0.5, 1.0 / 3.0, 1.0, [](Engine& e) { return uniform(e); }},
        {"exponential(1)", 1.0, 2.0, infinite, [](Engine& e) { return exponential(e); }},
        {"squared Gaussian", 1.0, 3.0, infinite,
         [](Engine& e) {
             const double z = normal(e);
             return z * z;
         }},
        {"log-normal(0,1)", std::exp(0.5), std::exp(2.0), infinite,
         [](Engine& e) { return std::exp(normal(e)); }},
        {"Pareto(2.5)", 5.0 / 3.0, 5.0, infinite, [](Engine& e) { return std::pow(uniform(e), -0.4); }},
    };
}

}  // namespace limitcheck::statistics::testing
