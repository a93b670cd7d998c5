// The coefficient of n^-3 in the refined bound, proved where this file is compiled.
#include "limitcheck/theorems/covariance_limit/lemmas/fluctuations.hpp"

#include "limitcheck/theorems/covariance_limit/lemmas/fluctuation_check.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {
namespace {

double reduction_gap() {
    return covariance_limit::check::gap(covariance_limit::refined_third_expression<proof::Decimal{}>{},
                                        &covariance_limit::check::Direct::third,
                                        [](double w) { return 16 * std::numbers::pi * w * w * w; });
}

}  // namespace

std::span<const proof::LemmaRecord> covariance_refined_third_lemmas() {
    using namespace covariance_limit;
    static constexpr proof::LemmaRecord lemmas[] = {
        proof::proved<refined_third_at_most<>>(reduction_gap),
    };
    return lemmas;
}

}  // namespace limitcheck::theorems
