// What ImGui asks of the C library and does not need in full. Symbols of the program win over the archive's.

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
