// The inequality behind each e-process, proved where this file is compiled.
#include "limitcheck/theorems/e_processes/lemmas/inequalities.hpp"

#include "limitcheck/theorems/lemma_groups.hpp"
#include "limitcheck/theorems/reduction_check.hpp"

namespace limitcheck::theorems {
namespace {

double betting_gap() {
    return check::shortfall(0, 1, [](double lambda) {
        double least = 1;
        for (const double x : {0.0, 0.1, 1.0, 30.0}) least = std::min(least, 1 + lambda * (x - 1));
        return least;
    });
}
double maurer_gap() {
    return check::shortfall(0, 5, [](double y) { return 1 - y + y * y / 2 - std::exp(-y); });
}
/// The least factor over x is at x = c + lambda/(2 mu), and 0 where k = 1.
double quadratic_bet_gap() {
    double gap = 0;
    const double m = 0.7;
    for (const double centre : {-0.4, 0.0, 0.9}) {
        for (const double bound : {centre, centre + 0.3}) {
            for (const double lambda : {0.01, 0.3, 1.1}) {
                const double head = 1 + lambda * (bound - centre);
                for (const double k : {1.0, 0.75, 0.0, -1.0}) {
                    const double mu = (head - k * std::sqrt(head * head - lambda * lambda * m)) / (2 * m);
                    const auto factor = [&](double x) {
                        return 1 + lambda * (bound - x) + mu * ((x - centre) * (x - centre) - m);
                    };
                    const double at = centre + lambda / (2 * mu);
                    gap = std::max({gap, k == 1 ? std::fabs(factor(at)) : -factor(at), -factor(at - 0.5),
                                    -factor(at + 2), -factor(bound)});
                }
            }
        }
    }
    return gap;
}
double clip_gap() {
    return check::shortfall(0, 9, [](double x) {
        double margin = 1;
        for (const double c : {0.2, 1.0, x / 2 + 0.01})
            margin = std::min(margin, x * x / (4 * c) - std::max(0.0, x - c));
        return margin;
    });
}
double catoni_gap() {
    return check::shortfall(-6, 6, [](double x) {
        const auto phi = [](double y) {
            const double modulus = std::log(1 + std::fabs(y) + y * y / 2);
            return y < 0 ? -modulus : modulus;
        };
        return std::min({std::log(1 + x + x * x / 2) - phi(x), phi(x) + std::log(1 - x + x * x / 2),
                         phi(x + 0.01) - phi(x)});
    });
}
/// The binomial probabilities themselves, k <= 60.
double median_of_means_gap() {
    double gap = 0;
    for (int k = 1; k <= 60; ++k) {
        double probability = 0;
        for (int j = (k + 1) / 2; j <= k; ++j) {
            probability += std::exp(std::lgamma(k + 1) - std::lgamma(j + 1) - std::lgamma(k - j + 1) +
                                    j * std::log(0.25) + (k - j) * std::log(0.75));
        }
        gap = std::max(gap, probability - std::exp(-k / 8.0));
    }
    return gap;
}
double event_gap() {
    return check::shortfall(0.01, 0.99, [](double b) {
        double margin = 1;
        for (const double p : {0.0, b / 3, b}) {
            for (const double u : {b, (1 + b) / 2, 1.0}) {
                margin = std::min(margin, 1 + 1e-14 - (p * u / b + (1 - p) * (1 - u) / (1 - b)));
            }
        }
        return margin;
    });
}
/// A centred Gaussian of deviation r has W2 = |r - s| to the target of deviation s, and E Q = r^2.
double norm_witness_gap() {
    return check::shortfall(0, 2, [](double r) {
        const double s = 0.8;
        const double distance = std::fabs(r - s);
        const double low = std::max(0.0, s - distance);
        return std::min(r * r - low * low, (s + distance) * (s + distance) - r * r) + 1e-15;
    });
}
/// A million levels: below 1 by their tail, 6/(pi^2 J).
double budget_gap() {
    double sum = 0;
    const int last = 1'000'000;
    for (int j = last; j >= 1; --j) sum += 6 / (std::numbers::pi * std::numbers::pi * j) / j;
    return std::fabs(sum + 6 / (std::numbers::pi * std::numbers::pi * (last + 0.5)) - 1);
}

}  // namespace

std::span<const proof::LemmaRecord> e_process_lemmas() {
    using namespace e_processes;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<betting_factor<>>(betting_gap),
        proof::proved<maurer<>>(maurer_gap),
        proof::proved<quadratic_bet<>>(quadratic_bet_gap),
        proof::proved<clipped_mean<>>(clip_gap),
        proof::proved<catoni<>>(catoni_gap),
        proof::proved<median_of_means<>>(median_of_means_gap),
        proof::proved<event_ratio<>>(event_gap),
        proof::proved<norm_witness<>>(norm_witness_gap),
        proof::proved<budget<>>(budget_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
