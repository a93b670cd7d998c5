// One function a lemma file: what the registry puts together. A group's records are constant expressions of
// its own .cpp, so that no other file compiles a proof.
#pragma once

#include <span>

#include "limitcheck/proof/lemma.hpp"

namespace limitcheck::theorems {

std::span<const proof::LemmaRecord> arc_cosine_map_lemmas();
std::span<const proof::LemmaRecord> arc_cosine_series_lemmas();
std::span<const proof::LemmaRecord> covariance_chi_lemmas();
std::span<const proof::LemmaRecord> covariance_nu_lemmas();
std::span<const proof::LemmaRecord> covariance_refined_second_lemmas();
std::span<const proof::LemmaRecord> covariance_refined_third_lemmas();
std::span<const proof::LemmaRecord> covariance_algebra_lemmas();
std::span<const proof::LemmaRecord> gaussian_sampling_lemmas();
std::span<const proof::LemmaRecord> gaussian_growth_lemmas();
std::span<const proof::LemmaRecord> commutativity_flow_lemmas();
std::span<const proof::LemmaRecord> collapse_lemmas();
std::span<const proof::LemmaRecord> mlp_norm_lemmas();
std::span<const proof::LemmaRecord> diffusion_shaped_lemmas();
std::span<const proof::LemmaRecord> diffusion_finite_width_lemmas();
std::span<const proof::LemmaRecord> e_process_lemmas();

}  // namespace limitcheck::theorems
