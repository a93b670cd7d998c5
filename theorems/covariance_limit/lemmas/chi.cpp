// The supremum of chi, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

#include "limitcheck/theorems/covariance_limit/lemmas/fluctuation_check.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {
namespace {

double reduction_gap() {
    return covariance_limit::check::gap(covariance_limit::chi_expression<proof::Decimal{}>{},
                                        &covariance_limit::check::Direct::chi,
                                        [](double w) { return w / 2; });
}

}  // namespace

std::span<const proof::LemmaRecord> covariance_chi_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<chi_at_most<>>(reduction_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
