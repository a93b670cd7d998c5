#include "limitcheck/statistics/budget.hpp"

#include "directed.hpp"
#include "limitcheck/cell/error.hpp"

namespace limitcheck::statistics {

using detail::Directed;

namespace {

// log(pi^2 k^2 / 6), up.
void add_log_share(Directed& sum, std::uint64_t k) {
    Directed share;
    mpfr_const_pi(share.get(), MPFR_RNDU);
    mpfr_mul_ui(share.get(), share.get(), k, MPFR_RNDU);
    mpfr_sqr(share.get(), share.get(), MPFR_RNDU);
    mpfr_div_ui(share.get(), share.get(), 6, MPFR_RNDU);
    mpfr_log(share.get(), share.get(), MPFR_RNDU);
    mpfr_add(sum.get(), sum.get(), share.get(), MPFR_RNDU);
}

}  // namespace

LogThreshold log_threshold(double alpha, std::uint64_t j, std::uint64_t attempt) {
    if (!(alpha > 0.0 && alpha < 1.0)) {
        throw Error("error budget: an error rate must lie strictly between 0 and 1");
    }
    if (j == 0 || attempt == 0) {
        throw Error("error budget: cells and attempts are counted from 1");
    }
    Directed sum(static_cast<double>(claims_in_a_suite));
    mpfr_div(sum.get(), sum.get(), Directed(alpha).get(), MPFR_RNDU);
    mpfr_log(sum.get(), sum.get(), MPFR_RNDU);
    add_log_share(sum, j);
    add_log_share(sum, attempt);
    return {sum.to_double(MPFR_RNDU)};
}

Thresholds ErrorBudget::cell(std::uint64_t j) const {
    return {log_threshold(alpha_verify, j, attempt), log_threshold(alpha_refute, j, attempt)};
}

}  // namespace limitcheck::statistics
