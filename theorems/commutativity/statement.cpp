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
        {},
        {"sqrt(1+u) >= 1 + u/2 - u^2/8 + u^3/16 - (5/16) u^4 for u >= -1",
         "f is nondecreasing, 1-Lipschitz and at least the identity on [-1, 1]"}};
    return statement;
}

}  // namespace limitcheck::theorems::commutativity
