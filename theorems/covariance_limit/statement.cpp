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
        {},
        {"sqrt(1+u) >= 1 + u/2 - u^2/8 + u^3/16 - (5/16) u^4 for u >= -1", "chi <= 7.1382 on [-1, 1)",
         "nu <= 905.6 on [-1, 1)", "f is nondecreasing, 1-Lipschitz and at least the identity on [-1, 1]"}};
    return statement;
}

}  // namespace limitcheck::theorems::covariance_limit
