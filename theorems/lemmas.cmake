# The lemmas: each file is proved while it is compiled, in an object library that nothing else recompiles.
set(LIMITCHECK_LEMMA_FILES
    arc_cosine_map/lemmas/map.cpp
    arc_cosine_map/lemmas/series.cpp
    covariance_limit/lemmas/chi.cpp
    covariance_limit/lemmas/nu.cpp
    covariance_limit/lemmas/refined_second.cpp
    covariance_limit/lemmas/refined_third.cpp
    covariance_limit/lemmas/algebra.cpp
    gaussian_limit/lemmas/sampling.cpp
    gaussian_limit/lemmas/growth.cpp
    commutativity/lemmas/correlation_flow.cpp
    correlation_collapse/lemmas/collapse.cpp
    mlp_norm/lemmas/norm.cpp
    diffusion/lemmas/shaped.cpp
    diffusion/lemmas/finite_width.cpp
    e_processes/lemmas/inequalities.cpp)
limitcheck_floor(lemmas SOURCES lemma_registry.cpp ${LIMITCHECK_LEMMA_FILES} USES limitcheck::proof)
target_include_directories(limitcheck_lemmas PUBLIC $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>)

# How much a compiler may compute. GCC keeps every call it evaluates: depth 1 bounds that memory.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  set(LIMITCHECK_PROOF_OPTIONS -O0 -fconstexpr-ops-limit=4000000000 -fconstexpr-loop-limit=100000000
                               -fconstexpr-cache-depth=1)
else()
  set(LIMITCHECK_PROOF_OPTIONS -O0 -fconstexpr-steps=2000000000)
endif()
set_source_files_properties(${LIMITCHECK_LEMMA_FILES} PROPERTIES COMPILE_OPTIONS "${LIMITCHECK_PROOF_OPTIONS}")
# -O0: what runs of these files is their records. For the tests of what must not compile:
set_property(GLOBAL PROPERTY LIMITCHECK_LEMMA_FILES ${LIMITCHECK_LEMMA_FILES})
set_property(GLOBAL PROPERTY LIMITCHECK_PROOF_OPTIONS ${LIMITCHECK_PROOF_OPTIONS})
