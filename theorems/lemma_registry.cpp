#include "limitcheck/theorems/lemma_registry.hpp"

#include <algorithm>
#include <stdexcept>

#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {
namespace {

ProvedLemma listed(const proof::LemmaRecord& record) {
    const proof::Statement& s = record.statement;
    const proof::Result& r = record.result;
    return {s.name,
            s.plain,
            s.latex,
            s.domain,
            s.source,
            s.reduction,
            r.cells,
            r.bound,
            r.lo,
            r.hi,
            record.reduction_gap};
}

std::vector<ProvedLemma> collected() {
    std::vector<ProvedLemma> all;
    for (const auto group : {
             arc_cosine_map_lemmas,
             arc_cosine_series_lemmas,
             covariance_chi_lemmas,
             covariance_nu_lemmas,
             covariance_refined_second_lemmas,
             covariance_refined_third_lemmas,
             covariance_algebra_lemmas,
             gaussian_sampling_lemmas,
             gaussian_growth_lemmas,
             commutativity_flow_lemmas,
             collapse_lemmas,
             mlp_norm_lemmas,
             diffusion_shaped_lemmas,
             diffusion_finite_width_lemmas,
             e_process_lemmas,
         }) {
        for (const proof::LemmaRecord& record : group()) all.push_back(listed(record));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

}  // namespace

const std::vector<ProvedLemma>& proved_lemmas() {
    static const std::vector<ProvedLemma> all = collected();
    return all;
}

const ProvedLemma& proved_lemma(std::string_view name) {
    const auto& all = proved_lemmas();
    const auto found = std::find_if(all.begin(), all.end(), [name](const auto& l) { return l.name == name; });
    if (found == all.end()) throw std::out_of_range("no lemma named " + std::string(name));
    return *found;
}

}  // namespace limitcheck::theorems
