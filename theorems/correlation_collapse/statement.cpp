// The statement's metadata.
#include "limitcheck/theorems/correlation_collapse/statement.hpp"

namespace limitcheck::theorems::correlation_collapse {

const Theorem& theorem() {
    static const Theorem statement{
        "mlp/correlation-collapse",
        "Inputs become parallel in a deep network without skip connections, at the rate l^{-2}",
        {"Hayou and Yang, Width and Depth Limits Commute in Residual Networks (ICML 2023)", "2302.00453",
         "docs/theory/resnet-commute, sections 5.2 and 5.3"},
        {"ReLU activation", "weights N(0, 2/n), no skip connection",
         "infinite width: c_{l+1} = f(c_l), -1 <= c_0 < 1"},
        {"paper-proof: the step from the recursion to its two-sided enclosure is proved by hand, in "
         "docs/theory/resnet-commute, section 5.3"},
        {"arc-cosine/series", "arc-cosine/series-ratio", "arc-cosine/reflection", "arc-cosine/slope",
         "arc-cosine/gap-decreases", "arc-cosine/psi-increases", "arc-cosine/psi-excess-increases",
         "arc-cosine/gap-above-leading", "collapse/step", "collapse/g0"}};
    return statement;
}

}  // namespace limitcheck::theorems::correlation_collapse
