// The statement's metadata.
#include "limitcheck/theorems/mlp_norm/statement.hpp"

namespace limitcheck::theorems::mlp_norm {

const Theorem& theorem() {
    static const Theorem statement{
        "mlp/no-commutativity",
        "Width and depth limits of a network without skip connections do not commute",
        {"Hayou and Yang, Width and Depth Limits Commute in Residual Networks (ICML 2023)", "2302.00453",
         "docs/theory/resnet-commute, section 5.1"},
        {"ReLU activation", "weights independent N(0, 2/n), input layer N(0, 1/d), no skip connection",
         "one input a != 0, q0 = |a|^2/d",
         "logarithms: given that at least one neuron is active in every layer"},
        {"paper-proof: the norm is a product of independent factors (signs and squares of a centred Gaussian "
         "vector are "
         "independent), by hand in docs/theory/resnet-commute, section 5.1",
         "cited: the cumulants of log chi^2_k are polygamma functions of k/2"},
        {"mlp/layer-ratio", "mlp/log-variance", "mlp/kurtosis"}};
    return statement;
}

}  // namespace limitcheck::theorems::mlp_norm
