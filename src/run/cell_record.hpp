// A cell's result as bytes, exact to the last bit, for the journal of a run. Numbers stand as this machine
// has them: a journal is read by the program that wrote it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "limitcheck/run/journal.hpp"
#include "limitcheck/run/result.hpp"

namespace limitcheck::run {

/// A finished cell and the key it is found by.
struct CellRecord {
    CellKey key;
    CellResult result;  ///< without cell, counts, reproduce
};

/// Nothing when the result holds an enclosure with an infinite end, which is no enclosure when read back.
[[nodiscard]] std::optional<std::string> to_record(const CellKey& key, const CellResult& result);

/// Nothing when the bytes are no record.
[[nodiscard]] std::optional<CellRecord> from_record(std::string_view bytes);

}  // namespace limitcheck::run
