// The statement's metadata.
#include "limitcheck/theorems/gaussian_limit/statement.hpp"

namespace limitcheck::theorems::gaussian_limit {

const Theorem& theorem() {
    static const Theorem statement{
        "resnet/gaussian-limit",
        "Neurons of a wide, deep residual network are Gaussian and independent",
        {"Hayou and Yang, Width and Depth Limits Commute in Residual Networks (ICML 2023)", "2302.00453",
         "docs/theory/resnet-commute, sections 2.1 to 2.4"},
        {"ReLU activation", "weights independent N(0, 1/n), input layer N(0, 1/d)",
         "branch scale alpha_l = L^{-1/2}", "one input a != 0, q0 = |a|^2/d",
         "any width n >= 1 and depth L >= 1"},
        {},
        {"sqrt(1+u) >= 1 + u/2 - u^2/8 + u^3/16 - (5/16) u^4 for u >= -1",
         "n beta_n <= 1.30263 for every n (evaluated for n <= 1500, by the polynomial bound beyond)"}};
    return statement;
}

}  // namespace limitcheck::theorems::gaussian_limit
