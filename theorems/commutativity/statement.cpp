// The statement's metadata.
#include "limitcheck/theorems/commutativity/statement.hpp"

namespace limitcheck::theorems::commutativity {

const Theorem& theorem() {
    static const Theorem statement{
        "resnet/commutativity",
        "Width and depth limits of a residual network commute for every array of branch scales",
        {"Hayou, Commutative Width and Depth Scaling in Deep Neural Networks", "2310.01683",
         "docs/theory/resnet-commute, section 4, Theorem C"},
        {"ReLU activation", "weights independent N(0, 1/n), input layer N(0, 1/d)",
         "any array of branch scales with bounded sums of squares"},
        {"paper-proof: the coupling of Theorem C and the propagation of its error through the layers are "
         "proved by "
         "hand, in docs/theory/resnet-commute, sections 3.1 and 4"},
        {"covariance/chi",
         "covariance/nu",
         "covariance/refined-first",
         "covariance/refined-second",
         "covariance/refined-third",
         "covariance/bures",
         "covariance/product-difference",
         "covariance/time-shift",
         "covariance/one-layer-lags",
         "gaussian/root-inequality",
         "gaussian/root-square",
         "gaussian/fourth-moment-step",
         "gaussian/growth-table",
         "gaussian/exponential",
         "gaussian/logarithm",
         "arc-cosine/reflection",
         "arc-cosine/slope",
         "arc-cosine/above-identity",
         "arc-cosine/gap-decreases",
         "arc-cosine/euler-step",
         "arc-cosine/series",
         "arc-cosine/series-ratio"}};
    return statement;
}

}  // namespace limitcheck::theorems::commutativity
