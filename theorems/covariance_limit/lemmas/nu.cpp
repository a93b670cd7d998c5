// The supremum of nu, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

#include "limitcheck/theorems/covariance_limit/lemmas/fluctuation_check.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {
namespace {

double reduction_gap() {
    return covariance_limit::check::gap(covariance_limit::nu_expression<proof::Decimal{}>{},
                                        &covariance_limit::check::Direct::nu,
                                        [](double w) { return std::numbers::pi * w * w; });
}

}  // namespace

std::span<const proof::LemmaRecord> covariance_nu_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<nu_at_most<>>(reduction_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
