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
        {},
        {"E x_l = E C_l - K_l exactly (control-variates, section 1)",
         "||x_l||_2 <= the bound of Theorem V, one input (control-variates, section 3)"}};
    return statement;
}

}  // namespace limitcheck::theorems::finite_width
