// The domain of a claim: which cells it speaks of, and how they are drawn. Cell j is a pure function of
// (seed, claim id, j), made of integer arithmetic alone, so that an independent program can draw it again.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "limitcheck/cell/cell.hpp"

namespace limitcheck {

/// Vectors read from a file, for claims that take inputs: row i as its Gram data with row j.
struct DataSet {
    std::string path;
    std::string sha256;
    std::size_t rows = 0;
    std::size_t dimension = 0;
    std::vector<double> values;  ///< row-major, rows x dimension
    /// Pairs to draw from, of distinct rows (0-based); empty: any two distinct rows.
    std::vector<std::array<std::size_t, 2>> pairs;
    std::string pairs_sha256;  ///< of the file that lists them; empty without one
    std::string selection;     ///< the options that chose columns and pairs, as they are repeated

    /// One to eight rows (0-based) as inputs with the id `rows:I`, `rows:I:J` and so on.
    [[nodiscard]] Inputs inputs(const std::vector<std::size_t>& of) const;
    /// Makes inputs from an id, synthetic or of this file. Throws Error when a row does not exist.
    [[nodiscard]] Inputs resolve(std::string_view id) const;
};

/// What one step towards a simpler cell changes; `sizes`: both width and depth.
enum class Coordinate { time, inputs, order, width, depth, sizes };

/// A cell that is one step simpler than another.
struct SimplerCell {
    Cell cell;
    Coordinate changed = Coordinate::time;
};

/// Cells of a claim. Width and depth are drawn uniformly over octaves and then uniformly within one (which is
/// log-uniform to within a factor 2 of density); time over the sixteenths; inputs and orders over their
/// lists.
///
/// The cells come in three strata by their index, so that every run has wide and deep ones: j = 1 mod 5 has
/// width >= 4096 where the largest width is four times that or more, j = 2 mod 5 has depth >= 128 where the
/// largest depth is four times that or more, the others are free. So the cells are independent, but not all
/// of one law.
/// The product width * depth is at most 2^19 for j <= 40, 2^21 for j <= 300, 2^23 beyond: the cells of a
/// small profile are the first cells of a larger one.
///
/// Cells have an order of simplicity, in which a refuted one is made smaller: less width, then less depth,
/// then a time that is a multiple of a coarser fraction (1, 1/2, 1/4, 1/8), then inputs that stand earlier in
/// the list, then a simpler order of growth (Order::simpler).
class Domain {
  public:
    /// Widths in [least, most]; least >= 1.
    Domain width(std::uint32_t least, std::uint32_t most) const;
    /// Depths in [least, most]; least >= 1.
    Domain depth(std::uint32_t least, std::uint32_t most) const;
    /// Times among the multiples of 1/16 in [least, most]; the default is t = 1 alone.
    Domain time(const char* least, const char* most) const;
    /// Inputs drawn from these ids (synthetic).
    Domain inputs(std::vector<std::string> ids) const;
    /// Lets `--inputs` replace the list by k distinct rows of a file, 1 <= k <= 8: single rows, pairs (drawn,
    /// or listed by the user), and so on.
    Domain takes_data(std::size_t k) const;
    /// Every cell carries an order of growth: one of the named ones, a power path, or a random staircase.
    Domain along_orders() const;
    /// Cells where `admissible` is false do not belong to the domain; `description` says in words which do
    /// ("L at most 32 n"). It is asked of cells that fit everything else; of several, all must hold.
    Domain limit(std::function<bool(const Cell&)> admissible, std::string description) const;

    /// Cell j >= 1, or the reason why none was found in 10,000 attempts as an Error. `admissible` is the
    /// claim's own condition (the bound is not vacuous). `data` may be null.
    [[nodiscard]] Cell draw(std::uint64_t seed, std::string_view claim_id, std::uint64_t index,
                            const DataSet* data, const std::function<bool(const Cell&)>& admissible) const;

    /// Cells of this domain that are one step simpler than `cell`, those that change the coordinate `first`
    /// first, the others following in turn; of each coordinate the boldest step first. Inputs that are rows
    /// of `data` (may be null) move to earlier rows, or to earlier pairs where pairs are listed. A step that
    /// changes both sizes lowers them in proportion, or lowers the width and keeps their product, rounded up
    /// to a multiple of the new width; every other one lowers the product or leaves the sizes alone. Last
    /// come sizes that halving passes by: up to 8 above the domain's least, and up to 16 below the cell's,
    /// for statements that are false at scattered sizes. Every chain of steps ends.
    [[nodiscard]] std::vector<SimplerCell> simpler(const Cell& cell, const DataSet* data,
                                                   Coordinate first = Coordinate::time) const;

    /// What is drawn from, and by which law, in words.
    [[nodiscard]] std::string description(const DataSet* data) const;
    /// Why no cell can ever be drawn: the least sizes are above the cost limit, or every layer is 0. Empty
    /// when neither is so; the claim's own condition may still leave nothing.
    [[nodiscard]] std::string empty_because() const;
    /// Number of inputs a data row set gives, 0 when the claim takes none.
    [[nodiscard]] std::size_t data_inputs() const { return data_inputs_; }
    /// Largest product width * depth of cell `index`.
    [[nodiscard]] static std::uint64_t cost_limit(std::uint64_t index);
    /// True when width, depth, time and the presence of an order fit this domain (any time within its range,
    /// any inputs of a number that is listed or that rows of a file may have) and its limit admits the cell.
    /// Reason in `why` otherwise.
    [[nodiscard]] bool contains(const Cell& cell, std::string& why) const;

    /// The ends and lists that the builders above were given.
    [[nodiscard]] std::uint32_t least_width() const { return least_width_; }
    [[nodiscard]] std::uint32_t most_width() const { return most_width_; }
    [[nodiscard]] std::uint32_t least_depth() const { return least_depth_; }
    [[nodiscard]] std::uint32_t most_depth() const { return most_depth_; }
    [[nodiscard]] const std::vector<std::string>& input_ids() const { return inputs_; }
    [[nodiscard]] bool has_orders() const { return orders_; }

  private:
    /// How many inputs a cell may have, in order.
    [[nodiscard]] std::vector<std::size_t> input_counts() const;
    /// Where width and depth of cell `index` start: its stratum.
    [[nodiscard]] std::uint32_t from_width(std::uint64_t index) const;
    [[nodiscard]] std::uint32_t from_depth(std::uint64_t index) const;
    /// The law of the sizes and its strata, in brackets; empty where there is one size only.
    [[nodiscard]] std::string law() const;

    std::uint32_t least_width_ = 1;
    std::uint32_t most_width_ = 65536;
    std::uint32_t least_depth_ = 1;
    std::uint32_t most_depth_ = 4096;
    std::uint32_t least_sixteenth_ = 16;
    std::uint32_t most_sixteenth_ = 16;
    Time least_time_;
    Time most_time_;
    std::vector<std::string> inputs_{"one"};
    std::size_t data_inputs_ = 0;
    bool orders_ = false;
    std::function<bool(const Cell&)> limit_;
    std::string limit_description_;
};

/// Where every domain starts.
[[nodiscard]] inline Domain cells() { return {}; }

}  // namespace limitcheck
