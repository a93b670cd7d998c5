// Coq's answers. Written by tools/coq/prove --record; the tests coq.goals and coq.lemmas hold it against the
// goals of this tree and against a fresh run.
#pragma once

#include "limitcheck/theorems/coq_answer.hpp"

namespace limitcheck::theorems {

inline constexpr CoqAnswer coq_record[] = {
    {"arc-cosine/convexity", 0xc3e00af795912e31, true},
    {"arc-cosine/above-identity", 0x7f8e068c20262fc9, true},
    {"arc-cosine/above-zero", 0x56b12797faddf4c1, true},
    {"arc-cosine/below-one", 0xf912ebe044e0d5e3, true},
    {"arc-cosine/above-tangent", 0xd07722ca51333ffc, true},
    {"arc-cosine/truncation", 0xae14a32af540afbc, true},
    {"arc-cosine/psi-increases", 0xb8c32155c54c071a, true},
    {"arc-cosine/psi-excess-increases", 0x61fab3d97e56d4a5, true},
    {"arc-cosine/gap-above-leading", 0xd99133a803006374, true},
    {"arc-cosine/gap-above-two-terms", 0xc49374a2f4ea2e83, true},
    {"arc-cosine/gap-below-two-terms", 0xe8082e9c92f71bbc, true},
    {"arc-cosine/gap-below-leading", 0x868bb1a40051048e, true},
    {"collapse/step", 0xfa6cb20aa715f635, true},
    {"diffusion/f-below-one", 0x7d102357340b7fdb, true},
    {"diffusion/f-above-series", 0xcd67dde9a6fb06a1, true},
    {"diffusion/f-below-series", 0x200b1dae3d6c4b55, true},
    {"diffusion/angle-drift", 0x18eb9867b1d84a63, true},
    {"diffusion/local-error", 0x0ef24bae0b23fb36, true},
    {"covariance/chi", 0x711906f0e48a5b00, true},
    {"covariance/chi-least", 0x00736ea09faab2a2, true},
    {"collapse/limit", 0xb53fb9d3123caca9, true},
    {"collapse/k", 0x3fba34225fb00c82, true},
    {"collapse/second", 0x060b6248d971c404, true},
    {"collapse/kappa", 0x18a12a8c765e7316, true},
    {"mlp/log-variance", 0xd3d1c020a10e2f61, true},
    {"gaussian/third-hermite", 0x8a41284321b21ff2, true},
    {"gaussian/growth-majorant", 0x2cd59f29b69eca20, true},
    {"gaussian/c1", 0x7d56bf61129dd9f0, true},
    {"gaussian/c1-limit", 0xbb9350bf3bca268d, true},
    {"diffusion/strong-bound", 0xcd0402025bbc6855, true},
    {"diffusion/entrance-table", 0xf1a8d918d1f5f604, true},
    {"diffusion/edgeworth", 0x34491daaa3e1de66, true},
};

}  // namespace limitcheck::theorems
