// The statement's metadata.
#include "limitcheck/theorems/covariance_limit/statement.hpp"

namespace limitcheck::theorems::covariance_limit {

const Theorem& theorem() {
    static const Theorem statement{
        "resnet/covariance-limit",
        "Covariance and correlation of two inputs converge in a wide, deep residual network",
        {"Hayou and Yang, Width and Depth Limits Commute in Residual Networks (ICML 2023)", "2302.00453",
         "docs/theory/resnet-commute, sections 3.1 and 3.2"},
        {"ReLU activation", "weights independent N(0, 1/n), input layer N(0, 1/d)",
         "branch scale alpha_l = L^{-1/2}", "two inputs; unequal norms by homogeneity",
         "any width n >= 1 and depth L >= 1"},
        {"paper-proof: the coupling through the Bures distance and the propagation of its error through the "
         "layers "
         "are proved by hand, in docs/theory/resnet-commute, sections 3.1 and 3.2"},
        {"covariance/chi",
         "covariance/nu",
         "covariance/refined-first",
         "covariance/refined-second",
         "covariance/refined-third",
         "covariance/bures",
         "covariance/product-difference",
         "covariance/unit-vectors",
         "covariance/time-shift",
         "covariance/one-layer-lags",
         "gaussian/root-inequality",
         "gaussian/root-square",
         "gaussian/layer-moments",
         "gaussian/fourth-moment-step",
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

}  // namespace limitcheck::theorems::covariance_limit
