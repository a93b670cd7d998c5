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
        {"paper-proof: the coupling with the infinite-width chain, the propagation of its error through the "
         "layers and "
         "Doob's inequality are proved or cited by hand, in docs/theory/resnet-commute, sections 2.1 to 2.4"},
        {"gaussian/root-square", "gaussian/layer-moments", "gaussian/beta-supremum", "gaussian/c1",
         "gaussian/growth-table", "gaussian/fourth-moment-step", "gaussian/neuron-fourth-moment",
         "gaussian/exponential", "gaussian/third-hermite", "gaussian/logarithm", "e-process/norm-witness"}};
    return statement;
}

}  // namespace limitcheck::theorems::gaussian_limit
