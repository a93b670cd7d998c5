#include "limitcheck/theorems/lemma_registry.hpp"

#include <algorithm>
#include <stdexcept>

#include "limitcheck/theorems/coq_record.hpp"
#include "limitcheck/theorems/lemma_groups.hpp"

namespace limitcheck::theorems {
namespace {

std::string_view words(proof::Method method) {
    switch (method) {
        case proof::Method::algebra:
            return "exact algebra";
        case proof::Method::enclosure:
            return "enclosure";
        case proof::Method::cells:
            return "Taylor forms";
        case proof::Method::flow:
            return "validated flow";
        case proof::Method::sums:
            return "sums";
    }
    throw std::logic_error("a method without a name");
}

std::string_view coq_answer(std::string_view lemma) {
    for (const CoqAnswer& answer : coq_record) {
        if (answer.lemma == lemma) return answer.proved ? "proved" : "not proved";
    }
    return "not exported";
}

ProvedLemma listed(const proof::LemmaRecord& record) {
    const proof::Statement& s = record.statement;
    const proof::Result& r = record.result;
    return {s.name,  s.plain, s.latex, s.domain, s.source,           s.reduction,         words(r.method),
            r.cells, r.bound, r.lo,    r.hi,     coq_answer(s.name), record.reduction_gap};
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

bool is_proved(std::string_view name) {
    const auto& all = proved_lemmas();
    return std::any_of(all.begin(), all.end(), [name](const auto& l) { return l.name == name; });
}

}  // namespace limitcheck::theorems
