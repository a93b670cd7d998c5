// Fixed width, growing depth: nearly parallel inputs collapse exponentially, like e^{-2L/n} on the
// logarithmic scale, and not like L^-2 (docs/theory/collapse.md, sections 2 and 6, statement 3).
//
// As rho_0 -> 1 the log of (1-rho_L)/(1-rho_0) is a sum of L independent terms log(chi^2_{N-1}/chi^2_N), N ~
// Bin(n, 1/2), of known mean and variance. At 1 - rho_0 = 1e-12 that is so up to a share of about 1e-6, which
// is assumed, not proved: the verdicts say so.
#include "collapse_chain.hpp"
#include "limitcheck/claim/memo.hpp"
#include "limitcheck/claim/registry.hpp"
#include "limitcheck/theorems/correlation_collapse/statement.hpp"

namespace {

using namespace limitcheck;
using namespace limitcheck::properties;
using precise::Enclosure;

/// Mean and variance of log(chi^2_{N-1}/chi^2_N) given N >= 2, which is that the ratio is neither 0 nor
/// undefined.
struct LogRatio {
    Enclosure mean;
    Enclosure variance;
};

LogRatio log_ratio(std::int64_t width) {
    Enclosure weight = pow(Enclosure::ratio(1, 2), static_cast<int>(width)) * width;  // P(N = 1)
    Enclosure total(0), mean(0), inner(0), squares(0);
    for (std::int64_t k = 2; k <= width; ++k) {
        weight = weight * (width - k + 1) / k;
        // Of log chi^2_k: digamma(k/2) + log 2 and trigamma(k/2).
        const Enclosure centre = precise::digamma_half(k - 1) - precise::digamma_half(k);
        total += weight;
        mean += weight * centre;
        squares += weight * square(centre);
        inner += weight * (precise::trigamma_half(k - 1) + precise::trigamma_half(k));
    }
    mean /= total;
    return {mean, inner / total + squares / total - square(mean)};
}

/// What the claim takes for true; a falsification changes the mean.
struct Facts {
    enum class Mean { exact, leading_order, twice, none } mean = Mean::exact;
};

struct Numbers {
    Enclosure mean;       ///< as stated
    Enclosure tolerance;  ///< a tenth of the exact mean
    Enclosure most, least;
    Enclosure exact;   ///< the mean of the limit rho_0 -> 1
    Enclosure spread;  ///< its variance and a hundredth
};

Numbers numbers_at(const Cell& cell, const Facts& facts) {
    const LogRatio one = log_ratio(cell.width);
    const std::int64_t layers = cell.layer();
    Numbers numbers;
    numbers.exact = one.mean * layers;
    numbers.spread = one.variance * layers * Enclosure::ratio(101, 100);
    switch (facts.mean) {
        case Facts::Mean::exact:
            numbers.mean = numbers.exact;
            break;
        case Facts::Mean::leading_order:
            numbers.mean = Enclosure::ratio(-2, cell.width) * layers;
            break;
        case Facts::Mean::twice:
            numbers.mean = Enclosure::ratio(-4, cell.width) * layers;
            break;
        case Facts::Mean::none:
            numbers.mean = 0;
            break;
    }
    numbers.tolerance = abs(numbers.exact) / 10;
    numbers.most = numbers.mean + numbers.tolerance;
    numbers.least = numbers.mean - numbers.tolerance;
    return numbers;
}

constexpr double start = 1e-12;
constexpr const char* variance_assumption =
    "parallel-limit: from 1-rho_0 = 1e-12 the variance of the log exceeds that of its limit rho_0 -> 1 by at "
    "most 1 %";

Test decay(const Facts& facts) {
    const Memo<Numbers> numbers([facts](const Cell& cell) { return numbers_at(cell, facts); });
    // A variance, not a moment about the mean: that one is what is claimed.
    const VarianceBound spread = assumed_variance(numbers.pick(&Numbers::spread), variance_assumption);
    return measuring(measure_collapse_log(start))
        .within(numbers.pick(&Numbers::tolerance), numbers.pick(&Numbers::mean))
        .estimated_by("log collapse")
        .decided_by({mean("log collapse").at_most(numbers.pick(&Numbers::most)) | spread,
                     mean("log collapse").at_least(numbers.pick(&Numbers::least)) | spread});
}

}  // namespace

LIMITCHECK_CLAIM("mlp/correlation-collapse/finite-width-exponential") {
    const std::vector<std::string> deep{"n=20,L=400,t=1"};
    return claim()
        .title("At fixed width nearly parallel inputs collapse exponentially with depth")
        .states(
            R"(\Bigl|E \log\tfrac{1-\rho_L}{1-\rho_0} - L\,\mu_n\Bigr| \le \tfrac1{10} L\,|\mu_n|,\quad )"
            R"(\mu_n = E\bigl[\psi(\tfrac{N-1}2) - \psi(\tfrac N2)\bigr],\ N \sim \mathrm{Bin}(n, \tfrac12))"
            R"(,\ 1-\rho_0 = 10^{-12})",
            "E log((1-rho_L)/(1-rho_0)) is within a tenth of L mu_n from 1-rho_0 = 1e-12, where mu_n = E "
            "[psi((N-1)/2) - psi(N/2)] = -2/n + O(1/n^2), N ~ Bin(n, 1/2) given N >= 2; given that every "
            "layer has at least two neurons that are active")
        .from(theorems::correlation_collapse::theorem())
        .assuming(variance_assumption)
        .over(cells().width(16, 40).depth(64, 2560).limit(
            [](const Cell& cell) { return cell.depth <= 64 * std::uint64_t{cell.width}; },
            "L at most 64 n (beyond, 1-rho leaves the range of a double)"))
        .tests(decay({}))
        .falsified_by("the leading order -2 L/n is exact", "mean 22 % too small at n = 20", 0.22,
                      decay({.mean = Facts::Mean::leading_order}), deep)
        .falsified_by("twice the rate (s = 0)", "mean -4 L/n, 57 % too large at n = 20", 0.57,
                      decay({.mean = Facts::Mean::twice}), deep)
        .falsified_by("no decay", "mean 0 in place of L mu_n", 1.0, decay({.mean = Facts::Mean::none}), deep);
}
