// The inputs of a network, as the only thing of them that matters to its law: their Gram matrix divided by
// the input dimension (docs/theory/resnet-commute, sections 0 and 1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace limitcheck {

/// The largest number of inputs that samplers take.
inline constexpr std::uint32_t most_inputs = 8;

/// k inputs x_1..x_k, given by the k x k matrix K0 with K0_ij = <x_i, x_j>/d. The id is their text form.
///
/// Ids of synthetic inputs: `one` (a single input with q0 = 1), `one:Q` (q0 = Q), `pair:C` (two inputs of
/// q0 = 1 and correlation C in [-1, 1]), `pair:C:QA:QB` (second moments QA and QB), `equal:K:C` (K of 2 to 8
/// inputs of q0 = 1, any two of correlation C in [-1/(K-1), 1]). Inputs read from a file have ids `rows:I`,
/// `rows:I:J` and so on, and are made by whoever read the file.
class Inputs {
  public:
    /// One input with q0 = 1.
    Inputs() : Inputs("one", 1, {1.0}) {}
    /// Precondition: gram is symmetric, positive on the diagonal, and has count*count entries (row-major).
    Inputs(std::string id, std::size_t count, std::vector<double> gram);

    /// One input of second moment q0. Throws Error when that is not usable (usable_second_moment).
    static Inputs one(double q0 = 1.0);
    /// Throws Error when the correlation is outside [-1, 1] or a second moment is not usable.
    static Inputs pair(double correlation, double q0_a = 1.0, double q0_b = 1.0);
    /// Throws Error when K or the correlation is out of its range.
    static Inputs equal(std::size_t count, double correlation);
    /// Reads the id of synthetic inputs; throws Error with the mend when it is none.
    static Inputs parse(std::string_view id);

    /// The text form, and the number k of inputs.
    [[nodiscard]] const std::string& id() const { return id_; }
    [[nodiscard]] std::size_t count() const { return count_; }
    /// K0_ij; i, j < count().
    [[nodiscard]] double gram(std::size_t i, std::size_t j) const { return gram_[i * count_ + j]; }
    /// The whole matrix, row-major, count() x count().
    [[nodiscard]] const std::vector<double>& gram() const { return gram_; }
    /// q0 of input i: |x_i|^2/d.
    [[nodiscard]] double second_moment(std::size_t i) const { return gram(i, i); }

    friend bool operator==(const Inputs&, const Inputs&) = default;

  private:
    std::string id_;
    std::size_t count_;
    std::vector<double> gram_;
};

}  // namespace limitcheck
