// The statement's metadata.
#include "limitcheck/theorems/finite_width/statement.hpp"

namespace limitcheck::theorems::finite_width {

const Theorem& theorem() {
    static const Theorem statement{
        "resnet/finite-width",
        "Finite width moves the mean norm and covariance of a residual network by O(1/n)",
        {"", "", "docs/theory/control-variates"},
        {"ReLU activation", "weights independent N(0, 1/n), input layer N(0, 1/d)",
         "branch scale alpha_l = L^{-1/2}", "any width n >= 1 and depth L >= 1"},
        {"paper-proof: the exact mean of the draw and Theorem V are proved by hand, in "
         "docs/theory/control-variates, sections 1, 3 and 5"},
        {"gaussian/layer-moments", "gaussian/fourth-moment-step"}};
    return statement;
}

}  // namespace limitcheck::theorems::finite_width
