// Texts of a claim put into the formats of a report so that they can only be read, never obeyed.
#pragma once

#include <string>
#include <string_view>

namespace limitcheck::report {

/// The text as valid UTF-8: bytes that are none become U+FFFD.
std::string valid_utf8(std::string_view text);

/// For the content and the (double-quoted) attributes of XML and HTML. Characters that XML cannot carry
/// become U+FFFD.
std::string escape_markup(std::string_view text);

/// A JSON string with its quotes.
std::string json_string(std::string_view text);

/// One line of Markdown prose or one table cell: line breaks become spaces, whatever GitHub-flavoured
/// Markdown or HTML would act on is escaped.
std::string escape_markdown(std::string_view text);

/// Text as code within a line of Markdown or a table cell.
std::string markdown_code(std::string_view text);

/// A fenced block of the given kind ("", "math", "sh") that no text can end early.
std::string markdown_block(std::string_view kind, std::string_view text);

}  // namespace limitcheck::report
