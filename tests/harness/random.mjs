// Chance that can be repeated: the same numbers for the same seed, everywhere.
//
//   const random = seeded(7);
//   random()                                          // 0 ≤ it < 1

/** mulberry32. */
export function seeded(seed) {
  let at = seed >>> 0;
  return () => {
    at = (at + 0x6d2b79f5) >>> 0;
    let t = Math.imul(at ^ (at >>> 15), at | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
