/**
 * The page may have put functions of its own in the way, which may throw: that
 * must stop neither the next place nor the engine, whose frames are above.
 */
export function attempt(step) {
  try {
    step();
  } catch (error) {
    console.error(error);
  }
}
