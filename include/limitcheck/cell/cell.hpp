// A cell: the coordinates at which a claim is tested. Its text form is what users type and reports print.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "limitcheck/cell/inputs.hpp"
#include "limitcheck/cell/order.hpp"
#include "limitcheck/cell/time.hpp"

namespace limitcheck {

/// Width n, depth L, time t, inputs, and (for claims about orders of growth) the order that ends at (n, L).
struct Cell {
    std::uint32_t width = 1;
    std::uint32_t depth = 1;
    Time time;
    Inputs inputs;
    std::optional<Order> order;

    /// floor(t L).
    [[nodiscard]] std::uint32_t layer() const { return time.layer(depth); }
    friend bool operator==(const Cell&, const Cell&) = default;
};

/// Makes inputs from their id; for ids that stand for rows of a file.
using InputResolver = std::function<Inputs(std::string_view id)>;

/// Canonical text: `n=64,L=128,t=0.5[,inputs=ID][,order=ID]`; inputs are left out when they are `one`.
[[nodiscard]] std::string to_text(const Cell& cell);
/// The canonical text, for messages of tests.
std::ostream& operator<<(std::ostream& out, const Cell& cell);

/// Reads the text form: keys in any order, each at most once, n and L required, t = 1 when absent.
/// Throws Error naming the key and the mend. `resolve` makes inputs from ids (synthetic ones by default).
[[nodiscard]] Cell parse_cell(std::string_view text, const InputResolver& resolve = Inputs::parse);

/// The key of the stream that draws a cell's networks: a hash of (seed, claim id, cell text).
[[nodiscard]] std::uint64_t stream_key(std::uint64_t seed, std::string_view claim_id, const Cell& cell);

/// A text's unsigned decimal value; nothing when it is not one or exceeds `most`.
[[nodiscard]] std::optional<std::uint64_t> parse_unsigned(std::string_view text, std::uint64_t most);

}  // namespace limitcheck
