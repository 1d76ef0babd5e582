// What the JSON parser asks of the C library and the module does not need in full: with libc's own versions come 128-bit
// soft floats and printf, 10 KB of the download. Symbols of the program win over the archive's.
#include <cstddef>
#include <cstdlib>

// Decides whether a number is finite, which is all that the parser does with the result: a fraction keeps its text
// (json/tree.hpp) and every number of the contract is whole. Not correctly rounded.
extern "C" double strtod(const char* text, char** end) {
  const char* p = text;
  const bool negative = *p == '-';
  if (negative) ++p;
  double value = 0;
  int exponent = 0;
  for (; *p >= '0' && *p <= '9'; ++p) value = value * 10 + (*p - '0');
  if (*p == '.')
    for (++p; *p >= '0' && *p <= '9'; ++p, --exponent) value = value * 10 + (*p - '0');
  if (*p == 'e' || *p == 'E') {
    const char sign = *++p;
    if (sign == '-' || sign == '+') ++p;
    int written = 0;
    for (; *p >= '0' && *p <= '9'; ++p)
      if (written < 100000) written = written * 10 + (*p - '0');
    exponent += sign == '-' ? -written : written;
  }
  for (; exponent > 0 && value != 0 && value < 1e300 * 1e300; --exponent) value *= 10;
  for (; exponent < 0 && value != 0; ++exponent) value /= 10;
  if (end) *end = const_cast<char*>(p);
  return negative ? -value : value;
}

// libc keeps the three in one object: whoever asks for one of these would bring back the strtod above.
extern "C" float strtof(const char* text, char** end) { return static_cast<float>(strtod(text, end)); }
extern "C" long double strtold(const char* text, char** end) { return strtod(text, end); }

// The parser words its complaint with it; the reader answers INVALID_JSON and drops the words.
extern "C" int snprintf(char* buffer, std::size_t size, const char*, ...) {
  if (size > 0) *buffer = 0;
  return 0;
}

// ImGui draws arcs with these, always of small angles; libc's reduce any angle exactly, which costs 1 KB. Error below 1e-6.
extern "C" float sinf(float x) {
  constexpr float kTurn = 6.28318530718f;
  x -= kTurn * static_cast<float>(static_cast<int>(x / kTurn + (x < 0 ? -0.5f : 0.5f)));  // -π..π
  if (x > kTurn / 4) x = kTurn / 2 - x;
  if (x < -kTurn / 4) x = -kTurn / 2 - x;
  const float s = x * x;
  return x * (1 + s * (-0.16666667f + s * (0.0083333310f + s * (-0.00019840874f + s * 2.7525562e-06f))));
}
extern "C" float cosf(float x) { return sinf(x + 1.57079632679f); }
