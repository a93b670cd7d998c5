// Input files: vectors from CSV (one a row) or NumPy's .npy, with errors that name file, line and column.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "limitcheck/claim/domain.hpp"

namespace limitcheck {

/// Whether the first line of a CSV file names its columns. By itself: it does where no field is, or begins
/// like, a number.
enum class CsvHeader { by_itself, yes, no };

/// How a CSV file is read. The columns that make the vectors are comma-separated, each a number from 1, a
/// range A-B, or a name of the header line; empty: all. Other columns may hold anything without a comma.
struct CsvOptions {
    std::string columns;
    CsvHeader header = CsvHeader::by_itself;
};

/// `auto`, `yes` or `no`; throws Error otherwise.
[[nodiscard]] CsvHeader parse_header(std::string_view text);

/// Reads a CSV file: comma-separated numbers, one vector a row, equal lengths, an optional header line, LF or
/// CRLF ends. A first line of the numbers 0, 1, 2, ..., eight or more, is refused unless `header` says what
/// it is: programs write such headers. Throws Error with `file:line:column: what; the mend` when the file
/// cannot be read, is empty, binary, ragged, has a field that is not a finite number, a row of zeros (no
/// direction) or of a mean square outside 1e-20..1e20 (usable_second_moment), or fewer than two rows (no
/// pair).
[[nodiscard]] DataSet read_csv(const std::filesystem::path& path, const CsvOptions& options = {});

/// Column choices that cannot be met throw too.
/// The same from text; `name` stands for the file in errors.
[[nodiscard]] DataSet parse_csv(std::string_view text, const std::string& name,
                                const CsvOptions& options = {});

/// Parses a NumPy array of format 1.0 or 2.0: two dimensions (rows x columns), float32 or float64, little
/// endian, C or Fortran order. Throws Error with `file:1:column: what; the mend` for anything else; `column`
/// counts bytes from 1. The conditions on rows are those of read_csv.
[[nodiscard]] DataSet parse_npy(std::string_view bytes, const std::string& name);

/// Reads a file by what it holds: .npy if it starts or is named as one (then `options` must be the default),
/// CSV otherwise.
[[nodiscard]] DataSet read_data(const std::filesystem::path& path, const CsvOptions& options = {});

/// Sets the pairs to draw from: one pair a line, two different row numbers (from 0) separated by a comma.
/// Throws Error with file, line and column.
void list_pairs(DataSet& data, std::string_view text, const std::string& name);
void read_pairs(DataSet& data, const std::filesystem::path& path);

}  // namespace limitcheck
