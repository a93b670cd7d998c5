#include "limitcheck/statistics/coverage.hpp"

#include <fmt/format.h>

#include "directed.hpp"
#include "limitcheck/cell/error.hpp"
#include "limitcheck/statistics/detail/rounding.hpp"

namespace limitcheck::statistics {

using namespace detail;

namespace {

// Is P(Bin(trials, p) <= events) <= g for certain? All terms are positive and rounded up.
bool tail_is_below(std::uint64_t trials, std::uint64_t events, double p, double g) {
    Directed q_above(1.0);
    mpfr_sub_d(q_above.get(), q_above.get(), p, MPFR_RNDU);
    Directed odds(1.0);
    mpfr_sub_d(odds.get(), odds.get(), p, MPFR_RNDD);
    if (mpfr_sgn(odds.get()) <= 0) {
        return true;
    }
    mpfr_d_div(odds.get(), p, odds.get(), MPFR_RNDU);
    Directed term;
    mpfr_pow_ui(term.get(), q_above.get(), trials, MPFR_RNDU);
    Directed sum;
    mpfr_set(sum.get(), term.get(), MPFR_RNDU);
    for (std::uint64_t j = 0; j < events; ++j) {
        mpfr_mul_ui(term.get(), term.get(), trials - j, MPFR_RNDU);
        mpfr_div_ui(term.get(), term.get(), j + 1, MPFR_RNDU);
        mpfr_mul(term.get(), term.get(), odds.get(), MPFR_RNDU);
        mpfr_add(sum.get(), sum.get(), term.get(), MPFR_RNDU);
        if (mpfr_cmp_d(sum.get(), g) > 0) {
            return false;
        }
    }
    return mpfr_cmp_d(sum.get(), g) <= 0;
}

void check(std::uint64_t trials, std::uint64_t events, double g) {
    require(trials >= 1 && events <= trials && g > 0.0 && g < 1.0,
            "Clopper-Pearson: needs trials >= 1, events <= trials, 0 < g < 1");
}

}  // namespace

double clopper_pearson_upper(std::uint64_t trials, std::uint64_t events, double g) {
    check(trials, events, g);
    if (events == trials) {
        return 1.0;
    }
    double low = 0.0;  // not below for certain: there the probability is 1
    double high = 1.0;
    while (true) {
        const double middle = low + 0.5 * (high - low);
        if (!(middle > low && middle < high)) {
            return high;
        }
        (tail_is_below(trials, events, middle, g) ? high : low) = middle;
    }
}

double clopper_pearson_lower(std::uint64_t trials, std::uint64_t events, double g) {
    check(trials, events, g);
    return events == 0 ? 0.0 : sub_down(1.0, clopper_pearson_upper(trials, trials - events, g));
}

Coverage coverage(std::uint64_t cells, std::uint64_t failures, double g, double alpha_verify) {
    require(failures <= cells, "coverage: more failures than cells");
    require(alpha_verify >= 0.0 && alpha_verify < 1.0, "coverage: the error rate must lie in [0, 1)");
    Coverage result{cells, failures, 1.0, sub_down(sub_down(1.0, g), alpha_verify)};
    if (cells == 0) {
        return result;
    }
    const double mass = clopper_pearson_upper(cells, failures, g);
    // The cells are not all of one law. With mean mass p, P(no failure) <= (1-p)^K always, and for U >= 1 the
    // binomial tail is an upper bound where U <= K p - 1 (Hoeffding 1956, theorem 4), and may be none beyond.
    const bool holds =
        failures == 0 || mul_down(static_cast<double>(cells), mass) >= static_cast<double>(failures + 1);
    result.violating_mass = holds ? mass : 1.0;
    return result;
}

std::string to_text(const Coverage& c) {
    if (c.cells == 0) {
        return "no cell was drawn from the domain: nothing is known of it as a whole";
    }
    const std::string verified =
        fmt::format("{} of {} random cells verified: ", c.cells - c.failures, c.cells);
    if (c.violating_mass >= 1.0) {
        return verified + "no bound on the share of the domain that violates the statement";
    }
    const auto percent = [](double x) { return std::ceil(x * 1e4) / 100.0; };
    return verified +
           fmt::format(
               "with confidence {:.4f} at most {:.2f} % of the generator's mean mass lies on cells that "
               "violate the statement (the mean over these cells' laws; their number was fixed before the "
               "run, "
               "each was drawn independently; cells not verified count as violating, vacuous ones are not "
               "among them)",
               std::floor(c.confidence * 1e4) / 1e4, percent(c.violating_mass));
}

}  // namespace limitcheck::statistics
