# MPFI, the interval library over MPFR and GMP: checks that all three are there and says in one line what is missing.
# Sets MPFI_LIBRARIES to plain names, which the installed package passes on as they are.
find_path(MPFI_INCLUDE_DIR NAMES mpfi.h)
find_path(MPFR_INCLUDE_DIR NAMES mpfr.h)
find_library(MPFI_LIBRARY NAMES mpfi)
find_library(MPFR_LIBRARY NAMES mpfr)
find_library(GMP_LIBRARY NAMES gmp)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(MPFI
  REQUIRED_VARS MPFI_LIBRARY MPFI_INCLUDE_DIR MPFR_LIBRARY MPFR_INCLUDE_DIR GMP_LIBRARY)
set(MPFI_LIBRARIES mpfi mpfr gmp)
mark_as_advanced(MPFI_INCLUDE_DIR MPFR_INCLUDE_DIR MPFI_LIBRARY MPFR_LIBRARY GMP_LIBRARY)
