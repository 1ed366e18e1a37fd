/*
 * The practical ceiling of one core without a vector popcount (AVX2): packed XNOR-popcount products in
 * hand-written intrinsics, output channels on the vector lanes. Cifar10Speed and the benchmarks compile and run it
 * beside the Java kernels: the machines are noisy, so only the ratio in one run means anything.
 *
 *   gcc -O3 -mavx2 -o xnor_limit_avx2 xnor_limit_avx2.c && ./xnor_limit_avx2
 *
 * Rates of 4096 x 4096: gemm of 240 rows; gemv of one row, resident (one layer again and again, which a 1 MiB cache
 * does not hold) and in turns (eight layers, as in a real network).
 *
 * Two ways of counting, the better one is the limit:
 *   - bytes: nibbles looked up with vpshufb, summed in byte lanes, widened every 30 words;
 *   - carry-save: full adders over eight words, one such count for all eight (Mula, Kurz, Lemire 2018).
 *
 * One MAC = one multiply-accumulate of a +-1 weight with a +-1 activation (one bit position). Times are those
 * of the thread, so what else runs on the machine counts as little as possible.
 */
#include <immintrin.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROWS = 240, OUTPUTS = 4096, WORDS = 128, LAYERS = 8, PANEL = 32, VECTOR = 8 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static inline __m256i count_bytes(__m256i x) {
  const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3,
                                         1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i low = _mm256_set1_epi8(15);
  return _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(x, low)),
                         _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(x, 4), low)));
}

static inline __m256i widen(__m256i bytes) {
  return _mm256_madd_epi16(_mm256_maddubs_epi16(bytes, _mm256_set1_epi8(1)), _mm256_set1_epi16(1));
}

static inline __m256i load(const uint32_t *p) { return _mm256_loadu_si256((const __m256i *)p); }

static inline void store(int *p, __m256i mismatches) {
  __m256i n = _mm256_set1_epi32(WORDS * 32);
  _mm256_storeu_si256((__m256i *)p, _mm256_sub_epi32(n, _mm256_slli_epi32(mismatches, 1)));
}

/* a: rows x words; w: panels of 32 outputs, panel-major then word-major. A tile is 2 rows x 2 vectors. */
__attribute__((noinline)) static void bytes_2x2(const uint32_t *a, const uint32_t *w, int *c, int rows) {
  for (int o = 0; o < OUTPUTS; o += 2 * VECTOR) {
    const uint32_t *panel = w + (size_t)(o / PANEL) * WORDS * PANEL + o % PANEL;
    for (int i = 0; i + 2 <= rows; i += 2) {
      __m256i sum[2][2] = {{_mm256_setzero_si256(), _mm256_setzero_si256()},
                           {_mm256_setzero_si256(), _mm256_setzero_si256()}};
      for (int from = 0; from < WORDS; from += 30) {
        int to = from + 30 < WORDS ? from + 30 : WORDS;
        __m256i bytes[2][2] = {{_mm256_setzero_si256(), _mm256_setzero_si256()},
                               {_mm256_setzero_si256(), _mm256_setzero_si256()}};
        for (int k = from; k < to; k++) {
          for (int r = 0; r < 2; r++) {
            __m256i x = _mm256_set1_epi32(a[(size_t)(i + r) * WORDS + k]);
            for (int v = 0; v < 2; v++) {
              __m256i mismatches = _mm256_xor_si256(x, load(panel + k * PANEL + v * VECTOR));
              bytes[r][v] = _mm256_add_epi8(bytes[r][v], count_bytes(mismatches));
            }
          }
        }
        for (int r = 0; r < 2; r++)
          for (int v = 0; v < 2; v++) sum[r][v] = _mm256_add_epi32(sum[r][v], widen(bytes[r][v]));
      }
      for (int r = 0; r < 2; r++)
        for (int v = 0; v < 2; v++) store(c + (size_t)(i + r) * OUTPUTS + o + v * VECTOR, sum[r][v]);
    }
  }
}

#define ADD(carry, sum, p, q, r)                                                          \
  {                                                                                       \
    __m256i half = _mm256_xor_si256(p, q);                                                \
    carry = _mm256_or_si256(_mm256_and_si256(p, q), _mm256_and_si256(half, r));           \
    sum = _mm256_xor_si256(half, r);                                                      \
  }

__attribute__((noinline)) static void carry_save(const uint32_t *a, const uint32_t *w, int *c, int rows) {
  for (int o = 0; o < OUTPUTS; o += VECTOR) {
    const uint32_t *panel = w + (size_t)(o / PANEL) * WORDS * PANEL + o % PANEL;
    for (int i = 0; i < rows; i++) {
      __m256i zero = _mm256_setzero_si256(), ones = zero, twos = zero, fours = zero, eights = zero;
      for (int k = 0; k < WORDS; k += 8) {
        __m256i x[8], t0, t1, f0, f1, e;
        for (int j = 0; j < 8; j++)
          x[j] = _mm256_xor_si256(_mm256_set1_epi32(a[(size_t)i * WORDS + k + j]), load(panel + (k + j) * PANEL));
        ADD(t0, ones, ones, x[0], x[1])
        ADD(t1, ones, ones, x[2], x[3])
        ADD(f0, twos, twos, t0, t1)
        ADD(t0, ones, ones, x[4], x[5])
        ADD(t1, ones, ones, x[6], x[7])
        ADD(f1, twos, twos, t0, t1)
        ADD(e, fours, fours, f0, f1)
        eights = _mm256_add_epi8(eights, count_bytes(e)); /* at most 16 times 8 */
      }
      __m256i sum = _mm256_slli_epi32(widen(eights), 3);
      sum = _mm256_add_epi32(sum, _mm256_slli_epi32(widen(count_bytes(fours)), 2));
      sum = _mm256_add_epi32(sum, _mm256_slli_epi32(widen(count_bytes(twos)), 1));
      store(c + (size_t)i * OUTPUTS + o, _mm256_add_epi32(sum, widen(count_bytes(ones))));
    }
  }
}

static double gmacs(double rows, double seconds) { return rows * OUTPUTS * WORDS * 32 / seconds / 1e9; }

static double larger(double x, double y) { return x > y ? x : y; }

static uint32_t *random_words(size_t n) {
  uint32_t *words = aligned_alloc(64, n * 4);
  for (size_t i = 0; i < n; i++) words[i] = (uint32_t)rand() * 2654435761u;
  return words;
}

int main(void) {
  const size_t layer = (size_t)OUTPUTS * WORDS;
  srand(1);
  uint32_t *a = random_words((size_t)ROWS * WORDS);
  uint32_t *w = random_words(LAYERS * layer);
  int *c[2] = {aligned_alloc(64, sizeof(int) * ROWS * OUTPUTS), aligned_alloc(64, sizeof(int) * ROWS * OUTPUTS)};
  double gemm[2] = {0, 0}, resident = 0, turns = 0;
  for (int rep = 0; rep < 10; rep++) {
    for (int way = 0; way < 2; way++) {
      double t = now();
      for (int q = 0; q < 2; q++) way ? carry_save(a, w, c[1], ROWS) : bytes_2x2(a, w, c[0], ROWS);
      gemm[way] = larger(gemm[way], gmacs(2 * ROWS, now() - t));
    }
    double t = now();
    for (int q = 0; q < 200; q++) carry_save(a, w, c[1], 1);
    resident = larger(resident, gmacs(200, now() - t));
    t = now();
    for (int q = 0; q < 200; q++) carry_save(a, w + q % LAYERS * layer, c[1], 1);
    turns = larger(turns, gmacs(200, now() - t));
  }
  carry_save(a, w, c[1], ROWS);
  for (int i = 0; i < ROWS * OUTPUTS; i++) {
    if (c[0][i] != c[1][i]) {
      fprintf(stderr, "the two ways differ at %d: %d and %d\n", i, c[0][i], c[1][i]);
      return 1;
    }
  }
  printf("gemm_gmacs=%.0f gemv_resident_gmacs=%.0f gemv_turns_gmacs=%.0f bytes_gmacs=%.0f carry_save_gmacs=%.0f\n",
         larger(gemm[0], gemm[1]), resident, turns, gemm[0], gemm[1]);
  return 0;
}
